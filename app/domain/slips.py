"""Papers that are no invoice: a voucher of store credit, and a gift ticket without amounts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.domain.document import Document
from app.domain.money import Money
from app.domain.paper import Block, Code128, Heading, Row, Rule, Text
from app.domain.product import Unit


@dataclass(frozen=True, slots=True)
class SlipWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    voucher: str
    gift: str
    no_invoice: str
    worth: str
    left: str
    """Instead of `worth`, once something of it was spent."""
    expires: str
    """`{on}`."""
    for_ever: str
    how_voucher: str
    how_gift: str
    corrective: str
    """`{number}`."""
    bought: str
    """`{on}`."""
    card: str
    """Of a card that is on no ticket."""


@dataclass(frozen=True, slots=True)
class Forms:
    """How figures are written on the shop's papers."""

    money: Callable[[Money], str]
    day: Callable[[date], str]
    quantity: Callable[[Decimal, Unit], str]


@dataclass(frozen=True, slots=True)
class Credit:
    """A voucher as its paper shows it."""

    code: str
    amount: Money
    left: Money
    expires: date | None
    document: str = ""
    """The corrective whose money it is; "" for none."""


@dataclass(frozen=True, slots=True)
class Head:
    """Who gives it."""

    shop: str
    address: str
    demo: str = ""
    """What a demo's papers are headed; "" of a real till."""


def voucher(of: Credit, head: Head, words: SlipWords, forms: Forms) -> list[Block]:
    """Store credit: what it is worth and the code that a till scans. It is no invoice."""
    spent = of.left != of.amount
    return [
        *head_of(head, words.voucher, words.no_invoice),
        Row(words.left if spent else words.worth, forms.money(of.left), bold=True),
        Text(words.expires.format(on=forms.day(of.expires)) if of.expires else words.for_ever),
        *([Text(words.corrective.format(number=of.document))] if of.document else []),
        Text(words.how_voucher),
        Rule(),
        Code128(of.code),
    ]


def gift(
    document: Document, lines: Sequence[int], head: Head, words: SlipWords, forms: Forms
) -> list[Block]:
    """A ticket for whoever is given the goods: what it is of and no amounts. `lines`: by number;
    none for all of them."""
    shown = [line for line in document.lines if not lines or line.number in lines]
    return [
        *head_of(head, words.gift, words.no_invoice),
        Text(words.bought.format(on=forms.day(document.issued_at.date()))),
        Rule(),
        *(Row(line.name, forms.quantity(line.quantity, line.unit)) for line in shown),
        Rule(),
        Text(words.how_gift),
        Code128(gift_code(document.number)),
    ]


def card(
    lines: Sequence[str], reference: str, at: datetime, head: Head, words: SlipWords, forms: Forms
) -> list[Block]:
    """What the terminal wants on paper of a card that is on no ticket, word for word."""
    return [
        *head_of(head, words.card, words.no_invoice),
        Text(f"{forms.day(at.date())} {at:%H:%M}"),
        Rule(),
        *(Text(line) for line in lines if line.strip()),
        Rule(),
        Text(reference),
    ]


def gift_code(number: str) -> str:
    """What a gift ticket's bar code says of the ticket of that number."""
    return "G" + number.removeprefix("T")


def head_of(head: Head, title: str, no_invoice: str) -> list[Block]:
    """How a paper that is no invoice begins."""
    return [
        *([Heading(head.demo)] if head.demo else []),
        Heading(head.shop),
        Text(head.address, centred=True),
        Rule(),
        Heading(title),
        Text(no_invoice, centred=True),
    ]
