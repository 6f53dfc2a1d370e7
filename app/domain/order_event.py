"""What happens to an order; each event is stated once, by one device or by central.

`order_facts` has the facts that they are stated as. An event that is not in the journal comes from
central, or on paper in a parcel's label.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.money import Money
from app.domain.order_money_event import CaptureOrdered, PaidBack, RefundAnswered, RefundOrdered
from app.domain.product import Unit
from app.domain.stated import Stated
from app.domain.tax import TaxCategory

CENTRAL = 0
"""The installation of what central states."""

NOBODY = "nobody"
"""By whom a customer was told who left no address."""
Content = tuple[tuple[int, Decimal], ...]
"""(line, quantity) of each."""


class Shown(StrEnum):
    """How the person at the counter showed that the order is theirs to collect."""

    CODE = "code"
    """The order's QR, whoever bears it."""
    NAME = "name"
    """Order number and name."""
    CARD = "card"
    """The buyer's loyalty card."""
    CARRIER = "carrier"
    """Nobody is at the counter: a carrier takes it to the customer's home."""


class Settled(StrEnum):
    """What the customer chose for what is missing."""

    OPEN = "open"
    WAIT = "wait"
    OTHER_SHOP = "other_shop"
    SUBSTITUTE = "substitute"
    MONEY = "money"


class Rejection(StrEnum):
    """Why a shop cannot have a line."""

    NOT_FOUND = "not_found"
    BROKEN = "broken"
    LAST_ONE = "last_one"
    """It stands in the shop window."""
    NO_TIME = "no_time"


class Undelivered(StrEnum):
    """Why a carrier brought a parcel back."""

    ABSENT = "absent"
    REFUSED = "refused"
    WRONG_ADDRESS = "wrong_address"
    DAMAGED = "damaged"
    """What is in it is not for sale again."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The shop will prepare it."""


@dataclass(frozen=True, slots=True)
class LineRejected:
    """The shop cannot; central looks for it elsewhere."""

    line: int
    reason: str
    """A `Rejection`; of a script and in older facts somebody's words."""


@dataclass(frozen=True, slots=True)
class Started:
    """The device that states it prepares the order from now on."""

    taken_from: int = 0
    """Whose it was, when another had it."""


@dataclass(frozen=True, slots=True)
class Picked:
    """A scanned unit, or a weight, more in the basket of the order; below zero: put down again."""

    line: int
    quantity: Decimal
    code: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Short:
    """So many of a line are not to be found."""

    line: int
    quantity: Decimal
    settled: Settled = Settled.OPEN
    sold: str = ""
    """The document that sold them on the floor, to whoever stood there."""


@dataclass(frozen=True, slots=True)
class Substituted:
    """Another product for what a line is short of, never dearer than it."""

    line: int
    sku: str
    code: str
    name: str
    unit: Unit
    tax: TaxCategory
    quantity: Decimal
    price: Money


@dataclass(frozen=True, slots=True)
class Packed:
    """The whole order, in these parcels; a label each."""

    parcels: tuple[Content, ...]
    instead_of: tuple[str, ...] = ()
    """Parcels whose content is in these now."""


@dataclass(frozen=True, slots=True)
class Proved:
    """A label was scanned: what it says of its parcel, and of the fact that packed it."""

    number: int
    of: int
    content: Content
    by: int
    """The installation that packed..."""
    fact: int
    """...the number of its fact..."""
    packed_at: datetime
    packed_by: str
    """...and the person's code."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A closed parcel came in."""

    parcel: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class Shelved:
    parcel: str
    place: str


@dataclass(frozen=True, slots=True)
class ScannedOut:
    """A parcel left its shelf, in somebody's hands."""

    parcel: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A parcel that was scanned out was not handed over after all."""

    parcel: str


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Final: these parcels are the customer's, but for what was not wanted."""

    parcels: tuple[str, ...]
    refused: tuple[tuple[int, Decimal, str], ...] = ()
    """(line, quantity, reason) of what stays in the shop."""
    shown: Shown = Shown.CODE
    document_seen: bool = False
    other: bool = False
    """Whether somebody else than the buyer collected."""
    document: str = ""
    """The number of what the till issued for it; "" for none."""
    goods: tuple[tuple[str, Decimal], ...] = ()
    """(SKU, quantity) of what was this shop's on-hand until now and no document sold; below zero
    of what the document sold and was never this shop's."""
    allowed_by: str = ""
    carrier: str = ""
    """Who takes it to the customer's home; "" at the counter..."""
    tracking: str = ""
    """...and by what they find it; "" when nobody said."""


@dataclass(frozen=True, slots=True)
class Told:
    """The customer was written to."""

    what: str
    by: str
    """`mail`, `webhook`; `nobody` of a customer who left no address: they were not."""

    @property
    def reached(self) -> bool:
        """Whether the customer could be written to."""
        return self.by != NOBODY


@dataclass(frozen=True, slots=True)
class CancelAsked:
    """The customer wishes it; from the first unit picked on it is only a wish."""


@dataclass(frozen=True, slots=True)
class CancelAgreed:
    """The shop has stopped, and gives back what it holds."""


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Central has given the money back, or need not."""


@dataclass(frozen=True, slots=True)
class Expired:
    """Nobody came in time."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """A parcel was opened and its content is the shop's again."""

    parcel: str


@dataclass(frozen=True, slots=True)
class SentBack:
    """A closed parcel left for where it came from."""

    parcel: str


@dataclass(frozen=True, slots=True)
class Resourced:
    """What is missing of a line comes in another order, which another shop prepares."""

    line: int
    quantity: Decimal
    order: str


@dataclass(frozen=True, slots=True)
class Unsourced:
    """What is missing of a line no shop has: nobody will bring it, and what was paid for it is
    to be given back."""

    line: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Presented:
    """Somebody is at the counter and showed that the order is theirs to collect."""

    shown: Shown


@dataclass(frozen=True, slots=True)
class MatterSettled:
    """A person has seen to what the order's events alone cannot put right: a conflict, or goods
    that stayed in the shop."""

    matter: str
    """A `fulfilment.Conflict`, or `refused`."""


@dataclass(frozen=True, slots=True)
class Returned:
    """Goods that somebody had collected came back to the counter."""

    lines: tuple[tuple[int, Decimal, str], ...]
    """(line, quantity, reason)."""
    goods: tuple[tuple[str, Decimal], ...] = ()
    """(SKU, quantity) of what is the shop's on-hand again; not of what is damaged."""
    instead: tuple[tuple[int, str, Decimal, str], ...] = ()
    """(line, SKU, quantity, reason) of what the customer had instead of a line."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """A carrier brought parcels back: nobody at the customer's home has them."""

    parcels: tuple[str, ...]
    why: Undelivered
    goods: tuple[tuple[str, Decimal], ...] = ()
    """(SKU, quantity) of what is the shop's on-hand again; not of what is damaged."""


What = (
    Accepted
    | LineRejected
    | Started
    | Picked
    | Short
    | Substituted
    | Packed
    | Proved
    | Arrived
    | Shelved
    | ScannedOut
    | Kept
    | HandedOver
    | Told
    | CancelAsked
    | CancelAgreed
    | Cancelled
    | Expired
    | PutBack
    | SentBack
    | Resourced
    | Unsourced
    | Presented
    | MatterSettled
    | RefundOrdered
    | CaptureOrdered
    | RefundAnswered
    | Returned
    | PaidBack
    | CameBack
)


@dataclass(frozen=True, slots=True)
class Event(Stated[What]):
    """`what` happened to one order."""
