"""A consignment: goods that move to a shop, from a supplier (a delivery) or another shop (a
transfer).

What it says never changes; what happens to it are `consignment_event`s, folded as orders are
(ADR 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import BadConsignmentNumber
from app.domain.product import Unit
from app.domain.sums import summed

_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/._-]{1,31}", re.ASCII)
_BOX = re.compile(r"[A-Z0-9][A-Z0-9/._-]{2,59}", re.ASCII)
_SSCC = re.compile(r"\(?00\)?([0-9]{18})")
MOST_LINES = 2_000

Goods = tuple[tuple[str, Decimal], ...]
"""(SKU, quantity) of each."""


def consignment_number(text: str) -> str:
    """The one spelling of a consignment's number. Raises BadConsignmentNumber."""
    number = text.strip().upper()
    if not _NUMBER.fullmatch(number):
        raise BadConsignmentNumber(text=text[:40])
    return number


def box_code(text: str) -> str:
    """What is printed on a box, in one spelling; of an SSCC (GS1 AI 00) its 18 digits. "" for what
    no box bears."""
    code = text.strip().upper()
    if sscc := _SSCC.fullmatch(code):
        return sscc[1]
    return code if _BOX.fullmatch(code) else ""


class Kind(StrEnum):
    DELIVERY = "delivery"
    """From a supplier or the warehouse."""
    TRANSFER = "transfer"
    """From another shop."""


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """One product of a consignment. `code`: its barcode as a key of 14 digits, "" for none."""

    sku: str
    quantity: Decimal
    name: str = ""
    code: str = ""
    unit: Unit = Unit.EACH


@dataclass(frozen=True, slots=True)
class Box:
    """One box, pallet or bag, by what is printed on it. Without content: nobody said."""

    code: str
    content: Goods = ()


@dataclass(frozen=True, slots=True)
class Consignment:
    """What is expected, or was asked for."""

    number: str
    kind: Kind
    origin: str
    """The shop that sends, or the supplier's name."""
    destination: str
    """The shop that receives."""
    made_at: datetime
    lines: tuple[GoodsLine, ...] = ()
    """None: blind, nobody said what comes."""
    boxes: tuple[Box, ...] = ()
    due: date | None = None
    asked_by: str = ""
    """The shop that asked for it or offers it; "" for central."""
    order: str = ""
    """The number of the order that it feeds."""
    note: str = ""

    @property
    def expected(self) -> dict[str, Decimal]:
        """By SKU."""
        return summed((line.sku, line.quantity) for line in self.lines)

    def line(self, item: str) -> GoodsLine | None:
        """By SKU or barcode."""
        return next((one for one in self.lines if item and item in (one.sku, one.code)), None)
