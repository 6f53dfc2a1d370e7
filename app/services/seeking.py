"""Finding the ticket of somebody who has not got it: by product, day, amount, card or customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from app.domain.document import Document
from app.domain.errors import BadArguments, UnknownCard
from app.domain.money import Money
from app.domain.seeking import Sought
from app.domain.staff import Permission
from app.services import products
from app.services.loyalty import with_card
from app.services.till import Till
from app.storage import seeking

DAYS = 90
"""How far back it is looked for when no day is said: as long as the shop's tickets are at hand."""
MOST = 20


class Seeking:
    def __init__(self, till: Till) -> None:
        self._till = till

    def find(
        self,
        product: str = "",
        day: date | None = None,
        amount: Money | None = None,
        last_four: str = "",
        card: str = "",
    ) -> list[Document]:
        """The newest first, 20 at most; all that is said holds. `product`: SKU or code; `amount`:
        of the ticket or of a line; `card`: of its customer.

        Raises BadArguments when nothing is said, UnknownItem, UnknownCard, NotAllowed.
        """
        session = self._till.session
        session.need(Permission.SELL)
        if not (product or day or amount or last_four or card):
            raise BadArguments(usage="")
        today = self._till.now().date()
        sought = Sought(
            products.product(self._till, product).sku if product else "",
            day or today - timedelta(days=DAYS),
            day or today,
            amount,
            last_four,
        )
        if card:
            customer = with_card(self._till, card)
            if customer is None:
                raise UnknownCard(card=card)
            sought = replace(sought, customer=customer.uuid)
        return tickets_with(self._till, sought, MOST)


def tickets_with(till: Till, sought: Sought, most: int) -> list[Document]:
    """This till's and, as central told, the shop's; the newest first, each once."""
    with till.db.read() as connection:
        found = seeking.own(connection, sought, most)
    with till.store.read() as mirror:
        found += seeking.of_the_shop(mirror, sought, most)
    once = {document.number: document for document in reversed(found)}
    newest = sorted(once.values(), key=lambda one: (one.issued_at, one.number), reverse=True)
    return newest[:most]
