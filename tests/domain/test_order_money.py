"""What is kept, what goes back and what another order took are what was paid; nothing twice."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

import pytest
from builders import NOON, an_order
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import collecting, order_document, order_money, picking
from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import ShopError
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.money import ZERO, Money, total
from app.domain.order import Order, OrderLine, Payment, PaymentState
from app.domain.order_event import CENTRAL, Event, Settled, Shown
from app.domain.order_fold import fold
from app.domain.order_money import Pot
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
    """Up to three lines, one of them weighed or not, paid in up to three payments."""
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
        if isinstance(event.what, e.RefundOrdered) and not order_money.just(
            self.passed, event.what
        ):
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
            if isinstance(event.what, e.RefundOrdered):
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
        world.state(at, collecting.scan_out(world.f(at), parcel.id))


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


MAY: dict[str, Callable[[World, int, OrderLine, int], None]] = {
    "pick": _pick,
    "short": _short,
    "settle": lambda world, at, of, much: world.state(
        at, picking.settle(world.f(at), of.number, list(Settled)[much % 5])
    ),
    "substitute": _substitute,
    "pack": _pack,
    "hand": _hand,
    "reject": lambda world, at, of, much: world.state(
        at, picking.reject(world.f(at), of.number, "broken")
    ),
    "agree": lambda world, at, of, much: world.state(at, collecting.agree(world.f(at))),
    "expire": _expire,
    "back": _back,
    "central": _central,
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


@settings(max_examples=400)
@given(orders(), st.lists(STEPS, max_size=25))
def test_no_payment_gives_back_more_than_it_took_whatever_the_order_of_events(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    world = played(order, steps)
    for at in (THERE, HERE, THERE):
        world.sync(at)
    took = {one.reference: one.amount for one in order.payments}
    assert all(amount <= took[name] for name, amount in world.returned().items())
    f = world.passed
    for line in order.lines:
        given_back = f.line(line.number).repaid - f.line(line.number).instead
        assert ZERO <= given_back <= line.amount
    if not world.held and not f.conflicts:
        _all_is_there(world.passed)


@settings(max_examples=400)
@given(orders(), st.lists(STEPS, max_size=25))
def test_in_step_nothing_is_held_back_and_everything_sums(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    mine = [(HERE, what, line, much) for _, what, line, much in steps]
    world = played(order, mine, in_step=True)
    assert not world.held
    f = world.f(HERE)
    _all_is_there(f)
    if order_money.over(f) and f.order.told:
        assert order_money.owed(f) == ZERO, "what is lost is ordered back"


def _all_is_there(f: Fulfilment) -> None:
    """Of what was paid: kept or still to come, ordered back, gone to another order."""
    left = total(pot.left for pot in order_money.pots(f))
    back = total(f.line(one.number).repaid - f.line(one.number).instead for one in f.order.lines)
    moved = total(
        one.price.times(event.what.quantity)
        for event in f.events
        if isinstance(event.what, e.Resourced)
        for one in f.order.lines
        if one.number == event.what.line
    )
    assert left + back + moved == f.order.amount
    if order_money.over(f) and not moved and not order_money.owed(f):
        had = order_money.kept(f, f.hand_overs)
        assert had <= left, "and what is had was not given back"


@given(
    st.lists(st.tuples(st.booleans(), st.integers(0, 10**6)), max_size=6),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)
def test_the_parts_of_a_split_sum_to_the_whole(
    payments: list[tuple[bool, int]], kept: int, back: int
) -> None:
    row = [Pot(str(n), held, Money(cents)) for n, (held, cents) in enumerate(payments)]
    there = sum(cents for _, cents in payments)
    parts = order_money.from_end(row, Money(back))
    assert sum(one.left.cents for one in parts) == min(back, there)
    order = an_order(payments=tuple(
        Payment(one.reference, one.left, AUTHORISED if one.held else CAPTURED) for one in row
    ))  # fmt: skip
    first = order_money.from_start(order, ZERO, Money(kept))
    then = order_money.from_start(order, Money(kept), Money(back))
    whole = order_money.from_start(order, ZERO, Money(kept + back))
    sums: dict[str, int] = {}
    for one in (*first, *then):
        sums[one.reference] = sums.get(one.reference, 0) + one.left.cents
    assert sums == {one.reference: one.left.cents for one in whole}


def test_what_is_only_held_is_let_go_before_what_was_taken_is_given_back() -> None:
    order = paid(an_order(), AUTHORISED, CAPTURED, cut=20)
    f = fold(order, [Event(1, 1, 1, NOON, "", e.CancelAgreed())])
    plan = order_money.plan(f)
    assert plan and [(pot.reference, pot.held) for pot in plan.parts] == [
        ("psp-1", True), ("psp-2", False),
    ]  # fmt: skip


def test_the_last_payment_gives_back_first() -> None:
    order = paid(an_order(), CAPTURED, CAPTURED)
    events: list[e.What] = [
        e.Started(), e.Picked(1, Decimal(1)), e.Picked(2, Decimal(1)),
        e.Short(1, Decimal(1), Settled.MONEY),
    ]  # fmt: skip
    f = fold(order, [Event(n, 1, n, NOON, "", what) for n, what in enumerate(events, 1)])
    plan = order_money.plan(f)
    assert plan and plan.parts == (Pot("psp-2", False, order.lines[0].price),)


@settings(max_examples=200)
@given(orders(), st.lists(STEPS, max_size=25))
def test_correctives_say_to_the_cent_what_goes_back(
    order: Order, steps: list[tuple[int, str, int, int]]
) -> None:
    world = World(order)
    rates = {TaxCategory.GENERAL: Decimal(21), TaxCategory.REDUCIDO: Decimal(10)}
    for _, what, line, much in steps:
        if what == "sync":
            continue
        step(world, HERE, what, line, much)
        f = world.f(HERE)
        if plan := order_money.plan(f):
            lines = order_document.corrective_lines(order, plan.losses, rates.__getitem__)
            taxes = order_document.corrective_taxes(f, lines, rates.__getitem__)
            assert total(one.total for one in lines) == -plan.amount
            assert total(row.gross for row in taxes) == -plan.amount
            tenders = order_document.tenders(plan.parts, back=True)
            assert total(one.amount for one in tenders) == -plan.amount
        world.settle(HERE)


@pytest.mark.parametrize("much", [1, 3995, 3996])
def test_a_refund_of_what_is_not_lost_is_not_passed_on(much: int) -> None:
    order = paid(an_order(), CAPTURED)
    f = fold(order, [Event(1, 1, 1, NOON, "", e.Started())])
    said = e.RefundOrdered(((1, Decimal(1), Money(much), ""),), (("psp-1", Money(much)),),
                           date(2026, 12, 5))  # fmt: skip
    assert not order_money.just(f, said)
    short = Event(2, 1, 2, NOON, "", e.Short(1, Decimal(1), Settled.MONEY))
    assert order_money.just(fold(order, [*f.events, short]), said) == (much <= 3995)
