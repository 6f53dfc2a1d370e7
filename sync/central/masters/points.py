"""Points: what the office says that customers have, and what tills state that they earned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import func, select

from app.domain.errors import UnknownCustomer
from sync.central import bulk
from sync.central.database import Tx
from sync.central.fact_tables import points_moves
from sync.central.masters import acquaintance, lookups, regulars
from sync.central.masters.audit import note_all
from sync.central.masters.customer import Customer, held, locked, read, write

SET = "set"
"""Why points that no till stated are there."""
OF_CENTRAL = 0
"""The installation of such moves."""


def put(tx: Tx, balances: Mapping[str, int], who: str) -> int:
    """Customers have so many points, of what central has heard; how many had not.

    What their tills stated and central has not heard yet will be added. Raises UnknownCustomer.
    """
    before = locked(tx, balances)
    changed, moves = [], []
    for uuid, points in balances.items():
        if uuid not in before:
            raise UnknownCustomer(customer=uuid)
        one = before[uuid]
        if delta := points - one.points:
            one.points, one.version = points, one.version + 1
            changed.append(one)
            moves.append((uuid, delta))
    write(tx, changed)
    _write_moves(tx, moves)
    acquaintance.say(tx, changed)
    note_all(tx, who, "points", [one.uuid for one in changed])
    return len(changed)


def add(tx: Tx, installation: int, region: str, earned: Mapping[str, tuple[int, int]]) -> set[str]:
    """Add what an installation stated: points, below zero too, up to a seq, by uuid; those uuids
    that nobody has. Who earned them is a regular of the installation's region from now on.

    Points of somebody who was merged are the other's, and of somebody erased they are nobody's.
    """
    rows = held(tx, list(earned))
    others = {row.merged_into for row in rows} - {"", *earned}
    found = (*rows, *held(tx, list(others)))
    living = {row.uuid: row for row in found if row.key is not None}
    owners = {row.uuid: row.merged_into or row.uuid for row in rows}
    changed: dict[str, Customer] = {}
    for uuid, (points, seq) in earned.items():
        owner = owners.get(uuid, "")
        if owner not in living:
            continue
        one = changed.setdefault(owner, read(tuple(living[owner])))
        one.points += points
        name = str(installation)
        one.included[name] = max(seq, one.included.get(name, 0))
    for one in changed.values():
        one.version += 1
    write(tx, list(changed.values()))
    regulars.see(tx, [(uuid, region) for uuid in changed])
    acquaintance.say(tx, list(changed.values()))
    return earned.keys() - owners.keys()


def _write_moves(tx: Tx, moves: Sequence[tuple[str, int]]) -> None:
    lookups.lock(tx.connection, points_moves.name)
    newest = select(func.max(points_moves.c.seq)).where(points_moves.c.installation == OF_CENTRAL)
    first = (tx.execute(newest).scalar() or 0) + 1
    bulk.insert(
        tx,
        points_moves,
        ["installation", "seq", "customer", "points", "why"],
        [(OF_CENTRAL, first + i, uuid, delta, SET) for i, (uuid, delta) in enumerate(moves)],
    )
