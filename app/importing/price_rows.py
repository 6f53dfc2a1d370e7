"""Rows of a file of prices: a product, a list, and from when to when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from app.domain.pricelist import ListKind
from app.importing.cells import codes_of
from app.importing.report import LeftOut, Reason
from app.importing.row_cells import Cells, moment_of

_MOST = 50_000
HIGHEST_PRIORITY = 1_000_000


class Row(NamedTuple):
    """`cents`: None when the price is to be taken away. One of `sku` and `barcode`."""

    sku: str
    barcode: str
    list: str
    starts: str
    ends: str
    cents: int | None
    rounded: str


class NewList(NamedTuple):
    """A list as the file orders it."""

    priority: int
    level: str = ""

    @property
    def kind(self) -> ListKind:
        return ListKind.LEVEL if self.level else ListKind.SEASON


class PriceRows:
    """`lists`: the codes that there are. `said`: what the file orders of lists, by code."""

    def __init__(self, cells: Cells, lists: set[str], zone: ZoneInfo) -> None:
        self._cells, self._lists, self._zone = cells, lists, zone
        self.said: dict[str, NewList] = {}
        self._seen: set[int] = set()
        # Shops have few prices: most are 9.95.
        self._cents: dict[str, tuple[int, str]] = {}
        self._moments: dict[tuple[str, bool], str | None] = {("", False): "", ("", True): ""}
        self._sku, self._barcode, self._list, self._price_text, self._starts, self._ends = map(
            cells.reader, ("sku", "barcode", "list", "price", "starts", "ends")
        )
        self._gone, self._orders = cells.says("gone"), cells.says("priority")

    def read(self, cells: Sequence[str]) -> Row:
        """Raises LeftOut."""
        sku, of = self._sku(cells), self._list(cells).lower()
        code = "" if sku else _key(self._barcode(cells))
        ordered = self._ordered(cells, of) if self._orders else None
        if of not in self._lists and ordered is None:
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
        if ordered is not None:
            self.said.setdefault(of, ordered)
        return row

    def _ordered(self, cells: Sequence[str], of: str) -> NewList | None:
        """The first row of a list says its priority; another one is out."""
        text = self._cells.text(cells, "priority")
        if not text:
            return self.said.get(of)
        if not (text.isascii() and text.isdigit() and int(text) <= HIGHEST_PRIORITY and of):
            raise LeftOut(Reason.BAD_VALUE, f"priority: {text}")
        said = NewList(int(text), self._cells.text(cells, "level"))
        if (before := self.said.get(of, said)) != said:
            raise LeftOut(Reason.BAD_VALUE, f"priority: {text}, {before.priority}")
        return said

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


def _key(text: str) -> str:
    if not text:
        raise LeftOut(Reason.NO_SKU)
    return codes_of([text])[0]
