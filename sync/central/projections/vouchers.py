"""Vouchers: store credit that tills issued and redeemed, and what is left of each.

Two tills may redeem one voucher while they are apart, or one before central has heard that it was
issued. Every sale stands; what took more than was left is the matter of the one that central
heard of last.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import delete, select, update

from app.domain.errors import UnknownVoucher
from sync.central import bulk, outbox
from sync.central.database import Tx
from sync.central.fact_tables import voucher_moves
from sync.central.fact_tables import vouchers as t
from sync.central.installations import InstallationRow
from sync.central.outbox import Said
from sync.central.projections import heard
from sync.central.projections.asking import ask
from sync.central.projections.work import Name, Trouble, VoucherMove, Work
from sync.protocol import PUT, Record

UNKNOWN, OVERSPENT, TWICE = "unknown_voucher", "voucher_overspent", "voucher_twice"

_Code = Annotated[Name, Meta(min_length=1)]
_Amount = Annotated[int, Meta(gt=0, le=10**13)]


class _Issued(Struct):
    """A voucher_issued; `app.domain.voucher` has it whole."""

    code: _Code
    amount: _Amount
    why: Name = ""
    document: Name = ""
    expires: Name = ""


class _Redeemed(Struct):
    """A voucher_redeemed."""

    code: _Code
    amount: _Amount
    document: Name = ""


class _Origin(NamedTuple):
    """How a voucher came to be; of one that was issued twice, the earlier."""

    issued_at: str
    shop: str
    why: str
    document: str
    expires: str


_NOWHERE = _Origin("", "", "", "", "")


class _Voucher:
    """A row, while what a batch states is brought to it."""

    def __init__(self, row: Any) -> None:
        self.code: str = row.code
        self.issued: int = row.issued
        self.redeemed: int = row.redeemed
        self.origin = _Origin(row.issued_at, row.shop, row.why, row.document, row.expires)

    def take(self, amount: int) -> int:
        """Redeem so much; how much of it was not left."""
        before = max(0, self.redeemed - self.issued)
        self.redeemed += amount
        return max(0, self.redeemed - self.issued) - before

    def values(self) -> tuple[Any, ...]:
        from_ = self.origin
        start = (self.code, from_.shop, self.issued, self.redeemed)
        return (*start, from_.why, from_.document, from_.issued_at, from_.expires)


def issued(work: Work, record: Record) -> None:
    """A voucher_issued. Raises ValueError."""
    body = msgspec.convert(record.body, _Issued)
    if body.expires:
        date.fromisoformat(body.expires)
    more = (body.document, record.at, body.why, body.expires)
    _move(work, VoucherMove(record.seq, body.code, body.amount, *more))


def redeemed(work: Work, record: Record) -> None:
    """A voucher_redeemed. Raises ValueError."""
    body = msgspec.convert(record.body, _Redeemed)
    _move(work, VoucherMove(record.seq, body.code, -body.amount, body.document, record.at))


def _move(work: Work, move: VoucherMove) -> None:
    work.vouchers.append(move)
    amount_of = (move.code, move.amount, move.document, move.at)
    work.add(voucher_moves, work.of.number, move.seq, *amount_of)


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Bring what was issued and redeemed to the vouchers; the moves are written before."""
    if not work.vouchers:
        return []
    rows = _locked(tx, {move.code for move in work.vouchers})
    number, troubles = work.of.number, []
    early: list[VoucherMove] = []
    late: set[str] = set()  # issued now, and redeemed before
    for move in work.vouchers:
        one = rows[move.code]
        if move.amount > 0:
            if one.issued:
                troubles.append(_trouble(number, move, TWICE, move.amount))
            elif one.redeemed:
                late.add(move.code)
            _issue(one, work.of.shop, move)
            continue
        over = one.take(-move.amount)
        if not one.issued:
            early.append(move)
        elif over and move.code not in late:
            troubles.append(_trouble(number, move, OVERSPENT, over))
    never = (move for move in early if not rows[move.code].issued)
    troubles += [_trouble(number, move, UNKNOWN, -move.amount) for move in never]
    troubles += _heard(tx, {code: rows[code].issued for code in sorted(late)})
    bulk.upsert(tx, t, _COLUMNS, [one.values() for one in rows.values()])
    work.said += _told(tx, rows.values())
    return troubles


def _told(tx: Tx, changed: Iterable[_Voucher]) -> list[Said]:
    """What the tills of the shop that issued them hear of them."""
    issued = [one for one in changed if one.issued and one.origin.shop]
    included: dict[str, dict[str, int]] = {one.code: {} for one in issued}
    moves = dict.fromkeys(included, 0)
    for row in ask(tx, _INCLUDED, sorted(included)) if included else ():
        included[row.code][str(row.installation)] = row.seq
        moves[row.code] += row.moves
    return [
        Said(
            f"store:{one.origin.shop}",
            PUT,
            "voucher",
            one.code,
            moves[one.code],
            {
                "left": max(0, one.issued - one.redeemed),
                "expires": one.origin.expires,
                "included": included[one.code],
            },
        )
        for one in issued
    ]


def assign(tx: Tx, of: InstallationRow, trouble: Trouble, to: str) -> list[Trouble]:
    """It was another voucher, whose code is `to`, that was redeemed. Raises UnknownVoucher."""
    c, code = voucher_moves.c, to.strip()
    here = (c.installation == of.number) & (c.seq == trouble.seq)
    was = tx.execute(select(voucher_moves).where(here)).one()
    rows = _locked(tx, {was.code, code})
    wrong, right = rows[was.code], rows[code]
    if not right.issued:
        raise UnknownVoucher(code=code)
    wrong.redeemed += was.amount
    over = right.take(-was.amount)
    tx.execute(update(voucher_moves).where(here).values(code=code))
    bulk.upsert(tx, t, _COLUMNS, [one.values() for one in rows.values()])
    nothing = (t.c.issued == 0) & (t.c.redeemed == 0)
    tx.execute(delete(t).where(t.c.code == was.code, nothing))
    outbox.say_all(tx, _told(tx, [right]))
    move = VoucherMove(was.seq, code, was.amount, was.document, was.at)
    return [_trouble(of.number, move, OVERSPENT, over)] if over else []


def _trouble(installation: int, move: VoucherMove, kind: str, amount: int) -> Trouble:
    facts = {"code": move.code, "amount": amount, "document": move.document}
    return Trouble(installation, move.seq, kind, facts)


def _issue(one: _Voucher, shop: str, move: VoucherMove) -> None:
    origin = _Origin(move.at, shop, move.why, move.document, move.expires)
    one.origin = min(one.origin, origin) if one.issued else origin
    one.issued += move.amount


_CODES = "SELECT * FROM vouchers WHERE code {names} ORDER BY code {locked}"
_INCLUDED = (
    "SELECT code, installation, max(seq) AS seq, count(*) AS moves FROM voucher_moves"
    " WHERE code {names} GROUP BY code, installation"
)
_TAKEN = (
    "SELECT * FROM voucher_moves WHERE code {names} AND amount < 0 ORDER BY at, installation, seq"
)
_COLUMNS = tuple(t.c.keys())


def _locked(tx: Tx, codes: Iterable[str]) -> dict[str, _Voucher]:
    """Their rows until the end of the transaction, made for what was never heard of.

    Always in the order of the codes, so that no two wait in a ring.
    """
    names = sorted(codes)
    empty = [(code, "", 0, 0, *_NOWHERE[1:]) for code in names]
    bulk.add(tx, t, _COLUMNS, empty, "DO NOTHING")
    return {row.code: _Voucher(row) for row in ask(tx, _CODES, names)}


def _heard(tx: Tx, left: dict[str, int]) -> list[Trouble]:
    """These were redeemed before anybody said that they were issued: that is no exception any
    more, but for what is beyond them. `left`: cents by code, of which all that was redeemed goes.
    """
    troubles, taken = [], ask(tx, _TAKEN, left)
    heard.settle(tx, UNKNOWN, [(row.installation, row.seq) for row in taken])
    for row in taken:
        left[row.code] += row.amount
        over = min(-row.amount, -left[row.code])
        if over > 0:
            move = VoucherMove(row.seq, row.code, row.amount, row.document, row.at)
            troubles.append(_trouble(row.installation, move, OVERSPENT, over))
    return troubles
