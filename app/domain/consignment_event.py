"""What happens to a consignment; each event is stated once, by one device or by central.

As with orders, an event is known by who stated it (`installation`, `seq`), however it came: in the
journal, from central, or on the paper that goes with the goods.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, get_args

from app.domain.consignment import Box, Goods
from app.domain.facts import Body, FactType
from app.domain.plain import plain, read

Key = tuple[int, int]
"""(installation, number of the fact)."""


@dataclass(frozen=True, slots=True)
class Sent:
    """These goods left the origin: in transit until they are received."""

    goods: Goods
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """These goods came in, counted unit by unit or by box."""

    goods: Goods = ()
    """What may be sold."""
    damaged: tuple[tuple[str, Decimal, str], ...] = ()
    """(SKU, quantity, reason) of what came and may not."""
    boxes: tuple[str, ...] = ()
    """The codes of boxes that came."""
    passed_on: Goods = ()
    """What came closed for an order: its content is never this shop's on-hand (retail-rules 11)."""
    closes: bool = False
    """Nothing more is waited for: what is missing now is a difference."""
    reasons: tuple[tuple[str, str], ...] = ()
    """(SKU, reason) of what came over or short."""
    after: tuple[Key, ...] = ()
    """The receipts of this consignment that who states it knew of: two that did not know of each
    other may have counted the same boxes."""


@dataclass(frozen=True, slots=True)
class Declined:
    """The origin does not send it."""

    reason: str


@dataclass(frozen=True, slots=True)
class Called:
    """It is called off, before anything was sent."""

    reason: str = ""


What = Sent | Received | Declined | Called


@dataclass(frozen=True, slots=True)
class Event:
    """`what` happened to one consignment. `at`: aware; `who`: a person's code."""

    tick: int
    """One more than the largest that who states it knew of that consignment."""
    installation: int
    seq: int
    at: datetime
    who: str
    what: What

    @property
    def key(self) -> Key:
        return self.installation, self.seq

    @property
    def turn(self) -> tuple[int, int, int]:
        """Its place among the consignment's events: the same on every device."""
        return self.tick, self.installation, self.seq


KINDS = (
    FactType.GOODS_SENT,
    FactType.GOODS_RECEIVED,
    FactType.CONSIGNMENT_DECLINED,
    FactType.CONSIGNMENT_CALLED_OFF,
)
"""The types of fact that events are stated as, in the order of `What`."""
MADE = (FactType.CONSIGNMENT_MADE, FactType.CONSIGNMENT_TAKEN)
"""What a device states of one that nobody had told it of: its own, or one from its paper."""
_CLASSES: dict[FactType, type[What]] = dict(zip(KINDS, get_args(What), strict=True))
_KINDS = {cls: kind for kind, cls in _CLASSES.items()}


def kind_of(what: What) -> FactType:
    return _KINDS[type(what)]


def fact_body(number: str, tick: int, what: What) -> Body:
    """What the fact says; who, when and which number the fact itself has."""
    return {"consignment": number, "tick": tick, **plain(what)}


def from_fact(
    kind: str, body: Mapping[str, Any], installation: int, seq: int, at: datetime, who: str
) -> Event:
    """Raises ValueError when it is no event."""
    tick = body.get("tick")
    if type(tick) is not int or tick < 1:
        raise ValueError(f"tick {tick!r}")
    if kind not in KINDS:
        raise ValueError(f"no event: {kind}")
    what = read(_CLASSES[FactType(kind)], dict(body))
    return Event(tick, installation, seq, at, who, what)


def event_body(event: Event) -> Body:
    """An event as it travels beside its consignment."""
    return {
        "kind": kind_of(event.what).value,
        "tick": event.tick,
        "installation": event.installation,
        "seq": event.seq,
        "at": event.at.isoformat(),
        "who": event.who,
        **plain(event.what),
    }


def event_from(body: Mapping[str, Any]) -> Event:
    """Raises ValueError, KeyError or TypeError when it is none."""
    at = datetime.fromisoformat(body["at"])
    return from_fact(
        body["kind"], body, int(body["installation"]), int(body["seq"]), at, str(body["who"])
    )
