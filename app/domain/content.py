"""How much a pack holds: what its price per kilogram, litre, metre or unit is worked out from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ContentUnit(StrEnum):
    G = "g"
    KG = "kg"
    ML = "ml"
    CL = "cl"
    L = "l"
    CM = "cm"
    M = "m"
    UNIT = "unit"
    """Pieces in a pack: rolls, eggs, tablets."""


MOST = Decimal(999_999)
_PLACES = Decimal("0.001")
_UNITS = {unit.value: unit for unit in ContentUnit}


@dataclass(frozen=True, slots=True)
class Content:
    """Net, or drained where the law wants that; above 0, with three decimals at most."""

    quantity: Decimal
    unit: ContentUnit

    def __str__(self) -> str:
        """`1.5 l`: the form in catalogues and on the wire."""
        return f"{self.quantity.normalize():f} {self.unit.value}"


def content(quantity: Decimal, unit: ContentUnit) -> Content | None:
    """None for what no pack holds: nothing, too much, or a part of a thousandth."""
    if not 0 < quantity <= MOST or quantity != quantity.quantize(_PLACES):
        return None
    return Content(quantity.quantize(_PLACES).normalize(), unit)


def parse(text: str) -> Content | None:
    """`str` of a content undone; None for "". Raises ValueError for anything else."""
    if not text:
        return None
    number, _, name = text.partition(" ")
    unit = _UNITS.get(name)
    plain = number.isascii() and number.replace(".", "", 1).isdigit() and len(number) <= 10
    found = content(Decimal(number), unit) if plain and unit is not None else None
    if found is None:
        raise ValueError(text)
    return found
