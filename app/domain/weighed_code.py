"""The codes that a shop's own scales print (20 to 29): how each says its weight or its price.

No national table was found for Spain: every shop's scales are programmed as somebody liked. So a
shop keeps its own table of patterns, thirteen characters each:

| letter | stands for |
|---|---|
| a digit | itself: the prefix |
| `I` | the product |
| `W`, `P` | grams, or cents (`decimals`: 3 and 2 unless said otherwise) |
| `V` | the check digit of the price alone (GS1 General Specifications 7.9) |
| `N`, `X` | the section, and whatever else nobody here needs |
| `C` | the check digit, last |
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.barcode import bare
from app.domain.carried import Carried
from app.domain.errors import BadLayout, NothingLearned
from app.domain.money import Money, parse_money
from app.domain.product import Unit, parse_quantity

LENGTH = 13
_PATTERN = re.compile(r"2[0-9]?[IVNX]*(?:W{4,6}|P{4,6})[IVNX]*C")
_WIDTHS = (5, 6, 4)


class ValueKind(StrEnum):
    WEIGHT = "weight"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Layout:
    """One row of the table. Raises BadLayout."""

    pattern: str
    decimals: int = -1
    """Of kilograms or euro; -1: as is usual for the kind."""

    def __post_init__(self) -> None:
        one_item = re.search("I+", self.pattern)
        if (
            len(self.pattern) != LENGTH
            or not _PATTERN.fullmatch(self.pattern)
            or one_item is None
            or one_item[0] != "I" * self.pattern.count("I")
            or self.pattern.count("V") > ("P" in self.pattern)
        ):
            raise BadLayout(pattern=self.pattern)
        if self.decimals == -1:
            object.__setattr__(self, "decimals", 3 if self.kind is ValueKind.WEIGHT else 2)
        if not 0 <= self.decimals <= (3 if self.kind is ValueKind.WEIGHT else 2):
            raise BadLayout(pattern=self.pattern)

    @property
    def kind(self) -> ValueKind:
        return ValueKind.WEIGHT if "W" in self.pattern else ValueKind.PRICE

    @property
    def prefix(self) -> str:
        return re.match("[0-9]+", self.pattern)[0]  # type: ignore[index]

    def read(self, code: str) -> Weighed | None:
        """What a code of this layout says; None for a code of another, or one whose inner check
        digit is wrong."""
        if not is_variable(code) or not code.startswith(self.prefix):
            return None
        letter = "W" if self.kind is ValueKind.WEIGHT else "P"
        digits = self._of(letter, code)
        if "V" in self.pattern and self._of("V", code) != price_check(digits):
            return None
        value = Decimal(digits).scaleb(-self.decimals)
        if self.kind is ValueKind.WEIGHT:
            carried = Carried(weight=value)
        else:
            carried = Carried(price=Money(int(value.scaleb(2))))
        zeroed = "".join(
            "0" if kind in (letter, "V") else digit
            for kind, digit in zip(self.pattern[:-1], code, strict=False)
        )
        return Weighed(self._of("I", code), zeroed + check_digit(zeroed), carried)

    def _of(self, letter: str, code: str) -> str:
        return "".join(
            digit for kind, digit in zip(self.pattern, code, strict=True) if kind == letter
        )


@dataclass(frozen=True, slots=True)
class Weighed:
    """`item`: the product as the scale knows it; `zeroed`: the code with no value in it, as a
    catalogue may list it."""

    item: str
    zeroed: str
    carried: Carried


def is_variable(code: str) -> bool:
    """Whether these digits are of a shop's own scale: thirteen, sound, and from 20 to 29."""
    return (
        len(code) == LENGTH
        and code.isascii()
        and code.isdigit()
        and code[0] == "2"
        and check_digit(code[:-1]) == code[-1]
    )


def read(table: Iterable[Layout], code: str) -> Weighed | None:
    """By the row with the longest prefix that fits; None when none does."""
    rows = sorted(table, key=lambda row: -len(row.prefix))
    return next((said for row in rows if (said := row.read(code)) is not None), None)


def learned(code: str, weight: str, price: str) -> tuple[Layout, ...]:
    """The layouts that one label teaches: its code as it was scanned, and what is typed of its
    weight (kg) and its price, either "". Raises NothingLearned, BadQuantity, BadAmount."""
    found = proposals(
        bare(code),
        parse_quantity(weight, Unit.KG) if weight else None,
        parse_money(price) if price else None,
    )
    if not found:
        raise NothingLearned(code=code[:40])
    return found


def proposals(code: str, weight: Decimal | None, price: Money | None) -> tuple[Layout, ...]:
    """The layouts in which a label with that code says what is printed on it, likeliest first:
    its value last, five digits wide, with an inner check digit where one is right."""
    if not is_variable(code):
        return ()
    found = dict.fromkeys(_proposed(code, weight, price))
    return tuple(row for row in found if row.read(code) is not None)


def kept(row: Layout, table: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """The rows of till.toml with this one among them, in the place of those of its prefix."""
    others = [one for one in table if not str(one.get("pattern", "")).startswith(row.prefix)]
    return (*others, {"pattern": row.pattern, "decimals": row.decimals})


def _proposed(code: str, weight: Decimal | None, price: Money | None) -> Iterator[Layout]:
    values = []
    if price is not None:
        values += [("P", Decimal(price.cents).scaleb(-2), 2)]
    if weight is not None:
        values += [("W", weight, decimals) for decimals in (3, 2)]
    for width in _WIDTHS:
        for letter, value, decimals in values:
            scaled = value.scaleb(decimals)
            if scaled != int(scaled) or not 0 < scaled < 10**width:
                continue
            digits = str(int(scaled)).zfill(width)
            at = LENGTH - 1 - width
            if code[at : at + width] == digits:
                yield from _layouts(code, letter * width, digits, at, decimals)


def _layouts(code: str, field: str, digits: str, at: int, decimals: int) -> Iterator[Layout]:
    prefix = code[:2]
    if field[0] == "P" and len(field) in (4, 5) and code[at - 1] == price_check(digits):
        yield Layout(prefix + "I" * (at - 3) + "V" + field + "C", decimals)
    yield Layout(prefix + "I" * (at - 2) + field + "C", decimals)


def check_digit(digits: str) -> str:
    """GS1 General Specifications 7.9: threes and ones from the right."""
    odd_even = sum(int(digit) * (3, 1)[at % 2] for at, digit in enumerate(reversed(digits)))
    return str(-odd_even % 10)


_TWO_MINUS = (0, 2, 4, 6, 8, 9, 1, 3, 5, 7)
_THREE = (0, 3, 6, 9, 2, 5, 8, 1, 4, 7)
_FIVE_PLUS = (0, 5, 1, 6, 2, 7, 3, 8, 4, 9)
_FIVE_MINUS = (0, 5, 9, 4, 8, 3, 7, 2, 6, 1)


def price_check(digits: str) -> str:
    """The check digit of four or five digits of a price (GS1 General Specifications 7.9, "price
    or weight check digits"); of other lengths there is none, ""."""
    if len(digits) == 4:
        weights = (_TWO_MINUS, _TWO_MINUS, _THREE, _FIVE_MINUS)
        return str(sum(by[int(d)] for by, d in zip(weights, digits, strict=True)) * 3 % 10)
    if len(digits) == 5:
        five = (_FIVE_PLUS, _TWO_MINUS, _FIVE_MINUS, _FIVE_PLUS, _TWO_MINUS)
        rest = -sum(by[int(d)] for by, d in zip(five, digits, strict=True)) % 10
        return str(_FIVE_MINUS.index(rest))
    return ""
