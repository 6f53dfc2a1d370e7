"""Customers: known by a card, with a level, consent and points; who they are is sealed.

Facts and tables name them by uuid. Name, phone, e-mail and document are sealed under a key of
their own; erasing somebody destroys it, and all that is left is a uuid that bought something.
"""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from app.domain.customer import card_number
from app.domain.errors import BadValue, UnknownCustomer
from app.domain.facts import canonical
from app.sealing import KEY, new_key, seal, unseal
from sync.central import bulk
from sync.central.database import Tx
from sync.central.masters import forgetting, keeping, lookups, regulars
from sync.central.masters.audit import note, note_all, note_each
from sync.central.masters.shops import REGION
from sync.central.outbox import Said, say_all
from sync.central.tables import customers
from sync.protocol import DELETE, PUT

_COLUMNS = tuple(column.name for column in customers.columns)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z0-9_-]{0,32}")
_LONGEST = 200


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


def put(tx: Tx, uuid: str, value: CustomerValue, who: str, key: bytes | None = None) -> str:
    """Make somebody what is said, under `key` when they are new; the uuid they are known by.

    That is another when somebody else has the card: the same card is the same person, and the one
    who had it first stays, with the points of both. Raises BadValue, BadCard, UnknownCustomer.
    """
    value = msgspec.structs.replace(value, card=spelled(value.card))
    check(uuid, value, key)
    alone = msgspec.structs.replace(value, card="")
    owner = _owners(tx, [value.card]).get(value.card) if value.card else None
    if owner is None or owner == uuid:
        keep(tx, {uuid: value}, who, {uuid: key} if key else {})
        return uuid
    keep(tx, {uuid: alone}, who, {uuid: key} if key else {})
    merge(tx, uuid, owner, who)
    return owner


def keep(
    tx: Tx, values: Mapping[str, CustomerValue], who: str, keys: Mapping[str, bytes] | None = None
) -> int:
    """Make many what is said, whose cards nobody else has; how many were not so.

    Raises UnknownCustomer for somebody who was erased or merged.
    """
    before = locked(tx, values)
    made: list[Customer] = []
    left: list[Customer] = []
    came: list[Customer] = []
    consents: list[dict[str, object]] = []
    for uuid, value in values.items():
        was = before.get(uuid)
        if was is None:
            one = _new(uuid, value, (keys or {}).get(uuid) or new_key())
        elif was.value == value:
            continue
        else:
            one = _changed(was, value)
        if was is not None and was.region != one.region:
            left.append(msgspec.structs.replace(was, version=one.version))
        if was is None or was.region != one.region:
            came.append(one)
        made.append(one)
        if was is None or was.consent != value.consent:
            consents.append({"customer": uuid, "consent": value.consent})
    write(tx, made)
    _leave_home(tx, left)
    _come_home(tx, came)
    say(tx, made)
    note_all(tx, who, customers.name, [one.uuid for one in made])
    note_each(tx, who, "consent", consents)
    return len(made)


def merge(tx: Tx, gone: str, kept: str, who: str) -> None:
    """Two are one person: `kept` gets the points and what it lacked of the other.

    The key of `gone` stays until `kept` is erased: facts are sealed under it. Raises
    UnknownCustomer.
    """
    both = locked(tx, [gone, kept])
    if gone not in both or kept not in both or gone == kept:
        raise UnknownCustomer(customer=gone if gone not in both else kept)
    one, other = both[gone], both[kept]
    other.points += one.points
    for installation, seq in one.included.items():
        other.included[installation] = max(seq, other.included.get(installation, 0))
    other.consent = one.consent | other.consent
    other.level = other.level or one.level
    other.card = other.card or one.card
    known = {n: v for n, v in msgspec.to_builtins(other.personal).items() if v}
    whole = msgspec.convert(msgspec.to_builtins(one.personal) | known, Personal)
    other.sealed = _sealed(other, whole)
    one.points, one.included, one.card, one.merged_into = 0, {}, "", kept
    one.version += 1
    other.version += 1
    write(tx, [one, other])
    tx.execute(customers.update().where(customers.c.merged_into == gone).values(merged_into=kept))
    known_in = regulars.regions(tx, [gone]).get(gone, [])
    say_all(tx, [said_of(one, region, DELETE) for region in known_in])
    regulars.forget(tx, [gone])
    regulars.see(tx, [(kept, region) for region in known_in])
    say(tx, [other])
    note(tx, who, "merge", gone=gone, kept=kept)


def erase(tx: Tx, uuid: str, who: str) -> None:
    """Destroy the key of somebody and of who was merged into them; what they bought stays.

    What was said of them goes from the streams: tills that are behind take the region's base.
    Raises UnknownCustomer.
    """
    known = locked(tx, [uuid])
    if uuid not in known:
        raise UnknownCustomer(customer=uuid)
    one = known[uuid]
    merged = tx.execute(select(customers.c.uuid).where(customers.c.merged_into == uuid))
    every = [uuid, *merged.scalars()]
    forgetting.forget(tx, "loyalty:", "customer", every)
    tx.execute(
        customers.update()
        .where(customers.c.uuid.in_(every))
        .values(card="", level="", consent_json="{}", key=None, sealed=None)
    )
    tx.execute(customers.update().where(customers.c.uuid == uuid).values(version=one.version + 1))
    one.version += 1
    say_all(tx, [said_of(one, region, DELETE) for region in _known_in(tx, one)])
    regulars.forget(tx, every)
    note(tx, who, "erase", customer=uuid)


def get(connection: Connection, uuid: str) -> Customer:
    """Raises UnknownCustomer, for somebody who was erased or merged too."""
    question = select(customers).where(customers.c.uuid == uuid)
    row = connection.execute(question).first()
    if row is None or row.key is None or row.merged_into:
        raise UnknownCustomer(customer=uuid)
    return read(tuple(row))


def some(connection: Connection, uuids: Sequence[str]) -> dict[str, Customer]:
    """Those of `uuids` that are known, by uuid."""
    keys = [(uuid,) for uuid in dict.fromkeys(uuids)]
    rows = lookups.found(connection, customers, _COLUMNS, ["uuid"], keys)
    return {row.uuid: read(tuple(row)) for row in rows if row.key and not row.merged_into}


def gone(connection: Connection, uuids: Sequence[str]) -> set[str]:
    """Those of `uuids` that were erased, or merged into somebody."""
    keys = [(uuid,) for uuid in dict.fromkeys(uuids)]
    columns = ["uuid", "key", "merged_into"]
    rows = lookups.found(connection, customers, columns, ["uuid"], keys)
    return {row[0] for row in rows if row[1] is None or row[2]}


def with_cards(connection: Connection, cards: Sequence[str]) -> dict[str, str]:
    """card: uuid, of those that somebody has."""
    keys = [(card,) for card in dict.fromkeys(cards) if card]
    columns = ["card", "uuid", "merged_into"]
    rows = lookups.found(connection, customers, columns, ["card"], keys)
    return {row[0]: row[1] for row in rows if not row[2]}


def home(said: str | None, regions: Sequence[str]) -> str:
    """The region somebody new belongs to, who is `said` to be of one (None: nobody said).

    `regions`: the shops'. The only one is what nobody need say; before there are shops any will
    do. Raises BadValue for one that no shop is in: no till would ever hear of them.
    """
    if said is None:
        said = regions[0] if len(regions) == 1 else REGION
    if regions and said not in regions:
        raise BadValue(field="region", value=said)
    return said


def spelled(card: str) -> str:
    """A card's number as tills read it, "" for none. Raises BadCard."""
    return card_number(card) if card.strip() else ""


def new_uuid(at: datetime) -> str:
    """A UUID version 7 (RFC 9562)."""
    number = int(at.timestamp() * 1000) << 80 | int.from_bytes(secrets.token_bytes(10), "big")
    number = number & ~(0xF << 76) | 7 << 76
    number = number & ~(0x3 << 62) | 2 << 62
    text = f"{number:032x}"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def check(uuid: str, value: CustomerValue, key: bytes | None = None) -> None:
    """Refuse what could be nobody. Raises BadValue naming the field."""
    if not _UUID.fullmatch(uuid):
        raise BadValue(field="uuid", value=uuid)
    if key is not None and len(key) != KEY:
        raise BadValue(field="key", value=f"{len(key)} B")
    for field, name in (("region", value.region), ("level", value.level)):
        if not _NAME.fullmatch(name):
            raise BadValue(field=field, value=name)
    if not value.region:
        raise BadValue(field="region", value="")
    if value.card and value.card != spelled(value.card):
        raise BadValue(field="card", value=value.card)
    texts = {"card": value.card, **msgspec.to_builtins(value.personal)}
    for field, text in texts.items():
        if len(text) > _LONGEST or not text.isprintable():
            raise BadValue(field=field, value=text[:40])


def _owners(tx: Tx, cards: Sequence[str]) -> dict[str, str]:
    lookups.lock(tx.connection, customers.name)
    return with_cards(tx.connection, cards)


def held(tx: Tx, uuids: Sequence[str]) -> Sequence[Any]:
    """Rows of those that there are, erased and merged too, nobody else's until this transaction
    ends. Less than `locked`: tills earn points all the time, and may not wait for all of them.
    """
    keys = [(uuid,) for uuid in uuids]
    return lookups.found(tx.connection, customers, _COLUMNS, ["uuid"], keys, lock=True)


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


def read(row: Sequence[Any]) -> Customer:
    """A row of the table, of somebody who was not erased."""
    cells = dict(zip(_COLUMNS, row, strict=True))
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


def _new(uuid: str, value: CustomerValue, key: bytes) -> Customer:
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


def _changed(was: Customer, value: CustomerValue) -> Customer:
    return msgspec.structs.replace(
        was,
        card=value.card,
        region=value.region,
        version=was.version + 1,
        level=value.level,
        consent=value.consent,
        sealed=_sealed(was, value.personal),
    )


def _sealed(of: Customer, personal: Personal) -> bytes:
    return seal(of.key, of.uuid, msgspec.to_builtins(personal))


def say(tx: Tx, changed: Sequence[Customer]) -> None:
    """Tell the regions where they are regulars."""
    known_in = regulars.regions(tx, [one.uuid for one in changed])
    say_all(
        tx,
        [said_of(one, region, PUT) for one in changed for region in known_in.get(one.uuid, [])],
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
    say_all(tx, [said_of(one, region, PUT) for one in come])


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
    say_all(tx, [said_of(one, region, DELETE) for one in leaving])
    return len(uuids)


def _leave_home(tx: Tx, left: Sequence[Customer]) -> None:
    known_in = regulars.regions(tx, [one.uuid for one in left])
    there = [one for one in left if one.region in known_in.get(one.uuid, [])]
    regulars.leave(tx, [(one.uuid, one.region) for one in there])
    say_all(tx, [said_of(one, one.region, DELETE) for one in there])


def _come_home(tx: Tx, came: Sequence[Customer]) -> None:
    """As many as there is room for: a file of everybody is no reason to forget who buys."""
    by_region: dict[str, list[str]] = {}
    for one in came:
        by_region.setdefault(one.region, []).append(one.uuid)
    for region, uuids in by_region.items():
        regulars.see(tx, [(uuid, region) for uuid in uuids[: regulars.room(tx, region)]])


def _known_in(tx: Tx, one: Customer) -> list[str]:
    """Where tills may have them; the region they belong to in any case."""
    return sorted({one.region, *regulars.regions(tx, [one.uuid]).get(one.uuid, [])})


def said_of(of: Customer, region: str, op: str) -> Said:
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
        rows.append(tuple(cells[name] for name in _COLUMNS))
    bulk.upsert(tx, customers, _COLUMNS, rows)
