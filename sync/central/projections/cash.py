"""Where the cash is: every movement leaves one place and comes to another (retail-rules 7).

Places are `drawer:{till}` and `safe` of a shop; outside it are `customer`, `outside` (what was put
in or taken out with a reason) and `difference` (what a count found missing, or too much). What
one place loses another gains, so the sum over all of them is nothing. Between shifts the drawer
is empty: closing puts what was counted in the safe, and opening takes the float from there.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, func, select, union_all

from sync.central.fact_tables import cash_moves
from sync.central.projections.work import Cents, Work
from sync.protocol import Record

SAFE, CUSTOMER, DIFFERENCE = "safe", "customer", "difference"


def drawer(till: str) -> str:
    return f"drawer:{till}"


class _Move(Struct):
    """A cash_moved; `from` and `to` follow from its kind in the oldest."""

    kind: Literal["in", "out", "drop"]
    amount: Annotated[int, Meta(gt=0, le=10**13)]
    why: str = ""


class _Opened(Struct):
    float: Cents
    held: Cents = 0


class _Pieces(Struct):
    pieces: list[tuple[Cents, Annotated[int, Meta(ge=0, le=10**7)]]]


class _Closed(Struct):
    expected: Cents
    held: Cents = 0
    count: _Pieces | None = None


def sold(work: Work, record: Record, amount: int, why: str) -> None:
    """What a document brought into the drawer, or below zero, took out of it."""
    _move(work, record, 0, CUSTOMER, drawer(work.of.till), amount, why)


def moved(work: Work, record: Record) -> None:
    """A cash_moved. Raises ValueError."""
    move = msgspec.convert(record.body, _Move)
    here = drawer(work.of.till)
    places = {"in": ("outside", here), "out": (here, "outside"), "drop": (here, SAFE)}
    _move(work, record, 0, *places[move.kind], move.amount, move.why or move.kind)


def opened(work: Work, record: Record) -> None:
    """A shift_opened. What was taken on a ticket in progress is in the float, and its document
    will bring it again. Raises ValueError."""
    body = msgspec.convert(record.body, _Opened)
    here = drawer(work.of.till)
    _move(work, record, 0, SAFE, here, body.float, "float")
    _move(work, record, 1, here, CUSTOMER, body.held, "held")


def closed(work: Work, record: Record) -> None:
    """A shift_closed: what was counted goes to the safe; nobody counted: what should be there.

    Raises ValueError.
    """
    body = msgspec.convert(record.body, _Closed)
    here = drawer(work.of.till)
    counted = body.expected
    if body.count:
        counted = sum(worth * pieces for worth, pieces in body.count.pieces)
    _move(work, record, 0, CUSTOMER, here, body.held, "held")
    _move(work, record, 1, DIFFERENCE, here, counted - body.expected, "count")
    _move(work, record, 2, here, SAFE, counted, "close")


def _move(
    work: Work, record: Record, line: int, source: str, to: str, amount: int, why: str
) -> None:
    """Below zero it goes the other way."""
    if amount < 0:
        source, to, amount = to, source, -amount
    if amount:
        key = (work.of.number, record.seq, line)
        work.add(cash_moves, *key, work.of.shop, source, to, amount, why)


def balances(conn: Connection, shop: str) -> dict[str, int]:
    """Cents by place, of what the shop's facts moved; they sum to nothing."""
    t = cash_moves.c
    here = t.shop == shop
    came = select(t.place_to.label("place"), t.amount.label("amount")).where(here)
    went = select(t.place_from, -t.amount).where(here)
    moves = union_all(came, went).subquery()
    query = select(moves.c.place, func.sum(moves.c.amount)).group_by(moves.c.place)
    return {place: int(amount) for place, amount in conn.execute(query)}
