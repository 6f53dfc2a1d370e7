"""Who speaks to central: the installations of tills, as they were enrolled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from app.domain.installation import FIRST_OF_CENTRAL, FIRST_OF_RESTORED
from sync.central.database import Tx
from sync.central.outbox import say
from sync.central.tables import chain
from sync.central.tables import installations as t
from sync.protocol import DELETE, PUT

_FROM = "numbers_from"


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
    """Ed25519, raw, base64; "" of one that only its successor can speak for."""
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


def add(tx: Tx, row: InstallationRow) -> None:
    tx.execute(insert(t).values(**{name: getattr(row, name) for name in row.__slots__}))
    introduce(tx, row)
    vouch(tx, row)


def introduce(tx: Tx, row: InstallationRow) -> None:
    """Tell the shop's devices of one of them: whose labels they may believe."""
    if row.public_key and not row.revoked:
        value = {"name": f"{row.shop}-{row.till}", "kind": row.kind, "key": row.public_key}
        say(tx, f"store:{row.shop}", PUT, "device", str(row.number), 1, value)


def vouch(tx: Tx, row: InstallationRow) -> None:
    """Tell every shop of a device: whose papers of transfers they may believe."""
    if row.public_key and not row.revoked:
        value = {"shop": row.shop, "key": row.public_key}
        say(tx, "config", PUT, "signer", str(row.number), 1, value)


def dismiss(tx: Tx, row: InstallationRow) -> None:
    """Its labels and papers are believed no more."""
    say(tx, f"store:{row.shop}", DELETE, "device", str(row.number), 2, None)
    say(tx, "config", DELETE, "signer", str(row.number), 2, None)


def next_number(tx: Tx, after: int = 0) -> int:
    """Never used before, and larger than `after`, the one before it in its till.

    The caller has locked out whoever else enrols.
    """
    number = max(FIRST_OF_CENTRAL, _highest(tx) + 1, _from(tx))
    if after >= number:  # only of a till that was restored: it chose that number itself
        number = after + 1
        while find(tx, number) is not None:
            number += 1
    return number


def begin_again(tx: Tx) -> None:
    """Central was restored: give no number that an earlier life of it may have given.

    Numbers go on from the seconds since 1970; nobody enrols more than one till a second.
    """
    number = max(_highest(tx) + 1, _from(tx), int(tx.at.timestamp()))
    tx.execute(delete(chain).where(chain.c.name == _FROM))
    tx.execute(insert(chain).values(name=_FROM, value=str(number)))


def may_have_been(tx: Tx, number: int) -> bool:
    """Of an unknown number: whether an earlier life of central may have given it, or a restored
    till chosen it."""
    if number >= FIRST_OF_RESTORED:
        return True
    return FIRST_OF_CENTRAL <= number < max(_from(tx), int(tx.at.timestamp()))


def _highest(tx: Tx) -> int:
    given = select(func.max(t.c.number)).where(t.c.number < FIRST_OF_RESTORED)
    return tx.execute(given).scalar() or 0


def _from(tx: Tx) -> int:
    return int(tx.execute(select(chain.c.value).where(chain.c.name == _FROM)).scalar() or 0)


def speaks_for(conn: Connection | Tx, caller: InstallationRow, number: int) -> bool:
    """Whether `number` is the caller's own, or one before it in the same till."""
    seen: InstallationRow | None = caller
    while seen is not None and seen.number != number:
        seen = find(conn, seen.previous) if 0 < seen.previous < seen.number else None
    return seen is not None
