"""Every type of fact and what it comes to; reading it, and writing what a batch comes to.

A fact that cannot be accounted for is kept raw and becomes an exception. Nothing is refused here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import psycopg
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.domain import consignment_event
from app.domain.facts import FactType
from app.domain.order_facts import KINDS
from sync.central import bulk, outbox
from sync.central.database import Tx
from sync.central.errors import Refusal
from sync.central.fact_tables import sales as sales_table
from sync.central.installations import InstallationRow
from sync.central.projections import (
    audit,
    cash,
    consignments,
    counts,
    loyalty,
    orders,
    payments,
    placing,
    sales,
    shifts,
    stock,
    strays,
    tickets,
    undelivered,
    vouchers,
)
from sync.central.projections.work import Trouble, Work
from sync.protocol import Record

Project = Callable[[Work, Record], None]
VERSION = 1
"""The newest version of a fact's body that is read here."""


def _nothing(work: Work, record: Record) -> None:
    """It is kept, and moves nothing."""


TYPES: dict[str, Project] = {
    FactType.INSTALLATION_OPENED: audit.project,
    FactType.SIGNED_IN: _nothing,
    FactType.SIGNED_OUT: _nothing,
    FactType.SIGN_IN_FAILED: audit.project,
    FactType.SHIFT_OPENED: shifts.opened,
    FactType.CASH_MOVED: cash.moved,
    FactType.CASH_DEPOSITED: cash.deposited,
    FactType.CASH_COUNTED: _nothing,
    FactType.SHIFT_CLOSED: shifts.closed,
    FactType.DIFFERENCE_ACCEPTED: shifts.accepted,
    FactType.UNKNOWN_SCANNED: audit.project,
    FactType.LINE_REMOVED: audit.project,
    FactType.LINE_RESTORED: audit.project,
    FactType.PRICE_CHANGED: audit.project,
    FactType.DISCOUNT_GIVEN: audit.project,
    FactType.AGE_ASKED: audit.project,
    FactType.TICKET_ABANDONED: audit.project,
    FactType.TICKET_PARKED: _nothing,
    FactType.TICKET_RECALLED: _nothing,
    FactType.CARD_ASKED: _nothing,
    FactType.CARD_ANSWERED: _nothing,
    FactType.DOCUMENT_ISSUED: sales.project,
    FactType.NON_RESIDENT_DECLARED: audit.project,
    FactType.REFUNDED_IN_CASH: audit.project,
    FactType.RETURNED_ON_PAPER: audit.project,
    FactType.RETURNED_WITHOUT_TICKET: stock.project,
    FactType.CUSTOMER_MADE: loyalty.made,
    FactType.CUSTOMER_ERASED: audit.project,  # only a till without a central erases
    FactType.POINTS_EARNED: loyalty.earned,
    FactType.VOUCHER_ISSUED: vouchers.issued,
    FactType.VOUCHER_REDEEMED: vouchers.redeemed,
    FactType.VOUCHER_ALLOWED: audit.project,
    FactType.PAYMENT_CHANGED: payments.project,
    FactType.REPRINTED: audit.project,
    FactType.STOCK_COUNTED: counts.counted,
    FactType.STOCK_ADJUSTED: stock.project,
    FactType.DEMAND_LOST: stock.lost,
    FactType.LABELS_PRINTED: _nothing,
    FactType.SETTINGS_CHANGED: audit.project,
    FactType.SALE_STOPPED: audit.project,
    FactType.SALE_STOP_LIFTED: audit.project,
    FactType.DRAWER_OPENED: audit.project,
    FactType.CLOCK_ALLOWED: audit.project,
    FactType.JOURNAL_PRUNED: audit.project,
    FactType.SHELF_CHECKED: audit.project,
    FactType.ORDER_PLACED: placing.project,
    FactType.ORDER_GIVEN_UP: placing.given_up,
    FactType.ORDER_REPAID: placing.repaid,
    FactType.ORDERS_READ: audit.project,
    FactType.ORDER_TAKEN: orders.taken,
    **dict.fromkeys(KINDS, orders.project),
    **dict.fromkeys((*consignment_event.MADE, *consignment_event.KINDS), consignments.project),
    FactType.STRAY_SHELVED: strays.shelved,
    FactType.STRAY_ENDED: strays.ended,
}

# In the order of the tables that they read: each sees the rows of those before it.
_WRITE = (
    shifts.write,
    consignments.write,
    stock.write,
    payments.write,
    tickets.write,
    loyalty.write,
    vouchers.write,
    placing.write,
    orders.write,
    undelivered.write,
    strays.write,
)
# Not the fact's fault: the database is not to be had, or another was first. Tried again later.
_PASSING = (OperationalError, psycopg.OperationalError, sqlite.OperationalError, Refusal)


def reads(kind: str, v: int) -> bool:
    """Whether this program knows what a fact of that type and version says."""
    return kind in TYPES and v <= VERSION


def project(record: Record, of: InstallationRow, keys: Mapping[str, str] | None = None) -> Work:
    """What one fact comes to; a fact that cannot be read, or is not known yet, to a trouble."""
    work = Work(of, record.seq, keys or {})
    if record.skip:
        work.raise_(record.seq, "skipped", why=record.skip[:300])
        return work
    if not reads(record.type, record.v):
        work.raise_(record.seq, "unknown_fact", type=record.type, v=record.v)
        return work
    try:
        TYPES[record.type](work, record)
    except (ValueError, TypeError, OverflowError) as error:
        # ValueError is msgspec's ValidationError too. Nothing half-read stays.
        work = Work(of, record.seq)
        work.raise_(record.seq, "failed", type=record.type, why=_words(error))
    return work


class Unwritable(Exception):
    """The database will not have what the facts come to; each by itself, most of it goes in."""


def write(tx: Tx, works: Sequence[Work], *, one_by_one: bool = True) -> list[Trouble]:
    """Write what facts of one installation come to, in their order; what became exceptions.

    `one_by_one`: what cannot be written is undone, and only that. Else all are written together,
    which is much quicker. Raises Unwritable then: the transaction is lost.
    """
    if one_by_one:
        return [trouble for work in works for trouble in _write_one(tx, work)]
    try:
        return _write(tx, _together(works))
    except _PASSING:
        raise
    except Exception as error:
        raise Unwritable from error


def _write_one(tx: Tx, work: Work) -> list[Trouble]:
    try:
        with tx.savepoint():
            return _write(tx, work)
    except _PASSING:
        raise
    except Exception as error:  # whatever it is, no sale is refused for it
        return _failure(tx, work, error)


def _together(works: Sequence[Work]) -> Work:
    whole = Work(works[0].of, 0)
    for work in works:
        whole.take(work)
    return whole


def _write(tx: Tx, work: Work) -> list[Trouble]:
    if work.quiet:
        return work.troubles
    tickets.lock(tx, work)
    bulk.add_all(tx, work.rows)
    found = [trouble for noun in _WRITE for trouble in noun(tx, work)]
    outbox.say_all(tx, work.said)
    return work.troubles + found


def _failure(tx: Tx, work: Work, error: Exception) -> list[Trouble]:
    """Instead of what the fact came to, why it came to nothing."""
    of, seq = work.of, work.seq
    for number, *_ in work.rows.get(sales_table, ()):
        row = tx.execute(select(sales_table).where(sales_table.c.number == number)).first()
        if row and (row.installation, row.seq) != (of.number, seq):
            facts = {"number": number, "installation": row.installation, "seq": row.seq}
            return [Trouble(of.number, seq, "number_taken", facts)]
    return [Trouble(of.number, seq, "failed", {"why": _words(error)})]


def _words(error: Exception) -> str:
    """For whoever looks into it: the first line, which names no row of another."""
    return f"{type(error).__name__}: {error}".splitlines()[0][:300]
