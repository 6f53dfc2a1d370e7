"""Labels with a price: what each shelf's says, what is on its way to the printer, and the list of
what somebody means to print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.changes import Topic
from app.domain.money import Money
from app.domain.paper_kind import PaperKind
from app.storage import prints
from app.storage.database import Reader, Write
from app.storage.prints import PrintState
from app.storage.tables import label_jobs as jobs
from app.storage.tables import label_list as wanted
from app.storage.tables import print_jobs
from app.storage.tables import shelf_labels as t

_PUT = upsert(t)
_PUT = _PUT.on_conflict_do_update(
    index_elements=["sku"], set_={"price": _PUT.excluded.price, "at": _PUT.excluded.at}
)


def put(tx: Write, rows: Iterable[tuple[str, Money]], at: datetime) -> None:
    """These are on the shelves."""
    given = [{"sku": sku, "price": price, "at": at} for sku, price in rows]
    if given:
        tx.execute(_PUT, given)
    tx.changed(Topic.STOCK)


def printed(connection: Reader) -> dict[str, Money]:
    """The price on each label."""
    rows = connection.execute(select(t.c.sku, t.c.price).order_by(t.c.sku))
    return {row.sku: row.price for row in rows}


@dataclass(frozen=True, slots=True)
class LabelJob:
    """A label that is being printed: the price that it says, and who wanted it."""

    job: int
    kind: PaperKind
    state: PrintState
    run: int
    sku: str
    price: Money
    who: str
    allowed_by: str


def queue(
    tx: Write,
    kind: PaperKind,
    named: str,
    rows: Sequence[tuple[str, Money]],
    who: tuple[str, str],
    at: datetime,
) -> None:
    """A run of labels, one for each row; the names of the jobs begin with `named`. `who`: wants
    them, and allowed it, "" for nobody."""
    asked, allowed = who
    run = (tx.execute(select(func.max(jobs.c.run))).scalar() or 0) + 1
    for sku, price in rows:
        job = prints.queue(tx, kind, f"{named}{sku}", copy=True, at=at)
        tx.execute(
            insert(jobs).values(
                job=job, run=run, sku=sku, price=price, who=asked, allowed_by=allowed
            )
        )
    tx.changed(Topic.STOCK)


def job(connection: Reader | Write, number: int) -> LabelJob | None:
    """Of a print job; None when it is no label with a price."""
    found = _found(connection, _JOBS.where(jobs.c.job == number))
    return found[0] if found else None


def unfinished(connection: Connection | Write) -> list[LabelJob]:
    """Those that are not known to be out, oldest first."""
    return _found(connection, _JOBS.where(print_jobs.c.state != PrintState.DONE.value))


@dataclass(frozen=True, slots=True)
class Run:
    """Labels that were asked for together."""

    number: int
    of: int
    out: int
    unsure: int
    """It may have come out: a person says."""


def last_run(connection: Reader) -> Run | None:
    newest = select(func.max(jobs.c.run)).scalar_subquery()
    found = _found(connection, _JOBS.where(jobs.c.run == newest))
    if not found:
        return None
    states = [one.state for one in found]
    out, unsure = states.count(PrintState.DONE), states.count(PrintState.SENDING)
    return Run(found[0].run, len(found), out, unsure)


def take_back(tx: Write, numbers: Sequence[int]) -> None:
    """These jobs are not to be printed."""
    tx.execute(delete(jobs).where(jobs.c.job.in_(numbers)))
    tx.execute(delete(print_jobs).where(print_jobs.c.id.in_(numbers)))
    tx.changed(Topic.STOCK, Topic.ATTENTION)


_JOBS = (
    select(*jobs.c, print_jobs.c.kind, print_jobs.c.state)
    .join(print_jobs, print_jobs.c.id == jobs.c.job)
    .order_by(jobs.c.job)
)


def _found(connection: Connection | Write, query: Select[Any]) -> list[LabelJob]:
    return [
        LabelJob(
            row.job,
            PaperKind(row.kind),
            PrintState(row.state),
            row.run,
            row.sku,
            row.price,
            row.who,
            row.allowed_by,
        )
        for row in connection.execute(query)
    ]


# the list
_WANT = upsert(wanted)
_WANT = _WANT.on_conflict_do_update(
    index_elements=["sku"], set_={"copies": _WANT.excluded.copies, "place": _WANT.excluded.place}
)


def listed(connection: Connection | Write) -> dict[str, int]:
    """Copies by SKU, what was said last first."""
    rows = connection.execute(select(wanted).order_by(wanted.c.place.desc()))
    return {row.sku: row.copies for row in rows}


def want(tx: Write, sku: str, copies: int) -> None:
    """So many of it are to be printed; none at 0."""
    if copies:
        place = (tx.execute(select(func.max(wanted.c.place))).scalar() or 0) + 1
        tx.execute(_WANT, {"sku": sku, "place": place, "copies": copies})
    else:
        tx.execute(delete(wanted).where(wanted.c.sku == sku))
    tx.changed(Topic.STOCK)


def clear(tx: Write) -> None:
    tx.execute(delete(wanted))
    tx.changed(Topic.STOCK)
