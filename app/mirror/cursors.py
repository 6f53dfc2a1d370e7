"""How far each stream has come: rows of `cursor`, beside the rows that the stream brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BASE, REMOVALS = 1, 2
"""In `Standing.sweep`. A base was read: what it lacks goes. Rows were taken away: they go."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a stream stands in its mirror."""

    epoch: str = ""
    seq: int = 0
    check: str = ""
    """The stream's checksum at `seq`."""
    base_at: int = 0
    """A base in progress stands here; 0: none is."""
    base_after: int = 0
    """How far that base has come."""
    mark: int = 0
    """Of the rows that the newest base brought, and of all since."""
    sweep: int = 0
    """What goes when the stream has been read to its head: BASE, REMOVALS, both, or 0."""


def read(connection: Any) -> dict[str, Standing]:
    rows = connection.execute(
        "SELECT stream, epoch, seq, checksum, base_at, base_after, mark, sweep FROM cursor"
    ).fetchall()
    return {name: Standing(*values) for name, *values in rows}


def write(connection: Any, stream: str, standing: Standing) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO cursor"
        " (stream, epoch, seq, checksum, base_at, base_after, mark, sweep)"
        " VALUES (?,?,?,?,?,?,?,?)",
        (
            stream,
            standing.epoch,
            standing.seq,
            standing.check,
            standing.base_at,
            standing.base_after,
            standing.mark,
            standing.sweep,
        ),
    )


def forget(connection: Any, stream: str) -> None:
    connection.execute("DELETE FROM cursor WHERE stream = ?", (stream,))
