"""An order of any shop of the chain, as central answered: to be looked at, not worked on.

As JSON it is a `FoundOrder` of docs/protocol.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.domain.fulfilment import Fulfilment
from app.domain.order import Order
from app.domain.order_event import Told
from app.domain.order_facts import event_from
from app.domain.order_fold import fold
from app.domain.plain import read as read_plain

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What `read` raises of what is no order."""
LEAST = 3
"""Letters or digits that somebody's words must have: fewer would list whoever ordered lately."""


def is_question(words: str) -> bool:
    """Whether so much is said that an order may be meant."""
    return sum(map(str.isalnum, words)) >= LEAST


@dataclass(frozen=True, slots=True)
class Said:
    """The customer was written to: what, by which way, when."""

    what: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChainOrder:
    """`name`: of the shop it is collected in. `heard`: when central heard that shop last; None:
    never. `asked`: when central said all this."""

    order: Fulfilment
    name: str
    heard: datetime | None
    asked: datetime

    @property
    def told(self) -> tuple[Said, ...]:
        return told(self.order)

    @property
    def places(self) -> tuple[str, ...]:
        """Where its parcels are, as far as anybody said."""
        return tuple(parcel.place for parcel in self.order.set if parcel.here and parcel.place)


def seen(order: Order) -> Order:
    """As a shop that neither prepares nor hands it over may see it: enough to tell whoever asks
    about it, nothing of their card, their invoice or how they paid."""
    invoice = order.invoice
    return replace(
        order,
        customer="",
        note="",
        buyer=None,
        invoice=replace(invoice, buyer=None) if invoice else None,
        payments=tuple(replace(one, reference="") for one in order.payments),
    )


def told(f: Fulfilment) -> tuple[Said, ...]:
    """What the customer was told, and when; oldest first."""
    letters = [(one.at, one.what) for one in f.events if isinstance(one.what, Told)]
    return tuple(Said(what.what, what.by, at) for at, what in sorted(letters, key=lambda x: x[0]))


def read(said: Mapping[str, Any], asked: datetime) -> ChainOrder:
    """Raises one of UNREADABLE."""
    value = said["value"]
    order = read_plain(Order, value["order"])
    f = fold(order, [event_from(one) for one in value["events"]])
    heard = datetime.fromisoformat(said["heard"]) if said.get("heard") else None
    return ChainOrder(f, str(said.get("name") or order.shop), heard, asked)
