"""Where a customer is known: the regions that hear of them, because they are regulars there."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from datetime import timedelta

from sync.central.database import Tx
from sync.central.masters import regulars
from sync.central.masters.customer import Customer, held, read, write
from sync.central.outbox import Said, say_all
from sync.protocol import DELETE, PUT


def say(tx: Tx, changed: Sequence[Customer]) -> None:
    """Tell the regions where they are regulars."""
    regular_in = regulars.regions(tx, [one.uuid for one in changed])
    say_all(
        tx,
        [_said(one, region, PUT) for one in changed for region in regular_in.get(one.uuid, [])],
    )


def meet(tx: Tx, region: str, uuids: Sequence[str]) -> None:
    """They bought in that region: who was no regular there is one now."""
    rows = held(tx, uuids)
    others = {row.merged_into for row in rows} - {"", *uuids}
    living = [
        read(tuple(row))
        for row in (*rows, *held(tx, sorted(others)))
        if row.key is not None and not row.merged_into
    ]
    new = {uuid for uuid, _ in regulars.see(tx, [(one.uuid, region) for one in living])}
    come = [one for one in living if one.uuid in new]
    for one in come:
        one.version += 1
    write(tx, come)
    say_all(tx, [_said(one, region, PUT) for one in come])


def let_go(tx: Tx, region: str, limit: int) -> int:
    """Some who are regulars of that region no more; how many, `limit` when there may be others."""
    days = timedelta(days=regulars.rule(tx.connection).days)
    oldest = (tx.at - days).date().isoformat()
    uuids = regulars.cold(tx, region, oldest, limit)
    rows = held(tx, uuids)
    # Who bought while we waited for their row stays.
    still = set(regulars.cold(tx, region, oldest, limit))
    leaving = [read(tuple(row)) for row in rows if row.key is not None and row.uuid in still]
    for one in leaving:
        one.version += 1
    write(tx, leaving)
    regulars.leave(tx, [(uuid, region) for uuid in uuids if uuid in still])
    say_all(tx, [_said(one, region, DELETE) for one in leaving])
    return len(uuids)


def leave_home(tx: Tx, left: Sequence[Customer]) -> None:
    """These move away; each as they were, with the version they have now."""
    regular_in = regulars.regions(tx, [one.uuid for one in left])
    there = [one for one in left if one.region in regular_in.get(one.uuid, [])]
    regulars.leave(tx, [(one.uuid, one.region) for one in there])
    say_all(tx, [_said(one, one.region, DELETE) for one in there])


def come_home(tx: Tx, came: Sequence[Customer]) -> None:
    """These belong to a region that is new to them.

    As many as there is room for: a file of everybody is no reason to forget who buys.
    """
    by_region: dict[str, list[str]] = {}
    for one in came:
        by_region.setdefault(one.region, []).append(one.uuid)
    for region, uuids in by_region.items():
        regulars.see(tx, [(uuid, region) for uuid in uuids[: regulars.room(tx, region)]])


def give_way(tx: Tx, gone: Customer, kept: str) -> None:
    """Somebody is somebody else from now on, who is known wherever they were."""
    regular_in = regulars.regions(tx, [gone.uuid]).get(gone.uuid, [])
    say_all(tx, [_said(gone, region, DELETE) for region in regular_in])
    regulars.forget(tx, [gone.uuid])
    regulars.see(tx, [(kept, region) for region in regular_in])


def forget(tx: Tx, gone: Customer, uuids: Sequence[str]) -> None:
    """Nobody hears of them any more, nor of who was merged into them: all their `uuids`."""
    say_all(tx, [_said(gone, region, DELETE) for region in _regions(tx, gone)])
    regulars.forget(tx, uuids)


def _regions(tx: Tx, one: Customer) -> list[str]:
    """Where tills may have them; the region they belong to in any case."""
    return sorted({one.region, *regulars.regions(tx, [one.uuid]).get(one.uuid, [])})


def _said(of: Customer, region: str, op: str) -> Said:
    """What a region hears of somebody."""
    value = None
    if op == PUT:
        value = {
            "card": of.card,
            "name": of.personal.name,
            "level": of.level,
            "points": of.points,
            "included": of.included,
            "consent": of.consent,
            "key": base64.b64encode(of.key).decode(),
        }
    return Said(f"loyalty:{region}", op, "customer", of.uuid, of.version, value)
