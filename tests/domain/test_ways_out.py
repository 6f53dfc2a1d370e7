"""No order is stuck: whatever two devices and central stated of it, the rules lead to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import partial

import pytest
from builders import NOON, an_order
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import collecting, coming_back, picking
from app.domain import order_event as e
from app.domain.collecting import Collector
from app.domain.errors import ShopError
from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import Delivery, Order, Payment, PaymentState
from app.domain.order_event import CENTRAL, Event, Shown, Undelivered
from app.domain.order_fold import fold
from app.domain.parcel import ENDED, ParcelState

TILL, TABLET = 1, 2
LIMIT = Money(100_000)
WHO = Collector(Shown.CODE, of_age=True)
ONE = Decimal(1)
_MOST = 60

Do = Callable[[Fulfilment, int], "e.What | None"]
"""What a device may do with an order as it knows it."""
Try = Callable[[], "e.What | None"]


def paid(order: Order) -> Order:
    return replace(order, payments=(Payment("psp-1", order.amount, PaymentState.CAPTURED),))


def _next(f: Fulfilment) -> Iterator[Try]:
    """What a person would try, the best first: on with it, and back when it does not go on."""
    over = f.state in DONE or f.stopped or f.expired
    yield from _with_parcels(f, over)
    yield from _with_lines(f, over)
    if any(f.loose(line.number) for line in f.order.lines):
        yield partial(picking.pack, f, TILL)
    yield partial(collecting.hand_over, f, WHO, f.order.shop, LIMIT)
    yield partial(collecting.to_carrier, f, "SEUR", "", f.order.shop)
    for line in f.order.lines:
        if not f.line(line.number).rejected:
            yield partial(picking.reject, f, line.number, "no hay")


def _with_parcels(f: Fulfilment, over: bool) -> Iterator[Try]:
    for parcel in f.parcels.values():
        if parcel.state in ENDED:
            continue
        given_up = all(f.line(number).rejected for number, _ in parcel.content)
        if over or given_up or parcel.damaged or parcel.id in f.surplus:
            yield partial(collecting.put_back, f, parcel.id)
        elif parcel.state is ParcelState.IN_TRANSIT:
            yield partial(collecting.arrive, f, parcel.id)
        elif parcel.state is not ParcelState.OUT:
            yield partial(collecting.scan_out, f, parcel.id)


def _with_lines(f: Fulfilment, over: bool) -> Iterator[Try]:
    yield partial(picking.start, f, TILL, take_over=True)
    for line in f.order.lines:
        n, loose = line.number, f.loose(line.number)
        much = Decimal(0) if over or f.line(n).rejected else line.quantity
        if loose > much:
            yield partial(picking.put_down, f, n, loose - much)
        if f.wanted(n) and not f.announced(n):
            yield partial(picking.short, f, TILL, n, ONE)


def stated(f: Fulfilment, what: e.What, device: int) -> Fulfilment:
    seq = 1 + max((one.seq for one in f.events if one.installation == device), default=0)
    return fold(f.order, [*f.events, Event(f.tick, device, seq, NOON, "1001", what)])


def ended(f: Fulfilment) -> Fulfilment:
    """Somebody at the till sees it through."""
    for _ in range(_MOST):
        if f.state in DONE and not f.holds:
            return f
        after = _one_step(f)
        if after is None:
            return f
        f = after
    return f


def _one_step(f: Fulfilment) -> Fulfilment | None:
    for do in _next(f):
        with suppress(ShopError):
            what = do()
            if what is not None:
                return stated(f, what, TILL)
    return None


ORDERS = [
    paid(an_order()),
    paid(an_order(announced=True)),
    paid(an_order(announced=True, lines=an_order().lines[1:])),
    paid(replace(an_order(announced=True), delivery=Delivery.HOME)),
    paid(replace(an_order(), delivery=Delivery.HOME)),
]
STEPS: dict[str, Do] = {
    "accept": lambda f, _: picking.accept(f),
    "start": lambda f, device: picking.start(f, device, take_over=True),
    "pick 1": lambda f, device: picking.pick(f, device, "SKU-1"),
    "pick 2": lambda f, device: picking.pick(f, device, "SKU-2"),
    "short": lambda f, device: picking.short(f, device, f.order.lines[0].number, ONE),
    "reject": lambda f, _: picking.reject(f, 2, "roto"),
    "pack": picking.pack,
    "arrive": lambda f, _: collecting.arrive(f, "BOX1"),
    "damaged": lambda f, _: collecting.arrive(f, "BOX1", damaged=True),
    "shelve": lambda f, _: _on_first(f, lambda f, name: collecting.shelve(f, name, "A3")),
    "out": lambda f, _: _on_first(f, collecting.scan_out),
    "keep": lambda f, _: _on_first(f, collecting.keep),
    "hand over": lambda f, _: collecting.hand_over(f, WHO, f.order.shop, LIMIT),
    "send": lambda f, _: collecting.to_carrier(f, "SEUR", "", f.order.shop),
    "brought back": lambda f, _: coming_back.undelivered(f, (), Undelivered.REFUSED, f.order.shop),
    "put back": lambda f, _: _on_first(f, collecting.put_back),
    "agree": lambda f, _: collecting.agree(f),
    "expire": lambda f, _: e.Expired(),
    "cancel": lambda f, _: e.Cancelled(),
}


def _on_first(f: Fulfilment, rule: Callable[[Fulfilment, str], e.What | None]) -> e.What | None:
    """On the first parcel that is not gone."""
    names = [name for name, parcel in f.parcels.items() if parcel.state not in ENDED]
    return rule(f, names[0]) if names else None


_PLAYED = st.lists(
    st.tuples(st.sampled_from([TILL, TABLET]), st.sampled_from([*STEPS, "meet"])), max_size=30
)


@settings(max_examples=300)
@given(order=st.sampled_from(ORDERS), played=_PLAYED)
def test_from_whatever_was_stated_an_order_comes_to_an_end(
    order: Order, played: list[tuple[int, str]]
) -> None:
    f = ended(_apart(order, played))
    assert f.state in DONE, f
    assert not f.holds, f


def _apart(order: Order, played: list[tuple[int, str]]) -> Fulfilment:
    """Each device knows what it stated, and what it heard when both met."""
    known = {TILL: fold(order, []), TABLET: fold(order, [])}
    for device, step in played:
        if step == "meet":
            both = fold(order, [*known[TILL].events, *known[TABLET].events])
            known = {TILL: both, TABLET: both}
            continue
        by = CENTRAL if step in ("expire", "cancel") else device
        with suppress(ShopError):
            what = STEPS[step](known[device], device)
            if what is not None:
                known[device] = stated(known[device], what, by)
    # Of central there is one.
    events = {event.key: event for f in known.values() for event in f.events}
    return fold(order, events.values())


_WAYS: dict[OrderState, tuple[int, list[str]]] = {
    OrderState.NEW: (0, []),
    OrderState.ACCEPTED: (0, ["accept"]),
    OrderState.REJECTED: (2, ["reject"]),
    OrderState.PICKING: (0, ["start", "pick 1"]),
    OrderState.PICKED: (0, ["start", "pick 1", "pick 1", "pick 2"]),
    OrderState.PACKED: (0, ["start", "pick 1", "pick 1", "pick 2", "pack"]),
    OrderState.READY: (0, ["start", "pick 1", "pick 1", "pick 2", "pack", "shelve"]),
    OrderState.IN_TRANSIT: (1, []),
    OrderState.ARRIVED: (2, ["arrive"]),
    OrderState.PART_HANDED_OVER: (1, ["arrive", "out", "hand over"]),
    OrderState.HANDED_OVER: (2, ["arrive", "out", "hand over"]),
    OrderState.CANCELLING: (0, ["start", "pick 1", "agree"]),
    OrderState.CANCELLED: (0, ["cancel"]),
    OrderState.EXPIRED: (0, ["start", "pick 1", "pick 1", "pick 2", "pack", "expire"]),
    OrderState.RETURN_TO_WAREHOUSE: (2, ["arrive", "shelve", "expire"]),
    OrderState.PUT_BACK: (2, ["arrive", "expire", "put back"]),
    OrderState.CAME_BACK: (
        4,
        ["start", "pick 1", "pick 1", "pick 2", "pack", "out", "send", "brought back"],
    ),
}


def test_every_state_is_tried() -> None:
    assert _WAYS.keys() == set(OrderState)


@pytest.mark.parametrize("state", OrderState)
def test_every_state_has_a_way_out(state: OrderState) -> None:
    which, steps = _WAYS[state]
    f = _apart(ORDERS[which], [(TILL, step) for step in steps])
    assert f.state is state
    assert ended(f).state in DONE
