"""Several orders prepared in one walk: a scan is dealt to the order that was promised first.

A wave is the orders that one device prepares at the moment; there is nothing more to remember.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.domain import picking
from app.domain.errors import AllPicked, AlreadyPacked, NotInWave, NotOfOrder
from app.domain.fulfilment import Fulfilment
from app.domain.order import OrderLine
from app.domain.order_event import Picked
from app.domain.product import Unit

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Share:
    """What one order still wants of a product."""

    order: str
    line: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Stop:
    """A product to be fetched on the way. `shares`: the first promised first."""

    sku: str
    code: str
    name: str
    unit: Unit
    family: str
    shares: tuple[Share, ...]

    @property
    def quantity(self) -> Decimal:
        return sum((one.quantity for one in self.shares), NOTHING)


def in_turn(orders: Iterable[Fulfilment]) -> list[Fulfilment]:
    """By promise, the earliest first."""
    return sorted(orders, key=lambda f: (f.order.promised_at, f.order.number))


def deal(
    orders: Iterable[Fulfilment],
    device: int,
    item: str,
    quantity: Decimal | None = None,
    *,
    sure: bool = False,
) -> tuple[str, Picked]:
    """(order, what is picked for it) of what was scanned; never more than an order wants.

    `item`: a barcode's key, or a SKU. Raises NotInWave when no order has it, AllPicked when each
    that has it has enough, WeightNeeded, WeightDoubted unless somebody is `sure`.
    """
    enough: AllPicked | None = None
    for f in sorted(in_turn(orders), key=lambda f: _weighed(f, item)):
        try:
            return f.order.number, picking.pick(f, device, item, quantity, sure=sure)
        except NotOfOrder:
            continue
        except AllPicked as error:
            enough = error
        except AlreadyPacked:
            continue
    raise enough or NotInWave(code=item)


def _weighed(f: Fulfilment, item: str) -> bool:
    """Whether it has its weight of it already: there is no such thing as enough, and the others
    come first."""
    lines = [line for line in f.order.lines if item in (line.code, line.sku)]
    return bool(lines) and all(line.unit.measured and f.line(line.number).picked for line in lines)


def path(orders: Iterable[Fulfilment], family: Callable[[str], str]) -> list[Stop]:
    """What is still to be fetched, in the order of the shop: by family, then by name. `family`: of
    a SKU."""
    shares: dict[str, list[Share]] = {}
    lines: dict[str, OrderLine] = {}
    for f in in_turn(orders):
        for line in f.order.lines:
            wanted = f.wanted(line.number)
            if wanted > 0 and not f.set and not f.announced(line.number):
                lines.setdefault(line.sku, line)
                shares.setdefault(line.sku, []).append(Share(f.order.number, line.number, wanted))
    stops = [
        Stop(sku, line.code, line.name, line.unit, family(sku), tuple(shares[sku]))
        for sku, line in lines.items()
    ]
    return sorted(stops, key=lambda one: (one.family, one.name, one.sku))


def missing(shares: Sequence[Share], quantity: Decimal) -> list[Share]:
    """Who goes short when so many are not to be found: the last promised first."""
    left, found = quantity, []
    for share in reversed(shares):
        taken = min(share.quantity, left)
        if taken > 0:
            found.append(Share(share.order, share.line, taken))
            left -= taken
    return found
