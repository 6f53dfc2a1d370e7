"""A file of deliveries that shops are to expect: a row a product, and its box if it is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from app.domain.consignment import Box, Consignment, GoodsLine, Kind, box_code, consignment_number
from app.domain.errors import BadConsignmentNumber, BadDefault, ShopError
from app.importing.columns import Fields
from app.importing.product_fields import FIELDS as PRODUCT
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells, day_of, thousandths
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.importing import codes
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import consignments, prices, shops

FIELDS = Fields(
    aliases={
        "number": ("numero", "albaran", "delivery", "entrega"),
        "shop": ("tienda", "almacen", "codigo_tienda", "destino"),
        "supplier": ("proveedor", "origen", "from", "warehouse"),
        "sku": PRODUCT.aliases["sku"],
        "barcode": ("barcodes", *PRODUCT.aliases["barcodes"]),
        "quantity": ("cantidad", "unidades", "units"),
        "box": ("bulto", "sscc", "matricula", "parcel"),
        "due": ("fecha", "fecha_prevista", "expected"),
        "note": ("nota", "observaciones"),
    },
    needed=(("number",), ("shop",), ("supplier",), ("sku", "barcode"), ("quantity",)),
)


class Row(NamedTuple):
    """One of `sku` and `barcode`; `box` "" for none."""

    number: str
    shop: str
    supplier: str
    sku: str
    barcode: str
    thousandths: int
    box: str
    due: date | None
    note: str


class DeliveryImporter:
    """See `run.Importer`. A delivery is taken whole or not at all: its rows wait for the last."""

    chunk = 2000
    numbers = ("quantity",)

    def __init__(self, who: str) -> None:
        self.by = who

    def fields(self, names: Sequence[str]) -> Fields:
        return FIELDS

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            self._shops = set(shops.everyone(connection))
        shop = cells.defaults.get("shop")
        if shop is not None and shop not in self._shops:
            raise BadDefault(field="shop", value=shop)

    def who(self, cells: Sequence[str]) -> Identity:
        text = self._cells.text
        return text(cells, "sku"), text(cells, "barcode"), text(cells, "number")

    def read(self, cells: Sequence[str]) -> Row:
        text = self._cells.text
        shop, sku = text(cells, "shop"), text(cells, "sku")
        if shop.isdecimal():
            shop = shop.zfill(3)  # a spreadsheet made a number of it
        if shop not in self._shops:
            raise LeftOut(Reason.UNKNOWN_SHOP, shop)
        try:
            number = consignment_number(text(cells, "number"))
        except BadConsignmentNumber:
            raise LeftOut(Reason.BAD_VALUE, f"number: {text(cells, 'number')}") from None
        if not sku and not text(cells, "barcode"):
            raise LeftOut(Reason.NO_SKU)
        code = "" if sku else codes.key_of(text(cells, "barcode"))
        quantity = thousandths(text(cells, "quantity"), self._cells.mark)
        if not quantity or quantity < 0:
            raise LeftOut(Reason.BAD_VALUE, f"quantity: {text(cells, 'quantity')}")
        box = ""
        if written := text(cells, "box"):
            box = box_code(written)
            if not box:
                raise LeftOut(Reason.BAD_VALUE, f"box: {written}")
        due = self._due(text(cells, "due"))
        supplier, note = text(cells, "supplier"), text(cells, "note")
        return Row(number, shop, supplier, sku, code, quantity, box, due, note)

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        if not last:
            put.later = list(rows)
            return put
        skus = codes.skus_of(tx.connection, [one.row.barcode for one in rows if one.row.barcode])
        named = {id(one): one.row.sku or skus.get(one.row.barcode, "") for one in rows}
        known = prices.known_skus(tx.connection, list(named.values()))
        deliveries: dict[str, list[Numbered[Row]]] = {}
        for one in rows:
            deliveries.setdefault(one.row.number, []).append(one)
        for number, listed in deliveries.items():
            strange = [one for one in listed if named[id(one)] not in known]
            if strange:
                put.left_out += [_left_out(one, strange=one in strange) for one in listed]
                continue
            made = _made(tx, number, [(one.row, named[id(one)]) for one in listed])
            try:
                with tx.savepoint():
                    before = consignments.locked(tx, [number]).get(number)
                    kept = consignments.announce(tx, made, self.by)
                    put.changed += before is None or before.said != kept.said
            except (ShopError, Refusal) as error:
                detail = f"number: {number} ({error})"
                put.left_out += [Remark(one, Reason.BAD_VALUE, detail) for one in listed]
        return put

    def _due(self, written: str) -> date | None:
        if not written:
            return None
        day = day_of(written)
        if day is None:
            raise LeftOut(Reason.BAD_DATE, written)
        return date.fromisoformat(day)


def _left_out(one: Numbered[Row], *, strange: bool) -> Remark[Row]:
    """Of a delivery with a product that nobody knows, nothing goes in."""
    detail = one.row.sku or one.row.barcode
    if strange:
        return Remark(one, Reason.UNKNOWN_SKU, detail)
    return Remark(one, Reason.BAD_VALUE, f"number: {one.row.number}")


def _made(tx: Tx, number: str, rows: Sequence[tuple[Row, str]]) -> Consignment:
    first = rows[0][0]
    sums: dict[str, int] = {}
    boxes: dict[str, dict[str, int]] = {}
    for row, sku in rows:
        sums[sku] = sums.get(sku, 0) + row.thousandths
        if row.box:
            held = boxes.setdefault(row.box, {})
            held[sku] = held.get(sku, 0) + row.thousandths
    return Consignment(
        number,
        Kind.DELIVERY,
        first.supplier,
        first.shop,
        tx.at,
        tuple(GoodsLine(sku, Decimal(much).scaleb(-3)) for sku, much in sums.items()),
        tuple(
            Box(code, tuple((sku, Decimal(much).scaleb(-3)) for sku, much in held.items()))
            for code, held in boxes.items()
        ),
        first.due,
        note=first.note,
    )
