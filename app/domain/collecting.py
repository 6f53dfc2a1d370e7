"""Handing an order over: who may collect it, what must be out of the shelf, what is final.

Retail-rules 11: the parcel is the lock, nothing is undone blind. Each function says the event that
the request comes to, or refuses it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from app.domain import leaving
from app.domain import order_event as e
from app.domain.errors import (
    AgeNeeded,
    AlreadyPacked,
    BeingPrepared,
    CarrierNeeded,
    DocumentNeeded,
    GoesHome,
    KeptOn,
    KeptUntil,
    MoreThanSold,
    NoNewsSince,
    NoSuchLine,
    NothingBegun,
    NotPaid,
    NotPicked,
    NotSentHome,
    NotTheirs,
    OrderCollected,
    OrderElsewhere,
    OrderOver,
    OrderSent,
    ParcelDamaged,
    ParcelGone,
    ParcelsMissing,
    StillTravelling,
    SurplusParcel,
    UnknownParcel,
)
from app.domain.free_words import tidy
from app.domain.fulfilment import Fulfilment, OrderState, content_of
from app.domain.money import Money
from app.domain.order import Delivery
from app.domain.order_event import Shown
from app.domain.packed_too_much import check_not_paid_back, not_too_much
from app.domain.parcel import ENDED, Parcel, ParcelState

SAME_VISIT = timedelta(minutes=2)
"""Within it, showing an order again is no other visit to the counter."""

LONGEST = 60
"""Letters of a carrier's name, and of a tracking number."""

Refused = leaving.Refused


@dataclass(frozen=True, slots=True)
class Collector:
    """Who is at the counter, as far as it matters: never a number, never a copy."""

    shown: Shown
    other: bool = False
    """Somebody else than the buyer..."""
    named: bool = False
    """...whom the buyer named."""
    document_seen: bool = False
    of_age: bool | None = None
    """None: nobody has looked."""


def check_collector(f: Fulfilment, who: Collector, limit: Money) -> None:
    """The bearer of the code up to `limit`; else a document, and of somebody else the buyer's
    word or the code. Raises NotTheirs, DocumentNeeded."""
    named = who.named and bool(f.order.collectors)
    if who.other and not named and who.shown is not Shown.CODE:
        raise NotTheirs(number=f.order.number)
    bearer = who.shown is Shown.CODE and f.order.amount <= limit
    if not bearer and not who.document_seen:
        raise DocumentNeeded(number=f.order.number, name=f.order.name)


def shelve(f: Fulfilment, name: str, place: str) -> e.Shelved:
    """Raises UnknownParcel, ParcelGone, SurplusParcel, ParcelDamaged."""
    parcel = held(f, name)
    if parcel.state is ParcelState.IN_TRANSIT:
        raise UnknownParcel(code=name)
    if parcel.damaged:
        raise ParcelDamaged(code=name)
    return e.Shelved(parcel.id, place)


def arrive(f: Fulfilment, name: str, *, damaged: bool = False) -> e.Arrived | None:
    """None when it has been scanned in already. Raises UnknownParcel, ParcelGone."""
    parcel = held(f, name)
    if parcel.state is not ParcelState.IN_TRANSIT and parcel.damaged == damaged:
        return None
    return e.Arrived(parcel.id, damaged)


def scan_out(f: Fulfilment, name: str) -> e.ScannedOut | None:
    """None when it is out already. Raises UnknownParcel, ParcelGone, SurplusParcel, OrderOver,
    OrderPaidBack."""
    if f.stopped or f.expired:
        raise OrderOver(number=f.order.number, state=f.state)
    check_not_paid_back(f)
    parcel = held(f, name)
    if parcel.undelivered:
        raise OrderOver(number=f.order.number, state=f.state)
    if parcel.state is ParcelState.IN_TRANSIT:
        raise UnknownParcel(code=name)
    return None if parcel.state is ParcelState.OUT else e.ScannedOut(parcel.id)


def held(f: Fulfilment, name: str) -> Parcel:
    """A parcel that may move. Raises UnknownParcel, ParcelGone, SurplusParcel."""
    parcel = f.parcels.get(name)
    if parcel is None:
        raise UnknownParcel(code=name)
    if parcel.state in ENDED:
        raise ParcelGone(
            number=f.order.number,
            state=parcel.state,
            who=parcel.who,
            at=parcel.at,
            installation=parcel.installation,
        )
    if parcel.id in f.surplus:
        raise SurplusParcel(number=f.order.number)
    return parcel


def hand_over(
    f: Fulfilment,
    who: Collector,
    shop: str,
    limit: Money,
    refused: Refused | None = None,
    document: str = "",
    allowed_by: str = "",
) -> e.HandedOver:
    """What is scanned out is the customer's. `document`: what the till issues for it.

    A part may go while the rest travels. Raises OrderCollected, OrderOver, OrderElsewhere,
    ParcelsMissing (or, with nothing there, how far it is), AgeNeeded, NotPaid, MoreThanSold,
    TooMuchPacked, OrderPaidBack, GoesHome for what a carrier takes, and of `check_collector`.
    """
    if f.order.delivery is Delivery.HOME:
        raise GoesHome(number=f.order.number)
    if f.order.shop != shop:
        raise OrderElsewhere(number=f.order.number, shop=f.order.shop)
    check_open(f)
    check_not_paid_back(f)
    check_collector(f, who, limit)
    if f.order.due and not document:
        raise NotPaid(number=f.order.number, due=f.order.due)
    out = [parcel for parcel in f.set if parcel.state is ParcelState.OUT]
    _nothing_left_behind(f, out)
    wanted = _check_refused(f, out, refused or {})
    young = _too_young(f, out, who, wanted)
    everything = {**wanted, **young}
    not_too_much(f, out, everything)
    return e.HandedOver(
        tuple(parcel.id for parcel in out),
        tuple((line, much, tidy(why, LONGEST)) for line, (much, why) in sorted(everything.items())),
        who.shown,
        who.document_seen,
        who.other,
        document,
        leaving.moved(f, out, everything, invoiced=bool(document)),
        allowed_by,
    )


def to_carrier(f: Fulfilment, carrier: str, tracking: str, shop: str) -> e.HandedOver:
    """What is scanned out is on its way to the customer's home; an age is the carrier's to ask.

    Raises NotSentHome, CarrierNeeded, OrderElsewhere, OrderCollected, OrderOver, NotPaid,
    ParcelsMissing, TooMuchPacked, OrderPaidBack.
    """
    if f.order.delivery is not Delivery.HOME:
        raise NotSentHome(number=f.order.number)
    if f.order.shop != shop:
        raise OrderElsewhere(number=f.order.number, shop=f.order.shop)
    check_open(f)
    check_not_paid_back(f)
    who, mark = (tidy(words, LONGEST) for words in (carrier, tracking))
    if not who:
        raise CarrierNeeded(number=f.order.number)
    if f.order.due:
        raise NotPaid(number=f.order.number, due=f.order.due)
    out = [parcel for parcel in f.set if parcel.state is ParcelState.OUT]
    _nothing_left_behind(f, out)
    not_too_much(f, out, {})
    return e.HandedOver(
        tuple(parcel.id for parcel in out),
        shown=Shown.CARRIER,
        goods=leaving.goods(f, out, {}),
        carrier=who,
        tracking=mark,
    )


def check_open(f: Fulfilment) -> None:
    """Raises OrderCollected, OrderOver."""
    if f.state is OrderState.HANDED_OVER:
        raise _gone(f)
    if f.stopped or f.expired or f.came_back or f.state is OrderState.REJECTED:
        raise OrderOver(number=f.order.number, state=f.state)


def _gone(f: Fulfilment) -> OrderCollected:
    last = f.hand_overs[-1].event
    said: dict[str, object] = {"number": f.order.number, "who": last.who, "at": last.at}
    said["installation"] = last.installation
    if isinstance(last.what, e.HandedOver) and last.what.carrier:
        tracking = f" ({last.what.tracking})" if last.what.tracking else ""
        return OrderSent(carrier=last.what.carrier, tracking=tracking, **said)
    return OrderCollected(**said)


def present(f: Fulfilment, shown: Shown, device: int, now: datetime) -> e.Presented | None:
    """Somebody is at the counter with it. None when that was said here a moment ago."""
    return None if visiting(f, device, now) is not None else e.Presented(shown)


def visiting(f: Fulfilment, device: int, now: datetime) -> Shown | None:
    """What was shown here a moment ago, by somebody who is still taken to be there."""
    last = f.presented[-1] if f.presented else None
    if last is None or last.installation != device or now - last.at >= SAME_VISIT:
        return None
    return last.what.shown if isinstance(last.what, e.Presented) else None


def back(f: Fulfilment, name: str) -> e.Shelved | e.Kept | None:
    """A parcel that was scanned out and not handed over goes to the shelf that it was on; of one
    that was on none, it is kept. None when it was not out. Raises UnknownParcel, ParcelGone,
    SurplusParcel."""
    parcel = held(f, name)
    if parcel.state is not ParcelState.OUT:
        return None
    return e.Shelved(parcel.id, parcel.place) if parcel.place else e.Kept(parcel.id)


def settle(f: Fulfilment, matter: str) -> e.MatterSettled | None:
    """A person has seen to it. None when somebody has already."""
    return None if matter in f.settled else e.MatterSettled(matter)


def keep(f: Fulfilment, name: str) -> e.Kept | None:
    """It was not handed over after all. None when it was not out. Raises UnknownParcel,
    ParcelGone, SurplusParcel."""
    parcel = held(f, name)
    return e.Kept(parcel.id) if parcel.state is ParcelState.OUT else None


def agree(f: Fulfilment) -> e.CancelAgreed:
    """The shop stops. Raises OrderCollected, or OrderOver once a part is handed over."""
    if f.hand_overs:
        check_open(f)
        raise OrderOver(number=f.order.number, state=f.state)
    return e.CancelAgreed()


def expire(f: Fulfilment, now: datetime, heard: datetime | None) -> e.Expired:
    """Nobody came in time. `heard`: when central was last in step with this device; what it has
    not said since the deadline may be that somebody did. Raises KeptUntil, KeptOn, NoNewsSince,
    OrderOver."""
    check_open(f)
    number, deadline, here = f.order.number, f.order.hold_until, now.tzinfo
    if deadline is None:
        raise KeptOn(number=number)
    if now <= deadline:
        until = deadline.astimezone(here)
        raise KeptUntil(number=number, day=until.date(), until=until)
    if heard is None or heard <= deadline:
        since = (heard or f.order.placed_at).astimezone(here)
        raise NoNewsSince(number=number, day=since.date(), since=since)
    return e.Expired()


def put_back(f: Fulfilment, name: str) -> e.PutBack | e.SentBack:
    """Of an order that ended, or of a second set; what came closed goes back to where it came
    from. Raises UnknownParcel, ParcelGone, AlreadyPacked when the order goes on."""
    parcel = f.parcels.get(name)
    if parcel is None:
        raise UnknownParcel(code=name)
    if parcel.state in ENDED:
        held(f, name)
    given_up = all(f.line(line).rejected for line, _ in parcel.content)
    no_more = given_up or parcel.id in f.surplus or parcel.damaged or parcel.undelivered
    if not (f.stopped or f.expired or no_more):
        raise AlreadyPacked(number=f.order.number)
    return e.SentBack(parcel.id) if parcel.closed else e.PutBack(parcel.id)


def _nothing_left_behind(f: Fulfilment, out: Collection[Parcel]) -> None:
    """All of it that is here goes at once; what still travels may follow."""
    left = [parcel for parcel in f.set if parcel.here and parcel.state is not ParcelState.OUT]
    if not (f.unseen or left or out):
        raise _early(f)
    if f.unseen or left:
        places = ", ".join(f"{parcel.number}/{parcel.of} {parcel.place}".strip() for parcel in left)
        raise ParcelsMissing(number=f.order.number, parcels=places, unseen=f.unseen)


def _early(f: Fulfilment) -> ParcelsMissing:
    """Nothing is there to be handed over: how far it is. Times are the shop's."""
    promised = f.order.promised_at
    said = {"number": f.order.number, "promised": promised, "day": f"{promised:%d/%m}"}
    if any(parcel.state is ParcelState.IN_TRANSIT for parcel in f.set):
        return StillTravelling(**said)
    if f.started_at is None:
        return NothingBegun(**said)
    return BeingPrepared(**said, since=f.started_at)


def _check_refused(f: Fulfilment, out: Sequence[Parcel], refused: Refused) -> Refused:
    there = dict(content_of(out))
    for number, (quantity, _) in refused.items():
        line = f.order.line(number)
        if line is None:
            raise NoSuchLine(line=number)
        if not (quantity.is_finite() and 0 < quantity <= there.get(number, Decimal(0))):
            raise MoreThanSold(line=number, left=there.get(number, Decimal(0)))
        if not line.unit.measured and quantity % 1:
            raise NotPicked(line=number)
    return refused


def _too_young(
    f: Fulfilment, out: Sequence[Parcel], who: Collector, refused: Refused
) -> dict[int, tuple[Decimal, str]]:
    """What stays because who collects is not old enough: the rest is handed over."""
    asked = [
        (line, quantity)
        for number, quantity in content_of(out)
        if (line := f.order.line(number)) is not None and line.minimum_age
        and quantity > refused.get(number, (Decimal(0), ""))[0]
    ]  # fmt: skip
    if asked and who.of_age is None:
        raise AgeNeeded(
            years=max(line.minimum_age for line, _ in asked),
            names=", ".join(line.name for line, _ in asked),
        )
    return {line.number: (quantity, "age") for line, quantity in asked} if not who.of_age else {}
