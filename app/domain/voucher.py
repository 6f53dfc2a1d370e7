"""Store credit on paper: a code that scans, issued once, redeemed in parts until nothing is left.

Issued for what a return owes or as goodwill, and a tender when it is redeemed (retail-rules 3, 5).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.facts import Body
from app.domain.money import Money

_CODE = re.compile(r"[0-9A-Z-]{4,40}", re.ASCII)


class WhyIssued(StrEnum):
    RETURN = "return"
    GOODWILL = "goodwill"


@dataclass(frozen=True, slots=True)
class Issued:
    """A voucher that came to be."""

    code: str
    """4 to 40 of 0-9, A-Z and the hyphen; no other voucher of the chain ever has it."""
    amount: Money
    why: WhyIssued
    document: str
    """The number of the corrective whose money it is; "" when there is none: a return without
    any ticket, goodwill."""
    expires: date | None = None
    """The last day on which it is good; None for ever."""


@dataclass(frozen=True, slots=True)
class Redeemed:
    """What one document took of a voucher."""

    code: str
    amount: Money
    document: str
    """The number of what it paid."""


def issued_body(issued: Issued) -> Body:
    return {
        "code": issued.code,
        "amount": issued.amount.cents,
        "why": issued.why.value,
        "document": issued.document,
        "expires": issued.expires.isoformat() if issued.expires else "",
    }


def issued_from(body: Body) -> Issued:
    """Raises ValueError or KeyError when it is not one."""
    expires = _text(body, "expires")
    return Issued(
        _code(body),
        _amount(body),
        WhyIssued(body["why"]),
        _text(body, "document"),
        date.fromisoformat(expires) if expires else None,
    )


def redeemed_body(redeemed: Redeemed) -> Body:
    return {
        "code": redeemed.code,
        "amount": redeemed.amount.cents,
        "document": redeemed.document,
    }


def redeemed_from(body: Body) -> Redeemed:
    """Raises ValueError or KeyError when it is not one."""
    document = _text(body, "document")
    if not document:
        raise ValueError("pays no document")
    return Redeemed(_code(body), _amount(body), document)


def _code(body: Body) -> str:
    code = _text(body, "code")
    if not _CODE.fullmatch(code):
        raise ValueError(f"code {code!r}")
    return code


def _amount(body: Body) -> Money:
    cents = body["amount"]
    if type(cents) is not int or cents <= 0:
        raise ValueError(f"amount {cents!r}")
    return Money(cents)


def _text(body: Body, name: str) -> str:
    value = body[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} {value!r}")
    return value
