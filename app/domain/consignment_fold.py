"""A consignment's events, folded in a sequence that is the same on every device.

Goods are in one place: what was sent and not received is in transit, what was received is at the
destination, and what is neither when the receipt is closed is a difference with a name. Over all
shops and what is in transit, the sum changes by those alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.consignment import Consignment, Goods, Kind
from app.domain.consignment_event import Called, Declined, Event, Received, Sent
from app.domain.stated import Key
from app.domain.sums import summed

NONE = Decimal(0)


class State(StrEnum):
    ASKED = "asked"
    """Nothing was sent yet."""
    DECLINED = "declined"
    CALLED_OFF = "called_off"
    IN_TRANSIT = "in_transit"
    PART_RECEIVED = "part_received"
    CLOSED = "closed"


OVER = frozenset({State.DECLINED, State.CALLED_OFF, State.CLOSED})


@dataclass(frozen=True, slots=True)
class Lot:
    """How much of one product is where."""

    asked: Decimal = NONE
    sent: Decimal = NONE
    received: Decimal = NONE
    damaged: Decimal = NONE
    passed_on: Decimal = NONE
    """Came closed, for an order."""
    twice: Decimal = NONE
    """Counted by two devices that did not know of each other; in no stock."""
    reason: str = ""

    @property
    def open(self) -> Decimal:
        """Sent and not come, below zero when more came."""
        return self.sent - self.received - self.damaged - self.passed_on


@dataclass(frozen=True, slots=True)
class Passage:
    """A consignment and what became of it."""

    consignment: Consignment
    events: tuple[Event, ...] = ()
    lots: dict[str, Lot] = field(default_factory=dict)
    """By SKU."""
    boxes: frozenset[str] = frozenset()
    """The codes of those that came."""
    receipts: tuple[Key, ...] = ()
    sent_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: str = ""
    declined: str | None = None
    called_off: str | None = None

    @property
    def number(self) -> str:
        return self.consignment.number

    @property
    def tick(self) -> int:
        """Of the next event."""
        return 1 + max((event.tick for event in self.events), default=0)

    @property
    def state(self) -> State:
        if self.closed_at:
            return State.CLOSED
        if self.receipts:
            return State.PART_RECEIVED
        if self.sent_at or (self.consignment.kind is Kind.DELIVERY and self.called_off is None):
            return State.IN_TRANSIT
        if self.called_off is not None:
            return State.CALLED_OFF
        return State.ASKED if self.declined is None else State.DECLINED

    def lot(self, sku: str) -> Lot:
        return self.lots.get(sku, Lot())

    @property
    def blind(self) -> bool:
        """Whether nobody said what would come."""
        return self.consignment.kind is Kind.DELIVERY and not self.consignment.lines

    @property
    def in_transit(self) -> dict[str, Decimal]:
        """What is on its way, by SKU."""
        if self.state in OVER:
            return {}
        return {sku: lot.open for sku, lot in self.lots.items() if lot.open > 0}

    @property
    def differences(self) -> dict[str, Decimal]:
        """By SKU, what came more (or, below zero, less) than was sent, once nothing is waited for.
        Damaged goods came."""
        if self.state is not State.CLOSED or self.blind:
            return {}
        return {sku: -lot.open for sku, lot in self.lots.items() if lot.open}

    @property
    def held(self) -> dict[str, Goods]:
        """What is in each box, by its code, as far as anybody said."""
        sent = [event.what for event in self.events if isinstance(event.what, Sent)]
        boxes = (*self.consignment.boxes, *(box for what in sent for box in what.boxes))
        return {box.code: box.content for box in boxes}


def fold(consignment: Consignment, events: Iterable[Event]) -> Passage:
    """What became of it; events of the same fact count once, their order does not matter."""
    turns = tuple(sorted({e.key: e for e in events}.values(), key=lambda event: event.turn))
    asked = {sku: Lot(asked=much) for sku, much in consignment.expected.items()}
    if consignment.kind is Kind.DELIVERY:
        asked = {sku: replace(lot, sent=lot.asked) for sku, lot in asked.items()}
    made = Passage(consignment, turns, asked)
    # What was sent is what may come, whoever heard of it first.
    for event in sorted(turns, key=lambda event: isinstance(event.what, Received)):
        made = _after(made, event)
    return made


def _after(p: Passage, event: Event) -> Passage:
    match event.what:
        case Sent(goods=goods):
            lots = dict(p.lots)
            for sku, much in goods:
                lot = lots.get(sku, Lot())
                lots[sku] = replace(lot, sent=lot.sent + much)
            return replace(p, lots=lots, sent_at=p.sent_at or event.at)
        case Received():
            return _received(p, event, event.what)
        case Declined(reason=reason):
            return replace(p, declined=reason)
        case Called(reason=reason):
            return replace(p, called_off=reason)


def _received(p: Passage, event: Event, said: Received) -> Passage:
    known = {*said.after, *(key for key in p.receipts if key[0] == event.installation)}
    alone = not set(p.receipts) - known
    lots, reasons = dict(p.lots), dict(said.reasons)
    for sku, _, reason in said.damaged:
        reasons.setdefault(sku, reason)
    damaged = summed((sku, much) for sku, much, _ in said.damaged)
    good = summed(said.goods)
    for sku in {**good, **damaged}:
        lot = lots.get(sku, Lot())
        room = None if alone else max(_room(p, lot, good.get(sku, NONE)), NONE)
        lots[sku] = _came(lot, good.get(sku, NONE), damaged.get(sku, NONE), room)
    for sku, much in said.passed_on:
        lot = lots.get(sku, Lot())
        new = much if alone else max(min(much, lot.open), NONE)
        lots[sku] = replace(lot, passed_on=lot.passed_on + new, twice=lot.twice + much - new)
    for sku, reason in reasons.items():
        lots[sku] = replace(lots.get(sku, Lot()), reason=reason)
    closed = said.closes or p.closed_at is not None
    return replace(
        p,
        lots=lots,
        boxes=p.boxes | {*said.boxes},
        receipts=(*p.receipts, event.key),
        closed_at=(p.closed_at or event.at) if closed else None,
        closed_by=(p.closed_by or event.who) if closed else "",
    )


def _room(p: Passage, lot: Lot, good: Decimal) -> Decimal:
    """How much of it the other receipt can have left. Blind: what it has, this may be too."""
    if p.blind:
        return good - lot.received - lot.damaged
    return lot.open


def _came(lot: Lot, good: Decimal, damaged: Decimal, room: Decimal | None) -> Lot:
    """`room`: above which it was counted already; None: there is no such limit."""
    if room is None:
        return replace(lot, received=lot.received + good, damaged=lot.damaged + damaged)
    new = min(good, room)
    broken = min(damaged, room - new)
    return replace(
        lot,
        received=lot.received + new,
        damaged=lot.damaged + broken,
        twice=lot.twice + good - new + damaged - broken,
    )
