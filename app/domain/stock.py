"""What moves a shop's stock: every fact that brings goods in, lets them out, or says how many there
are. On hand is central's baseline and what the shop's own facts after it moved.

In thousandths of the unit, whole numbers: that is what is summed. A count says what was found and
what was expected where it was found; it moves the difference, so that what was sold before it or
after it, heard or not, is counted once (sync-and-performance 1.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from app.domain.facts import FactType
from app.domain.varios import LIST as VARIOS
from app.domain.why_back import WhyBack

_PLACES = 3


def thousandths(quantity: Decimal) -> int:
    """A quantity in thousandths of its unit; what is finer is a ValueError."""
    scaled = quantity.scaleb(_PLACES)
    if scaled != int(scaled):
        raise ValueError(f"finer than a thousandth: {quantity}")
    return int(scaled)


def quantity(of: int) -> Decimal:
    """Thousandths as a quantity, without zeros that say nothing: 5, 1.25."""
    whole, rest = divmod(of, 1000)
    return Decimal(whole) if not rest else Decimal(of).scaleb(-_PLACES).normalize()


class Why(StrEnum):
    """What moved it."""

    SALE = "sale"
    RETURN = "return"
    ORDERED = "ordered"
    HANDED_OVER = "handed_over"
    """Goods of an order that no document of ours sold."""
    SENT = "sent"
    """To another shop."""
    RECEIVED = "received"
    COUNTED = "counted"
    ADJUSTED = "adjusted"


@dataclass(frozen=True, slots=True)
class Move:
    """One line of a fact that moves stock. `delta`: thousandths, below zero what left."""

    line: int
    sku: str
    delta: int
    why: Why


class Reason(StrEnum):
    """Why somebody puts a figure right without counting."""

    DAMAGED = "damaged"
    THEFT = "theft"
    OWN_USE = "own_use"
    EXPIRED = "expired"
    SAMPLE = "sample"
    FOUND = "found"
    OTHER = "other"

    @property
    def adds(self) -> bool:
        """Whether there is more than the books said; all but OTHER take away."""
        return self is Reason.FOUND


@dataclass(frozen=True, slots=True)
class CountedRow:
    """One product of a count."""

    sku: str
    quantity: Decimal
    """What was found."""
    expected: Decimal
    """What the till knew to be there in that moment."""
    at: datetime
    after: int
    """The newest fact of this installation before it was found; what is later is not in it."""
    known: str = ""
    """When it had been counted before, as central had told; "" for never. Of two counts the one
    that knew of the other holds, whatever the clocks say."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed count, or a part of one that is long."""

    count: str
    """What its parts have in common."""
    kind: str
    rows: tuple[CountedRow, ...]
    part: int = 1
    parts: int = 1
    allowed_by: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """So many more or, below zero, less of a product."""

    sku: str
    delta: Decimal
    reason: Reason
    note: str = ""
    allowed_by: str = ""


@dataclass(frozen=True, slots=True)
class DemandLost:
    """Somebody wanted what the shop could not sell."""

    sku: str
    """"" when the shop does not have it at all."""
    quantity: Decimal
    code: str = ""
    """What was scanned, or the words, of what the shop does not have."""
    name: str = ""
    sale: str = ""
    """The sale in hand; "" for none."""


Body = Mapping[str, Any]
_Moved = Iterator[tuple[int, str, int, Why]]


def moves_goods(body: Body) -> bool:
    """Whether a document says what becomes of its goods: of a prepaid order that is not had, the
    order's events do. Nothing of it came back that had left. An invoice for tickets moves nothing:
    they did."""
    return not (body.get("replaces") or (body.get("order") and body.get("corrects")))


def for_sale(line: Body) -> bool:
    """Whether a document's line is of goods that are, or were, the stock's: what came back damaged
    is not (retail-rules 5)."""
    return bool(line["list"] != VARIOS and line.get("why_back") != WhyBack.DAMAGED)


def _document(body: Body) -> _Moved:
    if not moves_goods(body):
        return
    why = Why.RETURN if body.get("corrects") else Why.SALE
    for line in body["lines"]:
        if for_sale(line) and (moved := -thousandths(Decimal(line["quantity"]))):
            yield line["number"], line["sku"], moved, why


def _without_ticket(body: Body) -> _Moved:
    for line in body["lines"]:
        if line.get("why_back") != WhyBack.DAMAGED:
            yield line["number"], line["sku"], thousandths(Decimal(line["quantity"])), Why.RETURN


def _goods(sign: int, why: Why) -> Callable[[Body], _Moved]:
    """Of a fact that lists them as (SKU, quantity): 1 what came in, -1 what left."""

    def moved(body: Body) -> _Moved:
        for number, (sku, much) in enumerate(body.get("goods", ()), 1):
            yield number, sku, sign * thousandths(Decimal(much)), why

    return moved


def _counted(body: Body) -> _Moved:
    for number, row in enumerate(body["rows"], 1):
        more = Decimal(row["quantity"]) - Decimal(row["expected"])
        yield number, row["sku"], thousandths(more), Why.COUNTED


def _adjusted(body: Body) -> _Moved:
    yield 1, body["sku"], thousandths(Decimal(body["delta"])), Why.ADJUSTED


MOVES: dict[str, Callable[[Body], _Moved]] = {
    FactType.DOCUMENT_ISSUED: _document,
    FactType.RETURNED_WITHOUT_TICKET: _without_ticket,
    FactType.ORDER_HANDED_OVER: _goods(-1, Why.HANDED_OVER),
    # What is damaged came too, and is not for sale: of none of these is it in `goods`.
    FactType.ORDER_RETURNED: _goods(1, Why.RETURN),
    FactType.ORDER_CAME_BACK: _goods(1, Why.RETURN),
    FactType.GOODS_RECEIVED: _goods(1, Why.RECEIVED),
    FactType.GOODS_SENT: _goods(-1, Why.SENT),
    # What a document sold and another shop hands over; given up, what came back as a document
    # says and was never here.
    FactType.ORDER_PLACED: _goods(1, Why.ORDERED),
    FactType.ORDER_GIVEN_UP: _goods(1, Why.ORDERED),
    FactType.ORDER_REPAID: _goods(1, Why.ORDERED),
    FactType.STOCK_COUNTED: _counted,
    FactType.STOCK_ADJUSTED: _adjusted,
}
"""Every fact that moves goods, and how: (line, SKU, thousandths, why). A line is its own within
its fact."""


def moves_of(kind: str, body: Body) -> tuple[Move, ...]:
    """What a fact moves; nothing of most. Raises what reading a body raises."""
    moved = MOVES.get(kind)
    return tuple(Move(*one) for one in moved(body)) if moved else ()
