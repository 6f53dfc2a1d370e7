"""What people ask and say of the shop's stock: how many there are and how sure that is, what is put
right by hand, what somebody wanted in vain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.confidence import Confidence, Signs, confidence
from app.domain.errors import AdjustTooMuch, AlreadyLost, BadCode, BadQuantity, UnknownItem
from app.domain.facts import FactType
from app.domain.free_words import tidy
from app.domain.fulfilment import Fulfilment
from app.domain.limits import check_quantity
from app.domain.order_event import Short
from app.domain.plain import plain
from app.domain.product import Product
from app.domain.reservation import Reserved, by_product
from app.domain.sale import Sale
from app.domain.staff import Permission, Role
from app.domain.stock import Adjusted, DemandLost, Reason, quantity
from app.services import products, reserving
from app.services.folded import FoldedOrders
from app.services.line import Line
from app.services.orders import Orders
from app.services.stock import on_hand
from app.services.till import Till
from app.storage import counts, demand, orders, store

SAFETY = "pickup_safety"
"""The shop's policy: units of each product that are never promised."""
ADJUSTED = "adjust_limit"
"""The shop's policy: units that are put right without counting."""
MOST_ADJUSTED = Decimal(20)
"""Units that are put right without counting; a manager may more."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a product stands here. `on_hand` None: nobody ever said."""

    product: Product
    on_hand: Decimal | None
    reserved: tuple[Reserved, ...]
    promise: Decimal | None
    """ATP: what may still be promised."""
    confidence: Confidence
    counted_at: datetime | None
    nil_picks: int
    heard_at: datetime | None

    @property
    def kept(self) -> Decimal:
        return sum((one.quantity for one in self.reserved), Decimal(0))


@dataclass(frozen=True, slots=True)
class Lost:
    """What was wanted in vain, summed."""

    sku: str
    name: str
    quantity: Decimal
    times: int


class Stockroom:
    def __init__(self, till: Till, line: Line, folded: FoldedOrders) -> None:
        self._till, self._to_central, self._folded = till, line, folded

    # how many
    def standing(self, code: str) -> Standing:
        """Raises UnknownItem."""
        till, product = self._till, self.product(code)
        sku = product.sku
        there = on_hand(till, [sku]).get(sku)
        known = by_product(self._folded.waiting()).get(sku, ())
        kept = tuple(reserving.of(till, sku, known=known))
        with till.db.read() as connection, till.store.read() as mirror:
            counted = counts.counted_at(connection, mirror, [sku]).get(sku)
            safety = store.policies(mirror).get(SAFETY)
        nil_picks, heard = self._nil_picks(sku, counted), self._to_central.heard("store:")
        signs = Signs((there or 0) < 0, counted, nil_picks, self._to_central.alone, heard)
        has = None if there is None else quantity(there)
        left = None
        if has is not None:
            claimed = sum((one.quantity for one in kept), Decimal(0))
            left = max(has - claimed - (safety if type(safety) is int else 0), Decimal(0))
        sure = confidence(signs, till.now())
        return Standing(product, has, kept, left, sure, counted, nil_picks, heard)

    def on_hand(self, skus: Sequence[str]) -> dict[str, Decimal]:
        """What there is of each; nothing of what nobody ever said."""
        return {sku: quantity(there) for sku, there in on_hand(self._till, skus).items()}

    def goes_with(self, product: Product) -> list[tuple[Product, Decimal | None]]:
        """What the catalogue says is sold with it, in its order, and what there is of each; None
        of what nobody ever said."""
        found = self._till.catalog.related(product)
        there = self.on_hand([one.sku for one in found])
        return [(one, there.get(one.sku)) for one in found]

    def _nil_picks(self, sku: str, counted: datetime | None) -> int:
        """How often a picker looked for it in vain since it was counted, on any device."""
        with self._till.db.read() as connection, self._till.store.read() as mirror:
            numbers = orders.short(connection, mirror, sku)
        desk = Orders(self._till)
        found = (desk.find(number) for number in numbers)
        return sum(_in_vain(f, sku, counted) for f in found if f is not None)

    def product(self, code: str) -> Product:
        """Raises UnknownItem."""
        try:
            return products.product(self._till, code)
        except BadCode:
            raise UnknownItem(code=code) from None

    # putting right
    def adjust(self, code: str, much: Decimal, reason: Reason, note: str = "") -> Standing:
        """So many are damaged, stolen, found...: `much` is how many there are less, of FOUND how
        many more, of OTHER either. Raises NotAllowed, BadQuantity, AdjustTooMuch, UnknownItem."""
        allowed_by = self._till.session.need(Permission.STOCK)
        product = self.product(code)
        if much == 0 or (much < 0 and reason is not Reason.OTHER):
            raise BadQuantity(text=str(much))
        if not product.unit.measured and much % 1:
            raise BadQuantity(text=str(much))
        check_quantity(abs(much))
        if abs(much) > (most := self._most()) and not self._manager():
            raise AdjustTooMuch(most=most)
        delta = much if reason.adds or reason is Reason.OTHER else -much
        said = Adjusted(product.sku, delta, reason, tidy(note, 120), allowed_by)
        with self._till.act() as act:
            act.state(FactType.STOCK_ADJUSTED, plain(said))
        return self.standing(product.sku)

    def _most(self) -> Decimal:
        with self._till.store.read() as mirror:
            return store.units(mirror, ADJUSTED, MOST_ADJUSTED)

    def _manager(self) -> bool:
        session = self._till.session
        people = (session.who(), session.authoriser)
        return any(one is not None and one.role is Role.MANAGER for one in people)

    # what was wanted in vain
    def lost(self, words: str, much: Decimal = Decimal(1), sale: Sale | None = None) -> DemandLost:
        """Somebody wanted so many, of a product or of what we do not have: `words` are a code, an
        SKU or what they called it. Raises NotSignedIn, LooksOnly, BadQuantity, and
        AlreadyLost for the same sale."""
        self._till.session.worker()
        if much <= 0:
            raise BadQuantity(text=str(much))
        check_quantity(much)
        try:
            product: Product | None = self.product(words)
        except UnknownItem:
            product = None
        code = "" if product else tidy(words, 120)
        name = product.name if product else code
        said = DemandLost(product.sku if product else "", much, code, name, sale.id if sale else "")
        with self._till.act() as act:
            if said.sale and demand.noted(act.tx, said):
                raise AlreadyLost(name=name)
            demand.add(act.tx, act.state(FactType.DEMAND_LOST, plain(said)), said, act.at.date())
        return said

    def lost_demand(self, days: int = 30) -> list[Lost]:
        """What was wanted in vain lately, the most first."""
        with self._till.db.read() as connection:
            rows = demand.since(connection, self._till.now().date(), days)
        return [
            Lost(
                row.sku,
                row.name or products.named(self._till, row.sku).name,
                quantity(row.number),
                row.times,
            )
            for row in rows
        ]


def _in_vain(f: Fulfilment, sku: str, counted: datetime | None) -> int:
    lines = {line.number for line in f.order.lines if line.sku == sku}
    return sum(
        1
        for event in f.events
        if isinstance(event.what, Short)
        and event.what.line in lines
        and event.what.quantity > 0
        and not event.what.sold
        and (counted is None or event.at > counted)
    )
