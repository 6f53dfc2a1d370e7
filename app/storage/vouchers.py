"""Store credit: what central told us of each voucher, and what our own facts moved of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select, text

from app.domain.facts import Body, Fact, FactType
from app.domain.money import ZERO, Money, total
from app.domain.tender import TenderKind
from app.domain.voucher import Voucher, issued_from, redeemed_from, taken_by
from app.storage import baskets, journal
from app.storage.database import Reader, Write, has_step
from app.storage.tables import vouchers as t

_STEP = 16
"""Of the schema, which brought the table."""
_MOVING = (FactType.VOUCHER_ISSUED, FactType.VOUCHER_REDEEMED)
_TOLD = text("SELECT left_, expires, included_json FROM voucher WHERE code = :code")


@dataclass(frozen=True, slots=True)
class Told:
    """What central said is left, after facts up to `included` of installations."""

    left: Money
    expires: date | None
    included: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Move:
    """What one of our facts brought to a voucher, or (below zero) took of it."""

    installation: int
    seq: int
    code: str
    amount: Money
    expires: date | None


def add(tx: Write, fact: Fact) -> None:
    """Keep what a fact moves of a voucher; most move nothing."""
    if fact.type not in _MOVING:
        return
    try:
        if fact.type == FactType.VOUCHER_ISSUED:
            one = issued_from(fact.body)
            values = {"code": one.code, "amount": one.amount, "expires": one.expires}
        else:
            took = redeemed_from(fact.body)
            values = {"code": took.code, "amount": -took.amount, "expires": None}
    except (KeyError, ValueError):
        return  # `verify` says what it is
    tx.execute(insert(t).values(installation=fact.installation, seq=fact.seq, **values))


def known(connection: Reader | Write, mirror: Connection, code: str) -> Voucher | None:
    """What is left of it for a new sale: central's word and our facts after it, less what a sale in
    hand has taken. None: neither we nor central, as far as we have heard, issued it."""
    mine, said = _moves(connection, code), told(mirror, code)
    ours = next((move for move in mine if move.amount > ZERO), None)
    if said is None and ours is None:
        return None
    included = said.included if said else {}
    since = [move for move in mine if move.seq > included.get(move.installation, 0)]
    held = _held(connection).get(code, ZERO)
    left = (said.left if said else ZERO) + total(move.amount for move in since) - held
    taken = total(-move.amount for move in since if move.amount < ZERO) + held
    expires = said.expires if said else ours.expires if ours else None
    return Voucher(code, max(left, ZERO), expires, ours is not None, taken)


def taken(connection: Reader | Write, code: str) -> Money:
    """What we took of a voucher that neither we nor central issued, a sale in hand included."""
    mine = total(-move.amount for move in _moves(connection, code))
    return mine + _held(connection).get(code, ZERO)


def told(mirror: Connection, code: str) -> Told | None:
    row = mirror.execute(_TOLD, {"code": code}).first()
    if row is None:
        return None
    included = {int(name): int(seq) for name, seq in json.loads(row.included_json).items()}
    expires = date.fromisoformat(row.expires) if row.expires else None
    return Told(Money(row.left_), expires, included)


def left_of_ours(connection: Reader | Write, code: str) -> Money | None:
    """What our own facts leave of a voucher; None of one that we did not issue."""
    mine = _moves(connection, code)
    if all(move.amount < ZERO for move in mine):
        return None
    return total(move.amount for move in mine)


def issued(connection: Reader | Write, code: str) -> Move | None:
    """How it was issued here; None when it was not."""
    return next((move for move in _moves(connection, code) if move.amount > ZERO), None)


def stated(connection: Reader | Write, code: str) -> Body | None:
    """What the fact says by which it was issued here."""
    move = issued(connection, code)
    return journal.one(connection, move.installation, move.seq).body if move else None


def everything(connection: Reader | Write) -> list[Move] | None:
    """None of a journal from before they were kept beside the facts."""
    if not has_step(connection, _STEP):
        return None
    rows = connection.execute(select(t)).all()
    return [Move(**row._mapping) for row in rows]


def _moves(connection: Reader | Write, code: str) -> list[Move]:
    query = select(t).where(t.c.code == code).order_by(t.c.installation, t.c.seq)
    return [Move(**row._mapping) for row in connection.execute(query).all()]


def _held(connection: Reader | Write) -> Mapping[str, Money]:
    """What sales that are not complete have taken."""
    sales = [sale for sale in baskets.everything(connection) if not sale.returning]
    return taken_by(
        tender for sale in sales for tender in sale.tenders if tender.kind is TenderKind.CREDIT
    )
