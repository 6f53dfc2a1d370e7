"""What a central does by itself now and then: forget what nobody needs, account for what waited
for its update, make catalogues ready."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, select

from app.domain.errors import ImportRunning, ShopError
from sync.central import dormant, exception_kinds, exceptions, feeds, refunding, snapshots, stands
from sync.central.chain import epoch_of
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.feed_tables import streams
from sync.central.masters import acquaintance, consignments, regulars
from sync.central.projections import tickets
from sync.central.tables import installations, shops
from sync.central.telling import contacts
from sync.protocol import SEGMENT

log = logging.getLogger(__name__)

SILENT = timedelta(days=90)
"""A till that asked for nothing for so long is not waited for: it takes the base."""
TAIL = 2 * SEGMENT
"""Rows that every stream keeps: a till's cursor is noted now and then, not at once."""
OVER = timedelta(days=30)
"""How long a till keeps a delivery or a transfer that is over."""
WHO = "central"
_STEP = 5000
_FACTS = 200


def do_all(central: Central, folder: Path | None, *, leads: bool) -> None:
    """Each chore; one that fails leaves the others.

    `folder`: of this process's snapshots, None for none. `leads`: of the processes on this
    database, this one does what needs doing once.
    """
    for chore in ONCE if leads else ():
        try:
            chore(central)
        except Refusal as refusal:
            log.warning("%s: %s", chore.__name__, refusal.detail)
        except Exception:
            log.exception(chore.__name__)
    if folder is not None:
        _make_ready(central, folder)


def _make_ready(central: Central, folder: Path) -> None:
    try:
        made = snapshots.keep_fresh(central, folder)
    except ImportRunning:
        return  # another process makes one here
    except (Refusal, ShopError) as error:
        log.warning("snapshots: %s", error)
    else:
        if made:
            log.info("snapshots", extra={"facts": {"made": [one.id for one in made]}})


def forget_old_tickets(central: Central) -> int:
    """Take tickets of more than 90 days off the tills; how many."""
    with central.read() as conn:
        codes = list(conn.scalars(select(shops.c.code)))
    return _in_steps(central, _STEP, lambda tx: tickets.forget_old(tx, codes, _STEP))


def let_regulars_go(central: Central) -> int:
    """Take off the tills the customers who were not seen for long, or are too many; how many."""
    with central.read() as conn:
        regions = regulars.in_regions(conn)
    return sum(
        _in_steps(central, _STEP, partial(acquaintance.let_go, region=region, limit=_STEP))
        for region in regions
    )


def forget_consignments(central: Central) -> int:
    """Take deliveries and transfers that were over a month ago off the tills; how many."""
    before = (central.clock() - OVER).isoformat()
    return _in_steps(central, _FACTS, lambda tx: consignments.forget(tx, before, _FACTS))


def _in_steps(central: Central, step: int, forget: Callable[[Tx], int]) -> int:
    """Transactions that `forget` at most `step` each, until one has less to do; how many in all."""
    gone = 0
    while True:
        with central.write() as tx:
            count = forget(tx)
        gone += count
        if count < step:
            return gone


def propose_transfers(central: Central) -> int:
    """Once a day, tell shops of what lies there and is sold elsewhere; how many rows were said."""
    with central.write() as tx:
        return dormant.tell(tx)


def retry_what_waited(central: Central) -> int:
    """Account for facts that a newer till stated and an older program here did not know, and for
    those of consignments that came after them; how many."""
    with central.read() as conn:
        waiting = exceptions.to_retry(conn, exception_kinds.UNKNOWN_FACT)
        waiting += exceptions.to_account(conn)
    done = 0
    for first in range(0, len(waiting), _FACTS):
        with central.write() as tx:
            done += exceptions.retry_all(tx, waiting[first : first + _FACTS], WHO)
    return done


def trim(central: Central) -> int:
    """Forget the rows that every till has read; how many.

    Whole segments, and never the newest rows. A till that is silent for long does not hold them.
    """
    with central.read() as conn:
        passed = _passed(conn, (central.clock() - SILENT).isoformat())
        states = conn.execute(select(streams.c.stream, streams.c.head, streams.c.oldest)).all()
    gone = 0
    for row in states:
        seq = min(passed.get(row.stream, row.head), row.head - TAIL)
        before = seq // SEGMENT * SEGMENT + 1
        if before > row.oldest:
            with central.write() as tx:
                feeds.trim(tx, row.stream, before)
            gone += before - row.oldest
    return gone


def _passed(conn: Connection, since: str) -> dict[str, int]:
    """How far the slowest till that reads it has come in each stream, as they said since then."""
    t, epoch = installations.c, epoch_of(conn)
    slowest: dict[str, int] = {}
    for text in conn.scalars(select(t.cursors_json).where(t.revoked_at == "")):
        stand = stands.stand_of(text)
        if stand.at < since:
            continue  # one that only pushes, until its update, reads nothing either
        for stream, seq in stands.read_by(stand, epoch).items():
            slowest[stream] = min(seq, slowest.get(stream, seq))
    return slowest


def forget_contacts(central: Central) -> int:
    """Forget how to reach customers whose orders were done long ago; how many."""
    with central.write() as tx:
        return contacts.forget_old(tx)


def look_at_refunds(central: Central) -> int:
    """Tell somebody of refunds that no channel has done; how many."""
    with central.write() as tx:
        return refunding.look(tx, _STEP)


ONCE: tuple[Callable[[Central], int], ...] = (
    retry_what_waited,
    forget_old_tickets,
    let_regulars_go,
    forget_consignments,
    propose_transfers,
    forget_contacts,
    trim,
    look_at_refunds,
)
"""What one process does for all."""
