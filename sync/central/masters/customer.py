"""A customer as the office says them, as central keeps them, and as a row of its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from app.domain.errors import UnknownCustomer
from app.domain.facts import canonical
from app.sealing import seal, unseal
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import keeping, lookups
from sync.central.masters.shops import REGION
from sync.central.tables import customers

COLUMNS = tuple(column.name for column in customers.columns)


class Personal(Struct, kw_only=True, frozen=True):
    """Who somebody is; all that is sealed."""

    name: str = ""
    phone: str = ""
    email: str = ""
    document: str = ""


class CustomerValue(Struct, kw_only=True):
    """A customer as the office says. `consent`: to what, yes or no."""

    card: str = ""
    region: str = REGION
    level: str = ""
    consent: dict[str, bool] = {}
    personal: Personal = Personal()


class Customer(Struct, kw_only=True):
    """A customer as central keeps them; `included` is how far facts are in `points`."""

    uuid: str
    card: str
    region: str
    version: int
    level: str
    points: int
    included: dict[str, int]
    consent: dict[str, bool]
    key: bytes
    sealed: bytes
    merged_into: str = ""

    @property
    def personal(self) -> Personal:
        return msgspec.convert(unseal(self.key, self.uuid, self.sealed), Personal)

    @property
    def value(self) -> CustomerValue:
        return CustomerValue(
            card=self.card,
            region=self.region,
            level=self.level,
            consent=self.consent,
            personal=self.personal,
        )


def begun(uuid: str, value: CustomerValue, key: bytes) -> Customer:
    """Somebody new."""
    return Customer(
        uuid=uuid,
        card=value.card,
        region=value.region,
        version=1,
        level=value.level,
        points=0,
        included={},
        consent=value.consent,
        key=key,
        sealed=seal(key, uuid, msgspec.to_builtins(value.personal)),
    )


def changed(was: Customer, value: CustomerValue) -> Customer:
    """What somebody becomes when this is said of them."""
    return msgspec.structs.replace(
        was,
        card=value.card,
        region=value.region,
        version=was.version + 1,
        level=value.level,
        consent=value.consent,
        sealed=sealed(was, value.personal),
    )


def sealed(of: Customer, personal: Personal) -> bytes:
    return seal(of.key, of.uuid, msgspec.to_builtins(personal))


def read(row: Sequence[Any]) -> Customer:
    """A row of the table, of somebody who was not erased."""
    cells = dict(zip(COLUMNS, row, strict=True))
    return Customer(
        uuid=cells["uuid"],
        card=cells["card"],
        region=cells["region"],
        version=cells["version"],
        level=cells["level"],
        points=cells["points"],
        included=msgspec.json.decode(cells["included_json"]),
        consent=msgspec.json.decode(cells["consent_json"]),
        key=bytes(cells["key"]),
        sealed=bytes(cells["sealed"]),
        merged_into=cells["merged_into"],
    )


def held(tx: Tx, uuids: Sequence[str]) -> Sequence[Any]:
    """Rows of those that there are, erased and merged too, nobody else's until this transaction
    ends. Less than `locked`: tills earn points all the time, and may not wait for all of them.
    """
    keys = [(uuid,) for uuid in uuids]
    return lookups.found(tx.connection, customers, COLUMNS, ["uuid"], keys, lock=True)


def locked(tx: Tx, uuids: Mapping[str, object] | Sequence[str]) -> dict[str, Customer]:
    """Those that there are, nobody else's until this transaction ends.

    Raises UnknownCustomer for somebody who was erased or merged.
    """
    lookups.lock(tx.connection, customers.name)
    rows = held(tx, list(uuids))
    known = {}
    for row in rows:
        if row.key is None or row.merged_into:
            raise UnknownCustomer(customer=row.uuid)
        known[row.uuid] = read(tuple(row))
    return known


def write(tx: Tx, made: Sequence[Customer]) -> None:
    """Add them, or put them in the place of what they were."""
    rows = []
    for one in made:
        cells = {
            "uuid": one.uuid,
            "card": one.card,
            "region": one.region,
            "version": one.version,
            "level": one.level,
            "points": one.points,
            "included_json": canonical(one.included),
            "consent_json": keeping.text(one.consent),
            "key": one.key,
            "sealed": one.sealed,
            "merged_into": one.merged_into,
        }
        rows.append(tuple(cells[name] for name in COLUMNS))
    bulk.upsert(tx, customers, COLUMNS, rows)
