"""The label on the shelf says less than the till: it holds, and somebody prints it anew."""

from __future__ import annotations

from app.domain.errors import AttachedLine, BadPrice
from app.domain.money import ZERO, Money
from app.domain.pricing import per_cent_between
from app.domain.sale import LABEL, Line, Override
from app.domain.staff import Permission
from app.domain.varios import LIST
from app.services.discounts import overridden
from app.services.register import Register
from app.services.till import Till
from app.storage import labels, store

LIMIT = "label_says"
"""The chain's policy: what a line may cost less, in cents, before somebody has to allow it."""
USUAL = Money(500)


class LabelSays:
    def __init__(self, till: Till, register: Register) -> None:
        self._till, self._register = till, register

    def limit(self) -> Money:
        """What the label may take off a line without anybody's leave."""
        with self._till.store.read() as mirror:
            return store.limit(mirror, LIMIT, USUAL)

    def sell(self, price: Money) -> Line:
        """Sell the open line at the unit price of its label. Its label is on the list of those to
        be printed from now on.

        Raises BadPrice for one that is no lower, or no product's; AttachedLine, NotAllowed.
        """
        session = self._till.session
        with self._register.change() as change:
            line = change.sale.line(change.sale.chosen)
            if line.attached:
                raise AttachedLine(name=line.name)
            if not ZERO < price < line.price or line.listed.price_list == LIST:
                raise BadPrice(price=price)
            allowed_by = ""
            if (line.price - price).times(line.quantity) > self.limit():
                off = per_cent_between(line.listed.price, price)
                allowed_by = session.need(Permission.PRICE, off)
            overridden(change, line, Override(price, LABEL, session.who().code, allowed_by))
            labels.put(change.act.tx, [(line.sku, price)], change.act.at)
        return self._register.chosen()
