"""A file of people: their PIN or badge as typed, and the shops where they may sign in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.domain.barcode import may_be_badge
from app.domain.errors import BadDefault, BadValue, WeakPin
from app.importing.columns import Fields
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells
from app.importing.staff import FIELDS as PEOPLE
from app.importing.staff import role_of
from app.pins import mark_badge
from sync.central.chain import chain_of
from sync.central.database import Central, Tx
from sync.central.importing.run import Identity, Numbered, Put
from sync.central.masters import shops, staff
from sync.central.masters.staff import Assigned

FIELDS = Fields(
    aliases={
        **PEOPLE.aliases,
        "shops": ("shop", "tienda", "tiendas"),
        "gone": ("baja", "borrado", "eliminado", "deleted"),
    },
    needed=(("code",), ("name", "gone"), ("role", "gone")),
)


class Row(NamedTuple):
    """`assigned`: None for who leaves."""

    code: str
    assigned: Assigned | None


class StaffImporter:
    """See `run.Importer`. `shops`: codes, | between several, none for all; an empty PIN or badge
    is the one they had. Who is `gone` may sign in nowhere."""

    chunk = 200
    numbers = ()

    def __init__(self, who: str) -> None:
        self.by = who
        self._seen: set[str] = set()

    def fields(self, names: Sequence[str]) -> Fields:
        return FIELDS

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            chain = chain_of(connection)
            self._known = staff.everyone(connection)
            self._shops = set(shops.everyone(connection))
        self._pepper, self._demo = chain.pepper, chain.demo
        self._badges = {
            one.person.badge: code for code, one in self._known.items() if one.person.badge
        }
        for field, value in cells.defaults.items():
            if field == "role" and role_of(value) is None:
                raise BadDefault(field=field, value=value)

    def who(self, cells: Sequence[str]) -> Identity:
        return self._cells.text(cells, "code"), "", self._cells.text(cells, "name")

    def read(self, cells: Sequence[str]) -> Row:
        """Hashes the PIN, which takes 35 ms: here, where no transaction waits for it."""
        text = self._cells.text
        code = text(cells, "code")
        if not staff.is_code(code):
            raise LeftOut(Reason.NO_CODE, code)
        if code in self._seen:
            raise LeftOut(Reason.DUPLICATE_CODE, code)
        if self._cells.says("gone") and self._cells.flag(cells, "gone"):
            self._seen.add(code)
            return Row(code, None)
        old = self._known.get(code)
        name = self._cells.or_else(cells, "name", old.person.name if old else "")
        if not name:
            raise LeftOut(Reason.NO_NAME)
        said = text(cells, "role")
        role = old.person.role if old and not said else role_of(said)
        if role is None:
            raise LeftOut(Reason.BAD_ROLE, said)
        where = self._where(cells, old)
        badge = text(cells, "badge")
        if badge and not may_be_badge(badge):
            raise LeftOut(Reason.BAD_BADGE)
        if badge and self._badges.get(mark_badge(self._pepper, badge), code) != code:
            raise LeftOut(Reason.DUPLICATE_CODE)
        try:
            person = staff.person(
                self._pepper,
                name,
                role,
                text(cells, "pin"),
                badge,
                demo=self._demo,
                was=old.person if old else None,
            )
        except (WeakPin, BadValue):
            raise LeftOut(Reason.BAD_PIN) from None
        self._seen.add(code)
        if person.badge:
            self._badges[person.badge] = code
        return Row(code, Assigned(person=person, shops=where))

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        people = {one.row.code: one.row.assigned for one in rows}
        put.changed = staff.put_all(tx, {code: one for code, one in people.items() if one}, self.by)
        for code, one in people.items():
            if one is None and code in self._known:
                staff.remove(tx, code, self.by)
                put.changed += 1
        return put

    def _where(self, cells: Sequence[str], old: Assigned | None) -> tuple[str, ...]:
        if not self._cells.says("shops"):
            return old.shops if old else ()
        codes = tuple(filter(None, re.split(r"[|,\s]+", self._cells.text(cells, "shops"))))
        for code in codes:
            if code not in self._shops:
                raise LeftOut(Reason.UNKNOWN_SHOP, code)
        return codes
