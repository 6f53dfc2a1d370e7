"""What must be so when everybody has heard everything."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from app.domain.fulfilment import DONE, Conflict, Fulfilment, OrderState
from app.domain.money import Money, total
from app.domain.stock import quantity
from app.services.verify import verify
from sync.central import exceptions
from sync.central.fact_tables import ledger
from sync.central.masters.refunds import HELD, REFUND
from sync.central.projections.orders import BOTH, CONFLICT, NOT_ORDERED, TOO_MUCH
from sync.central.tables import stock

from .opening import CENTS, SHOP
from .world import World


def problems(world: World) -> list[str]:
    """What does not hold, each with the number of the invariant."""
    found: list[str] = []
    for number in world.numbers:
        f = world.at_central(number)
        found += _agreed(world, f)
        found += _handed_over_once(world, f)
        found += (f"2: {number}: {one}" for one in world.truth.astray(f))
        found += _whole(world, f)
        found += _ready(world, f)
        found += _returned_once(world, f)
    found += _listed(world)
    found += _ledger(world)
    found += _journals(world)
    return found


def _agreed(world: World, f: Fulfilment) -> Iterator[str]:
    """5: every device folds what central folds."""
    for device in world.devices:
        if device.find(f.order.number) != f:
            yield f"5: {device.name} sees another {f.order.number} than central"


def _handed_over_once(world: World, f: Fulfilment) -> Iterator[str]:
    """1: nobody gets an order twice, or one that was cancelled, unless a person hears of it."""
    number = f.order.number
    given, once = world.truth.given[number], world.truth.times[number] < 2
    more = any(
        given[line.number] > line.quantity.scaleb(3) * (1 if not line.unit.measured else 2)
        for line in f.order.lines
    )
    if more and not f.conflicts & {Conflict.HANDED_OVER_TWICE, Conflict.HANDED_OVER_TOO_MUCH}:
        yield f"1: {number} was handed over twice ({dict(given)}), and nobody says so"
    if once and Conflict.HANDED_OVER_TWICE in f.conflicts:
        yield f"1: {number} was handed over once, and is said to have been twice"
    if not more and Conflict.HANDED_OVER_TOO_MUCH in f.conflicts:
        yield f"1: of {number} {dict(given)} was handed over, and that is said to be too much"
    if f.conflicts and number not in _raised(world):
        yield f"1: {number} has {sorted(f.conflicts)}, and central raised no exception"


def _whole(world: World, f: Fulfilment) -> Iterator[str]:
    """8: what is said to be handed over, somebody has; a contradiction is for a person."""
    if f.state is not OrderState.HANDED_OVER or f.stopped or f.expired or f.conflicts:
        return
    if owed := world.truth.owed(f):
        yield f"8: {f.order.number} is handed over, and lines {owed} never were"


def _ready(world: World, f: Fulfilment) -> Iterator[str]:
    """11: an order of closed boxes is ready when all of it that the shop brings is in one."""
    if f.state is not OrderState.READY or not all(parcel.closed for parcel in f.set):
        return
    held = [box.content for _, box in world.truth.boxes_of(f.order.number) if box.here]
    for line in f.order.lines:
        progress, packed = (
            f.line(line.number),
            any(one == line.number for of in held for one, _ in of),
        )
        if not (packed or progress.rejected or progress.short):
            yield f"11: {f.order.number} is ready, and line {line.number} is in no box"


def _raised(world: World) -> set[str]:
    with world.central.read() as connection:
        return {
            one.facts["order"]
            for one in exceptions.open_ones(connection)
            if one.kind in (BOTH, CONFLICT, NOT_ORDERED, TOO_MUCH)
        }


def _listed(world: World) -> Iterator[str]:
    """6: what lies about of an order is in somebody's queue."""
    listed = {
        one.order.order.number for device in world.devices for one in device.counter.pickups.queue()
    }
    if forgotten := world.truth.left() - listed:
        yield f"6: {sorted(forgotten)} lie about, and nobody lists them"


def _ledger(world: World) -> Iterator[str]:
    """3: on hand at central is what lies in the shop, and what its ledger comes to."""
    there = world.truth.on_hand()
    mixed = {number for number, sets in world.truth.sets.items() if len(sets) > 1}
    if mixed & world.truth.swapped:
        return  # what is in whose parcel is not said
    with world.central.read() as connection:
        rows = select(stock.c.sku, stock.c.on_hand).where(stock.c.shop == SHOP)
        on_hand = {sku: much for sku, much in connection.execute(rows)}  # noqa: C416
        rows = select(ledger.c.sku, func.sum(ledger.c.delta)).where(ledger.c.shop == SHOP)
        sums = connection.execute(rows.group_by(ledger.c.sku))
        moved = {sku: much for sku, much in sums}  # noqa: C416
    for sku in CENTS:
        believed = there[sku] + world.truth.stolen[sku]
        if not believed == on_hand[sku] == moved[sku]:
            yield (
                f"3: {sku}: {believed} should lie in the shop, on hand is {on_hand[sku]},"
                f" the ledger comes to {moved[sku]}"
            )


def _returned_once(world: World, f: Fulfilment) -> Iterator[str]:
    """9: the web shop is told to give back no more than was paid, nor what the customer has; what
    two ordered back is held, and a person hears of it."""
    number = f.order.number
    ordered = [one for one in world.refunds(number) if one.kind == REFUND]
    told = sum(one.amount for one in ordered if one.state != HELD)
    paid = total(one.amount for one in f.order.payments)
    if told > paid.cents:
        yield f"9: {number}: {told} is to go back of {paid.cents}"
    if not f.conflicts and number not in world.truth.swapped and told > (lost := _lost(world, f)):
        yield f"9: {number}: {told} is to go back, and {lost} were not had"
    if any(one.state == HELD for one in ordered) and number not in _raised(world):
        yield f"9: {number}: more was ordered back than is just, and nobody hears of it"


def _lost(world: World, f: Fulfilment) -> int:
    """Cents that were paid, and for which nobody has anything."""
    given = world.truth.given[f.order.number]
    had = total(
        line.price.times(min(quantity(given[line.number]), line.quantity)) for line in f.order.lines
    )
    return max(total(one.amount for one in f.order.payments) - had, Money(0)).cents


def owed(world: World) -> list[str]:
    """10: when all is over, what was paid and nobody has was ordered back; what a shop does not
    have is still looked for elsewhere."""
    found = []
    for number in world.numbers:
        f = world.at_central(number)
        if f.state not in DONE or f.conflicts or number in world.truth.swapped:
            continue
        if any(f.line(line.number).rejected for line in f.order.lines):
            continue
        told = sum(one.amount for one in world.refunds(number) if one.kind == REFUND)
        if f.order.payments and told != (lost := _lost(world, f)):
            found.append(f"10: {number} is {f.state}: {lost} were not had, {told} is to go back")
    return found


def _journals(world: World) -> Iterator[str]:
    """7: every journal verifies."""
    for device in world.devices:
        till = device.counter.till
        for one in verify(till.db, till.regime).violations:
            yield f"7: {device.name}: {one}"


def stuck(world: World) -> list[str]:
    """4: what is not over after somebody did all that can be done."""
    return [
        f"4: {number} is stuck: {f}"
        for number in world.numbers
        if (f := world.at_central(number)).state not in DONE
    ]
