"""How far each role goes unasked, and what always takes two: data that chain and till order.

The form, as the chain's setting `limits` and as `[limits]` of till.toml (retail-rules 6):

    {"cashier": {"discount": "20", "price": "0", "refund": 3000, "drawer": false},
     "senior": {"cash_out": 5000}, "four_eyes": ["refund"]}

`discount` and `price` are per cent, the others cents of one deed, `drawer` yes or no; "any" is
without limit, 0 asks always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum

from app.domain.errors import BadLimit
from app.domain.money import Money
from app.domain.number import read_decimal
from app.domain.staff import FREE_DISCOUNT, MAY, Permission, Person, Role


class Measure(Enum):
    PERCENT = "percent"
    CENTS = "cents"
    YES_NO = "yes_no"


LIMITED: Mapping[Permission, Measure] = {
    Permission.DISCOUNT: Measure.PERCENT,
    Permission.PRICE: Measure.PERCENT,
    Permission.REFUND: Measure.CENTS,
    Permission.RETURN_WITHOUT_TICKET: Measure.CENTS,
    Permission.CASH_OUT: Measure.CENTS,
    Permission.DRAWER: Measure.YES_NO,
}
ROLES = (Role.CASHIER, Role.SENIOR, Role.MANAGER)
"""Who sells, and may have limits."""
SETTING = "limits"
FOUR_EYES = "four_eyes"
ANY = "any"
_NONE = Decimal(0)
_MOST = {Measure.PERCENT: Decimal(100), Measure.CENTS: Decimal(99_999_999)}

Limit = Decimal | None
"""Per cent, or cents; 0: ask always; None: without limit."""


@dataclass(frozen=True, slots=True)
class RoleLimits:
    """What was ordered; the rest is as `MAY` has it."""

    rows: Mapping[tuple[Role, Permission], Limit] = field(default_factory=dict)
    four_eyes: frozenset[Permission] = frozenset()
    """What even who may does not do alone."""

    def of(self, role: Role, permission: Permission) -> Limit:
        if (role, permission) in self.rows:
            return self.rows[role, permission]
        if permission in MAY[role]:
            return None
        sells = Permission.SELL in MAY[role]
        return FREE_DISCOUNT if sells and permission is Permission.DISCOUNT else _NONE

    def allows(self, person: Person, permission: Permission, size: Decimal | None = None) -> bool:
        """Whether somebody's role goes so far; without a size, whether it goes anywhere."""
        if permission not in LIMITED:
            return person.may(permission)
        limit = self.of(person.role, permission)
        if limit is None or size is None:
            return limit is None or limit > 0
        return size <= limit

    def least(self, permission: Permission, size: Decimal | None = None) -> Role:
        """The least of the roles at a counter that goes so far: whose leave is to be asked."""
        able = (one for one in ROLES if self.allows(Person("", "", one), permission, size))
        return next(able, Role.MANAGER)


def ordered(said: Mapping[str, object], before: RoleLimits) -> RoleLimits:
    """`before` with what a chain or a till orders. Raises BadLimit."""
    rows = dict(before.rows)
    for name, row in said.items():
        if name == FOUR_EYES:
            continue
        if name not in ROLES or not isinstance(row, Mapping):
            raise BadLimit(name=str(name)[:40])
        for what, value in row.items():
            if what not in LIMITED:
                raise BadLimit(name=f"{name}.{str(what)[:40]}")
            permission = Permission(what)
            rows[Role(name), permission] = _read(value, LIMITED[permission], f"{name}.{what}")
    return replace(before, rows=rows, four_eyes=_pairs(said, before.four_eyes))


def _pairs(said: Mapping[str, object], before: frozenset[Permission]) -> frozenset[Permission]:
    if FOUR_EYES not in said:
        return before
    names = said[FOUR_EYES]
    if not isinstance(names, list) or not all(name in FOUR_EYED for name in names):
        raise BadLimit(name=FOUR_EYES)
    return frozenset(Permission(name) for name in names)


FOUR_EYED = (
    *LIMITED,
    Permission.SAFE,
    Permission.ACCEPT_DIFFERENCE,
    Permission.SETTINGS,
)
"""What may be ordered to take two people."""


def _read(value: object, measure: Measure, name: str) -> Limit:
    if value == ANY:
        return None
    if measure is Measure.YES_NO:
        if not isinstance(value, bool):
            raise BadLimit(name=name)
        return None if value else _NONE
    if measure is Measure.CENTS:
        found = Decimal(value) if type(value) is int else None
    else:
        found = read_decimal(value, 2) if isinstance(value, str) else None
    if found is None or not 0 <= found <= _MOST[measure]:
        raise BadLimit(name=name)
    return found


def said_of(limit: Limit, measure: Measure) -> str | int | bool:
    """A limit in the form that `ordered` reads."""
    if measure is Measure.YES_NO:
        return limit is None
    if limit is None:
        return ANY
    return int(limit) if measure is Measure.CENTS else f"{limit:f}"


def cents(amount: Money) -> Decimal:
    """The size of a deed in money."""
    return Decimal(abs(amount.cents))
