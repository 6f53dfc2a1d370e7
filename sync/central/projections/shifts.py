"""Shifts: opened, closed with their Z, their difference accepted by a manager."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import case, func, select, update

from app.domain.facts import canonical
from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import cash_moves
from sync.central.fact_tables import shifts as t
from sync.central.projections import audit, cash
from sync.central.projections.work import Cents, Name, Step, Trouble, Work, local
from sync.central.tables import installations
from sync.protocol import Record

_COLUMNS = tuple(t.c.keys())
OPENED, CLOSED, ACCEPTED = "opened", "closed", "accepted"


class _Shift(Struct):
    shift: Annotated[int, Meta(ge=0, le=2**53)]


class _Z(_Shift):
    """The figures of a Z that its facts must come to."""

    expected: Cents
    held: Cents = 0
    left: Cents = 0
    """What the shift before left in the drawer: no move of this one brought it."""


class _Accepted(_Shift):
    accepted_by: Name


def opened(work: Work, record: Record) -> None:
    """A shift_opened. Raises ValueError."""
    _step(work, record, OPENED, msgspec.convert(record.body, _Shift).shift)
    cash.opened(work, record)


def closed(work: Work, record: Record) -> None:
    """A shift_closed. Raises ValueError."""
    _step(work, record, CLOSED, msgspec.convert(record.body, _Z).shift)
    cash.closed(work, record)


def accepted(work: Work, record: Record) -> None:
    """A difference_accepted. Raises ValueError."""
    _step(work, record, ACCEPTED, msgspec.convert(record.body, _Accepted).shift)
    audit.project(work, record)


def _step(work: Work, record: Record, kind: str, shift: int) -> None:
    at = local(record)
    work.steps.append(Step(record.seq, record.at, kind, shift, at.date().isoformat(), record.body))


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Their rows, in the order of the facts; the moves of cash are written before."""
    troubles = []
    for step in work.steps:
        if step.kind == OPENED:
            _open(tx, work, step)
        elif step.kind == CLOSED:
            troubles += _close(tx, work, step)
        else:
            changed = {"accepted_by": step.body["accepted_by"]}
            _change(tx, work, step, changed, t.c.accepted_by == "")
    return troubles


def _open(tx: Tx, work: Work, step: Step) -> None:
    """Of a shift that is there already, closed, only what its beginning says."""
    opened = {"day": step.day, "opened_at": step.at, "opened_seq": step.seq}
    _put(tx, work, step, opened, opened)


def _close(tx: Tx, work: Work, step: Step) -> list[Trouble]:
    closed = {"closed_at": step.at, "closed_seq": step.seq, "z_json": canonical(step.body)}
    if not _change(tx, work, step, closed, t.c.closed_seq == 0):
        # Its beginning is not here, skipped or still to come; or the till was restored and its
        # successor closed it too: each installation's own Z is what its row says.
        _put(tx, work, step, {"day": step.day, **closed}, closed)
    return _check(tx, work, step)


def _put(tx: Tx, work: Work, step: Step, values: Mapping[str, Any], changed: Iterable[str]) -> None:
    """A row of these values; when there is one, only what is to be changed of it is."""
    of = work.of
    key = {"installation": of.number, "shift": step.shift, "shop": of.shop, "till": of.till}
    empty = {name: 0 if name.endswith("_seq") else "" for name in _COLUMNS}
    row = {**empty, **key, **values}
    said = ", ".join(f"{name} = excluded.{name}" for name in changed)
    clash = f"(installation, shift) DO UPDATE SET {said}"
    bulk.add(tx, t, _COLUMNS, [tuple(row[name] for name in _COLUMNS)], clash)


def _change(tx: Tx, work: Work, step: Step, values: dict[str, Any], still: Any) -> bool:
    """Change the till's shift of that number, which an installation before may have opened.

    False when it is not there, or not `still` so.
    """
    number, previous = work.of.number, work.of.previous
    while number:
        where = (t.c.installation == number) & (t.c.shift == step.shift) & still
        if tx.execute(update(t).where(where).values(**values)).rowcount:
            return True
        number = previous
        query = select(installations.c.previous).where(installations.c.number == number)
        previous = tx.execute(query).scalar() or 0
    return False


def _check(tx: Tx, work: Work, step: Step) -> list[Trouble]:
    """Hold the Z against the cash that this shift's facts moved in and out of the drawer."""
    own = (t.c.installation == work.of.number) & (t.c.shift == step.shift)
    first = tx.execute(select(t.c.opened_seq).where(own)).scalar()
    if not first:
        return []  # begun by another installation, or not known: nothing to hold it against
    m, here = cash_moves.c, cash.drawer(work.of.till)
    signed = case((m.place_to == here, m.amount), (m.place_from == here, -m.amount), else_=0)
    theirs = (m.installation == work.of.number) & (m.seq >= first) & (m.seq < step.seq)
    z = msgspec.convert(step.body, _Z)
    found = int(tx.execute(select(func.sum(signed)).where(theirs)).scalar() or 0) + z.held + z.left
    if found == z.expected:
        return []
    facts = {"shift": step.shift, "said": z.expected, "found": found}
    return [Trouble(work.of.number, step.seq, "z_differs", facts)]
