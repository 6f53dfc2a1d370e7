"""What an import says about its rows: a CSV for the person, counts for the screen."""

from __future__ import annotations

import csv
from collections import Counter
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO

from app.domain.errors import ReportNotWritable


class Reason(StrEnum):
    """Why a row was left out, or what is odd about one that went in."""

    # left out
    UNREADABLE = "unreadable"
    NO_SKU = "no_sku"
    BAD_SKU = "bad_sku"
    BAD_CODE = "bad_code"
    BAD_CHECK_DIGIT = "bad_check_digit"
    NO_NAME = "no_name"
    NO_PRICE = "no_price"
    NO_TAX = "no_tax"
    DUPLICATE_SKU = "duplicate_sku"
    DUPLICATE_BARCODE = "duplicate_barcode"
    NO_CODE = "no_code"
    BAD_ROLE = "bad_role"
    BAD_PIN = "bad_pin"
    BAD_BADGE = "bad_badge"
    DUPLICATE_CODE = "duplicate_code"
    # left out, at central
    UNKNOWN_SKU = "unknown_sku"
    UNKNOWN_LIST = "unknown_list"
    UNKNOWN_SHOP = "unknown_shop"
    UNKNOWN_REGION = "unknown_region"
    UNKNOWN_CUSTOMER = "unknown_customer"
    DUPLICATE_ROW = "duplicate_row"
    DUPLICATE_CARD = "duplicate_card"
    NO_CARD = "no_card"
    BAD_DATE = "bad_date"
    BAD_POSITION = "bad_position"
    BAD_VALUE = "bad_value"
    # warnings
    BAD_ATTRIBUTE = "bad_attribute"
    BAD_IMAGE = "bad_image"
    NOT_PRICED = "not_priced"
    SAME_NAME = "same_name"
    ODD_PRICE = "odd_price"
    ROUNDED_PRICE = "rounded_price"
    BAD_WEB_PRICE = "bad_web_price"
    BAD_STOCK = "bad_stock"
    BAD_CONTENT = "bad_content"
    UNKNOWN_UNIT = "unknown_unit"
    LONG_NAME = "long_name"
    UNMAPPED_COLUMN = "unmapped_column"
    RELATED_MISSING = "related_missing"


class LeftOut(Exception):
    """A row that cannot go in; `detail` is what was wrong with what."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


HEADER = ("kind", "line", "sku", "barcodes", "name", "reason", "detail")


class Report:
    """Written as the import goes; without a path it only counts."""

    def __init__(self, path: Path | None, source: Path) -> None:
        """Raises ReportNotWritable, also when it would overwrite `source`."""
        self.left_out: Counter[str] = Counter()
        self.warnings: Counter[str] = Counter()
        self._file: IO[str] | None = None
        if path is None:
            return
        try:
            if path.exists() and path.samefile(source):
                raise ReportNotWritable(file=str(path))
            # With its mark, or a spreadsheet reads the accents wrong.
            self._file = path.open("w", encoding="utf-8-sig", errors="replace", newline="")
        except OSError:
            raise ReportNotWritable(file=str(path)) from None
        self._rows = csv.writer(self._file)
        self._rows.writerow(HEADER)

    def __enter__(self) -> Report:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()

    def leave_out(self, line: int, who: tuple[str, str, str], reason: Reason, detail: str) -> None:
        """`who`: SKU, barcodes and name, as far as they are known."""
        self.left_out[reason.value] += 1
        self._write("left_out", line, who, reason, detail)

    def warn(self, line: int, who: tuple[str, str, str], reason: Reason, detail: str = "") -> None:
        self.warnings[reason.value] += 1
        self._write("warning", line, who, reason, detail)

    def _write(
        self, kind: str, line: int, who: tuple[str, str, str], reason: Reason, detail: str
    ) -> None:
        if self._file is None:
            return
        cells = (*who, reason.value, detail)
        self._rows.writerow((kind, line, *(_harmless(cell[:200]) for cell in cells)))


def _harmless(cell: str) -> str:
    """Text that a spreadsheet would run as a formula, made text again."""
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
