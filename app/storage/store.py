"""Questions asked of the mirror of shop and staff."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from app.domain.money import Money
from app.domain.shop import Shop
from app.domain.staff import Person, Role

_SHOP = text(
    "SELECT code, name, company, nif, address, territory, timezone, language, regime FROM shop"
)
_POLICIES = text("SELECT policies_json FROM shop")
_SETTING = text("SELECT value_json FROM setting WHERE name = :name")
_CALENDAR = text("SELECT calendar_json FROM shop")
_PERSON = text("SELECT code, name, role, pin FROM staff WHERE code = :code")
_BADGE = text("SELECT code, name, role FROM staff WHERE badge = :badge AND badge <> ''")
_PEOPLE = text("SELECT code, name, role FROM staff ORDER BY name, code")


def shop(connection: Connection) -> Shop | None:
    row = connection.execute(_SHOP).first()
    return Shop(**row._mapping) if row else None


def policies(connection: Connection) -> dict[str, Any]:
    """What the chain ordered the shop, by name."""
    row = connection.execute(_POLICIES).first()
    return dict(json.loads(row.policies_json)) if row else {}


def setting(connection: Connection, name: str) -> object:
    """What the chain set under that name; None when it did not."""
    value = connection.execute(_SETTING, {"name": name}).scalar()
    return None if value is None else json.loads(value)


def calendar(connection: Connection) -> dict[str, Any]:
    """When the shop is open, by weekday or day (`app.mirror.hours`); empty: nobody said."""
    row = connection.execute(_CALENDAR).first()
    return dict(json.loads(row.calendar_json)) if row else {}


def limit(connection: Connection, policy: str, usual: Money) -> Money:
    """The amount that the chain ordered under that name; what it did not order is `usual`."""
    cents = policies(connection).get(policy)
    return Money(cents) if type(cents) is int and cents >= 0 else usual


def units(connection: Connection, policy: str, usual: Decimal) -> Decimal:
    """The same of a number of units."""
    found = policies(connection).get(policy)
    return Decimal(found) if type(found) is int and found >= 0 else usual


def person(connection: Connection, code: str) -> tuple[Person, str] | None:
    """Somebody and the hash of the PIN; None when nobody has that code."""
    row = connection.execute(_PERSON, {"code": code}).first()
    return (Person(row.code, row.name, Role(row.role)), row.pin) if row else None


def name_of(connection: Connection, code: str) -> str:
    """What people call somebody; of whom nobody knows, the code."""
    found = person(connection, code)
    return found[0].name if found else code


def person_with(connection: Connection, badge: str) -> Person | None:
    """Whoever carries the badge with that mark (`app.pins.mark_badge`)."""
    row = connection.execute(_BADGE, {"badge": badge}).first()
    return Person(row.code, row.name, Role(row.role)) if row else None


def people(connection: Connection) -> list[Person]:
    rows = connection.execute(_PEOPLE).all()
    return [Person(row.code, row.name, Role(row.role)) for row in rows]
