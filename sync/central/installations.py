"""Who speaks to central: the installations of tills, as they were enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, func, select

from sync.central.database import Tx
from sync.central.tables import installations as t

FIRST = 1001
"""A stand-alone till counts its own installations from 1; these are never among them."""


@dataclass(frozen=True, slots=True)
class InstallationRow:
    """One life of a till. Its number is given once, whatever becomes of it."""

    number: int
    shop: str
    till: str
    kind: str
    generation: str
    """The letter of its series, alone to this installation of its till."""
    public_key: str
    """Ed25519, raw, base64."""
    program: str
    enrolled_at: str
    revoked_at: str
    """"" while it is welcome."""
    previous: int
    """The installation of this till before it, 0 for none."""
    last_seq: int
    last_hash: str
    last_seen: str
    counter: int
    """The highest that a request which changes something came with."""
    alarm: str
    cursors_json: str

    @property
    def revoked(self) -> bool:
        return self.revoked_at != ""


_ONE = select(t).where(t.c.number == bindparam("number"))


def find(conn: Connection | Tx, number: int) -> InstallationRow | None:
    row = conn.execute(_ONE, {"number": number}).one_or_none()
    return InstallationRow(**row._mapping) if row else None


def named(conn: Connection | Tx, **values: Any) -> list[InstallationRow]:
    """Those with these values, oldest first: `named(conn, shop="042", till="03")`."""
    query = select(t).filter_by(**values).order_by(t.c.number)
    return [InstallationRow(**row._mapping) for row in conn.execute(query)]


def next_number(tx: Tx) -> int:
    """Never used before; the caller has locked out whoever else enrols."""
    return max(FIRST, (tx.execute(select(func.max(t.c.number))).scalar() or 0) + 1)


def speaks_for(conn: Connection | Tx, caller: InstallationRow, number: int) -> bool:
    """Whether `number` is the caller's own, or one before it in the same till."""
    seen: InstallationRow | None = caller
    while seen is not None and seen.number != number:
        seen = find(conn, seen.previous) if 0 < seen.previous < seen.number else None
    return seen is not None
