"""A file of customers. A row is whoever has its card; what it does not say stays as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from app.domain.errors import BadCard, BadValue
from app.importing.columns import Fields
from app.importing.numbers import number
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells, flag
from app.importing.table import fold_name
from sync.central.database import Central, Tx
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import customers, shops
from sync.central.masters import points as balances
from sync.central.masters.customer import Customer, CustomerValue, Personal

_PERSONAL = {
    "name": ("nombre", "nombre_y_apellidos", "cliente"),
    "phone": ("telefono", "movil", "tel"),
    "email": ("e_mail", "correo", "correo_electronico", "mail"),
    "document": ("documento", "dni", "nif", "nie"),
}
FIELDS = Fields(
    aliases={
        "card": ("tarjeta", "numero_tarjeta", "card_number", "codigo"),
        "uuid": ("id", "identificador"),
        **_PERSONAL,
        "region": ("zona", "area"),
        "level": ("nivel", "categoria"),
        "points": ("puntos", "saldo"),
        "consent": ("consentimiento", "consentimientos"),
    },
    needed=(("card", "uuid"),),
)
_CONSENT = re.compile(r"(?:consent|consentimiento):([\w-]{1,32})")
_LEVEL = re.compile(r"[^a-z0-9_-]+")
_MOST_POINTS = 10**9


class Row(NamedTuple):
    """`told`: fields of CustomerValue and Personal that the row says. `points`: None for none."""

    card: str
    uuid: str
    told: dict[str, str]
    consent: dict[str, bool]
    points: int | None


class CustomerImporter:
    """See `run.Importer`. `consent`: what they agree to, | between several; or a column for each,
    `consent:email`, with yes or no. `region`: one of the shops'; not said, the only one. `points`
    is the balance of what central has heard."""

    chunk = 2000
    numbers = ()

    def __init__(self, who: str) -> None:
        self.by = who
        self._cards: set[str] = set()
        self._uuids: set[str] = set()

    def fields(self, names: Sequence[str]) -> Fields:
        named = [name for name in names if _CONSENT.fullmatch(name.strip().lower())]
        return Fields(
            {**FIELDS.aliases, **{name: (fold_name(name),) for name in named}}, needed=FIELDS.needed
        )

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            self._regions = shops.regions(connection)
        said = {*cells.places, *cells.defaults}
        self._consents = {
            name: match[1] for name in sorted(said) if (match := _CONSENT.fullmatch(name.lower()))
        }

    def who(self, cells: Sequence[str]) -> Identity:
        """Never the name: it is nobody's business who was left out."""
        return self._cells.text(cells, "card"), "", self._cells.text(cells, "uuid")

    def read(self, cells: Sequence[str]) -> Row:
        text = self._cells.text
        card, uuid = _card(text(cells, "card")), text(cells, "uuid").lower()
        if not card and not uuid:
            raise LeftOut(Reason.NO_CARD)
        if (card and card in self._cards) or (uuid and uuid in self._uuids):
            raise LeftOut(Reason.DUPLICATE_ROW, card or uuid)
        told = {
            field: text(cells, field)
            for field in (*_PERSONAL, "region", "level")
            if self._cells.says(field)
        }
        for field in ("region", "level"):
            if field in told:
                told[field] = _LEVEL.sub("-", told[field].lower())
        if not told.get("region", "x"):
            del told["region"]
        row = Row(card, uuid, told, self._consent(cells), self._points(cells))
        self._cards.add(card)
        self._uuids.add(uuid)
        return row

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        owners = customers.with_cards(tx.connection, [one.row.card for one in rows])
        ids = [one.row.uuid or owners.get(one.row.card, "") for one in rows]
        known = customers.some(tx.connection, list(filter(None, ids)))
        values: dict[str, CustomerValue] = {}
        points: dict[str, int] = {}
        for one, found in zip(rows, ids, strict=True):
            uuid = found or customers.new_uuid(tx.at)
            try:
                values[uuid] = _value(one.row, uuid, known.get(uuid), owners, self._regions)
            except LeftOut as error:
                put.left_out.append(Remark(one, error.reason, error.detail))
                continue
            if one.row.points is not None:
                points[uuid] = one.row.points
        self._keep(tx, put, rows, values, points)
        return put

    def _keep(
        self,
        tx: Tx,
        put: Put[Row],
        rows: Sequence[Numbered[Row]],
        values: dict[str, CustomerValue],
        points: dict[str, int],
    ) -> None:
        gone = customers.gone(tx.connection, list(values))
        put.left_out += [
            Remark(one, Reason.UNKNOWN_CUSTOMER, one.row.uuid)
            for one in rows
            if one.row.uuid in gone and one.row.uuid in values
        ]
        for uuid in gone:
            values.pop(uuid, None)
            points.pop(uuid, None)
        put.changed = customers.keep(tx, values, self.by)
        balances.put(tx, points, self.by)

    def _consent(self, cells: Sequence[str]) -> dict[str, bool]:
        words = re.split(r"[|,;\s]+", self._cells.text(cells, "consent").lower())
        consent = {word: True for word in words if word}
        for field, name in self._consents.items():
            text = self._cells.text(cells, field)
            answer = flag(text) if text else None
            if text and answer is None:
                raise LeftOut(Reason.BAD_VALUE, f"{field}: {text}")
            if answer is not None:
                consent[name] = answer
        return consent

    def _points(self, cells: Sequence[str]) -> int | None:
        text = self._cells.text(cells, "points")
        if not text:
            return None
        value = number(text, self._cells.mark)
        if value is None or value != int(value) or abs(value) > _MOST_POINTS:
            raise LeftOut(Reason.BAD_VALUE, f"points: {text}")
        return int(value)


def _card(text: str) -> str:
    try:
        return customers.spelled(text)
    except BadCard:
        raise LeftOut(Reason.BAD_VALUE, "card") from None


def _value(
    row: Row,
    uuid: str,
    old: Customer | None,
    owners: dict[str, str],
    regions: Sequence[str],
) -> CustomerValue:
    if row.card and owners.get(row.card, uuid) != uuid:
        raise LeftOut(Reason.DUPLICATE_CARD, row.card)
    before = old.value if old else CustomerValue()
    personal: dict[str, Any] = msgspec.to_builtins(before.personal)
    personal |= {field: text for field, text in row.told.items() if field in _PERSONAL}
    value = CustomerValue(
        card=row.card or before.card,
        region=_region(row, old, regions),
        level=row.told.get("level", before.level),
        consent=before.consent | row.consent,
        personal=msgspec.convert(personal, Personal),
    )
    try:
        customers.check(uuid, value)
    except BadValue as error:
        raise LeftOut(Reason.BAD_VALUE, str(error.facts["field"])) from None
    return value


def _region(row: Row, old: Customer | None, regions: Sequence[str]) -> str:
    told = row.told.get("region")
    if told is None and old is not None:
        return old.region
    try:
        return customers.home(told, regions)
    except BadValue as error:
        raise LeftOut(Reason.UNKNOWN_REGION, str(error.facts["value"])) from None
