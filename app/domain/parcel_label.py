"""A parcel's label: that it was packed, signed by the device that did (retail-rules 11).

`MP1` and base 32 of the content and its Ed25519 signature (64 bytes). It says what the fact of
packing says of this parcel, and which fact that was: scanned where the fact is not known yet, it
is that fact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.compact import Reader, Writer
from app.domain.errors import BadOrderCode
from app.domain.order_event import Content
from app.domain.parcel import parcel_id

PREFIX = "MP1"
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class ParcelLabel:
    """What the label of one parcel says."""

    order: str
    version: int
    """Of the order, as it was packed."""
    number: int
    of: int
    content: Content
    tick: int
    installation: int
    seq: int
    """Of the fact that states the packing."""
    at: datetime
    """To the second."""
    who: str

    @property
    def id(self) -> str:
        return parcel_id(self.installation, self.seq, self.number)


def content(label: ParcelLabel) -> bytes:
    """What is signed. Raises ValueError for what no label can say."""
    to = Writer().text(label.order).whole(label.version).whole(label.number).whole(label.of)
    to.whole(label.tick).whole(label.installation).whole(label.seq)
    to.moment(label.at).text(label.who).whole(len(label.content))
    for line, quantity in label.content:
        to.whole(line).quantity(quantity)
    return to.bytes


def read(signed: bytes) -> ParcelLabel:
    """Who must have signed it is what it says itself. Raises BadOrderCode."""
    of = Reader(signed)
    order, version, number, count = of.text(), of.whole(), of.whole(), of.whole()
    tick, installation, seq = of.whole(), of.whole(), of.whole()
    at, who, lines = of.moment(), of.text(), of.whole()
    if lines > _MOST_LINES or not 1 <= number <= count:
        raise BadOrderCode()
    held = tuple((of.whole(), of.quantity()) for _ in range(lines))
    of.end()
    return ParcelLabel(order, version, number, count, held, tick, installation, seq, at, who)
