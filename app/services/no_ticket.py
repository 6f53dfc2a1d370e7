"""Goods that come back without any ticket: store credit at the lowest price of 30 days.

A corrective must name its invoice (RD 1619/2012 art. 15.4), and there is none: what is issued is a
voucher, which is no fiscal document, and X and Z have it in a line of its own (retail-rules 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.domain.errors import BadQuantity, NothingToReturn, NotTakenBack
from app.domain.facts import Body, FactType
from app.domain.free_words import tidy
from app.domain.limits import check_quantity
from app.domain.money import ZERO, Money, total
from app.domain.product import Product
from app.domain.role_limits import cents
from app.domain.staff import Permission
from app.domain.voucher import WhyIssued
from app.domain.why_back import WhyBack
from app.services import prices, products, terms, voucher
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.storage import documents, reserve

DAYS = 30


@dataclass(frozen=True, slots=True)
class Taken:
    """One product that came back, and what it is worth."""

    product: Product
    quantity: Decimal
    price: Money
    """The lowest of the last 30 days."""

    @property
    def amount(self) -> Money:
        return self.price.times(self.quantity)


@dataclass(frozen=True, slots=True)
class Done:
    """A return without a ticket: its store credit and what that is for."""

    voucher: str
    taken: tuple[Taken, ...]

    @property
    def amount(self) -> Money:
        return total(one.amount for one in self.taken)


class NoTicket:
    def __init__(self, till: Till, timekeeper: Timekeeper) -> None:
        self._till, self._timekeeper = till, timekeeper

    def worth(
        self, items: Sequence[tuple[str, Decimal]], *, damaged: bool = False
    ) -> tuple[Taken, ...]:
        """What these (SKU or code, quantity) would give, without doing it.

        Raises UnknownItem, NotTakenBack, BadQuantity, NothingToReturn.
        """
        if not items:
            raise NothingToReturn(number="")
        return tuple(self._taken(code, quantity, damaged) for code, quantity in items)

    def _taken(self, code: str, quantity: Decimal, damaged: bool) -> Taken:
        product = products.product(self._till, code)
        if quantity <= 0 or (not product.unit.measured and quantity % 1):
            raise BadQuantity(text=str(quantity))
        check_quantity(quantity)
        kept = terms.of(self._till, product).not_returnable
        if kept and not damaged:
            raise NotTakenBack(name=product.name, text=kept)
        return Taken(product, quantity, self._lowest(product))

    def _lowest(self, product: Product) -> Money:
        """Of what anybody paid or could have paid for one in the last 30 days."""
        since = self._till.now() - timedelta(days=DAYS)
        found = list(prices.since(self._till, product, since))
        with self._till.db.read() as connection:
            sold = documents.listed_since(connection, product.sku, since.date())
        return min([*found, *sold])

    def take(
        self, items: Sequence[tuple[str, Decimal]], why: str = "", *, damaged: bool = False
    ) -> Done:
        """Take it back for a voucher, in one transaction. Raises what `worth` raises and
        NotAllowed, NoOpenShift, ClockBlocked."""
        shift = self._till.open_shift()
        self._timekeeper.check()
        self._till.session.need(Permission.RETURN_WITHOUT_TICKET)
        taken = self.worth(items, damaged=damaged)
        amount = total(one.amount for one in taken)
        if amount <= ZERO:
            raise NothingToReturn(number="")
        size = cents(amount)
        allowed_by = self._till.session.need(Permission.RETURN_WITHOUT_TICKET, size)
        reserve.check(self._till.folder)
        with self._till.act() as act:
            code = voucher.new_code(self._till, act)
            body: Body = {
                "shift": shift.id,
                "voucher": code,
                "total": amount.cents,
                "lines": list(_lines(taken, damaged=damaged)),
                "why": tidy(why, 120),
                "allowed_by": allowed_by,
            }
            act.state(FactType.RETURNED_WITHOUT_TICKET, body)
            voucher.issue(self._till, act, amount, WhyIssued.RETURN, code=code)
        return Done(code, taken)


def _lines(taken: Iterable[Taken], *, damaged: bool) -> Iterable[Body]:
    for number, one in enumerate(taken, 1):
        line: Body = {
            "number": number,
            "sku": one.product.sku,
            "name": one.product.name,
            "quantity": str(one.quantity),
            "price": one.price.cents,
            "amount": one.amount.cents,
        }
        yield line | ({"why_back": WhyBack.DAMAGED.value} if damaged else {})
