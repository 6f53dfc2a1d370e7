"""A file of shops: one row each, with their opening times by the day of the week."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import msgspec

from app.domain.errors import BadShopFacts, RegimeNotReady
from app.importing.columns import Fields
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells
from sync.central.chain import chain_of
from sync.central.database import Central, Tx
from sync.central.importing.run import Identity, Numbered, Put
from sync.central.masters import shops
from sync.central.masters.shops import DAYS, Calendar, ShopValue

_DAYS = ("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo")
_TEXTS = {
    "name": ("nombre", "shop_name", "nombre_tienda"),
    "company": ("empresa", "razon_social"),
    "nif": ("cif", "nif_cif"),
    "address": ("direccion", "domicilio"),
    "territory": ("territorio",),
    "timezone": ("tz", "zona_horaria"),
    "language": ("idioma", "lengua"),
    "regime": ("regimen", "regimen_fiscal"),
    "region": ("zona", "area"),
    "latitude": ("latitud", "lat"),
    "longitude": ("longitud", "lon", "lng"),
}
FIELDS = Fields(
    aliases={
        "code": ("codigo", "tienda", "shop", "numero"),
        **_TEXTS,
        **{day: (name, name[:3]) for day, name in zip(DAYS, _DAYS, strict=True)},
        "policies": ("politicas", "normas"),
    },
    needed=(("code",),),
)
_NEW = dict.fromkeys(("name", "company", "nif", "address"), "")
_CLOSED = ("", "-", "cerrado", "closed")
_HOURS = re.compile(r"(\d{1,2}:\d{2})\s*[-–a]\s*(\d{1,2}:\d{2})")


class ShopImporter:
    """See `run.Importer`. Opening times are written `09:30-14:00 17:00-20:30`, policies as JSON."""

    chunk = 500
    numbers = ()

    def __init__(self, who: str) -> None:
        self.by = who
        self._seen: set[str] = set()

    def fields(self, names: Sequence[str]) -> Fields:
        return FIELDS

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            self._known = shops.everyone(connection)
            self._demo = chain_of(connection).demo

    def who(self, cells: Sequence[str]) -> Identity:
        return self._cells.text(cells, "code"), "", self._cells.text(cells, "name")

    def read(self, cells: Sequence[str]) -> ShopValue:
        code = self._cells.text(cells, "code")
        if code.isdecimal():
            code = code.zfill(3)  # a spreadsheet made a number of it
        if code in self._seen:
            raise LeftOut(Reason.DUPLICATE_ROW, code)
        old: dict[str, Any] = {}
        if code in self._known:
            old = msgspec.to_builtins(self._known[code])
        told = {field: text for field in _TEXTS if (text := self._cells.text(cells, field))}
        value: dict[str, Any] = {**_NEW, **old, **told, "code": code}
        value["nif"] = value["nif"].upper()
        value["calendar"] = self._calendar(cells, old.get("calendar", {}))
        value["policies"] = self._policies(cells, old.get("policies", {}))
        made = msgspec.convert(value, ShopValue)
        try:
            shops.check(made, demo=self._demo)
        except BadShopFacts as error:
            detail = f"{error.facts['field']}: {error.facts['value']}"
            raise LeftOut(Reason.BAD_VALUE, detail) from None
        except RegimeNotReady:
            raise LeftOut(Reason.BAD_VALUE, f"regime: {made.regime}") from None
        self._seen.add(code)
        return made

    def put(self, tx: Tx, rows: Sequence[Numbered[ShopValue]], *, last: bool) -> Put[ShopValue]:
        return Put(changed=shops.put_all(tx, [one.row for one in rows], self.by))

    def _calendar(self, cells: Sequence[str], old: Calendar) -> Calendar:
        calendar = dict(old)
        for day in DAYS:
            if not self._cells.says(day):
                continue
            text = self._cells.text(cells, day)
            found = _HOURS.findall(text)
            if not found and text.lower() not in _CLOSED:
                raise LeftOut(Reason.BAD_VALUE, f"{day}: {text}")
            calendar[day] = [(one.zfill(5), other.zfill(5)) for one, other in found]
        return calendar

    def _policies(self, cells: Sequence[str], old: dict[str, Any]) -> dict[str, Any]:
        text = self._cells.text(cells, "policies")
        if not text:
            return old
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise LeftOut(Reason.BAD_VALUE, f"policies: {text}")
        return {**old, **found}
