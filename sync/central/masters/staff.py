"""The staff: who may sign in at which shops, with the hash of PIN and badge."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from sqlalchemy import Connection, select

from app.domain.barcode import may_be_badge
from app.domain.errors import BadValue, UnknownPerson, UnknownShop
from app.domain.staff import Role, check_pin
from app.pins import hash_pin, is_pin, mark_badge
from sync.central.database import Tx
from sync.central.masters import keeping
from sync.central.outbox import Said, say_all
from sync.central.tables import shops as shops_table
from sync.central.tables import staff
from sync.protocol import DELETE, PUT

_CODE = re.compile(r"[A-Za-z0-9]{1,12}")
_LONGEST_NAME = 80


class PersonValue(Struct, kw_only=True):
    """Somebody as they travel. `pin` and `badge`: what is kept of them, "" for none."""

    name: str
    role: Role
    pin: str = ""
    badge: str = ""


class Assigned(Struct, kw_only=True):
    """Somebody, and the shops where they may sign in; none for all of the chain."""

    person: PersonValue
    shops: tuple[str, ...] = ()


def person(
    pepper: bytes,
    name: str,
    role: Role,
    pin: str,
    badge: str,
    *,
    demo: bool,
    was: PersonValue | None = None,
) -> PersonValue:
    """Somebody by PIN and badge as typed; "" is what they had before (`was`).

    Raises WeakPin, BadValue. A PIN that they had keeps its hash: nothing has changed.
    """
    if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
        raise BadValue(field="name", value=name)
    kept_pin, kept_badge = (was.pin, was.badge) if was else ("", "")
    if pin:
        check_pin(pin, role, demo=demo)
        if not is_pin(kept_pin, pepper, pin):
            kept_pin = hash_pin(pepper, pin)
    if badge:
        if not may_be_badge(badge):
            raise BadValue(field="badge", value="")
        kept_badge = mark_badge(pepper, badge)
    if not kept_pin and not kept_badge:
        raise BadValue(field="pin", value="")
    return PersonValue(name=name, role=role, pin=kept_pin, badge=kept_badge)


def is_code(code: str) -> bool:
    """Whether somebody may have that code: letters and digits, as keys of a till."""
    return bool(_CODE.fullmatch(code))


def put(tx: Tx, code: str, assigned: Assigned, who: str) -> int:
    """Make somebody what is said; their version. Raises BadValue, UnknownShop."""
    put_all(tx, {code: assigned}, who)
    version: int = keeping.one(tx.connection, staff, code).version
    return version


def put_all(tx: Tx, people: Mapping[str, Assigned], who: str) -> int:
    """How many were not so before. Raises BadValue, UnknownShop."""
    every = _shop_codes(tx.connection)
    for code, one in people.items():
        if not is_code(code):
            raise BadValue(field="code", value=code)
        for shop in one.shops:
            if shop not in every:
                raise UnknownShop(shop=shop)
    rows = {code: (_scope(one.shops), keeping.text(one.person), "") for code, one in people.items()}
    changes = keeping.keep(tx, staff, rows, who)
    said: list[Said] = []
    for code, change in changes.items():
        value = keeping.built(people[code].person)
        now = _within(rows[code][0], every)
        said += [_said(shop, code, change.version, value) for shop in now]
        said += [
            _said(shop, code, change.version, None)
            for shop in _where(change.before, every)
            if shop not in now
        ]
    say_all(tx, said)
    return len(changes)


def remove(tx: Tx, code: str, who: str) -> None:
    """Somebody may sign in nowhere any more. Raises UnknownPerson."""
    row = keeping.one(tx.connection, staff, code)
    if row is None or row.deleted_at:
        raise UnknownPerson(code=code)
    gone = (row.shops, row.value_json, tx.at.isoformat())
    every = _shop_codes(tx.connection)
    for change in keeping.keep(tx, staff, {code: gone}, who).values():
        where = _where(change.before, every)
        say_all(tx, [_said(shop, code, change.version, None) for shop in where])


def introduce(tx: Tx, new_shops: Sequence[str]) -> None:
    """Say to shops that are new who may sign in everywhere."""
    everywhere = select(staff).where(staff.c.shops == "", staff.c.deleted_at == "")
    people = tx.execute(everywhere).all() if new_shops else []
    say_all(
        tx,
        [
            _said(shop, row.code, row.version, keeping.built(_person(row.value_json)))
            for shop in new_shops
            for row in people
        ],
    )


def get(connection: Connection, code: str) -> Assigned | None:
    """Somebody who may sign in; None for nobody, or whom central removed."""
    return everyone(connection, [code]).get(code)


def everyone(connection: Connection, codes: Sequence[str] | None = None) -> dict[str, Assigned]:
    """Who may sign in, by code; of `codes` when they are given."""
    question = select(staff).where(staff.c.deleted_at == "").order_by(staff.c.code)
    if codes is not None:
        question = question.where(staff.c.code.in_(codes))
    return {
        row.code: Assigned(person=_person(row.value_json), shops=_shops(row.shops))
        for row in connection.execute(question)
    }


def has_anybody(connection: Connection, shop: str) -> bool:
    """Whether there is anybody who may sign in at that shop."""
    return any(not one.shops or shop in one.shops for one in everyone(connection).values())


def _said(shop: str, code: str, version: int, value: dict[str, object] | None) -> Said:
    op = DELETE if value is None else PUT
    return Said(f"store:{shop}", op, "person", code, version, value)


def _scope(shops: Sequence[str]) -> str:
    return f",{','.join(sorted(set(shops)))}," if shops else ""


def _shops(scope: str) -> tuple[str, ...]:
    return tuple(scope.strip(",").split(",")) if scope else ()


def _within(scope: str, every: Sequence[str]) -> Sequence[str]:
    return _shops(scope) or every


def _where(before: keeping.Cells | None, every: Sequence[str]) -> Sequence[str]:
    """The shops that know somebody as they were before."""
    if before is None:
        return ()
    scope, _, deleted_at = before
    return () if deleted_at else _within(scope, every)


def _person(value_json: str) -> PersonValue:
    return keeping.value_of(value_json, PersonValue)


def _shop_codes(connection: Connection) -> list[str]:
    return list(connection.scalars(select(shops_table.c.code).order_by(shops_table.c.code)))
