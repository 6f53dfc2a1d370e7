"""The money of a prepaid order: what of it is lost for good, and which payment gives that back.

Retail-rules 11. A loss is reckoned from the order's events as far as they are known, less what
refund orders stated before: whoever knows of them gives nothing back twice. The payments are one
row of money, what was taken before what is only held: what is kept is counted from its beginning,
what is lost from its end. So the parts of every split sum to the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain import order_event as e
from app.domain.facts import FactType
from app.domain.fulfilment import NONE, Fulfilment, LineProgress, OrderState, content_of
from app.domain.money import ZERO, Money, total
from app.domain.order import Order, OrderLine, Payment, PaymentState
from app.domain.order_event import Settled
from app.domain.order_given import Given, given
from app.domain.order_money_event import CaptureOrdered, RefundOrdered
from app.domain.sums import summed

WITHIN = timedelta(days=14)
"""To give money back, by the means it came (retail-rules 11, TRLGDCU art. 107)."""


@dataclass(frozen=True, slots=True)
class Pot:
    """What is left of one payment. `held`: not taken yet."""

    reference: str
    held: bool
    left: Money


@dataclass(frozen=True, slots=True)
class Loss:
    """Of one line, what nobody will get: `paid` is what was paid for it, of which `instead` was
    had in substitutes."""

    line: OrderLine
    quantity: Decimal
    paid: Money
    instead: Money
    others: tuple[tuple[e.Substituted, Decimal], ...]
    why: str

    @property
    def amount(self) -> Money:
        """What is to be given back."""
        return self.paid - self.instead


@dataclass(frozen=True, slots=True)
class Plan:
    """Losses, and the payments that give them back."""

    losses: tuple[Loss, ...]
    parts: tuple[Pot, ...]

    @property
    def amount(self) -> Money:
        return total(loss.amount for loss in self.losses)

    def order(self, on: date, document: str = "", unissued: str = "") -> RefundOrdered:
        """`on`: the shop's day."""
        return RefundOrdered(
            tuple((one.line.number, one.quantity, one.paid, one.why) for one in self.losses),
            tuple((pot.reference, pot.left) for pot in self.parts if not pot.held),
            on + WITHIN,
            tuple((pot.reference, pot.left) for pot in self.parts if pot.held),
            tuple((one.line.number, one.instead) for one in self.losses if one.instead),
            document,
            unissued,
        )


# what is lost
def plan(f: Fulfilment) -> Plan | None:
    """What is to be ordered back now; None for nothing, and for what is not known well enough.

    What is left of the payments is never exceeded: a loss that it does not cover waits for a
    person.
    """
    left, chosen = total(pot.left for pot in pots(f)), []
    for loss in lost(f) if f.order.told else ():
        if loss.amount <= left:
            chosen.append(loss)
            left -= loss.amount
    if not chosen:
        return None
    amount = total(loss.amount for loss in chosen)
    return Plan(tuple(chosen), from_end(pots(f), amount))


def narrowed(f: Fulfilment, losses: Iterable[Loss]) -> Plan:
    """A plan of these losses alone."""
    chosen = tuple(losses)
    return Plan(chosen, from_end(pots(f), total(loss.amount for loss in chosen)))


def uncorrected(f: Fulfilment, of: Plan) -> tuple[tuple[Loss, str, Decimal], ...]:
    """What a till invoiced when it was handed over, came back, and is on no corrective yet: of
    which loss, the SKU, how many. A corrective of such an order is of nothing else."""
    had = given(f, f.hand_overs)
    on = summed(
        (number, quantity)
        for event in f.events
        if isinstance(said := event.what, RefundOrdered) and said.document
        for number, quantity, _, _ in said.lines
    )
    found = []
    for loss in of.losses:
        number = loss.line.number
        all_of_it = had.get(number, Given(NONE))
        came = all_of_it.own - all_of_it.left(f.line(number)).own
        if (much := min(loss.quantity, came - on.get(number, NONE))) > NONE:
            found.append((loss, loss.line.sku, much))
        found += [(loss, other.sku, -less) for other, less in loss.others if less < NONE]
    return tuple(found)


def owes(f: Fulfilment) -> bool:
    """Whether somebody here has to order something: once central cancelled, it does."""
    if not f.order.paid or FactType.ORDER_CANCELLED in f.marks:
        return False
    return bool(lost(f)) or capture(f) is not None


def owed(f: Fulfilment) -> Money:
    """What is lost and nobody has ordered back."""
    if FactType.ORDER_CANCELLED in f.marks:
        return ZERO
    return total(loss.amount for loss in lost(f))


def lost(f: Fulfilment) -> tuple[Loss, ...]:
    """By line, what is lost for good and was not ordered back."""
    back = any(parcel.undelivered for parcel in f.set)
    if not f.order.paid or not (over(f) or back or any(map(_given_up, f.lines.values()))):
        return ()
    had = given(f, f.hand_overs)
    found = (_rest(f, line, _loss(f, line, had)) for line in f.order.lines)
    return tuple(loss for loss in found if loss.amount > ZERO)


def too_much(f: Fulfilment) -> bool:
    """Whether more of a line was ordered back than was lost: two did it, or it was handed over."""
    had = given(f, f.hand_overs)
    return any(
        f.line(line.number).repaid > _loss(f, line, had).paid
        for line in f.order.lines
        if f.line(line.number).repaid
    )


def had_and_paid_back(f: Fulfilment) -> Money:
    """What somebody has although a ticket's return gave it back, at the prices promised."""
    had, found = given(f, f.hand_overs), ZERO
    for line in f.order.lines:
        progress = f.line(line.number)
        if progress.paid_back and line.number in had:
            mine = had[line.number]
            much = mine.own + sum((quantity for _, quantity in mine.others), NONE)
            both = min(much, line.quantity) - progress.returned + progress.paid_back
            found += line.price.times(max(both - line.quantity, NONE))
    return found


def just(f: Fulfilment, said: RefundOrdered) -> bool:
    """Whether a refund order that is not in `f` yet gives back no more than is lost, by payments
    that have so much: who hears of two of them passes on only the first."""
    most = {loss.line.number: loss.amount for loss in lost(f)}
    back = ((number, paid) for number, _, paid, _ in said.lines)
    asked = summed((*back, *((number, -worth) for number, worth in said.instead)))
    parts = (*said.parts, *said.released)
    there = summed((pot.reference, pot.left) for pot in pots(f))
    taken = summed(parts)
    return (
        total(much for _, much in parts) == total(asked.values())
        and all(amount <= most.get(number, ZERO) for number, amount in asked.items())
        and all(amount <= there.get(name, ZERO) for name, amount in taken.items())
        and all(much > ZERO for _, much in parts)
    )


def paid_before(f: Fulfilment, said: RefundOrdered) -> bool:
    """Whether all that a refund order, which is not in `f` yet, gives back was given back with its
    ticket before: who ordered it did not know."""
    if said.instead or not said.lines or just(f, said):
        return False
    return all(quantity <= f.line(number).spared for number, quantity, _, _ in said.lines)


def takes(f: Fulfilment, parts: Iterable[tuple[str, Money]]) -> bool:
    """Whether a capture that is not in `f` yet takes what is still held, and no more."""
    there = {pot.reference: pot.left for pot in pots(f) if pot.held}
    return all(name in there and amount <= there[name] for name, amount in parts)


def over(f: Fulfilment) -> bool:
    """Whether no more of it will be handed over here."""
    ended = f.state in (OrderState.HANDED_OVER, OrderState.PUT_BACK)
    return f.stopped or f.came_back or ended


def _loss(f: Fulfilment, line: OrderLine, had: dict[int, Given]) -> Loss:
    """All that was ever lost of a line."""
    progress = f.line(line.number)
    wanted = line.quantity - progress.spared
    most = line.price.times(wanted) - _moved(f, line)
    mine = had.get(line.number, Given(NONE)).left(progress)
    if over(f):
        given = f.state is OrderState.HANDED_OVER or f.came_back
        waits = _undecided(f, line) if given else NONE
        quantity = wanted - mine.own - progress.elsewhere - waits
        paid = most - line.price.times(mine.own) - line.price.times(waits)
        instead, others = mine.instead, mine.others
    else:
        quantity = progress.refused + progress.returned + _decided(f, line)
        quantity += sum((much for _, much in progress.brought), NONE)
        quantity += _undelivered(f, line)
        quantity = min(quantity, line.quantity - mine.own)
        paid, instead, others = line.price.times(quantity), ZERO, ()
    paid = max(min(paid, most), ZERO)
    return Loss(line, max(quantity, NONE), paid, min(instead, paid), others, _why(f, line))


def _rest(f: Fulfilment, line: OrderLine, loss: Loss) -> Loss:
    """A loss less what was ordered back of it."""
    before = f.line(line.number)
    others = loss.others if not before.instead else _brought(before, before.instead - loss.instead)
    return replace(
        loss,
        quantity=max(loss.quantity - before.refunded, NONE),
        paid=loss.paid - before.repaid,
        instead=loss.instead - before.instead,
        others=others,
    )


def _brought(progress: LineProgress, worth: Money) -> tuple[tuple[e.Substituted, Decimal], ...]:
    """Of what was had instead and ordered back as that, what came back for so much: below zero."""
    found: list[tuple[e.Substituted, Decimal]] = []
    for sku, much in reversed(progress.brought):
        if worth > ZERO:
            other = next(one for one in progress.substitutes if one.sku == sku)
            found.append((other, -much))
            worth -= other.price.times(much)
    return tuple(reversed(found))


def _given_up(progress: LineProgress) -> bool:
    """Whether something of a line may be lost while the rest is still to come."""
    back = progress.refused or progress.returned or progress.brought
    return bool(back or progress.lost) or progress.settled is Settled.MONEY


def _decided(f: Fulfilment, line: OrderLine) -> Decimal:
    """How many of what is missing nobody will bring, while the rest is still to come."""
    progress = f.line(line.number)
    if progress.settled is Settled.MONEY:
        return max(f.missing(line.number) - progress.elsewhere, NONE)
    return progress.lost


def _undelivered(f: Fulfilment, line: OrderLine) -> Decimal:
    """How many a carrier brought back."""
    back = (parcel for parcel in f.set if parcel.undelivered)
    return dict(content_of(back)).get(line.number, NONE)


def _undecided(f: Fulfilment, line: OrderLine) -> Decimal:
    """How many central still looks for, or the customer waits for."""
    progress = f.line(line.number)
    if not progress.rejected and progress.settled not in (Settled.WAIT, Settled.OTHER_SHOP):
        return NONE
    return max(f.missing(line.number) - progress.elsewhere - progress.lost, NONE)


def _moved(f: Fulfilment, line: OrderLine) -> Money:
    """What was paid for what another order brings."""
    return total(
        line.price.times(event.what.quantity)
        for event in f.events
        if isinstance(event.what, e.Resourced) and event.what.line == line.number
    )


def _why(f: Fulfilment, line: OrderLine) -> str:
    progress = f.line(line.number)
    if progress.refused:
        return next(
            why
            for one in reversed(f.hand_overs)
            for number, _, why in one.said.refused
            if number == line.number
        )
    if progress.returned or progress.brought:
        return "returned"
    if _undelivered(f, line):
        return "undelivered"
    if f.stopped:
        return "cancelled"
    if f.expired:
        return "expired"
    if progress.substitutes:
        return "substitute"
    if progress.short:
        return "short"
    return "rejected" if progress.rejected else "weight"


# which payment
def row(order: Order) -> tuple[Payment, ...]:
    """What was taken, then what is only held; else as the channel listed them."""
    return tuple(sorted(order.payments, key=lambda one: one.state is PaymentState.AUTHORISED))


def pots(f: Fulfilment) -> tuple[Pot, ...]:
    """What is left of each payment, after what was ordered back and what another order took."""
    left = [
        Pot(one.reference, one.state is PaymentState.AUTHORISED, one.amount)
        for one in row(f.order)
    ]  # fmt: skip
    for event in f.events:
        match event.what:
            case RefundOrdered(parts=parts, released=released):
                left = _less(left, (*parts, *released))
            case CaptureOrdered(parts=parts):
                names = {name for name, _ in parts}
                left = [replace(one, held=one.held and one.reference not in names) for one in left]
            case e.Resourced(line=number, quantity=quantity) if line := f.order.line(number):
                gone = from_end(left, line.price.times(quantity))
                left = _less(left, [(one.reference, one.left) for one in gone])
            case _:
                pass
    return tuple(left)


def _less(left: Sequence[Pot], parts: Iterable[tuple[str, Money]]) -> list[Pot]:
    took = summed(parts)
    return [
        replace(one, left=max(one.left - took.get(one.reference, ZERO), ZERO)) for one in left
    ]  # fmt: skip


def from_end(left: Sequence[Pot], amount: Money) -> tuple[Pot, ...]:
    """`amount`, or all there is when that is less, taken from the end of the row."""
    return tuple(_taken(reversed(left), amount))


def from_start(order: Order, before: Money, amount: Money) -> tuple[Pot, ...]:
    """`amount` after the first `before` of what was paid."""
    left = [Pot(one.reference, False, one.amount) for one in row(order)]
    passed = _taken(left, before)
    return tuple(_taken(_less(left, [(one.reference, one.left) for one in passed]), amount))


def moving(f: Fulfilment, before: Money, amount: Money) -> tuple[Payment, ...]:
    """The payments of another order that brings so much of this one: what is left of the end of
    the row, after `before`. The event that says so (`Resourced`) takes just that."""
    left = list(pots(f))
    for passed in from_end(left, before):
        left = _less(left, [(passed.reference, passed.left)])
    days = {one.reference: one.paid_on or f.order.placed_at.date() for one in f.order.payments}
    return tuple(
        Payment(
            pot.reference,
            pot.left,
            PaymentState.AUTHORISED if pot.held else PaymentState.CAPTURED,
            days[pot.reference],
        )
        for pot in reversed(from_end(left, amount))
    )


def _taken(row: Iterable[Pot], amount: Money) -> list[Pot]:
    found: list[Pot] = []
    for pot in row:
        part = min(pot.left, amount - total(one.left for one in found))
        if part > ZERO:
            found.append(replace(pot, left=part))
    return found


def capture(f: Fulfilment) -> CaptureOrdered | None:
    """Once nothing more will be handed over: what is held is taken as far as it is not lost.
    `plan` comes before. None when nothing is held, or more may be lost."""
    held = [pot for pot in pots(f) if pot.held]
    final = over(f) or not any(pot.left for pot in held)
    if not held or not final or not f.order.told:
        return None
    return CaptureOrdered(tuple((pot.reference, pot.left) for pot in held))
