"""The ways on: what a person at a device does next with an order, and how each comes to an end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal

from app.domain import order_money
from app.domain.collecting import Collector
from app.domain.errors import ShopError
from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.order_event import Shown
from app.domain.parcel import ENDED, Parcel, ParcelState

from .device import Device
from .truth import ROAD
from .world import World

BEARER = Collector(Shown.CODE, document_seen=True, of_age=True)
PLACE = "A3"
_STEPS = 60
"""More than any order takes."""

Step = Callable[[], object]


def next_step(world: World, device: Device, f: Fulfilment) -> Step | None:
    """What is to be done next with an order, as that device knows it; None for nothing."""
    number, state = f.order.number, f.state
    if state in (OrderState.NEW, OrderState.ACCEPTED) and not f.holder:
        return lambda: device.counter.preparing.start(number, take_over=True)
    if state in (OrderState.PICKING, OrderState.PICKED, OrderState.ACCEPTED, OrderState.NEW):
        return _prepare(world, device, f)
    if state in (OrderState.PACKED, OrderState.ARRIVED, OrderState.IN_TRANSIT):
        return _stage(world, device, f)
    if state is OrderState.READY:
        return _collect(world, device, f)
    if state is OrderState.PART_HANDED_OVER and not (f.stopped or f.expired):
        return _rest(world, device, f)
    return next(put_back(world, device, f), None)


def _prepare(world: World, device: Device, f: Fulfilment) -> Step | None:
    preparing, number = device.counter.preparing, f.order.number
    if f.holder != device.number:
        return lambda: preparing.start(number, take_over=True)
    given = any(one.state is ParcelState.WITH_CUSTOMER and not one.closed for one in f.set)
    for line in f.order.lines:
        much = Decimal(0) if f.line(line.number).rejected else line.quantity
        if f.loose(line.number) > much:
            over = f.loose(line.number) - much
            return lambda n=line.number: preparing.put_down(number, n, over)  # type: ignore[misc]
        wanted = f.wanted(line.number)
        if not wanted or f.announced(line.number):
            continue
        measured = wanted if line.unit.measured else None
        there = world.truth.floor[line.sku] >= (wanted if measured else Decimal(1)).scaleb(3)
        if there and not given:  # a set is packed once
            return lambda sku=line.sku: preparing.pick(number, sku, measured)  # type: ignore[misc]
        return lambda n=line.number: preparing.short(number, n, wanted)  # type: ignore[misc]
    if any(f.loose(line.number) for line in f.order.lines):
        return (lambda: preparing.pack(number)) if world.truth.may_pack(f) else None
    return None


def _stage(world: World, device: Device, f: Fulfilment) -> Step | None:
    handing = device.counter.handing
    for parcel in f.set:
        code = code_of(world, parcel)
        if not code:
            continue
        if parcel.damaged and parcel.here:
            return lambda code=code: handing.put_back(code)  # type: ignore[misc]
        if parcel.state is ParcelState.IN_TRANSIT:
            return lambda code=code: handing.arrive(code)  # type: ignore[misc]
        if parcel.state in (ParcelState.PACKED, ParcelState.ARRIVED):
            return lambda code=code: handing.shelve(code, PLACE)  # type: ignore[misc]
    return None


def _rest(world: World, device: Device, f: Fulfilment) -> Step | None:
    """What the customer has not got yet: what is still to be found, and what travelled."""
    todo = any(f.wanted(line.number) or f.loose(line.number) for line in f.order.lines)
    step = _prepare(world, device, f) if todo else None
    return step or _stage(world, device, f) or _collect(world, device, f)


def _collect(world: World, device: Device, f: Fulfilment) -> Step | None:
    for parcel in f.set:
        code = code_of(world, parcel)
        if code and parcel.here and parcel.state is not ParcelState.OUT:
            return lambda code=code: device.counter.handing.scan_out(code)  # type: ignore[misc]
    if not world.truth.in_hand(f, device.name):
        return None
    return lambda: hand_over(device, f)


def hand_over(device: Device, f: Fulfilment) -> None:
    """As a cashier does: what is to be paid is paid."""
    number = f.order.number
    if f.order.paid:
        device.counter.handing.hand_over(number, BEARER)
        return
    if device.counter.register.sale is None or not device.counter.register.sale.collected:
        device.counter.order_sales.open(number, BEARER)
    device.shop.pay_cash()


def put_back(world: World, device: Device, f: Fulfilment) -> Iterator[Step]:
    """Everything of an order that is over, or too much."""
    over = f.state in DONE or f.stopped or f.expired
    for parcel in f.parcels.values():
        if parcel.state in ENDED or not (over or parcel.id in f.surplus or parcel.damaged):
            continue
        if code := code_of(world, parcel):
            yield lambda code=code: device.counter.handing.put_back(code)  # type: ignore[misc]
    for line in f.order.lines if over else ():
        loose = f.loose(line.number)
        if loose:
            yield lambda n=line.number, much=loose: (  # type: ignore[misc]
                device.counter.preparing.put_down(f.order.number, n, much)
            )


def code_of(world: World, parcel: Parcel) -> str:
    """What is scanned of a parcel that somebody can have in hand; "" when nobody can."""
    box = world.truth.boxes.get(parcel.id)
    if box is None or not (box.here or (box.where == ROAD and box.closed)):
        return ""
    return box.label


def find_labels(world: World, device: Device, f: Fulfilment) -> None:
    """The papers of what was packed here are on the boxes."""
    for label, text in device.counter.order_codes.labels(f):
        if label.id in world.truth.boxes:
            world.truth.boxes[label.id].label = text


def bring_to_end(world: World, number: str) -> OrderState:
    """Somebody at the first till finishes an order, by what the services offer; its last state."""
    device = world.devices[0]
    for _ in range(_STEPS):
        f = device.find(number)
        assert f is not None
        for _, box in world.truth.boxes_of(number):  # are fetched from wherever they are
            box.where = device.name if box.here else box.where
        step = next_step(world, device, f) or _give_up(world, device, f)
        if step is None:
            break
        with suppress(ShopError):
            step()
        world.look(device)
        if (f := device.find(number)) is not None:
            find_labels(world, device, f)
    f = device.find(number)
    assert f is not None
    if order_money.owes(f):
        world.does(device, lambda: device.counter.order_money.settle_later(number))
    return f.state


def _give_up(world: World, device: Device, f: Fulfilment) -> Step | None:
    """What helps when nothing else does: what cannot be had is said."""
    if f.state in DONE:
        return None
    for line in f.order.lines:
        if not f.line(line.number).rejected:
            return lambda n=line.number: (  # type: ignore[misc]
                device.counter.preparing.reject(f.order.number, n, "no hay")
            )
    return None
