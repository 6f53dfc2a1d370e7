"""What must be so when everybody has heard everything."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from app.domain.fulfilment import DONE, Conflict, Fulfilment, OrderState
from app.services.verify import verify
from sync.central import exceptions
from sync.central.fact_tables import ledger
from sync.central.projections.orders import BOTH, CONFLICT, TOO_MUCH
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
    given = world.truth.given[number]
    twice = any(
        given[line.number] > line.quantity.scaleb(3) * (1 if not line.unit.measured else 2)
        for line in f.order.lines
    )
    if twice and Conflict.HANDED_OVER_TWICE not in f.conflicts:
        yield f"1: {number} was handed over twice ({dict(given)}), and nobody says so"
    if world.truth.times[number] < 2 and Conflict.HANDED_OVER_TWICE in f.conflicts:
        yield f"1: {number} was handed over once, and is said to have been twice"
    if f.conflicts and number not in _raised(world):
        yield f"1: {number} has {sorted(f.conflicts)}, and central raised no exception"


def _whole(world: World, f: Fulfilment) -> Iterator[str]:
    """8: what is said to be handed over, somebody has; a contradiction is for a person."""
    if f.state is not OrderState.HANDED_OVER or f.stopped or f.expired or f.conflicts:
        return
    if owed := world.truth.owed(f):
        yield f"8: {f.order.number} is handed over, and lines {owed} never were"


def _raised(world: World) -> set[str]:
    with world.central.read() as connection:
        return {
            one.facts["order"]
            for one in exceptions.open_ones(connection)
            if one.kind in (BOTH, CONFLICT, TOO_MUCH)
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
        if not there[sku] == on_hand[sku] == moved[sku]:
            yield (
                f"3: {sku}: {there[sku]} lie in the shop, on hand is {on_hand[sku]},"
                f" the ledger comes to {moved[sku]}"
            )


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
