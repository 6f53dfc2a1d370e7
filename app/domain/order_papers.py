"""The papers of an order: a parcel's label, and what the customer gets who paid before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.domain import order_given
from app.domain.fulfilment import Fulfilment, HandOver
from app.domain.money import Money, total
from app.domain.order import Order
from app.domain.order_money_event import RefundOrdered
from app.domain.paper import Block, Heading, QrCode, Row, Rule, Text
from app.domain.parcel import Parcel
from app.domain.pick_list import PickListWords
from app.domain.placing_paper import PlacedWords
from app.domain.product import Unit
from app.domain.shelf_check import ShelfWords
from app.domain.transfer_paper import TransferWords

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
    carrier: str
    """`{carrier}`: who takes it to the customer's home..."""
    tracking: str
    """...and `{tracking}`: by what they find it."""
    refund: str
    """`{amount}`, `{by}`: the last day."""
    corrective: str
    """`{document}`."""
    copy: str
    shelf: ShelfWords
    date_form: str
    day_form: str
    decimal_mark: str
    placed: PlacedWords
    transfer: TransferWords
    pick: PickListWords


@dataclass(frozen=True, slots=True)
class Forms:
    """How a quantity and an amount are written."""

    quantity: Quantity
    money: Callable[[Money], str]


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


def wide_label(order: Order, parcel: Parcel, code: str, who: str, words: OrderWords) -> list[Block]:
    """The same where there is no room to stack it: what matters most comes first, and of a label
    that is still too small the last is left out."""
    texts = [
        Text(order.name, bold=True),
        Text(parcel.place, bold=True),
        Text(words.packed.format(who=who, at=_at(parcel.at, words))),
    ]
    return [
        QrCode(code, beside=True),
        Heading(order.number),
        Heading(words.parcel.format(n=parcel.number, of=parcel.of)),
        *(text for text in texts if text.text),
    ]


def proof(
    f: Fulfilment,
    one: HandOver,
    shop: str,
    who: str,
    words: OrderWords,
    forms: Forms,
    *,
    copy: bool = False,
) -> list[Block]:
    """`justificante de entrega`: what somebody got who had paid before; no invoice. `copy`: one
    more of them."""
    blocks: list[Block] = [
        Heading(words.proof),
        *([Heading(words.copy)] if copy else []),
        Text(words.no_invoice, bold=True, centred=True),
        Text(shop, centred=True),
        Heading(f.order.number),
        Rule(),
        *_given(f, one, forms.quantity),
    ]
    if one.said.refused:
        blocks += [Rule(), Text(words.refused, bold=True)]
        refused = [(line, much) for line, much, _ in one.said.refused]
        blocks += _lines(f, refused, forms.quantity)
    if f.order.invoice is not None:
        blocks += [Rule(), Text(words.paid.format(invoice=f.order.invoice.number))]
    for said in _refunds(f, one):
        amount = forms.money(total(amount for _, amount in said.parts))
        by = said.due.strftime(words.day_form)
        blocks.append(Text(words.refund.format(amount=amount, by=by), bold=True))
        if said.document:
            blocks.append(Text(words.corrective.format(document=said.document)))
    if one.said.carrier:
        blocks.append(Text(words.carrier.format(carrier=one.said.carrier)))
    if one.said.tracking:
        blocks.append(Text(words.tracking.format(tracking=one.said.tracking)))
    event = one.event
    return [*blocks, Rule(), Text(words.handed.format(who=who, at=_at(event.at, words)))]


def _given(f: Fulfilment, one: HandOver, quantity: Quantity) -> Iterator[Block]:
    for number, had in order_given.given(f, [one]).items():
        line = f.order.line(number)
        if line is not None and had.own:
            yield Row(line.name, quantity(had.own, line.unit))
        for other, much in had.others:
            yield Row(other.name, quantity(much, other.unit))


def _refunds(f: Fulfilment, one: HandOver) -> Iterator[RefundOrdered]:
    """What was ordered back because of a hand-over, or since, until the next."""
    after = [other.event.turn for other in f.hand_overs if other.event.turn > one.event.turn]
    for event in f.events:
        since = event.turn > one.event.turn and not any(event.turn > turn for turn in after)
        if since and isinstance(event.what, RefundOrdered) and event.what.parts:
            yield event.what


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
