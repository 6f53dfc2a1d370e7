"""Customers: known by a card, with a level, consent and points; who they are is sealed.

Facts and tables name them by uuid. Name, phone, e-mail and document are sealed under a key of
their own; erasing somebody destroys it, and all that is left is a uuid that bought something.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

import msgspec
from sqlalchemy import Connection, select

from app.domain.customer import card_number
from app.domain.errors import BadValue, UnknownCustomer
from app.sealing import KEY, new_key
from sync.central.database import Tx
from sync.central.masters import acquaintance, forgetting, lookups
from sync.central.masters.audit import note, note_all, note_each
from sync.central.masters.customer import (
    COLUMNS,
    Customer,
    CustomerValue,
    Personal,
    begun,
    changed,
    locked,
    read,
    sealed,
    write,
)
from sync.central.masters.shops import REGION
from sync.central.tables import customers
from sync.central.telling_tables import contacts

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z0-9_-]{0,32}")
_LONGEST = 200


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
            one = begun(uuid, value, (keys or {}).get(uuid) or new_key())
        elif was.value == value:
            continue
        else:
            one = changed(was, value)
        if was is not None and was.region != one.region:
            left.append(msgspec.structs.replace(was, version=one.version))
        if was is None or was.region != one.region:
            came.append(one)
        made.append(one)
        if was is None or was.consent != value.consent:
            consents.append({"customer": uuid, "consent": value.consent})
    write(tx, made)
    acquaintance.leave_home(tx, left)
    acquaintance.come_home(tx, came)
    acquaintance.say(tx, made)
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
    other.sealed = sealed(other, whole)
    one.points, one.included, one.card, one.merged_into = 0, {}, "", kept
    one.version += 1
    other.version += 1
    write(tx, [one, other])
    tx.execute(customers.update().where(customers.c.merged_into == gone).values(merged_into=kept))
    acquaintance.give_way(tx, one, kept)
    acquaintance.say(tx, [other])
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
    tx.erasing(every)
    forgetting.forget(tx, "loyalty:", "customer", every)
    tx.execute(
        customers.update()
        .where(customers.c.uuid.in_(every))
        .values(card="", level="", consent_json="{}", key=None, sealed=None)
    )
    tx.execute(customers.update().where(customers.c.uuid == uuid).values(version=one.version + 1))
    one.version += 1
    acquaintance.forget(tx, one, every)
    tx.execute(contacts.delete().where(contacts.c.customer.in_(every)))
    note(tx, who, "erase", customer=uuid)


def erased(connection: Connection) -> list[str]:
    """Everybody whose key was destroyed, and who was merged into them."""
    question = select(customers.c.uuid).where(customers.c.key.is_(None))
    return list(connection.execute(question.order_by(customers.c.uuid)).scalars())


def anybody(connection: Connection) -> bool:
    """Whether there is somebody whose key is there."""
    question = select(customers.c.uuid).where(customers.c.key.is_not(None)).limit(1)
    return connection.execute(question).first() is not None


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
    rows = lookups.found(connection, customers, COLUMNS, ["uuid"], keys)
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
