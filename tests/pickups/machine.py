"""Whatever two tills, a tablet, a web shop and a line that fails do with orders: it comes right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from decimal import Decimal
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from app.domain.collecting import Collector
from app.domain.counting import Kind, Scope
from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment
from app.domain.order_event import Settled, Shown
from app.domain.stock import Reason, quantity

from . import checks
from .device import Device
from .opening import CENTS, COFFEE, SHIRT
from .truth import ROAD, Box
from .ways import BEARER, PLACE, bring_to_end, find_labels, hand_over, next_step, put_back
from .world import WANTED, World

AHEAD = st.sampled_from([timedelta(hours=hours) for hours in (-3, 0, 0, 2)])
CLOCKS = st.one_of(st.just((timedelta(),) * 3), st.tuples(AHEAD, AHEAD, AHEAD))
MOMENT = timedelta(minutes=2)
"""In which somebody counts a product."""
WHICH = st.integers(0, 2)
FIRST = st.integers(0, 2)
ANY = st.integers(0, 11)
GOODS = st.sampled_from(sorted(CENTS))
FEW = st.sampled_from([1, 2, 500])
LOOKS = st.sampled_from(
    [
        BEARER,
        Collector(Shown.NAME, document_seen=True),
        Collector(Shown.CODE, other=True),
        Collector(Shown.NAME, other=True),
    ]
)


class Broken(AssertionError):
    """What does not hold."""


def _hold(problems: list[str]) -> None:
    if problems:
        raise Broken("\n".join(problems))


class OrdersMachine(RuleBasedStateMachine):
    @initialize(ahead=CLOCKS, what=st.sampled_from(sorted(WANTED)), heard=WHICH)
    def begin(self, ahead: tuple[timedelta, ...], what: str, heard: int) -> None:
        """The first devices know of an order."""
        self.world = World(ahead)
        self.place(what, paid=True)
        for which in range(heard + 1):
            self.join(which)

    def teardown(self) -> None:
        if not hasattr(self, "world"):
            return
        try:
            self._end()
        finally:
            self.world.close()

    def _end(self) -> None:
        world = self.world
        for device in world.devices:
            self._drop_sale(device)
        world.meet()
        _hold(checks.problems(world))
        for number in world.numbers:
            bring_to_end(world, number)
        world.meet()
        _hold(checks.problems(world) + checks.stuck(world) + checks.owed(world))

    # whom and what
    def _order(self, which: int) -> str:
        return self.world.numbers[which % len(self.world.numbers)]

    def _known(self, which: int, order: int) -> tuple[Device, Fulfilment | None]:
        device = self.world.devices[which]
        return device, device.find(self._order(order))

    def _does(self, device: Device, step: Callable[[], object]) -> bool:
        done = self.world.does(device, step)
        for number in self.world.numbers:
            if (f := device.find(number)) is not None:
                find_labels(self.world, device, f)
        return done

    def _drop_sale(self, device: Device) -> None:
        """Nobody pays: what was put into a sale is put out of it."""
        counter = device.counter
        if counter.register.sale is not None and not counter.register.sale.empty:
            self._does(device, counter.tickets.abandon)

    # the web shop
    @rule(what=st.sampled_from(sorted(WANTED)), paid=st.booleans())
    def place(self, what: str, paid: bool) -> None:
        if len(self.world.numbers) < 4:
            self.world.order(what, paid)

    @rule(order=FIRST)
    def cancel(self, order: int) -> None:
        self.world.cancel(self._order(order))

    @rule(order=FIRST, less=st.booleans())
    def renew(self, order: int, less: bool) -> None:
        self.world.renew(self._order(order), less)

    @rule(order=FIRST, refund=FIRST, done=st.booleans())
    def pay_back(self, order: int, refund: int, done: bool) -> None:
        self.world.pay_back(self._order(order), refund, done)

    @rule(which=WHICH, order=FIRST, first=st.booleans())
    def show_qr(self, which: int, order: int, first: bool) -> None:
        device, qr = self.world.devices[which], self.world.qr(self._order(order), first=first)
        self._does(device, lambda: device.counter.order_codes.scanned(qr))

    # the line
    @rule(which=WHICH, does=st.sampled_from(["cut", "join", "join", "send", "fetch"]), most=FEW)
    def line(self, which: int, does: str, most: int) -> None:
        device = self.world.devices[which]
        match does:
            case "cut":
                device.line = False
            case "join":
                self.join(which)
            case "send":
                device.send(most)
            case _:
                self.world.say()
                device.fetch(most)

    def join(self, which: int) -> None:
        device = self.world.devices[which]
        device.line = True
        device.send()
        self.world.say()
        device.fetch()

    # the machines
    @rule(which=WHICH, power=st.booleans())
    def restart(self, which: int, power: bool) -> None:
        device = self.world.devices[which]
        device.restart() if power else device.crash()

    @rule(which=WHICH, order=FIRST, commits=st.integers(0, 2))
    def power_cut(self, which: int, order: int, commits: int) -> None:
        """In the middle of the next step."""
        device, f = self._known(which, order)
        step = next_step(self.world, device, f) if f else None
        if step is None:
            return
        with device.shop.power_cut_after(commits) as left, suppress(ShopError):
            step()
        if left[0] < 0:
            device.crash()
        self._does(device, lambda: None)

    @rule(hours=st.sampled_from([1, 30, 60]))
    def later(self, hours: int) -> None:
        self.world.later(timedelta(hours=hours))

    # what people do
    @rule(which=WHICH, order=FIRST, steps=st.integers(1, 6))
    def go_on(self, which: int, order: int, steps: int) -> None:
        """What is to be done next, so often."""
        for _ in range(steps):
            device, f = self._known(which, order)
            step = next_step(self.world, device, f) if f else None
            if step is None or not self._does(device, step):
                return

    @rule(which=WHICH, order=FIRST)
    def hurry(self, which: int, order: int) -> None:
        """As far as it goes."""
        self.go_on(which, order, 12)

    @rule(which=WHICH)
    def prepare_first(self, which: int) -> None:
        """Whatever anybody else does with it."""
        self.go_on(which, 0, 5)

    @rule(which=WHICH, order=FIRST, line=st.integers(1, 2))
    def reject(self, which: int, order: int, line: int) -> None:
        device, number = self.world.devices[which], self._order(order)
        self._does(device, lambda: device.counter.preparing.reject(number, line, "no hay"))

    @rule(which=WHICH, order=FIRST, accept=st.booleans())
    def take_over(self, which: int, order: int, accept: bool) -> None:
        device, number = self.world.devices[which], self._order(order)
        preparing = device.counter.preparing
        if accept:
            self._does(device, lambda: preparing.accept(number))
        self._does(device, lambda: preparing.start(number, take_over=True))

    @rule(which=WHICH, order=FIRST, line=st.integers(1, 2))
    def short(self, which: int, order: int, line: int) -> None:
        device, number = self.world.devices[which], self._order(order)
        preparing = device.counter.preparing
        if self._does(device, lambda: preparing.short(number, line, Decimal(1))):
            self._does(device, lambda: preparing.settle(number, line, Settled.MONEY))

    @rule(which=WHICH, order=FIRST, line=st.integers(1, 2), sku=st.sampled_from([SHIRT, COFFEE]))
    def substitute(self, which: int, order: int, line: int, sku: str) -> None:
        device, number = self.world.devices[which], self._order(order)
        preparing = device.counter.preparing
        if self.world.truth.floor[sku] >= 1000:
            self._does(device, lambda: preparing.substitute(number, line, sku, Decimal(1)))

    @rule(which=WHICH, order=FIRST, line=st.integers(1, 2))
    def put_down(self, which: int, order: int, line: int) -> None:
        device, f = self._known(which, order)
        if f and self.world.truth.may_put_down(f, line):
            one = min(f.loose(line), Decimal(1))
            number = f.order.number
            self._does(device, lambda: device.counter.preparing.put_down(number, line, one))

    @rule(which=WHICH, order=FIRST, apart=st.booleans())
    def pack(self, which: int, order: int, apart: bool) -> None:
        """In one parcel, or each line in its own."""
        device, f = self._known(which, order)
        if not f or not self.world.truth.may_pack(f):
            return
        parcels = [((n, f.loose(n)),) for n in sorted(f.lines) if f.loose(n)] if apart else []
        self._does(device, lambda: device.counter.preparing.pack(f.order.number, parcels))

    # parcels
    def _box(self, which: int, *, road: bool = False) -> Box | None:
        boxes = [
            box
            for box in self.world.truth.boxes.values()
            if box.label and (box.here or (road and box.where == ROAD))
        ]
        return boxes[which % len(boxes)] if boxes else None

    @rule(which=WHICH, box=ANY, damaged=st.booleans())
    def arrive(self, which: int, box: int, damaged: bool) -> None:
        device, found = self.world.devices[which], self._box(box, road=True)
        if found and found.closed:
            handing, label = device.counter.handing, found.label
            self._does(device, lambda: handing.arrive(label, damaged=damaged))

    @rule(which=WHICH, box=ANY, does=st.sampled_from(["shelve", "scan_out", "bring_back"]))
    def move(self, which: int, box: int, does: str) -> None:
        """Somebody has a box in hand."""
        device, found = self.world.devices[which], self._box(box)
        if found is None:
            return
        handing, label = device.counter.handing, found.label
        match does:
            case "shelve":
                self._does(device, lambda: handing.shelve(label, PLACE))
            case "scan_out":
                if self._does(device, lambda: handing.scan_out(label)):
                    found.where = device.name
            case _:
                self._does(device, lambda: handing.put_back(label))

    @rule(which=WHICH, order=FIRST)
    def keep(self, which: int, order: int) -> None:
        device, f = self._known(which, order)
        if not f or not self.world.truth.in_hand(f, device.name):
            return
        out = [parcel.id for parcel in f.set if parcel.state == "out"]
        if out:
            number = f.order.number
            self._does(device, lambda: device.counter.handing.keep(number, out[0]))

    @rule(which=WHICH, order=FIRST, who=LOOKS, refuse=st.booleans())
    def hand_over(self, which: int, order: int, who: Collector, refuse: bool) -> None:
        device, f = self._known(which, order)
        if not f or not f.order.paid or not self.world.truth.in_hand(f, device.name):
            return
        wanted = {1: (Decimal(1), "talla")} if refuse else {}
        number = f.order.number
        self._does(device, lambda: device.counter.handing.hand_over(number, who, wanted))

    @rule(which=WHICH, order=FIRST, refuse=st.booleans(), arrives=st.booleans())
    def bring_all(self, which: int, order: int, refuse: bool, arrives: bool) -> None:
        """Every box of an order is carried to one device, and the customer stands there."""
        device, number = self.world.devices[which], self._order(order)
        handing = device.counter.handing
        for _, box in self.world.truth.boxes_of(number):
            label = box.label
            if arrives and box.where == ROAD:
                self._does(device, partial(handing.arrive, label))
            if box.here and label and self._does(device, partial(handing.scan_out, label)):
                box.where = device.name
        self.hand_over(which, order, BEARER, refuse)

    @rule(which=st.integers(0, 1), order=FIRST, more=st.booleans(), drop=st.booleans())
    def pay(self, which: int, order: int, more: bool, drop: bool) -> None:
        device, f = self._known(which, order)
        if not f or f.order.paid or not self.world.truth.in_hand(f, device.name):
            return
        counter, number = device.counter, f.order.number
        if counter.register.sale is None and self._does(
            device, lambda: counter.order_sales.open(number, BEARER)
        ):
            if more and self.world.truth.floor[COFFEE] >= 1000:
                counter.register.add(COFFEE)
            if not drop:
                self._does(device, lambda: hand_over(device, f))
        self._drop_sale(device)

    @rule(which=WHICH, order=FIRST)
    def clear(self, which: int, order: int) -> None:
        """What is left of an order that is over goes back."""
        device, f = self._known(which, order)
        for step in list(put_back(self.world, device, f)) if f else ():
            self._does(device, step)

    @rule(which=WHICH, order=FIRST, late=st.booleans())
    def give_up(self, which: int, order: int, late: bool) -> None:
        """Nobody came for it, or somebody cancelled it."""
        device, f = self._known(which, order)
        handing, number = device.counter.handing, self._order(order)
        if late:
            self._does(device, lambda: handing.expire(number, device.heard))
        elif f and f.cancel_asked:
            self._does(device, lambda: handing.agree(number))

    # the floor
    @rule(which=st.integers(0, 1), sku=st.sampled_from([SHIRT, COFFEE]))
    def sell(self, which: int, sku: str) -> None:
        """To somebody who walks in."""
        device = self.world.devices[which]
        if device.counter.register.sale is None and self.world.truth.floor[sku] >= 1000:
            self._does(device, lambda: device.shop.add(sku).pay_cash())

    @rule(which=WHICH, sku=GOODS, found=st.booleans())
    def adjust(self, which: int, sku: str, found: bool) -> None:
        """One is damaged, or one more lies there."""
        device, reason = self.world.devices[which], Reason.FOUND if found else Reason.DAMAGED
        if found or self.world.truth.floor[sku] >= 1000:
            stockroom = device.counter.stockroom
            self._does(device, lambda: stockroom.adjust(sku, Decimal(1), reason))

    @rule(sku=GOODS)
    def steal(self, sku: str) -> None:
        """And nobody says so."""
        if self.world.truth.floor[sku] >= 1000:
            self.world.truth.steal(sku)

    @rule(which=WHICH, sku=GOODS, gone=st.booleans())
    def count(self, which: int, sku: str, gone: bool) -> None:
        """Once everybody has heard everything: what is on the floor; what lies in baskets and
        parcels is added by itself. What was before it and what after, the clocks tell where numbers
        cannot: where they are wrong only the one that is ahead counts, and says so at once."""
        world, device = self.world, self.world.devices[which]
        agree = not any(one.ahead for one in world.devices)
        if not all(one.line for one in world.devices) or not (agree or device.ahead > timedelta()):
            return
        if gone:
            self.steal(sku)
        world.meet()
        world.later(MOMENT)
        counting = device.counter.counting
        there = quantity(world.truth.floor[sku])
        if self._does(device, lambda: counting.begin(Scope(Kind.CYCLE, skus=(sku,)))):
            self._does(device, lambda: counting.there_are(sku, there))
            self._does(device, lambda: counting.close(sure=True))
        if not agree:
            device.send()
        world.later(MOMENT)

    @rule(which=st.integers(0, 1), order=FIRST)
    def settle_later(self, which: int, order: int) -> None:
        """What a tablet or a customer left owed is ordered back, whoever else does the same."""
        device, number = self.world.devices[which], self._order(order)
        self._does(device, lambda: device.counter.order_money.settle_later(number))

    @rule(which=WHICH)
    def look_at_the_queue(self, which: int) -> None:
        device = self.world.devices[which]
        device.counter.pickups.queue()
        device.counter.handing.unanswered()
        device.counter.attention.matters()
