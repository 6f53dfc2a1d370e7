"""What the screen of limits shows: how far each role goes unasked, and what takes two people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.money import Money
from app.domain.role_limits import FOUR_EYED, LIMITED, ROLES, Limit, Measure, RoleLimits
from app.domain.staff import Permission, Role
from app.ui import format as written
from app.ui.words import fill, tr

ASK, UP_TO, ANY = "ask", "up_to", "any"


@dataclass(frozen=True, slots=True)
class LimitCell:
    """One role's limit. `how`: ASK, UP_TO or ANY; `value` as it would be typed."""

    role: Role
    words: str
    how: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    permission: Permission
    words: str
    unit: str
    """`%` or `€`; "" for what is only allowed or not."""
    cells: tuple[LimitCell, ...]
    """None for what has no limit, and only may take two people."""
    two: bool


def limits_view(limits: RoleLimits) -> tuple[LimitRow, ...]:
    return tuple(_row(limits, permission) for permission in FOUR_EYED)


def _row(limits: RoleLimits, permission: Permission) -> LimitRow:
    measure = LIMITED.get(permission)
    cells: tuple[LimitCell, ...] = ()
    if measure is not None:
        cells = tuple(_cell(role, limits.of(role, permission), measure) for role in ROLES)
    unit = {Measure.PERCENT: "%", Measure.CENTS: "€"}.get(measure, "") if measure else ""
    return LimitRow(permission, _deed(permission), unit, cells, permission in limits.four_eyes)


def _cell(role: Role, limit: Limit, measure: Measure) -> LimitCell:
    if limit is None:
        words = tr("Sí") if measure is Measure.YES_NO else tr("Sin límite")
        return LimitCell(role, words, ANY)
    if limit <= 0:
        return LimitCell(role, tr("Pide permiso"), ASK)
    if measure is Measure.PERCENT:
        typed = f"{limit.normalize():f}"
        return LimitCell(role, fill(tr("Hasta %1"), written.percent(limit)), UP_TO, typed)
    amount = Money(int(limit))
    words = fill(tr("Hasta %1"), written.money(amount))
    return LimitCell(role, words, UP_TO, written.typed_amount(amount))


def limit_of(how: str, value: Decimal) -> Limit:
    """What was chosen, `value` per cent or cents."""
    return {ASK: Decimal(0), UP_TO: value, ANY: None}[how]


def role_words(role: Role) -> str:
    return {
        Role.CASHIER: tr("Caja"),
        Role.SENIOR: tr("Responsable"),
        Role.MANAGER: tr("Encargado"),
    }[role]


def _deed(permission: Permission) -> str:
    return {
        Permission.DISCOUNT: tr("Descuento"),
        Permission.PRICE: tr("Precio a mano"),
        Permission.REFUND: tr("Devolver con ticket"),
        Permission.RETURN_WITHOUT_TICKET: tr("Devolver sin ticket"),
        Permission.CASH_OUT: tr("Sacar efectivo"),
        Permission.DRAWER: tr("Abrir el cajón sin venta"),
        Permission.SAFE: tr("Caja fuerte y banco"),
        Permission.ACCEPT_DIFFERENCE: tr("Aceptar un descuadre"),
        Permission.SETTINGS: tr("Cambiar ajustes"),
    }[permission]
