"""Store credit on paper: a code that scans, issued once, redeemed in parts until nothing is left.

Issued for what a return owes or as goodwill, and a tender when it is redeemed (retail-rules 3, 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stdnum.iso7064 import mod_37_36

from app.domain.errors import VoucherExpired
from app.domain.facts import Body
from app.domain.money import ZERO, Money, total
from app.domain.tender import Tender, TenderKind

_OURS = re.compile(r"V[0-9]{3}[0-9A-Z]{12}", re.ASCII)
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which people read wrong."""
_RANDOM = 11
"""Characters that nobody can guess, 55 bits; one more checks them (ISO 7064, mod 37-36)."""
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


@dataclass(frozen=True, slots=True)
class Voucher:
    """What a till knows of a voucher now."""

    code: str
    left: Money
    expires: date | None = None
    ours: bool = False
    """Whether this till issued it."""
    unheard: Money = ZERO
    """What this till took of it that central had not counted in when it last spoke of it."""

    def check(self, today: date) -> None:
        """Raises VoucherExpired."""
        if self.expires is not None and today > self.expires:
            raise VoucherExpired(code=self.code, on=self.expires)


def new_code(shop: str, dice: bytes) -> str:
    """A code of that shop (three digits) from at least 11 random bytes."""
    body = f"V{shop}" + "".join(_ALPHABET[byte % 32] for byte in dice[:_RANDOM])
    return body + str(mod_37_36.calc_check_digit(body))


def code_in(text: str) -> str | None:
    """The code of one of the chain's vouchers in its one spelling, or None."""
    found = "".join(text.upper().split())
    return found if _OURS.fullmatch(found) and mod_37_36.is_valid(found) else None


def taken_by(tenders: Iterable[Tender]) -> Mapping[str, Money]:
    """What those tenders take of each voucher (above zero), or, paid back, bring to it."""
    found: dict[str, list[Money]] = {}
    for tender in tenders:
        if tender.kind is TenderKind.CREDIT:
            found.setdefault(tender.reference, []).append(tender.amount)
    return {code: total(amounts) for code, amounts in found.items()}


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
