"""A parcel: the life of one bag or box, and what ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.order_event import Content, Undelivered


class ParcelState(StrEnum):
    IN_TRANSIT = "in_transit"
    """Announced, closed, not here yet."""
    ARRIVED = "arrived"
    PACKED = "packed"
    """In somebody's hands: packed, or kept after it was scanned out."""
    SHELVED = "shelved"
    OUT = "out"
    """Scanned out, and nobody has said yet that it was handed over."""
    WITH_CUSTOMER = "with_customer"
    PUT_BACK = "put_back"
    SENT_BACK = "sent_back"
    REPLACED = "replaced"
    """Packed anew in other parcels."""


ENDED = frozenset(
    {
        ParcelState.WITH_CUSTOMER,
        ParcelState.PUT_BACK,
        ParcelState.SENT_BACK,
        ParcelState.REPLACED,
    }
)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One parcel as far as its events are known."""

    id: str
    """Of ours `P12-345-1`: installation, number of the fact, which of them; of a closed one the
    code that was announced."""
    number: int
    of: int
    content: Content
    state: ParcelState
    at: datetime
    """Since when it is in that state..."""
    who: str
    """...and who brought it there."""
    installation: int
    """Of the device that did."""
    place: str = ""
    """The shelf that it is, or last was, on."""
    closed: bool = False
    """Came closed, from elsewhere: its content was never this shop's."""
    damaged: bool = False
    undelivered: Undelivered | None = None
    """Why a carrier brought it back; None of every other."""

    @property
    def here(self) -> bool:
        """Whether the shop holds it."""
        return self.state not in ENDED and self.state is not ParcelState.IN_TRANSIT


def parcel_id(installation: int, seq: int, number: int) -> str:
    return f"P{installation}-{seq}-{number}"


def packed_by(name: str) -> tuple[int, int]:
    """(installation, number of the fact) of who packed a parcel of ours."""
    installation, seq, _ = name.removeprefix("P").split("-")
    return int(installation), int(seq)
