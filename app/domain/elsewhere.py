"""Tickets of other shops: as central says them, and what their codes say (retail-rules 5).

As JSON they are what central answered (`FoundTicket` in docs/protocol.md), with `proof`.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

from app.domain import barcode, plain
from app.domain.bodies import document_from
from app.domain.document import Document
from app.domain.errors import BadAmount, BadCode, PaperDiffers
from app.domain.facts import Body
from app.domain.money import Money, parse_money
from app.domain.order import Order
from app.domain.placing import Placed, placed
from app.domain.refund import CENTRAL, Back
from app.domain.tender import Tender, TenderKind

UNREADABLE = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What `read` raises of what is no ticket."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A document of another shop, and what of it came back anywhere."""

    document: Document
    shop: str
    name: str
    """Of the shop."""
    nif: str
    installation: int
    """That issued it; 0 when only its paper says so."""
    back: Mapping[int, Back]
    given_back: tuple[Tender, ...]
    """What was paid back for it; negative."""
    included: Mapping[int, int]
    """How far central had heard of each installation: the seq of its newest corrective of it."""
    said: Body
    """What this was read from."""
    order: Placed | None = None
    """What it paid for, when that is an order."""
    proof: str = CENTRAL
    replaced_by: str = ""
    """The invoice that stands for it, which central says beside it; "" for none."""


def read(said: Body) -> Elsewhere:
    """Raises one of UNREADABLE."""
    document = document_from(said["document"])
    return Elsewhere(
        document,
        said["shop"],
        said.get("name", ""),
        said["nif"],
        said["installation"],
        {
            int(line): Back(Decimal(part["quantity"]), Money(part["amount"]))
            for line, part in said.get("returned", {}).items()
        },
        tuple(
            Tender(TenderKind(one["kind"]), Money(one["amount"]), one["reference"])
            for one in said.get("paid_back", ())
        ),
        {int(number): seq for number, seq in said.get("included", {}).items()},
        said,
        _order(said.get("order"), document.number),
        said.get("proof", CENTRAL),
        said.get("replaced_by", ""),
    )


def _order(said: Body | None, ticket: str) -> Placed | None:
    if said is None:
        return None
    return placed(plain.read(Order, said["order"]), ticket, said, given_up=False)


@dataclass(frozen=True, slots=True)
class Printed:
    """What the code on a ticket says; of a bar code the number only."""

    number: str
    nif: str = ""
    day: date | None = None
    total: Money | None = field(default=None)
    gift: bool = False
    """Whether it is a gift ticket's, who has it never being shown what was paid."""


def printed(code: str) -> Printed | None:
    """What a ticket's bar code or fiscal QR says (fiscal spec 1.7); None for what is neither."""
    if number := barcode.ticket_number(code):
        return Printed(number)
    if number := barcode.gift_of(code):
        return Printed(number, gift=True)
    with suppress(BadCode):
        meaning = barcode.meaning(code)
        if isinstance(meaning, barcode.TicketCode):
            return _of_qr(meaning.number, code)
    return None


def check_printed(seen: Printed, document: Document) -> None:
    """What a paper says is said of that document, and not of another one of the same number.
    Raises PaperDiffers."""
    if seen.number != document.number:
        return  # the invoice that stands for the ticket: its day and total are its own
    day, total = document.issued_at.date(), document.total
    if seen.day not in (None, day) or seen.total not in (None, total):
        raise PaperDiffers(number=document.number, day=day, total=total)


def _of_qr(number: str, code: str) -> Printed:
    said = {name: texts[0] for name, texts in parse_qs(urlsplit(code).query).items()}
    day: date | None = None
    total: Money | None = None
    with suppress(ValueError, TypeError):
        day = date(*(int(part) for part in reversed(said.get("fecha", "").split("-"))))
    with suppress(BadAmount):
        total = parse_money(said.get("importe", ""))
    return Printed(number, said.get("nif", "").strip().upper(), day, total)


def shop_of(number: str) -> str:
    """The code of the shop in a number of ours: `T043C01AS26-000001`; "" in none of ours."""
    return number[1:4] if barcode.ticket_number(number) else ""
