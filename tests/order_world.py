"""Tills that take, hand over and take back one prepaid order, and central: for the tests of its
money."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from builders import NOON, an_order
from hypothesis import strategies as st

from app.domain import bringing_back, collecting, order_money, picking
from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.money import ZERO, Money
from app.domain.order import Announced, Order, OrderLine, Payment, PaymentState
from app.domain.order_event import CENTRAL, Event, Settled, Shown
from app.domain.order_fold import fold
from app.domain.order_money_event import RefundOrdered
from app.domain.parcel import ParcelState
from app.domain.product import Product, Unit
from app.domain.tax import TaxCategory

BEARER = Collector(Shown.CODE)
LIMIT = Money(10**7)
HERE, THERE = 1, 2
INSTEAD = Product("SKU-9", "Otro", Unit.EACH, TaxCategory.REDUCIDO, Money(777))
CAPTURED, AUTHORISED = PaymentState.CAPTURED, PaymentState.AUTHORISED


def paid(order: Order, *states: PaymentState, cut: int = 50) -> Order:
    """In one payment of each state; `cut`: per cent that all but the last take of what is left."""
    payments, left = [], order.amount
    for number, state in enumerate(states, 1):
        last = number == len(states)
        amount = left if last else Money(left.cents * cut // 100)
        payments.append(Payment(f"psp-{number}", amount, state))
        left -= amount
    return replace(order, payments=tuple(payments))


@st.composite
def orders(draw: st.DrawFn) -> Order:
    """Up to three lines, one of them weighed or not, paid in up to three payments; the last line
    may come closed."""
    lines = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        measured = draw(st.booleans())
        quantity = Decimal(draw(st.integers(1, 3)))
        if measured:
            quantity = Decimal(draw(st.integers(1, 3000))).scaleb(-3)
        lines.append(OrderLine(
            number, f"SKU-{number}", f"0841000000016{number}", "Producto",
            Unit.KG if measured else Unit.EACH, TaxCategory.GENERAL, quantity,
            Money(draw(st.integers(1, 5000))),
        ))  # fmt: skip
    order = an_order(lines=tuple(lines))
    if not order.amount:
        order = an_order()
    states = draw(st.lists(st.sampled_from([CAPTURED, AUTHORISED]), min_size=1, max_size=3))
    if len(order.lines) > 1 and draw(st.booleans()):
        last = order.lines[-1]
        content = ((last.number, last.quantity),)
        order = replace(order, announced=(Announced("BOX1", content, "001"),))
    return paid(order, *states, cut=draw(st.integers(1, 99)))


@dataclass
class Device:
    """It knows what it stated, and what it heard when it last had a line."""

    number: int
    known: dict[tuple[int, int], Event] = field(default_factory=dict)
    said: list[Event] = field(default_factory=list)


@dataclass
class World:
    """Two tills that hear of each other when they have a line, and central."""

    order: Order
    devices: dict[int, Device] = field(
        default_factory=lambda: {n: Device(n) for n in (HERE, THERE, CENTRAL)}
    )
    held: set[tuple[int, int]] = field(default_factory=set)

    def f(self, at: int) -> Fulfilment:
        return fold(self.order, self.devices[at].known.values())

    def state(self, at: int, what: e.What | None) -> None:
        if what is None:
            return
        device, f = self.devices[at], self.f(at)
        event = Event(f.tick, at, len(device.said) + 1, NOON, "1001", what)
        device.known[event.key] = event
        device.said.append(event)

    def settle(self, at: int) -> None:
        """As a till does after each event."""
        if at != CENTRAL and order_money.owes(self.f(at)):
            if plan := order_money.plan(self.f(at)):
                self.state(at, plan.order(date(2026, 11, 21)))
            self.state(at, order_money.capture(self.f(at)))

    def sync(self, at: int) -> None:
        """Its facts go up in their order, central's word comes down."""
        central, device = self.devices[CENTRAL], self.devices[at]
        for event in device.said:
            if event.key not in central.known:
                self._heard(event)
        device.known |= central.known

    def _heard(self, event: Event) -> None:
        central = self.devices[CENTRAL]
        if isinstance(event.what, RefundOrdered) and not order_money.just(self.passed, event.what):
            self.held.add(event.key)
        central.known[event.key] = event

    @property
    def passed(self) -> Fulfilment:
        """As central has it, without the refunds that it did not pass on."""
        known = self.devices[CENTRAL].known
        return fold(self.order, [one for key, one in known.items() if key not in self.held])

    def returned(self) -> dict[str, Money]:
        """What central told the channel to give back, or not to take, of each payment."""
        sums: dict[str, Money] = {}
        for event in self.passed.events:
            if isinstance(event.what, RefundOrdered):
                for name, amount in (*event.what.parts, *event.what.released):
                    sums[name] = sums.get(name, ZERO) + amount
        return sums


def _pick(world: World, at: int, of: OrderLine, much: int) -> None:
    weight = Decimal(much).scaleb(-1) if of.unit.measured else Decimal(1)
    world.state(at, picking.start(world.f(at), at, take_over=True))
    world.state(at, picking.pick(world.f(at), at, of.sku, weight))


def _short(world: World, at: int, of: OrderLine, much: int) -> None:
    world.state(at, picking.start(world.f(at), at, take_over=True))
    f, settled = world.f(at), list(Settled)[much % 5]
    world.state(at, picking.short(f, at, of.number, f.wanted(of.number), settled))


def _substitute(world: World, at: int, of: OrderLine, much: int) -> None:
    one = Decimal(1)
    said = picking.substitute(world.f(at), at, of.number, INSTEAD, INSTEAD.price, one)
    world.state(at, said)


def _pack(world: World, at: int, of: OrderLine, much: int) -> None:
    world.state(at, picking.pack(world.f(at), at))
    for parcel in world.f(at).set:
        if parcel.state is not ParcelState.IN_TRANSIT:
            world.state(at, collecting.scan_out(world.f(at), parcel.id))


def _arrive(world: World, at: int, of: OrderLine, much: int) -> None:
    world.state(at, collecting.arrive(world.f(at), "BOX1"))
    world.state(at, collecting.scan_out(world.f(at), "BOX1"))


def _hand(world: World, at: int, of: OrderLine, much: int) -> None:
    f = world.f(at)
    inside = dict(content_of(f.set)).get(of.number, Decimal(0))
    some = much % 2 and inside and not of.unit.measured
    no = {of.number: (min(inside, Decimal(1)), "size")} if some else {}
    world.state(at, collecting.hand_over(f, BEARER, "042", LIMIT, no))


def _expire(world: World, at: int, of: OrderLine, much: int) -> None:
    collecting.check_open(world.f(at))
    world.state(at, e.Expired())


def _back(world: World, at: int, of: OrderLine, much: int) -> None:
    for parcel in world.f(at).set:
        world.state(at, collecting.put_back(world.f(at), parcel.id))


def _central(world: World, at: int, of: OrderLine, much: int) -> None:
    f = world.f(CENTRAL)
    progress = f.line(of.number)
    missing = f.missing(of.number) - progress.elsewhere - progress.lost
    if missing > 0 and not progress.refunded:
        gone = e.Resourced(of.number, missing, "W-2") if much % 2 else None
        world.state(CENTRAL, gone or e.Unsourced(of.number, missing))


def _take_back(world: World, at: int, of: OrderLine, much: int) -> None:
    """So many, or all there is. Before it, what else is lost is settled, as at a till."""
    world.settle(at)
    left = bringing_back.left(world.f(at)).get(of.number, Decimal(0))
    if of.number in (instead := bringing_back.instead(world.f(at))):
        left = instead[of.number][1]
    some = left if of.unit.measured or not much % 3 else min(left, Decimal(1))
    world.state(at, bringing_back.returned(world.f(at), {of.number: some}, "size", "042"))


MAY: dict[str, Callable[[World, int, OrderLine, int], None]] = {
    "pick": _pick,
    "short": _short,
    "settle": lambda world, at, of, much: world.state(
        at, picking.settle(world.f(at), of.number, list(Settled)[much % 5])
    ),
    "substitute": _substitute,
    "pack": _pack,
    "arrive": _arrive,
    "hand": _hand,
    "reject": lambda world, at, of, much: world.state(
        at, picking.reject(world.f(at), of.number, "broken")
    ),
    "agree": lambda world, at, of, much: world.state(at, collecting.agree(world.f(at))),
    "expire": _expire,
    "back": _back,
    "central": _central,
    "take back": _take_back,
}


def step(world: World, at: int, what: str, line: int, much: int) -> None:
    """Something somebody might do; what the rules refuse does not happen."""
    of = world.order.lines[line % len(world.order.lines)]
    with suppress(ShopError):
        MAY[what](world, at, of, much)


STEPS = st.tuples(
    st.sampled_from([HERE, HERE, THERE]),
    st.sampled_from(["pick", "pick", *MAY, "pack", "hand", "sync"]),
    st.integers(0, 2),
    st.integers(0, 30),
)


def played(order: Order, steps: list[tuple[int, str, int, int]], *, in_step: bool = False) -> World:
    """`in_step`: whoever states something has heard of everything."""
    world = World(order)
    for at, what, line, much in steps:
        if what != "sync":
            step(world, at, what, line, much)
        if in_step or what == "sync":
            world.sync(at)
        world.settle(at)
        if in_step:
            world.sync(at)
    return world
