"""The facts that the events of an order are stated as, and how they travel beside it."""

from __future__ import annotations

from typing import get_args

from app.domain.facts import FactType
from app.domain.order_event import Event, What
from app.domain.stated import Forms

KINDS = (
    FactType.ORDER_ACCEPTED,
    FactType.ORDER_LINE_REJECTED,
    FactType.ORDER_STARTED,
    FactType.ORDER_PICKED,
    FactType.ORDER_SHORT,
    FactType.ORDER_SUBSTITUTED,
    FactType.ORDER_PACKED,
    FactType.PARCEL_PROVED,
    FactType.PARCEL_ARRIVED,
    FactType.PARCEL_SHELVED,
    FactType.PARCEL_SCANNED_OUT,
    FactType.PARCEL_KEPT,
    FactType.ORDER_HANDED_OVER,
    FactType.ORDER_TOLD,
    FactType.ORDER_CANCEL_ASKED,
    FactType.ORDER_CANCEL_AGREED,
    FactType.ORDER_CANCELLED,
    FactType.ORDER_EXPIRED,
    FactType.PARCEL_PUT_BACK,
    FactType.PARCEL_SENT_BACK,
    FactType.ORDER_RESOURCED,
    FactType.ORDER_UNSOURCED,
    FactType.ORDER_PRESENTED,
    FactType.ORDER_MATTER_SETTLED,
    FactType.REFUND_ORDERED,
    FactType.CAPTURE_ORDERED,
    FactType.REFUND_ANSWERED,
    FactType.ORDER_RETURNED,
    FactType.ORDER_PAID_BACK,
    FactType.ORDER_CAME_BACK,
)
"""The types of fact that events are stated as, in the order of `What`."""
OF_CENTRAL = frozenset(
    {
        FactType.ORDER_TOLD,
        FactType.ORDER_CANCEL_ASKED,
        FactType.ORDER_CANCELLED,
        FactType.ORDER_RESOURCED,
        FactType.ORDER_UNSOURCED,
        FactType.REFUND_ANSWERED,
        FactType.ORDER_PAID_BACK,
    }
)
"""What only central knows, and states."""
OF_DEVICES = tuple(kind for kind in KINDS if kind not in OF_CENTRAL)
"""What a shop's devices may state."""

_FORMS = Forms("order", Event, KINDS, get_args(What))
kind_of = _FORMS.kind_of
fact_body = _FORMS.fact_body
from_fact = _FORMS.from_fact
event_body = _FORMS.event_body
event_from = _FORMS.event_from
