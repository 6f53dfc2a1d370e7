"""What happens to a consignment; each event is stated once, by one device or by central.

An event that is not in the journal comes from central, or on the paper that goes with the goods.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from app.domain.consignment import Box, Goods
from app.domain.facts import FactType
from app.domain.stated import Forms, Key, Stated


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
class Event(Stated[What]):
    """`what` happened to one consignment."""


KINDS = (
    FactType.GOODS_SENT,
    FactType.GOODS_RECEIVED,
    FactType.CONSIGNMENT_DECLINED,
    FactType.CONSIGNMENT_CALLED_OFF,
)
"""The types of fact that events are stated as, in the order of `What`."""
MADE = (FactType.CONSIGNMENT_MADE, FactType.CONSIGNMENT_TAKEN)
"""What a device states of one that nobody had told it of: its own, or one from its paper."""

_FORMS = Forms("consignment", Event, KINDS, get_args(What))
kind_of = _FORMS.kind_of
fact_body = _FORMS.fact_body
from_fact = _FORMS.from_fact
event_body = _FORMS.event_body
event_from = _FORMS.event_from
