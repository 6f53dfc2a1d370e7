"""Parcels on shelves and in customers' hands: every one by its scan, final when it is said."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain import collecting, coming_back, compact, leaving, order_code, parcel_label
from app.domain.collecting import Collector, Refused
from app.domain.errors import BadCode, NotAShelf, UnknownParcel
from app.domain.fulfilment import Fulfilment
from app.domain.money import Money
from app.domain.order import Invoicing
from app.domain.order_event import HandedOver, Shown, Undelivered, What
from app.domain.parcel import ParcelState
from app.domain.staff import Permission
from app.services.folded import FoldedOrders
from app.services.order_codes import OrderCodes
from app.services.order_money import OrderMoney
from app.services.order_papers import OrderPapers
from app.services.orders import Orders
from app.services.prices import check_stop
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.storage import orders, store

LIMIT = "pickup_limit"
"""The shop's policy: cents up to which the bearer of an order's QR needs no document."""
USUAL_LIMIT = Money(15_000)
_SIGNED = (order_code.PREFIX, parcel_label.PREFIX)


@dataclass(frozen=True, slots=True)
class Scanned:
    """A parcel, and its order as it is after the scan."""

    order: Fulfilment
    parcel: str


class Handing:
    def __init__(
        self,
        till: Till,
        desk: Orders,
        codes: OrderCodes,
        papers: OrderPapers,
        money: OrderMoney,
        folded: FoldedOrders,
        clock: Timekeeper,
    ) -> None:
        self._till, self._orders, self._codes, self._papers = till, desk, codes, papers
        self._money, self._folded, self._clock = money, folded, clock

    def parcel(self, code: str) -> Scanned | None:
        """Whose parcel was scanned: a label of ours, or an announced code; None for any other
        code. What a label alone proves is stated. Raises BadOrderCode, UnknownOrder."""
        label = self._codes.label(code)
        if label is not None:
            return Scanned(self._codes.proved(label), label.id)
        name = code.strip()
        with self._till.store.read() as mirror:
            number = orders.of_parcel(mirror, name)
        if number is None:
            return None
        return Scanned(self._orders.of(number), name)

    def shelve(self, code: str, place: str) -> Fulfilment:
        """It waits at `place` now, wherever it waited before. Raises NotAShelf."""
        self.check_shelf(place)
        return self._on(code, lambda f, name: collecting.shelve(f, name, place))

    def check_shelf(self, place: str) -> None:
        """Raises NotAShelf."""
        if not self.may_be_shelf(place):
            raise NotAShelf(place=place.strip()[:40])

    def may_be_shelf(self, code: str) -> bool:
        """Any name may, but what an order's QR, a parcel or a product is known by."""
        try:
            signed = any(compact.is_signed(prefix, code) for prefix in _SIGNED)
            if signed or self.parcel(code) is not None:
                return False
            return self._till.catalog.product(code) is None
        except BadCode:
            return True

    def arrive(self, code: str, *, damaged: bool = False) -> Fulfilment:
        return self._on(code, lambda f, name: collecting.arrive(f, name, damaged=damaged))

    def scan_out(self, code: str) -> Fulfilment:
        return self._on(code, collecting.scan_out)

    def keep(self, number: str, parcel: str) -> Fulfilment:
        return self._orders.say(number, lambda f: collecting.keep(f, parcel))

    def put_back(self, code: str) -> Fulfilment:
        return self._on(code, collecting.put_back)

    def hand_over(self, number: str, who: Collector, refused: Refused | None = None) -> Fulfilment:
        """Of a paid order; needs no open shift. In one transaction: the till's invoice when it is
        the till's to make, what is corrected and ordered back, and the proof of delivery.

        Raises what `collecting.hand_over` refuses, SaleStopped for what must not leave the shop,
        NotOnTablet at a tablet when a document comes of it (it has no series), and of the invoice
        InvoiceRequired and ClockBlocked.
        """
        self._till.session.need(Permission.PICKUPS)
        shop, limit = self._till.shop.code, limit_of(self._till)
        with self._till.act() as act:
            before = self._orders.of(number)
            said = collecting.hand_over(before, who, shop, limit, refused)
            if said.refused or before.order.invoicing is Invoicing.TILL:
                self._till.session.need_till()
            self._check_stops(before, said)
            document = self._money.invoice(act, self._orders.foreseen(act, before, said))
            if document:
                said = collecting.hand_over(before, who, shop, limit, refused, document)
            f = self._orders.stated(act, before, said)
            if not document:
                self._papers.delivered(act, f)
        return f

    def _check_stops(self, f: Fulfilment, said: HandedOver) -> None:
        """Raises SaleStopped."""
        names = dict(leaving.named(f))
        for sku in leaving.taken(f, said):
            check_stop(self._till, sku, names.get(sku, sku))

    def to_carrier(self, number: str, carrier: str, tracking: str = "") -> Fulfilment:
        """What is scanned out leaves for the customer's home, with a proof for the shop. Raises
        what `collecting.to_carrier` refuses, and SaleStopped for what must not leave the shop."""
        self._till.session.need(Permission.PICKUPS)
        with self._till.act() as act:
            before = self._orders.of(number)
            said = collecting.to_carrier(before, carrier, tracking, self._till.shop.code)
            self._check_stops(before, said)
            f = self._orders.stated(act, before, said)
            self._papers.delivered(act, f)
        return f

    def came_back(self, number: str, why: Undelivered, parcels: Collection[str] = ()) -> Fulfilment:
        """A carrier brought back these parcels, by their ids, or all that it has. Raises what
        `coming_back.undelivered` refuses."""
        shop = self._till.shop.code
        return self._orders.say(number, lambda f: coming_back.undelivered(f, parcels, why, shop))

    def presented(self, number: str, shown: Shown) -> Fulfilment:
        """Somebody showed it at the counter: from here on they wait."""
        device, now = self._orders.device, self._till.now()
        return self._orders.say(number, lambda f: collecting.present(f, shown, device, now))

    def back(self, number: str, parcel: str) -> Fulfilment:
        """It was not handed over: the parcel is on its shelf again."""
        return self._orders.say(number, lambda f: collecting.back(f, parcel))

    def settle(self, number: str, matter: str) -> Fulfilment:
        """Somebody has seen to a matter of the order (`fulfilment.Conflict`, or `refused`)."""
        return self._orders.say(number, lambda f: collecting.settle(f, matter))

    def agree(self, number: str) -> Fulfilment:
        return self._orders.say(number, collecting.agree)

    def expire(self, number: str, heard: datetime | None) -> Fulfilment:
        """`heard`: when central was last in step with this till; None never. Raises ClockDoubted:
        both times are by this machine's clock, and nothing is undone by one that is wrong."""
        self._clock.check_right()
        now = self._till.now()
        return self._orders.say(number, lambda f: collecting.expire(f, now, heard))

    def unanswered(self, after: timedelta = timedelta()) -> list[Scanned]:
        """Parcels that were scanned out here and of which nobody has said for `after` what became:
        the question that a till asks when it starts."""
        now = self._till.now()
        found = []
        for f in self._folded.ours():
            for parcel in f.set:
                ours = parcel.installation == self._orders.device
                if parcel.state is ParcelState.OUT and ours and now - parcel.at >= after:
                    found.append(Scanned(f, parcel.id))
        return found

    def _on(self, code: str, rule: Callable[[Fulfilment, str], What | None]) -> Fulfilment:
        """Raises UnknownParcel."""
        scanned = self.parcel(code)
        if scanned is None:
            raise UnknownParcel(code=code.strip()[:40])
        name = scanned.parcel
        return self._orders.say(scanned.order.order.number, lambda f: rule(f, name))


def limit_of(till: Till) -> Money:
    """Up to which the bearer of an order's QR needs no document."""
    with till.store.read() as mirror:
        return store.limit(mirror, LIMIT, USUAL_LIMIT)
