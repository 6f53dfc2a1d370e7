"""Reading a staff file: people with their PIN or badge as typed, for the caller to hash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.barcode import may_be_badge
from app.domain.errors import NothingImported, WeakPin
from app.domain.staff import Person, Role, check_pin
from app.importing.columns import Fields, columns
from app.importing.report import LeftOut, Reason, Report
from app.importing.table import Table
from app.mirror.words import fold

FIELDS = Fields(
    aliases={
        "code": ("codigo", "usuario", "empleado", "numero"),
        "name": ("nombre", "nombre_y_apellidos"),
        "role": ("rol", "puesto", "cargo", "perfil"),
        "pin": ("clave",),
        "badge": ("tarjeta", "credencial", "identificador"),
    },
    needed=(("code",), ("name",), ("role",), ("pin", "badge")),
)

_ROLES = {
    Role.CASHIER: ("cajero", "cajera", "cajero/a", "dependiente", "dependienta"),
    Role.SENIOR: ("senior", "responsable", "encargado de turno"),
    Role.MANAGER: ("encargado", "encargada", "gerente", "director", "directora"),
    Role.STOCK: ("almacen", "reposicion", "mozo"),
    Role.INSPECTOR: ("inspector fiscal", "inspeccion"),
}
_ROLE = {name: role for role, names in _ROLES.items() for name in (role.value, *names)}
_LONGEST = {"code": 20, "name": 80, "badge": 80}


def role_of(text: str) -> Role | None:
    """`Cajera`, `encargado`, `manager`."""
    return _ROLE.get(fold(text))


@dataclass(frozen=True, slots=True)
class StaffEntry:
    """Somebody as the file says; `pin` and `badge` are secrets ("" for none), never to be kept."""

    person: Person
    pin: str = field(default="", repr=False)
    badge: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class StaffResult:
    """`left_out` counts by Reason."""

    entries: tuple[StaffEntry, ...]
    left_out: Counter[str]
    warnings: Counter[str]


def read_staff(
    file: Path,
    *,
    mapping: Mapping[str, str],
    defaults: Mapping[str, str],
    report: Path | None,
    demo: bool,
) -> StaffResult:
    """Everybody in `file` with a code of their own, a name, a role, and a PIN or badge.

    `demo`: short PINs are taken for managers too. The report never holds a PIN or a badge.
    Raises NoSuchFile, UnreadableFile, NoUsableHeader, UnknownField, UnknownColumn,
    ReportNotWritable, NothingImported.
    """
    FIELDS.check(list(defaults))
    table = Table(file, FIELDS.known | {*mapping})
    entries: dict[str, StaffEntry] = {}
    badges: set[str] = set()
    try:
        found = columns(table.header, FIELDS, mapping, list(defaults))
        with Report(report, file) as notes:
            for column in found.unmapped:
                notes.warn(1, ("", "", ""), Reason.UNMAPPED_COLUMN, column)
            for record in table.records():
                values = _values(record.cells or [], found.places, defaults)
                try:
                    if record.cells is None:
                        raise LeftOut(Reason.UNREADABLE)  # without its text: there may be a PIN
                    entry = _entry(values, demo=demo)
                    if entry.person.code in entries or (entry.badge and entry.badge in badges):
                        raise LeftOut(Reason.DUPLICATE_CODE)
                except LeftOut as error:
                    who = (values["code"], "", values["name"])
                    notes.leave_out(record.line, who, error.reason, error.detail)
                    continue
                entries[entry.person.code] = entry
                badges.add(entry.badge)
            if not entries:
                raise NothingImported(left_out=dict(notes.left_out), file=str(file))
            return StaffResult(tuple(entries.values()), notes.left_out, notes.warnings)
    finally:
        table.close()


def _values(
    cells: list[str], places: Mapping[str, tuple[int, ...]], defaults: Mapping[str, str]
) -> dict[str, str]:
    values = {}
    for name in FIELDS.aliases:
        inside = [cells[i].strip() for i in places.get(name, ()) if i < len(cells)]
        values[name] = next(filter(None, inside), defaults.get(name, ""))
    return values


def _entry(values: Mapping[str, str], *, demo: bool) -> StaffEntry:
    """Raises LeftOut; its detail never tells a secret."""
    for name, most in _LONGEST.items():
        if len(values[name]) > most or not values[name].isprintable():
            raise LeftOut(Reason.UNREADABLE, name)
    if not values["code"]:
        raise LeftOut(Reason.NO_CODE)
    if not values["name"]:
        raise LeftOut(Reason.NO_NAME)
    role = role_of(values["role"])
    if role is None:
        raise LeftOut(Reason.BAD_ROLE, values["role"])
    if not values["pin"] and not values["badge"]:
        raise LeftOut(Reason.BAD_PIN)
    if values["pin"]:
        try:
            check_pin(values["pin"], role, demo=demo)
        except WeakPin:
            raise LeftOut(Reason.BAD_PIN) from None
    if values["badge"] and not may_be_badge(values["badge"]):
        raise LeftOut(Reason.BAD_BADGE)
    return StaffEntry(Person(values["code"], values["name"], role), values["pin"], values["badge"])
