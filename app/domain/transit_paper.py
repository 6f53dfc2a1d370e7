"""The paper that goes with goods between shops: what was sent, signed by the device that sent.

`MT1` and base 32 of the content and its Ed25519 signature (64 bytes), as a parcel's label. It says
what the fact of sending says, and which fact that was: scanned where nobody heard of it, it is that
fact, so the goods can be taken in with every line down.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.compact import Reader, Writer
from app.domain.consignment import Box, Consignment, GoodsLine, Kind
from app.domain.consignment_event import Event, Sent
from app.domain.consignment_fold import Passage
from app.domain.errors import BadOrderCode, BadTransitPaper

PREFIX = "MT1"
MOST_LINES = 120
"""Of goods and of boxes; above it no QR has room, and the paper is of no help offline."""


@dataclass(frozen=True, slots=True)
class TransitPaper:
    """What it says: a transfer as it was sent."""

    consignment: Consignment
    sent: Event


def paper_of(p: Passage, installation: int) -> TransitPaper | None:
    """Of what that device sent; None when it sent nothing, or more than fits."""
    own = (one for one in p.events if one.installation == installation)
    sent = next((one for one in own if isinstance(one.what, Sent)), None)
    if sent is None or not isinstance(sent.what, Sent):
        return None
    if len(sent.what.goods) > MOST_LINES or len(sent.what.boxes) > MOST_LINES:
        return None
    return TransitPaper(p.consignment, sent)


def content(paper: TransitPaper) -> bytes:
    """What is signed. Raises ValueError for what no paper can say."""
    of, event = paper.consignment, paper.sent
    what = event.what
    if not isinstance(what, Sent):
        raise ValueError(type(what).__name__)
    to = Writer().text(of.number).text(of.origin).text(of.destination).text(of.order)
    to.whole(event.tick).whole(event.installation).whole(event.seq)
    to.moment(event.at).text(event.who).whole(len(what.goods))
    for sku, quantity in what.goods:
        to.text(sku).quantity(quantity)
    places = {sku: place for place, (sku, _) in enumerate(what.goods)}
    to.whole(len(what.boxes))
    for box in what.boxes:
        to.text(box.code).whole(len(box.content))
        for sku, quantity in box.content:
            to.whole(places[sku]).quantity(quantity)
    return to.bytes


def read(signed: bytes) -> TransitPaper:
    """Who must have signed it is what it says itself. Raises BadTransitPaper."""
    try:
        return _read(Reader(signed))
    except BadOrderCode:
        raise BadTransitPaper() from None


def _read(of: Reader) -> TransitPaper:
    number, origin, destination, order = of.text(), of.text(), of.text(), of.text()
    tick, installation, seq = of.whole(), of.whole(), of.whole()
    at, who = of.moment(), of.text()
    goods = tuple((of.text(), of.quantity()) for _ in range(_few(of)))
    boxes = []
    for _ in range(_few(of)):
        code, held = of.text(), []
        for _ in range(_few(of)):
            place = of.whole()
            if place >= len(goods):
                raise BadOrderCode()
            held.append((goods[place][0], of.quantity()))
        boxes.append(Box(code, tuple(held)))
    of.end()
    if tick < 1 or not goods:
        raise BadOrderCode()
    lines = tuple(GoodsLine(sku, quantity) for sku, quantity in goods)
    made = Consignment(number, Kind.TRANSFER, origin, destination, at, lines, order=order)
    return TransitPaper(made, Event(tick, installation, seq, at, who, Sent(goods, tuple(boxes))))


def _few(of: Reader) -> int:
    if (count := of.whole()) > MOST_LINES:
        raise BadOrderCode()
    return count
