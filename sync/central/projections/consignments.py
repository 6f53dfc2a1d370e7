"""Consignments: what shops asked for, sent and received, brought to each; and the stock of both.

What is received moves the stock by what the fold makes of it: of two devices that received the same
goods in the dark, the second moves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.domain.consignment import Consignment, Kind
from app.domain.consignment_event import MADE, Event, Received, Sent, event_from, from_fact
from app.domain.consignment_fold import NONE, Passage, State, fold
from app.domain.facts import FactType
from app.domain.plain import read
from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import ledger
from sync.central.masters import consignments
from sync.central.masters.consignments import Kept
from sync.central.projections import heard
from sync.central.projections.work import Good, Stated, Trouble, Work, local
from sync.protocol import Record

UNKNOWN = "unknown_consignment"
DIFFERS = {Kind.TRANSFER: "transfer_differs", Kind.DELIVERY: "delivery_differs"}
TWICE = "received_twice"
SENT, RECEIVED = "sent", "received"
"""Why goods left and came, in the ledger."""
_LEDGER = ("installation", "seq", "line", "shop", "sku", "delta", "why")


def project(work: Work, record: Record) -> None:
    """Raises ValueError."""
    if record.type in MADE:
        work.consigned.append(_made(record))
        return
    number = record.body.get("consignment")
    if not isinstance(number, str) or not 0 < len(number) <= 32:
        raise ValueError(f"consignment {number!r}")
    at = local(record)
    event = from_fact(record.type, record.body, work.of.number, record.seq, at, record.who)
    _check(event)
    work.consigned.append(Stated(record.seq, number, event=event))


def _made(record: Record) -> Stated:
    made = read(Consignment, record.body.get("consignment"))
    if not 0 < len(made.number) <= 32:
        raise ValueError(f"consignment {made.number!r}")
    sent = None
    if record.type == FactType.CONSIGNMENT_TAKEN:
        try:
            sent = event_from(record.body["sent"])
        except (KeyError, TypeError) as error:
            raise ValueError("no sending") from error
        _check(sent)
    return Stated(record.seq, made.number, made, sent)


def _check(event: Event) -> None:
    """Raises ValueError for quantities that no shop moves."""
    what = event.what
    goods = what.goods if isinstance(what, Sent | Received) else ()
    broken = [(sku, much) for sku, much, _ in what.damaged] if isinstance(what, Received) else []
    passed_on = what.passed_on if isinstance(what, Received) else ()
    for sku, much in (*goods, *broken, *passed_on):
        if not sku or len(sku) > 200 or not 0 < much < 10**9 or much.scaleb(3) % 1:
            raise ValueError(f"goods {sku[:40]!r} {much}")


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Bring what was stated to its consignments; what moves stock is among the work's goods then,
    so this comes before they are written."""
    if not work.consigned:
        return []
    rows = consignments.locked(tx, {one.number for one in work.consigned})
    troubles: list[Trouble] = []
    touched: dict[str, bool] = {}
    for said in work.consigned:
        kept = rows.get(said.number)
        if said.made is not None:
            rows[said.number] = _known(tx, kept, said.made, said.event)
            touched.setdefault(said.number, False)
        elif kept is None:
            troubles.append(Trouble(work.of.number, said.seq, UNKNOWN, {"number": said.number}))
        elif said.event is not None:
            after = consignments.brought(tx, kept, said.event)
            rows[said.number] = after
            troubles += _came_to(tx, work, said.event, kept.p, after.p)
            left = isinstance(said.event.what, Sent)
            touched[said.number] = touched.get(said.number, False) or left
    for kept in consignments.write(tx, [rows[number] for number in sorted(touched)]):
        left = touched[kept.number] or _has_left(tx, kept)
        consignments.keep_promise(tx, kept, left=left)
    return troubles


def _known(tx: Tx, kept: Kept | None, made: Consignment, event: Event | None) -> Kept:
    """What is made, or was made already: what its makers say of it goes before what a paper says
    (`event`: of its sending), and what central announced before both."""
    if kept is None:
        kept = Kept(fold(made, []))
    elif event is None and not any(line.name for line in kept.p.consignment.lines):
        kept = replace(kept, p=fold(made, kept.p.events))
    return consignments.brought(tx, kept, event) if event else kept


def _came_to(tx: Tx, work: Work, event: Event, before: Passage, after: Passage) -> list[Trouble]:
    match event.what:
        case Sent(goods=goods):
            _move(tx, work, event.seq, {sku: -much for sku, much in goods}, SENT)
        case Received():
            # Also what moves nothing: the till counts its own fact until central has it in.
            skus = [sku for sku, _ in event.what.goods]
            came = {sku: after.lot(sku).received - before.lot(sku).received for sku in skus}
            _move(tx, work, event.seq, came, RECEIVED)
            return _differences(tx, work, event, before, after)
        case _:
            pass
    return []


def _differences(
    tx: Tx, work: Work, event: Event, before: Passage, after: Passage
) -> list[Trouble]:
    found = []
    of = after.consignment
    told: dict[str, Any] = {"number": of.number, "origin": of.origin, "shop": of.destination}
    twice = {
        sku: lot.twice - before.lot(sku).twice
        for sku, lot in after.lots.items()
        if lot.twice > before.lot(sku).twice
    }
    if twice:
        goods = {**told, "goods": _words(twice)}
        found.append(Trouble(work.of.number, event.seq, TWICE, goods))
    if after.state is not State.CLOSED:
        return found
    wrong = _wrong(after)
    kind = DIFFERS[of.kind]
    if before.state is State.CLOSED:
        receipts = [one.key for one in before.events if isinstance(one.what, Received)]
        heard.settle(tx, kind, receipts)
    if wrong:
        found.append(Trouble(work.of.number, event.seq, kind, {**told, "goods": wrong}))
    return found


def _wrong(p: Passage) -> str:
    """What is over (+), short (-) or damaged, each with its reason."""
    parts = []
    for sku, lot in p.lots.items():
        reason = f" ({lot.reason})" if lot.reason else ""
        if difference := p.differences.get(sku, NONE):
            parts.append(f"{sku} {difference:+f}{reason}")
        if lot.damaged:
            parts.append(f"{sku} ×{lot.damaged:f}{reason}")
    return ", ".join(parts)


def _words(goods: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{sku} {much:f}" for sku, much in goods.items())


def _move(tx: Tx, work: Work, seq: int, goods: Mapping[str, Decimal], why: str) -> None:
    of = work.of
    moves = [
        Good(seq, line, sku, int(much.scaleb(3)), sku)
        for line, (sku, much) in enumerate(goods.items(), 1)
    ]
    rows = [(of.number, seq, one.line, of.shop, one.sku, one.delta, why) for one in moves]
    bulk.add(tx, ledger, _LEDGER, [row for row in rows if row[5]])
    work.goods += moves


def _has_left(tx: Tx, kept: Kept) -> bool:
    """Whether the origin's stock knows of its sending: of one that only a paper told of, not."""
    sent = [event for event in kept.p.events if isinstance(event.what, Sent)]
    if not sent:
        return False
    c = ledger.c
    place = (c.installation == sent[0].installation) & (c.seq == sent[0].seq)
    return tx.execute(select(c.seq).where(place)).first() is not None
