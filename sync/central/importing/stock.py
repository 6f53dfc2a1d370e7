"""A file of counts: so many of a product in a shop, at a time, where its tills stood, or now."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.errors import BadDefault
from app.importing.columns import Fields
from app.importing.product_fields import FIELDS as PRODUCT
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells, thousandths, time_of
from app.importing.table import fold_name
from sync.central.database import Central, Tx
from sync.central.importing import codes
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import positions, prices, shops, stock

FIELDS = Fields(
    aliases={
        "shop": ("tienda", "almacen", "codigo_tienda"),
        "sku": PRODUCT.aliases["sku"],
        "barcode": ("barcodes", *PRODUCT.aliases["barcodes"]),
        "stock": ("existencias", "cantidad", "on_hand", "quantity", "unidades", "recuento"),
        "counted_at": ("fecha", "contado", "contado_el", "fecha_recuento"),
    },
    needed=(("sku", "barcode"), ("shop",), ("stock",)),
)
_POSITION = re.compile(r"posici[oó]n:([0-9]{1,16})|position:([0-9]{1,16})")
Seen = tuple[tuple[int, int], ...]
"""(installation, seq): where somebody saw tills stand."""


class Row(NamedTuple):
    """`at`: None for now. One of `sku` and `barcode`."""

    shop: str
    sku: str
    barcode: str
    thousandths: int
    at: datetime | None
    seen: Seen


class StockImporter:
    """See `run.Importer`. A time without a zone is by the shop's clock; none may be
    still to come. `position:1001`: the newest fact of installation 1001 that was before the
    count."""

    chunk = 4000
    numbers = ("stock",)

    def __init__(self, who: str) -> None:
        self.by = who
        self._seen: set[int] = set()

    def fields(self, names: Sequence[str]) -> Fields:
        named = [name for name in names if _installation(name)]
        return Fields(
            {**FIELDS.aliases, **{name: (fold_name(name),) for name in named}}, needed=FIELDS.needed
        )

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            known = shops.everyone(connection)
            self._heard = positions.heard_by_shop(connection)
        self._of = {
            name: number
            for name in sorted({*cells.places, *cells.defaults})
            if (number := _installation(name))
        }
        self._zones = {code: ZoneInfo(shop.timezone) for code, shop in known.items()}
        shop = cells.defaults.get("shop")
        if shop is not None and shop not in self._zones:
            raise BadDefault(field="shop", value=shop)

    def who(self, cells: Sequence[str]) -> Identity:
        text = self._cells.text
        return text(cells, "sku"), text(cells, "barcode"), text(cells, "shop")

    def read(self, cells: Sequence[str]) -> Row:
        text = self._cells.text
        shop, sku, written = text(cells, "shop"), text(cells, "sku"), text(cells, "stock")
        if shop.isdecimal():
            shop = shop.zfill(3)  # a spreadsheet made a number of it
        if shop not in self._zones:
            raise LeftOut(Reason.UNKNOWN_SHOP, shop)
        if not sku and not text(cells, "barcode"):
            raise LeftOut(Reason.NO_SKU)
        code = "" if sku else codes.key_of(text(cells, "barcode"))
        quantity = thousandths(written, self._cells.mark)
        if quantity is None:
            raise LeftOut(Reason.BAD_STOCK, written)
        at = None
        if when := text(cells, "counted_at"):
            at = time_of(when, self._zones[shop])
            if at is None:
                raise LeftOut(Reason.BAD_DATE, when)
        seen = self._seen_at(cells, shop)
        key = hash((shop, sku or code))
        if key in self._seen:
            raise LeftOut(Reason.DUPLICATE_ROW, sku or code)
        self._seen.add(key)
        return Row(shop, sku, code, quantity, at, seen)

    def _seen_at(self, cells: Sequence[str], shop: str) -> Seen:
        """Raises LeftOut where no till of that shop can have stood."""
        seen = {}
        for name, number in self._of.items():
            if written := self._cells.text(cells, name):
                seq = int(written) if re.fullmatch("[0-9]{1,15}", written) else -1
                if not positions.may_stand(self._heard.get(shop, {}), number, seq):
                    raise LeftOut(Reason.BAD_POSITION, f"{name}: {written}")
                seen[number] = seq
        return tuple(seen.items())

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        skus = codes.skus_of(tx.connection, [one.row.barcode for one in rows if one.row.barcode])
        named = [one.row.sku or skus.get(one.row.barcode, "") for one in rows]
        known = prices.known_skus(tx.connection, named)
        counts: dict[tuple[str, datetime | None, Seen], dict[str, int]] = {}
        for one, sku in zip(rows, named, strict=True):
            counted = counts.setdefault((one.row.shop, one.row.at, one.row.seen), {})
            if sku not in known:
                detail = one.row.sku or one.row.barcode
                put.left_out.append(Remark(one, Reason.UNKNOWN_SKU, detail))
            elif stock.still_to_come(one.row.at, tx.at):
                put.left_out.append(Remark(one, Reason.BAD_DATE, str(one.row.at)))
            elif sku in counted:  # once by its SKU, once by a barcode
                put.left_out.append(Remark(one, Reason.DUPLICATE_ROW, sku))
            else:
                counted[sku] = one.row.thousandths
        for (shop, at, seen), counted in counts.items():
            if counted:
                put.changed += stock.count(tx, shop, counted, self.by, at, dict(seen))
        return put


def _installation(name: str) -> int:
    """Of a column that says where one stood; 0 of every other."""
    match = _POSITION.fullmatch(name.strip().lower())
    return int(match[1] or match[2]) if match else 0
