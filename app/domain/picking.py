"""Preparing an order: who may, what fits, what is missing, what goes in which parcel.

Each function says the event that the request comes to, or refuses it. Nothing here decides by the
clock or by what central has not said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from app.domain import order_event as e
from app.domain.errors import (
    AllPicked,
    AlreadyPacked,
    AssignedElsewhere,
    BadPrice,
    BadQuantity,
    NoSuchLine,
    NotOfOrder,
    NotPicked,
    NotStarted,
    NotWished,
    OrderOver,
    PickedElsewhere,
    ReasonNeeded,
    StillToPick,
    TooMuchPicked,
    Unsaid,
    WeightDoubted,
    WeightNeeded,
)
from app.domain.free_words import tidy
from app.domain.fulfilment import DONE, Fulfilment, OrderState, content_of
from app.domain.money import Money
from app.domain.order import OrderLine, Wish, ceiling
from app.domain.order_event import Content, Settled
from app.domain.parcel import ParcelState
from app.domain.product import Product
from app.domain.sums import summed

_NOT_THERE = {ParcelState.IN_TRANSIT, ParcelState.PUT_BACK, ParcelState.SENT_BACK}
"""What is in such a parcel is not in the shop."""
_DOUBTED_TIMES, _DOUBTED_OVER = 2, Decimal(1)
"""A weight above so many times what was ordered, and above it by so much of its unit, is asked
about once: loose goods come out a little over, and `480` typed for 480 g is 480 kg. Below the
second bound a slip costs little, and a large tomato of a small order would be asked about."""
_ENDING = DONE | {OrderState.CANCELLING, OrderState.EXPIRED, OrderState.RETURN_TO_WAREHOUSE}


def accept(f: Fulfilment) -> e.Accepted:
    """Raises OrderOver."""
    _going(f)
    return e.Accepted()


def reject(f: Fulfilment, line: int, reason: str) -> e.LineRejected:
    """Central looks for it elsewhere. Raises OrderOver, NoSuchLine, AlreadyPacked, ReasonNeeded."""
    _going(f)
    _line(f, line)
    if line in dict(content_of(one for one in f.set if one.state not in _NOT_THERE)):
        raise AlreadyPacked(number=f.order.number)
    if not (why := tidy(reason, 200)):
        raise ReasonNeeded(of=Unsaid.REJECTION)
    return e.LineRejected(line, why)


def start(
    f: Fulfilment, device: int, *, take_over: bool = False, assigned: int = 0
) -> e.Started | None:
    """None when this device has it already. `assigned`: whose it is when neither anybody has begun
    nor central has said. Raises OrderOver, PickedElsewhere, AssignedElsewhere."""
    _going(f)
    holder = f.holder or f.order.assigned or assigned
    if f.holder == device:
        return None
    if holder not in (0, device) and not take_over:
        refusal = PickedElsewhere if f.holder else AssignedElsewhere
        raise refusal(number=f.order.number, device=holder)
    return e.Started(taken_from=holder if holder != device else 0)


def pick(
    f: Fulfilment,
    device: int,
    item: str,
    quantity: Decimal | None = None,
    place: str = "",
    *,
    sure: bool = False,
) -> e.Picked:
    """One more of what was scanned; of what is measured, the weight.

    `item`: a barcode's key, or a SKU; `sure`: somebody said again that it weighs so much. Raises
    NotStarted, PickedElsewhere, NotOfOrder, AllPicked, WeightNeeded, WeightDoubted, BadQuantity,
    AlreadyPacked, OrderOver.
    """
    _by(f, device)
    _not_packed(f)
    fits = [line for line in f.order.lines if item in (line.code, line.sku) and item]
    if not fits:
        raise NotOfOrder(number=f.order.number, code=item)
    line = next((one for one in fits if _room(f, one) != 0), None)
    if line is None:
        raise AllPicked(name=fits[0].name)
    if line.unit.measured and quantity is None:
        raise WeightNeeded(name=line.name)
    amount = Decimal(1) if quantity is None else quantity
    _sensible(line, amount)
    room = _room(f, line)
    if room is not None and amount > room:
        raise AllPicked(name=line.name)
    if line.unit.measured and not sure:
        _believable(line, f.line(line.number).picked + amount)
    return e.Picked(line.number, amount, item, place)


def _believable(line: OrderLine, weight: Decimal) -> None:
    """`weight`: of all of the line. Raises WeightDoubted."""
    ordered = line.quantity
    if weight > _DOUBTED_TIMES * ordered and weight > ordered + _DOUBTED_OVER:
        unit = line.unit.value
        raise WeightDoubted(name=line.name, weight=weight, ordered=ordered, unit=unit)


def _room(f: Fulfilment, line: OrderLine) -> Decimal | None:
    """How many may still be picked; None for any weight. What is given up has its money given
    back, so that no weight above the rest goes with it."""
    progress = f.line(line.number)
    if not line.unit.measured:
        return f.wanted(line.number)
    if progress.rejected:
        return Decimal(0)
    if progress.short:
        return max(line.quantity - progress.picked - progress.short, Decimal(0))
    return None


def put_down(f: Fulfilment, line: int, quantity: Decimal) -> e.Picked:
    """Picked by mistake, or the order ended. Raises NotPicked, NoSuchLine, BadQuantity."""
    _sensible(_line(f, line), quantity)
    if quantity > f.loose(line):
        raise NotPicked(line=line)
    return e.Picked(line, -quantity)


def short(
    f: Fulfilment, device: int, line: int, quantity: Decimal, settled: Settled = Settled.OPEN
) -> e.Short:
    """Raises AllPicked above what is still wanted, NotStarted, PickedElsewhere, OrderOver."""
    _by(f, device)
    found = _line(f, line)
    _sensible(found, quantity)
    if quantity > f.wanted(line):
        raise AllPicked(name=found.name)
    return e.Short(line, quantity, settled)


def settle(f: Fulfilment, line: int, settled: Settled) -> e.Short:
    """What the customer chose for what is missing already. Raises NoSuchLine, NotPicked."""
    _line(f, line)
    if not f.line(line).short:
        raise NotPicked(line=line)
    return e.Short(line, Decimal(0), settled)


def substitute(
    f: Fulfilment, device: int, line: int, product: Product, price: Money, quantity: Decimal
) -> e.Substituted:
    """Another product for what is missing, as the customer wished. `price`: today's, of one unit.

    It costs no more than what it is instead of. Raises NotWished, NotPicked when less is missing,
    BadPrice when it is dearer and sold by another unit, BadQuantity.
    """
    _by(f, device)
    found = _line(f, line)
    if found.wish is Wish.NONE:
        raise NotWished(name=found.name)
    covered = sum((one.quantity for one in f.line(line).substitutes), Decimal(0))
    missing = f.line(line).short - covered
    if quantity <= 0 or (product.unit is found.unit and quantity > missing):
        raise NotPicked(line=line)
    if product.unit is found.unit:
        price = ceiling(found.price, price)
    elif price.times(quantity) > found.price.times(missing):
        raise BadPrice(text=str(price))
    code = product.codes[0] if product.codes else ""
    return e.Substituted(
        line, product.sku, code, product.name, product.unit, product.tax, quantity, price
    )


def pack(f: Fulfilment, device: int, parcels: Sequence[Content] = ()) -> e.Packed:
    """Close the parcels; none named: everything picked is in one.

    Raises StillToPick, TooMuchPicked when two picked the same, NotPicked when the parcels do not
    hold just what is picked, NotStarted, PickedElsewhere, OrderOver.
    """
    _by(f, device)
    if missing := [line.name for line in f.order.lines if _open(f, line)]:
        raise StillToPick(names=", ".join(missing))
    mine = tuple(parcel for parcel in f.set if not parcel.closed and parcel.here)
    held = dict(content_of(mine))
    everything = {
        number: held.get(number, Decimal(0)) + f.loose(number) for number in (*f.lines, *held)
    }
    everything = {number: quantity for number, quantity in everything.items() if quantity}
    if not everything:
        raise NotPicked(line=0)
    if over := [line.name for line in f.order.lines if _over(f, line, everything)]:
        raise TooMuchPicked(names=", ".join(over))
    chosen = tuple(parcels) or (tuple(sorted(everything.items())),)
    if _sum(chosen) != everything or not all(chosen):
        raise NotPicked(line=0)
    return e.Packed(chosen, tuple(parcel.id for parcel in mine))


def _sum(parcels: Sequence[Content]) -> dict[int, Decimal]:
    parts = [part for parcel in parcels for part in parcel]
    for number, quantity in parts:
        if quantity <= 0:
            raise NotPicked(line=number)
    return summed(parts)


def _open(f: Fulfilment, line: OrderLine) -> bool:
    """Whether some of it is to be found here; what is weighed is found with its first weight."""
    return f.wanted(line.number) > 0 and not f.announced(line.number)


def _over(f: Fulfilment, line: OrderLine, everything: Mapping[int, Decimal]) -> bool:
    """Whether a line is given up and in the basket all the same, or more often than ordered."""
    much = everything.get(line.number, Decimal(0))
    if f.line(line.number).rejected:
        return much > 0
    return not line.unit.measured and much > line.quantity


def _by(f: Fulfilment, device: int) -> None:
    _going(f)
    if not f.holder:
        raise NotStarted(number=f.order.number)
    if f.holder != device:
        raise PickedElsewhere(number=f.order.number, device=f.holder)


def _going(f: Fulfilment) -> None:
    if f.state in _ENDING:
        raise OrderOver(number=f.order.number, state=f.state)


def _not_packed(f: Fulfilment) -> None:
    mine = (parcel for parcel in f.set if not parcel.closed)
    if any(parcel.here or parcel.state is ParcelState.WITH_CUSTOMER for parcel in mine):
        raise AlreadyPacked(number=f.order.number)


def _line(f: Fulfilment, number: int) -> OrderLine:
    line = f.order.line(number)
    if line is None:
        raise NoSuchLine(line=number)
    return line


def _sensible(line: OrderLine, quantity: Decimal) -> None:
    odd = not quantity.is_finite() or quantity <= 0
    if odd or (not line.unit.measured and quantity % 1):
        raise BadQuantity(text=str(quantity))
