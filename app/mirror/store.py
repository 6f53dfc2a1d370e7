"""store.db: what central (before it: `init` and `import`) says of the shop and of its people.

Encrypted; the till only reads it. This module and `store_rows` are its only writers.

shop        the one that the till stands in
staff       its people
stop        what may not be sold, by SKU, lot or both
price_list  which lists there are: kind is store, web, season or level; the higher priority holds
setting     what is set for the whole chain, by name
stock       how many central knows of, up to which facts, and when somebody counted
ticket      the shop's documents of the last 90 days, and what came back of each line
customer    who may be known by a card
placed      what came of the orders that were placed in this shop for another, or for a home
orders      what is collected here, with all that central heard happened to it
order_goods which orders have a product; kept by triggers, because every scan asks
parcel      whose a closed parcel is that somebody announced
device      the shop's tills and tablets, and the key that each signs parcels with
consignment what is expected here or was asked of us, with all that central heard happened to it
box         whose a box is that somebody announced
stray       parcels that nobody in the shop knows
dormant     what lies here, and where it is sold
signer      the devices of every shop, and the key that each signs papers of transfers with
branch      the chain's shops, and where they are
elsewhere   what the neighbours may promise of a product
shop_heard  when central heard each of them last
cursor      how far each stream has come, written with the rows that it brought

Every mirrored row says which stream brought it and with which base ("mark").
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import NewerSchema
from app.domain.shop import Shop
from app.domain.staff import Person
from app.mirror import store_rows
from app.mirror.rows import Change
from app.mirror.store_steps import STEPS

NAME = "store.db"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """Somebody with the hashes of PIN and badge ("" for none)."""

    person: Person
    pin: str
    badge: str = ""


class StoreWriter:
    """An open transaction on the mirror."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def shop(
        self,
        shop: Shop,
        region: str = "",
        calendar: Mapping[str, Any] | None = None,
        policies: Mapping[str, Any] | None = None,
    ) -> None:
        """Say what the shop is; there is one."""
        self._connection.execute("DELETE FROM shop")
        self._connection.execute(
            "INSERT INTO shop (code, name, company, nif, address, territory, timezone, language,"
            " regime, region, calendar_json, policies_json) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                shop.code,
                shop.name,
                shop.company,
                shop.nif,
                shop.address,
                shop.territory,
                shop.timezone,
                shop.language,
                shop.regime,
                region,
                json.dumps(dict(calendar or {})),
                json.dumps(dict(policies or {})),
            ),
        )

    def staff(self, rows: Sequence[StaffRow]) -> None:
        """Add people; who has the same code is replaced."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO staff (code, name, role, pin, badge) VALUES (?,?,?,?,?)",
            [
                (row.person.code, row.person.name, row.person.role.value, row.pin, row.badge)
                for row in rows
            ],
        )

    def lists(self, changes: Iterable[Change]) -> None:
        """Say what price lists a till alone has."""
        store_rows.put(self._connection, "config", changes, 0)

    def orders(self, shop: str, changes: Iterable[Change]) -> None:
        """Add orders, parcels and devices as central would say them: of a demo without one."""
        store_rows.put(self._connection, f"store:{shop}", changes, 0)

    def nobody(self) -> None:
        """Forget the people, and that central has said who there is: it says so again."""
        self._connection.execute("DELETE FROM staff")
        self._connection.execute("DELETE FROM cursor WHERE stream LIKE 'store:%'")

    def no_customers(self) -> None:
        """Forget whom central told of, and that it has: it tells again of those it knows still.
        What the file held of them is overwritten."""
        self._connection.execute("PRAGMA secure_delete=ON")
        self._connection.execute("DELETE FROM customer")
        self._connection.execute("DELETE FROM cursor WHERE stream LIKE 'loyalty:%'")


def connect(folder: Path, key: bytes) -> Any:
    """A writing connection in autocommit, at today's schema; makes the file when there is none.

    Raises NewerSchema.
    """
    connection = sqlite.connect(
        str(folder / NAME), isolation_level=None, timeout=5, check_same_thread=False
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("busy_timeout=5000", "journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")
        _migrate(connection, folder)
    except BaseException:
        connection.close()
        raise
    return connection


def migrate(folder: Path, key: bytes) -> None:
    """Bring the file to today's schema, for whoever only reads it afterwards."""
    connect(folder, key).close()


@contextmanager
def writing(folder: Path, key: bytes) -> Iterator[StoreWriter]:
    """One durable transaction; makes the file when there is none."""
    connection = connect(folder, key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield StoreWriter(connection)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _migrate(connection: Any, folder: Path) -> None:
    if _version(connection) == len(STEPS):
        return
    # Asked again inside: till and worker may come here at once.
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _version(connection)
        if done > len(STEPS):
            raise NewerSchema(path=str(folder / NAME))
        for step in STEPS[done:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(STEPS)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: Any) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
