"""Files to import, and what became of them."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.importing.pictures import Pictures
from app.services.opening import tax_table
from sync.central.database import Central, Tx
from sync.central.errors import Refusal
from sync.central.importing.catalog import CatalogImporter
from sync.central.importing.customers import CustomerImporter
from sync.central.importing.deliveries import DeliveryImporter
from sync.central.importing.prices import PriceImporter
from sync.central.importing.run import Imported, import_file
from sync.central.importing.shops import ShopImporter
from sync.central.importing.staff import StaffImporter
from sync.central.importing.stock import StockImporter

WHO = "office"


class Files:
    """Imports texts as files of a folder; `chunk` rows in a transaction."""

    def __init__(self, central: Central, folder: Path, chunk: int = 0) -> None:
        self.central = central
        self.folder = folder
        self.report = folder / "report.csv"
        self._chunk = chunk
        self.busy = False
        """Each transaction is taken back once, as when two wait for each other."""

    def catalog(self, text: str, pictures: Path | None = None, **more: Any) -> Imported:
        among = Pictures(pictures, bytes) if pictures else None
        return self._run(CatalogImporter(WHO, tax_table(), among), text, **more)

    def prices(self, text: str, **more: Any) -> Imported:
        return self._run(PriceImporter(WHO), text, **more)

    def staff(self, text: str, **more: Any) -> Imported:
        return self._run(StaffImporter(WHO), text, **more)

    def shops(self, text: str, **more: Any) -> Imported:
        return self._run(ShopImporter(WHO), text, **more)

    def customers(self, text: str, **more: Any) -> Imported:
        return self._run(CustomerImporter(WHO), text, **more)

    def stock(self, text: str, **more: Any) -> Imported:
        return self._run(StockImporter(WHO), text, **more)

    def deliveries(self, text: str, **more: Any) -> Imported:
        return self._run(DeliveryImporter(WHO), text, **more)

    def remarks(self) -> list[tuple[str, ...]]:
        """(left_out or warning, line, reason, detail) of the last import's report."""
        with self.report.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        return [(row["kind"], row["line"], row["reason"], row["detail"]) for row in rows]

    def _run(self, importer: Any, text: str, **more: Any) -> Imported:
        file = self.folder / "file.csv"
        file.write_text(text, "utf-8")
        if self.busy:
            importer.put = _each_refused_once(importer.put)
        if self._chunk:
            importer.chunk = self._chunk
        given: dict[str, Any] = {"mapping": {}, "defaults": {}, "report": self.report} | more
        return import_file(self.central, file, importer, **given)


def _each_refused_once(put: Callable[..., Any]) -> Callable[..., Any]:
    again = itertools.cycle([False, True])

    def putting(tx: Tx, rows: Any, *, last: bool) -> Any:
        done = put(tx, rows, last=last)
        if not next(again):
            raise Refusal("busy")
        return done

    return putting
