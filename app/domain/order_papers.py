"""The papers of an order: a parcel's label, and what the customer gets who paid before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain.fulfilment import Fulfilment, HandOver, content_of
from app.domain.paper import Block, Heading, QrCode, Row, Rule, Text
from app.domain.parcel import Parcel
from app.domain.product import Unit

Quantity = Callable[[Decimal, Unit], str]


@dataclass(frozen=True, slots=True)
class OrderWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    parcel: str
    """`{n}`, `{of}`."""
    packed: str
    """`{who}`, `{at}`."""
    scan: str
    proof: str
    """That something was handed over..."""
    no_invoice: str
    """...and that the paper is no invoice (retail-rules 11)."""
    paid: str
    """`{invoice}`."""
    refused: str
    handed: str
    """`{who}`, `{at}`."""
    date_form: str


def label(
    f: Fulfilment, parcel: Parcel, code: str, who: str, words: OrderWords, quantity: Quantity
) -> list[Block]:
    """What sticks on a parcel: whose it is, which of how many, and its code."""
    return [
        Heading(f.order.number),
        Text(f.order.name, bold=True, centred=True),
        Heading(words.parcel.format(n=parcel.number, of=parcel.of)),
        QrCode(code, "", words.scan),
        Rule(),
        *_lines(f, parcel.content, quantity),
        Rule(),
        Text(words.packed.format(who=who, at=_at(parcel.at, words))),
    ]


def proof(
    f: Fulfilment, one: HandOver, shop: str, who: str, words: OrderWords, quantity: Quantity
) -> list[Block]:
    """`justificante de entrega`: what somebody got who had paid before; no invoice."""
    parcels = [f.parcels[name] for name in one.said.parcels if name in f.parcels]
    refused = {line: (much, Decimal(0)) for line, much, _ in one.said.refused}
    given = [
        (line, much - refused.get(line, (Decimal(0), Decimal(0)))[0])
        for line, much in content_of(parcels)
    ]
    blocks: list[Block] = [
        Heading(words.proof),
        Text(words.no_invoice, bold=True, centred=True),
        Text(shop, centred=True),
        Heading(f.order.number),
        Rule(),
        *_lines(f, [(line, much) for line, much in given if much > 0], quantity),
    ]
    if one.said.refused:
        blocks += [Rule(), Text(words.refused, bold=True)]
        blocks += _lines(f, [(line, much) for line, much, _ in one.said.refused], quantity)
    if f.order.invoice is not None:
        blocks += [Rule(), Text(words.paid.format(invoice=f.order.invoice.number))]
    event = one.event
    return [*blocks, Rule(), Text(words.handed.format(who=who, at=_at(event.at, words)))]


def _lines(
    f: Fulfilment,
    content: list[tuple[int, Decimal]] | tuple[tuple[int, Decimal], ...],
    quantity: Quantity,
) -> Iterator[Block]:
    for number, much in content:
        line = f.order.line(number)
        if line is not None:
            yield Row(line.name, quantity(much, line.unit))


def _at(at: datetime, words: OrderWords) -> str:
    return at.strftime(words.date_form)
