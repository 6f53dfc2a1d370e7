"""A file of prices: a product, a list, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.errors import BadDefault
from app.importing.columns import Fields
from app.importing.product_fields import FIELDS as PRODUCT
from app.importing.report import LeftOut, Reason
from sync.central.database import Central, Tx
from sync.central.importing import codes
from sync.central.importing.cells import Cells, moment_of
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import lists, prices, settings
from sync.central.masters.prices import Price

FIELDS = Fields(
    aliases={
        "sku": PRODUCT.aliases["sku"],
        "barcode": ("barcodes", *PRODUCT.aliases["barcodes"]),
        "list": ("tarifa", "lista", "price_list", "lista_de_precios"),
        "price": ("price_store", *PRODUCT.aliases["price_store"]),
        "starts": ("desde", "inicio", "fecha_inicio", "valid_from", "vigente_desde"),
        "ends": ("hasta", "fin", "fecha_fin", "valid_to", "vigente_hasta"),
        "gone": ("baja", "borrado", "eliminado", "deleted"),
    },
    needed=(("sku", "barcode"), ("list",), ("price", "gone")),
)
_MOST = 50_000
ZONE = "Europe/Madrid"
"""Whose midnight a day begins with, when the chain has no setting `timezone`."""


class Row(NamedTuple):
    """`cents`: None when the price is to be taken away. One of `sku` and `barcode`."""

    sku: str
    barcode: str
    list: str
    starts: str
    ends: str
    cents: int | None
    rounded: str


class PriceImporter:
    """See `run.Importer`. A row whose `gone` is yes takes a price away."""

    chunk = 5000
    numbers = ("price",)

    def __init__(self, who: str) -> None:
        self.by = who
        self._lists: set[str] = set()
        self._seen: set[int] = set()
        # Shops have few prices: most are 9.95.
        self._cents: dict[str, tuple[int, str]] = {}
        self._moments: dict[tuple[str, bool], str | None] = {("", False): "", ("", True): ""}

    def fields(self, names: Sequence[str]) -> Fields:
        return FIELDS

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        self._sku, self._barcode, self._list, self._price_text, self._starts, self._ends = map(
            cells.reader, ("sku", "barcode", "list", "price", "starts", "ends")
        )
        with central.read() as connection:
            self._lists = set(lists.everything(connection))
            self._zone = ZoneInfo(settings.get(connection, settings.TIMEZONE, ZONE))
        self._gone = cells.says("gone")
        named = cells.defaults.get("list")
        if named is not None and named not in self._lists:
            raise BadDefault(field="list", value=named)
        if "price" in cells.defaults and cells.cents(cells.defaults["price"])[0] is None:
            raise BadDefault(field="price", value=cells.defaults["price"])

    def who(self, cells: Sequence[str]) -> Identity:
        text = self._cells.text
        return text(cells, "sku"), text(cells, "barcode"), text(cells, "list")

    def read(self, cells: Sequence[str]) -> Row:
        sku, of = self._sku(cells), self._list(cells).lower()
        code = "" if sku else self._key(self._barcode(cells))
        if of not in self._lists:
            raise LeftOut(Reason.UNKNOWN_LIST, of)
        starts = self._moment(self._starts(cells), end=False)
        ends = self._moment(self._ends(cells), end=True)
        if ends and ends <= starts:
            raise LeftOut(Reason.BAD_DATE, f"{self._starts(cells)} > {self._ends(cells)}")
        row = Row(sku, code, of, starts, ends, *self._price(cells))
        key = hash((sku or code, of, starts))
        if key in self._seen:
            raise LeftOut(Reason.DUPLICATE_ROW, starts)
        self._seen.add(key)
        return row

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        skus = codes.skus_of(tx.connection, [one.row.barcode for one in rows if one.row.barcode])
        known = prices.known_skus(tx.connection, [one.row.sku for one in rows if one.row.sku])
        news: dict[tuple[str, str, str], Price] = {}
        gone: list[tuple[str, str, str]] = []
        for one in rows:
            row = one.row
            sku = row.sku or skus.get(row.barcode, "")
            if not sku or (row.sku and sku not in known):
                put.left_out.append(Remark(one, Reason.UNKNOWN_SKU, row.sku or row.barcode))
                continue
            price = Price(row.list, sku, row.cents or 0, row.starts, row.ends)
            if row.cents is None:
                gone.append(price.key)
            elif price.key in news:  # once by its SKU, once by a barcode
                put.left_out.append(Remark(one, Reason.DUPLICATE_ROW, row.starts))
            else:
                news[price.key] = price
                if row.rounded:
                    put.warnings.append(Remark(one, Reason.ROUNDED_PRICE, row.rounded))
                if not row.cents:
                    put.warnings.append(Remark(one, Reason.ODD_PRICE, "0"))
        put.changed = prices.keep(tx, list(news.values()), self.by)
        put.changed += prices.take_away(tx, gone, self.by)
        return put

    def _key(self, text: str) -> str:
        if not text:
            raise LeftOut(Reason.NO_SKU)
        return codes.key_of(text)

    def _moment(self, text: str, *, end: bool) -> str:
        key = (text, end)
        if key not in self._moments:
            self._moments[key] = moment_of(text, self._zone, end=end)
        found = self._moments[key]
        if found is None:
            raise LeftOut(Reason.BAD_DATE, text)
        return found

    def _price(self, cells: Sequence[str]) -> tuple[int | None, str]:
        if self._gone and self._cells.flag(cells, "gone"):
            return None, ""
        text = self._price_text(cells)
        found = self._cents.get(text)
        if found is None:
            cents, rounded = self._cells.cents(text)
            if cents is None:
                raise LeftOut(Reason.NO_PRICE, text)
            if len(self._cents) > _MOST:
                self._cents.clear()
            found = self._cents[text] = (cents, text if rounded else "")
        return found
