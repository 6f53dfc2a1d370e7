"""What a scanned or typed code means: a product, one of our papers, a customer's card.

The order of interpretation is GS1's and biip's, wrapped because biip alone would read eight digits
as UPC-E, thirteen as an element string, and would not look behind `]Q1https://`.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from stdnum import isbn

from app.domain.carried import NOTHING, Carried, Element, carried
from app.domain.customer import card_number
from app.domain.errors import BadCard, BadCode
from app.domain.voucher import code_in as voucher_code

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_DIGITS = re.compile(r"[0-9]+")
_ISBN10 = re.compile(r"[0-9]{9}[0-9Xx]")
_HRI = re.compile(r"\(([0-9]{2,4})\)")
# The apostrophe: a scanner set to a US layout under a Spanish keyboard types it for the hyphen.
_TICKET = re.compile(r"(T[0-9]{3}C[0-9]{2}[A-Z][SFR][0-9]{2})[-']([0-9]{6})", re.ASCII)
# The QR of the chain's app; Ñ is where a scanner set to a US layout types the colon.
_CARD = re.compile(r"MC[:Ñ]\s*(\S.{0,39})")
_FNC1 = "\x1d"
_ELEMENT_STRINGS = ("]C1", "]e0", "]d2", "]Q3")
_LENGTHS = (8, 12, 13, 14)
_LONGEST = 2000
"""Characters; a QR holds 7,089 digits, nothing that we read comes near."""


@dataclass(frozen=True, slots=True)
class ProductCode:
    """A product: by `key` (14 digits), or, when that is None, `text` as SKU or in-store code."""

    key: str | None
    text: str


@dataclass(frozen=True, slots=True)
class TicketCode:
    """A document of a shop, by its number."""

    number: str


@dataclass(frozen=True, slots=True)
class CardCode:
    """A customer's card, by its number. Plain numbers may be one too: who has cards will say."""

    card: str


@dataclass(frozen=True, slots=True)
class VoucherCode:
    """Store credit, by its code."""

    code: str


@dataclass(frozen=True, slots=True)
class GiftCode:
    """A gift ticket, by the number of the ticket that it is of."""

    number: str


Meaning = ProductCode | TicketCode | CardCode | VoucherCode | GiftCode


def key(code: str) -> str:
    """The GTIN-14 (zero-filled) of a GTIN-8, -12, -13, -14 or ISBN-10.

    Spaces, hyphens and an AIM identifier are ignored. Raises BadCode; its `reason` is `length`,
    `check_digit` or `characters`.
    """
    if len(code) == 13 and _DIGITS.fullmatch(code) and _sound(code):
        return "0" + code  # nearly every code of an import, spared the rest
    aim, text = _without_aim(code)
    text = re.sub(r"[\s-]", "", text)
    if _ISBN10.fullmatch(text):
        return _isbn10(code, text)
    if not _DIGITS.fullmatch(text):
        raise BadCode(code=code, reason="characters")
    text = _without_add_on(aim, text)
    if len(text) not in _LENGTHS:
        raise BadCode(code=code, reason="length")
    if aim == "]E0" and len(text) == 8:
        text = _expanded_upc_e(code, text)
    if not _sound(text):
        raise BadCode(code=code, reason="check_digit")
    return text.zfill(14)


def meaning(code: str) -> Meaning:
    """What to look for. Raises BadCode for digits that must be a GTIN and are not, and for noise.

    Whether such a product or ticket exists is the storage's to say.
    """
    aim, text = _without_aim(code)
    if not text or len(text) > _LONGEST:
        raise BadCode(code=code[:40], reason="length")
    if not text.replace(_FNC1, "").isprintable():
        raise BadCode(code=code[:40], reason="characters")
    if ours := _of_our_paper(text):
        return ours
    if card := _CARD.fullmatch(text.upper()):
        return CardCode(card_number(card[1]))
    if text[:8].lower().startswith(("http://", "https://")):
        return _of_url(text)
    if aim in _ELEMENT_STRINGS or _FNC1 in text or re.match(r"\(?01\)?[0-9]{14}", text):
        return _of_element_strings(text)
    bare = re.sub(r"[\s-]", "", text)
    if _DIGITS.fullmatch(bare) and (len(bare) in _LENGTHS or _has_add_on(aim, bare)):
        return ProductCode(key(code), text)
    if _ISBN10.fullmatch(bare) and isbn.is_valid(bare):
        return ProductCode(key(bare), text)
    return ProductCode(None, text)


def looked_up(code: str) -> str:
    """What a product's code is found by: its key, else its text in capitals; "" of what is none."""
    with contextlib.suppress(BadCode):
        found = meaning(code)
        if isinstance(found, ProductCode):
            return found.key or found.text.upper()
    return ""


def _of_our_paper(text: str) -> Meaning | None:
    if ticket := ticket_number(text):
        return TicketCode(ticket)
    if text[:1] in "Gg" and (ticket := ticket_number("T" + text[1:])):
        return GiftCode(ticket)
    if voucher := voucher_code(text):
        return VoucherCode(voucher)
    return None


def bare(code: str) -> str:
    """A code without its AIM identifier."""
    return _without_aim(code)[1]


def ticket_number(text: str) -> str | None:
    """The number of one of our tickets in its one spelling, or None."""
    match = _TICKET.fullmatch(text.strip().upper())
    return f"{match[1]}-{match[2]}" if match else None


def ticket_of(code: str) -> str:
    """The number of one of our tickets, read from its bar code or its QR; "" of anything else."""
    if code[:4].lower() == "http":
        found = meaning(code)
        return found.number if isinstance(found, TicketCode) else ""
    return ticket_number(code) or ""


def gift_of(code: str) -> str:
    """The number of the ticket that a gift ticket is of, read from its bar code; "" of anything
    else."""
    with contextlib.suppress(BadCode):
        if isinstance(found := meaning(code), GiftCode):
            return found.number
    return ""


def app_card(code: str) -> str | None:
    """The number of the card in a QR of the chain's app; None for what is none."""
    with contextlib.suppress(BadCode):
        if isinstance(found := meaning(code), CardCode):
            return found.card
    return None


def card_of(code: str) -> str | None:
    """The number of the card that `code` would be; None for what is a ticket's, or noise."""
    try:
        found = meaning(code)
    except BadCode:
        # Digits that should be a GTIN and are not: cards have check digits of their own.
        found = ProductCode(None, _without_aim(code)[1])
    match found:
        case CardCode(card=card):
            return card
        case TicketCode() | VoucherCode() | GiftCode():
            return None
        case ProductCode(text=text):
            try:
                return card_number(text)
            except BadCard:
                return None


def may_be_card(code: str) -> bool:
    """Whether a code that no product has looks like a card rather than like a product's GTIN."""
    with contextlib.suppress(BadCode):
        found = meaning(code)
        if isinstance(found, ProductCode) and found.key is not None:
            return False
    return card_of(code) is not None


_BADGE = re.compile(r"[!-~]{6,40}")


def may_be_badge(code: str) -> bool:
    """Whether a code may be a staff badge: 6 to 40 printable ASCII characters without blanks that
    are no product's GTIN, ticket, customer's card or link, which a scan would be read as first."""
    text = bare(code)
    if not _BADGE.fullmatch(text) or text[:4].lower() == "http" or text.upper()[:2] == "MC":
        return False
    digits = text.isdigit() and len(text) in _LENGTHS
    return not (digits or ticket_number(text))


def _sound(digits: str) -> bool:
    """GS1 General Specifications 7.9: threes and ones from the right make a multiple of ten.

    All zeros do, and are what exports write for "none".
    """
    ones, threes = sum(map(int, digits[::-2])), sum(map(int, digits[-2::-2]))
    return (ones + 3 * threes) % 10 == 0 < ones + threes


def _without_aim(code: str) -> tuple[str, str]:
    text = code.strip(" \t\r\n")
    match = _AIM.match(text)
    return (match[0], text[3:].strip()) if match else ("", text)


def _isbn10(code: str, text: str) -> str:
    if not isbn.is_valid(text):
        raise BadCode(code=code, reason="check_digit")
    return str(isbn.to_isbn13(text)).zfill(14)


def _has_add_on(aim: str, digits: str) -> bool:
    """Whether the issue number of a periodical or the price of a book follows (2 or 5 digits)."""
    if aim == "]E3":
        return len(digits) in (14, 15, 17, 18)
    return len(digits) in (15, 18) and digits[:3] in ("977", "978", "979")


def _without_add_on(aim: str, digits: str) -> str:
    if not _has_add_on(aim, digits):
        return digits
    return digits[:12] if len(digits) in (14, 17) else digits[:13]


def _expanded_upc_e(code: str, digits: str) -> str:
    """`]E0` with eight digits is UPC-E (an EAN-8 says `]E4`): the twelve that it stands for."""
    from biip import BiipException
    from biip.upc import Upc

    try:
        return Upc.parse(digits).as_upc_a()
    except BiipException:
        raise BadCode(code=code, reason="check_digit") from None


def _of_url(text: str) -> Meaning:
    try:
        number = parse_qs(urlsplit(text).query).get("numserie", [""])[0].strip()
    except ValueError:
        raise BadCode(code=text[:40], reason="characters") from None
    if number:
        # The AEAT's QR (fiscal spec 1.7); of a foreign series too, so that a return can say so.
        return TicketCode(ticket_number(number) or number)
    return _gtin_of(_in_link(text), text)


def carried_by(code: str) -> Carried:
    """What a GS1 code (element strings or a Digital Link) says besides its product. Raises
    BadCode."""
    aim, text = _without_aim(code)
    if text[:8].lower().startswith(("http://", "https://")):
        return carried(_in_link(text))
    if aim in _ELEMENT_STRINGS or _FNC1 in text or re.match(r"\(?01\)?[0-9]{14}", text):
        return carried(_in_message(text))
    return NOTHING


def _in_link(text: str) -> list[Element]:
    # biip takes 0.1 s to import: here, so that only the till that meets such a code pays for it.
    from biip import BiipException
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        return _elements(GS1DigitalLinkURI.parse(text).element_strings)
    except (BiipException, ValueError):
        return []


def _of_element_strings(text: str) -> Meaning:
    return _gtin_of(_in_message(text), text)


def _in_message(text: str) -> list[Element]:
    from biip import BiipException
    from biip.gs1_messages import GS1Message

    # The human-readable form, as people type it from the label: biip refuses its parentheses.
    plain = _HRI.sub(lambda ai: _FNC1 + ai[1], text) if text.startswith("(") else text
    try:
        return _elements(GS1Message.parse(plain.lstrip(_FNC1)).element_strings)
    except (BiipException, ValueError):
        raise BadCode(code=text[:40], reason="check_digit") from None


def _elements(found: Iterable[Any]) -> list[Element]:
    """biip's, of whose fields its types say less than they hold."""
    return [Element(one.ai.ai, one.value, one.date) for one in found]


def _gtin_of(elements: Iterable[Element], text: str) -> ProductCode:
    for element in elements:
        if element.ai == "01":
            return ProductCode(key(element.value), text)
    return ProductCode(None, text)
