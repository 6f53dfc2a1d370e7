"""Money: integer cents of euro, and the three ways the shop divides it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from app.domain.errors import BadAmount

_AMOUNT = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,2})?", re.ASCII)
_CENT = Decimal(1)


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of euro in whole cents; negative is money that goes out."""

    cents: int

    def __add__(self, other: Money) -> Money:
        return Money(self.cents + other.cents)

    def __sub__(self, other: Money) -> Money:
        return Money(self.cents - other.cents)

    def __neg__(self) -> Money:
        return Money(-self.cents)

    def __bool__(self) -> bool:
        return self.cents != 0

    def __str__(self) -> str:
        """Two decimals and a point, never `-0.00`: the form of XML, JSON and the QR."""
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"

    def times(self, factor: Decimal) -> Money:
        """This amount by `factor`, rounded half up (away from zero) to the cent, once."""
        return Money(half_up(self.cents * factor))

    def allocate(self, weights: Sequence[int]) -> list[Money]:
        """Split into parts proportional to `weights` (>= 0) that sum to the whole.

        Largest remainder; ties go to the first. All weights zero: the first takes it all.
        """
        total = sum(weights)
        if total == 0:
            return [self if i == 0 else ZERO for i in range(len(weights))]
        sign = -1 if self.cents < 0 else 1
        whole = abs(self.cents)
        shares = [whole * weight // total for weight in weights]
        by_remainder = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % total), i))
        for i in by_remainder[: whole - sum(shares)]:
            shares[i] += 1
        return [Money(sign * share) for share in shares]


ZERO = Money(0)


def half_up(value: Decimal) -> int:
    """The nearest whole number, halves away from zero (spec fiscal 3.2)."""
    return int(value.quantize(_CENT, rounding=ROUND_HALF_UP))


def total(amounts: Iterable[Money]) -> Money:
    """The sum of `amounts`; of none, zero."""
    return Money(sum(amount.cents for amount in amounts))


def parse_money(text: str) -> Money:
    """Read `12`, `12.5`, `12,50` as euro. Raises BadAmount on anything else."""
    text = text.strip()
    if not _AMOUNT.fullmatch(text):
        raise BadAmount(text=text)
    return Money(int(Decimal(text.replace(",", ".")) * 100))
