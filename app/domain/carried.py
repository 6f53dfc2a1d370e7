"""What a code carries besides its product: a weight, a price, a batch, the day it expires, how
many it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Carried:
    """None and "": the code says nothing of it."""

    weight: Decimal | None = None
    """Kilograms, net."""
    price: Money | None = None
    """Of the piece, VAT-included."""
    batch: str = ""
    expires: date | None = None
    """The last day on which it may be sold."""
    units: int = 1
    """How many of the product: more of a pack's code."""


NOTHING = Carried()


@dataclass(frozen=True, slots=True)
class Element:
    """One of a GS1 message: its application identifier, what stands behind it, and which day."""

    ai: str
    value: str
    day: date | None = None


def carried(elements: Iterable[Element]) -> Carried:
    """Of application identifiers 10, 17, 310n (kg, n decimals) and 392n (the price, n decimals), as
    the GS1 General Specifications 3 have them; 15 is a "best before", which refuses nothing."""
    weight, price, batch, expires = None, None, "", None
    for element in elements:
        match element.ai[:3], element.ai[3:]:
            case "310", places if places.isdigit():
                weight = Decimal(element.value).scaleb(-int(places))
            case "392", places if places.isdigit() and int(places) <= 2:
                price = Money(int(element.value) * 10 ** (2 - int(places)))
            case "10", _:
                batch = element.value
            case "17", _:
                expires = element.day
            case _:
                pass
    return Carried(weight or None, price or None, batch, expires)


def weight_for(price: Money, amount: Money) -> Decimal | None:
    """The kilograms at `price` each that a label's amount is for, to the gram; None without a
    price. The amount stays the label's: it was reckoned from a weight finer than a gram."""
    if price <= ZERO:
        return None
    weight = (Decimal(amount.cents) / price.cents).quantize(Decimal("0.001"))
    return max(weight, Decimal("0.001"))
