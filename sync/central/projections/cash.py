"""Where the cash is: every movement leaves one place and comes to another (retail-rules 7).

Places are those of `app.domain.cash`, the drawer by its till: `drawer:{till}`. The sum over all of
them is nothing. Of old shifts the drawer was empty between two: all that was counted went to the
safe, and the float came from there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, func, select, union_all

from app.domain.cash import Place, moves_of
from sync.central.fact_tables import cash_moves
from sync.central.projections.work import Cents, Work
from sync.protocol import Record

_Named = Literal["drawer", "safe", "transit", "bank", "outside"]
_Amount = Annotated[int, Meta(gt=0, le=10**13)]


def drawer(till: str) -> str:
    return f"drawer:{till}"


class _Move(Struct):
    """A cash_moved; `from` and `to` follow from its kind in the oldest."""

    kind: Literal["in", "out", "drop", "move"]
    amount: _Amount
    why: str = ""
    bag: str = ""
    source: _Named | None = msgspec.field(default=None, name="from")
    to: _Named | None = None


class _Bag(Struct):
    number: str
    amount: _Amount


class _Deposit(Struct):
    bags: Annotated[list[_Bag], Meta(min_length=1)]
    slip: str


class _Opened(Struct):
    float: Cents
    held: Cents = 0
    left: Cents = 0


class _Pieces(Struct):
    pieces: list[tuple[Cents, Annotated[int, Meta(ge=0, le=10**7)]]]


class _Closed(Struct):
    expected: Cents
    held: Cents = 0
    count: _Pieces | None = None
    stays: Cents = 0
    bag: str = ""
    bagged: Cents = 0


def sold(work: Work, record: Record) -> None:
    """What a document brought into the drawer, or took out of it; `sales` has read it."""
    _state(work, record)


def _stated(form: type[Struct]) -> Callable[[Work, Record], None]:
    def project(work: Work, record: Record) -> None:
        """Raises ValueError."""
        msgspec.convert(record.body, form)
        _state(work, record)

    return project


moved, deposited = _stated(_Move), _stated(_Deposit)
opened, closed = _stated(_Opened), _stated(_Closed)


def _state(work: Work, record: Record) -> None:
    body: dict[str, Any] = record.body
    here = {Place.DRAWER: drawer(work.of.till)}
    for line, move in enumerate(moves_of(record.type, body)):
        places = (here.get(place, place.value) for place in (move.source, move.to))
        key = (work.of.number, record.seq, line)
        work.add(cash_moves, *key, work.of.shop, *places, move.amount.cents, move.why)


def balances(conn: Connection, shop: str) -> dict[str, int]:
    """Cents by place, of what the shop's facts moved; they sum to nothing."""
    t = cash_moves.c
    here = t.shop == shop
    came = select(t.place_to.label("place"), t.amount.label("amount")).where(here)
    went = select(t.place_from, -t.amount).where(here)
    moves = union_all(came, went).subquery()
    query = select(moves.c.place, func.sum(moves.c.amount)).group_by(moves.c.place)
    return {place: int(amount) for place, amount in conn.execute(query)}
