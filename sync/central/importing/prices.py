"""A file of prices: a product, a list, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from app.domain.errors import BadDefault
from app.importing.columns import Fields
from app.importing.price_fields import FIELDS
from app.importing.price_rows import NewList, PriceRows, Row
from app.importing.report import Reason
from app.importing.row_cells import Cells
from sync.central.database import Central, Tx
from sync.central.importing import codes
from sync.central.importing.run import Identity, Numbered, Put, Remark
from sync.central.masters import lists, prices, settings
from sync.central.masters.lists import ListValue
from sync.central.masters.prices import Price

ZONE = "Europe/Madrid"
"""Whose midnight a day begins with, when the chain has no setting `timezone`."""


class PriceImporter:
    """See `run.Importer`. A row whose `gone` is yes takes a price away; one with a `priority` says
    its list's, and makes a list that is not there."""

    chunk = 5000
    numbers = ("price",)

    def __init__(self, who: str) -> None:
        self.by = who

    def fields(self, names: Sequence[str]) -> Fields:
        return FIELDS

    def begin(self, central: Central, cells: Cells) -> None:
        self._cells = cells
        with central.read() as connection:
            known = set(lists.everything(connection))
            zone = ZoneInfo(settings.get(connection, settings.TIMEZONE, ZONE))
        self._rows = PriceRows(cells, known, zone)
        named = cells.defaults.get("list")
        if named is not None and named not in known:
            raise BadDefault(field="list", value=named)
        if "price" in cells.defaults and cells.cents(cells.defaults["price"])[0] is None:
            raise BadDefault(field="price", value=cells.defaults["price"])

    def who(self, cells: Sequence[str]) -> Identity:
        text = self._cells.text
        return text(cells, "sku"), text(cells, "barcode"), text(cells, "list")

    def read(self, cells: Sequence[str]) -> Row:
        return self._rows.read(cells)

    def put(self, tx: Tx, rows: Sequence[Numbered[Row]], *, last: bool) -> Put[Row]:
        put: Put[Row] = Put()
        put.changed = self._put_lists(tx, self._rows.said)
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
        put.changed += prices.keep(tx, list(news.values()), self.by)
        put.changed += prices.take_away(tx, gone, self.by)
        return put

    def _put_lists(self, tx: Tx, said: Mapping[str, NewList]) -> int:
        """Raises BadValue for a code that is none."""
        changed = 0
        there = lists.everything(tx.connection) if said else {}
        for code, new in said.items():
            old = there.get(code)
            value = ListValue(
                name=old.name if old else code.capitalize(),
                kind=old.kind if old else new.kind,
                priority=new.priority,
                level=old.level if old else new.level,
                shops=old.shops if old else (),
            )
            if value != old:
                lists.put(tx, code, value, self.by)
                changed += 1
        return changed
