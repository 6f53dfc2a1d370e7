"""What goes along with goods between shops: where to, what, and the code that proves it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from app.domain.consignment_event import Sent
from app.domain.consignment_fold import Passage
from app.domain.paper import Block, Heading, QrCode, Row, Rule, Text, figure


@dataclass(frozen=True, slots=True)
class TransferWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    title: str
    where: str
    """`{origin}`, `{destination}`."""
    scan: str
    no_code: str
    """There is more in it than a code can say."""
    box: str
    """`{code}`."""
    order: str
    """`{number}`."""
    sent: str
    """`{who}`, `{at}`."""
    date_form: str
    decimal_mark: str


def paper(p: Passage, code: str, who: str, words: TransferWords, zone: tzinfo) -> list[Block]:
    """Of a transfer that was sent; nothing of another."""
    event = next((one for one in p.events if isinstance(one.what, Sent)), None)
    if event is None or not isinstance(event.what, Sent):
        return []
    of, names = p.consignment, {line.sku: line.name for line in p.consignment.lines}
    at = event.at.astimezone(zone).strftime(words.date_form)
    return [
        Heading(words.title),
        Heading(of.number),
        Text(words.where.format(origin=of.origin, destination=of.destination), centred=True),
        *([Text(words.order.format(number=of.order), bold=True)] if of.order else []),
        QrCode(code, "", words.scan) if code else Text(words.no_code, centred=True),
        Rule(),
        *(
            Row(names.get(sku) or sku, figure(much, words.decimal_mark))
            for sku, much in event.what.goods
        ),
        *(Text(words.box.format(code=box.code)) for box in event.what.boxes),
        Rule(),
        Text(words.sent.format(who=who, at=at)),
    ]
