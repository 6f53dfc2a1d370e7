"""Sheets of labels of an office printer: where each is, what is read from it, and the file."""

from __future__ import annotations

import re
import zlib
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import longest_parcel
import pytest
import zxingcpp
from PIL import Image
from workbench import Bench

from app.domain.content import Content, ContentUnit
from app.domain.money import Money
from app.domain.paper import Block
from app.domain.product import Product, Unit
from app.domain.shelf_label import product_label, shelf_label
from app.domain.tax import TaxCategory
from app.receipt_words import LABELS
from app.services import laying_out
from hardware.errors import DeviceError, Reason
from hardware.labels.sheet import HIGH, SHEETS, WIDE, Sheet, labels, page, pdf, sheet_of
from hardware.labels.symbol import modules_of
from hardware.options import Options
from hardware.results import HandedOver, NotBegun
from hardware.ticket import Line, Part, Place, Qr, Ticket

AT = datetime(2026, 11, 22, tzinfo=UTC)
COFFEE = Product(
    "CAF-001", "Café molido natural de Colombia 250 g", Unit.EACH, TaxCategory.GENERAL, Money(425),
    codes=("08410000000016",), content=Content(Decimal(250), ContentUnit.G),
)  # fmt: skip
OWN = Product(
    "CAM-LIN-M", "Camisa de lino azul de manga larga con cuello mao · talla M", Unit.EACH,
    TaxCategory.GENERAL, Money(3495), codes=("02412345678901",),
)  # fmt: skip
BARE = Product("BOL-PAP-25", "Bolsa", Unit.EACH, TaxCategory.GENERAL, Money(10))
LINK = "https://id.gs1.org/01/08410000000016"


def of(blocks: list[Block], sheet: Sheet) -> Ticket:
    return laying_out.label(blocks, sheet.stock.columns)


def drawn(sheet: Sheet, placed: dict[int, list[Block]]) -> Image.Image:
    """The picture that the file has, black on white."""
    parts: list[Part] = []
    for place, blocks in placed.items():
        parts += [Place(place), *of(blocks, sheet)]
    return in_the_file(pdf(page(parts, sheet)), sheet)


def in_the_file(data: bytes, sheet: Sheet) -> Image.Image:
    size = re.search(rb"/Width (\d+) /Height (\d+)", data)
    stream = re.search(rb"/FlateDecode /Length \d+ >>\nstream\n(.*)\nendstream", data, re.DOTALL)
    assert size and stream
    width, height = int(size[1]), int(size[2])
    assert (width, height) == (sheet.stock.to_dots(WIDE), sheet.stock.to_dots(HIGH))
    made = Image.frombytes("1", (width, height), zlib.decompress(stream[1]))
    return made.convert("L").point(lambda dot: 255 - dot)


def boxes(image: Image.Image, dpi: int) -> dict[str, list[tuple[float, float, float, float]]]:
    """By what it says: left, top, right, bottom of each code, in millimetres."""
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for code in zxingcpp.read_barcodes(image):
        at = code.position
        corners = (at.top_left, at.top_right, at.bottom_left, at.bottom_right)
        xs, ys = [one.x for one in corners], [one.y for one in corners]
        box = tuple(dot * 25.4 / dpi for dot in (min(xs), min(ys), max(xs), max(ys)))
        found.setdefault(f"{code.symbology_identifier} {code.text}", []).append(box)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("name", SHEETS)
def test_every_code_on_a_sheet_is_read_and_lies_in_its_label(name: str) -> None:
    sheet = SHEETS[name]
    last, words = sheet.places, LABELS["es"]
    image = drawn(sheet, {
        1: shelf_label(COFFEE, COFFEE.price, AT, words),
        2: product_label(OWN, OWN.price, AT, words),
        last - 1: product_label(BARE, BARE.price, AT, words),
        last: shelf_label(COFFEE, Money(399), AT, words),
    })  # fmt: skip
    found = boxes(image, sheet.dpi)
    assert {text: len(at) for text, at in found.items()} == {
        "]E0 8410000000016": 2, f"]Q1 {LINK}": 2, "]E0 2412345678901": 1, "]C0 BOL-PAP-25": 1,
    }  # fmt: skip
    for text, where in found.items():
        for box in where:
            of_label = [within(box, sheet, place) for place in (1, 2, last - 1, last)]
            assert sum(of_label) == 1, (text, box)
    for left, top, right, bottom in found[f"]Q1 {LINK}"]:
        assert 12 <= right - left <= 13.5 and 12 <= bottom - top <= 13.5
    for left, _, right, _ in found["]E0 8410000000016"]:
        assert 0.264 <= (right - left) / 95 <= 0.33, "a module of what tills scan"


@pytest.mark.parametrize("name", SHEETS)
def test_the_longest_parcels_label_is_read_on_every_sheet(name: str) -> None:
    sheet = SHEETS[name]
    first, last = 1, sheet.places
    found = boxes(
        drawn(sheet, dict.fromkeys((first, last), longest_parcel.wide_label())), sheet.dpi
    )
    assert list(found) == [f"]Q1 {longest_parcel.signed()}"]
    (places,) = found.values()
    assert len(places) == 2
    for box in places:
        assert any(within(box, sheet, place) for place in (first, last)), box
        modules = modules_of(longest_parcel.signed())
        assert 0.33 <= (box[2] - box[0]) / modules <= 0.5, "millimetres of a module"


def within(box: tuple[float, float, float, float], sheet: Sheet, place: int) -> bool:
    row, column = divmod(place - 1, sheet.columns)
    left = sheet.left + column * (sheet.width + sheet.gap_x)
    top = sheet.top + row * (sheet.height + sheet.gap_y)
    across = left + sheet.margin <= box[0] and box[2] <= left + sheet.width - sheet.margin
    return across and top <= box[1] and box[3] <= top + sheet.height


def test_nothing_is_printed_where_a_label_is_gone() -> None:
    sheet = SHEETS["3x8"]
    image = drawn(sheet, {5: product_label(OWN, OWN.price, AT, LABELS["es"])})
    ink = image.point(lambda dot: 255 - dot).getbbox()
    assert ink is not None
    box = tuple(dot * 25.4 / sheet.dpi for dot in ink)
    assert within(box, sheet, 5)  # type: ignore[arg-type]


def test_sheets_are_as_large_as_the_paper() -> None:
    for sheet in SHEETS.values():
        x, y = sheet.corner(sheet.places)
        assert x + sheet.width - sheet.margin <= WIDE + 0.1
        assert y + sheet.height - sheet.margin <= HIGH + 0.1
        again = sheet.left + sheet.columns * (sheet.width + sheet.gap_x) - sheet.gap_x
        assert abs(WIDE - again - sheet.left) < 0.2, "as much to the left as to the right"


def test_a_grid_of_ones_own_is_made_and_one_larger_than_the_paper_is_not() -> None:
    of_four = sheet_of(Options({"sheet": "2x4", "rows": 2, "top": 80.5, "dpi": 300}))
    assert (of_four.places, of_four.top, of_four.dpi) == (4, 80.5, 300)
    for wrong in ({"columns": 4}, {"height": 40}, {"sheet": "2x7", "gap_y": 3}):
        with pytest.raises(DeviceError) as refused:
            sheet_of(Options(wrong))
        assert refused.value.code is Reason.BAD_OPTION


def test_parts_before_any_place_are_the_first_label() -> None:
    assert list(labels([Line("a"), Place(3), Line("b")])) == [(1, [Line("a")]), (3, [Line("b")])]
    with pytest.raises(DeviceError):
        page([Place(25), Line("a")], SHEETS["3x8"])


def a_printer(bench: Bench, address: str, **more: Any) -> Any:
    return bench.start({"kind": "labels", "driver": "office", "address": address} | more)


def test_each_sheet_is_a_file_that_a_reader_of_pdf_finds_its_way_in(tmp_path: Path) -> None:
    bench = Bench()
    printer = a_printer(bench, f"file://{tmp_path}/labels", dpi=300)
    try:
        for _ in range(2):
            assert bench.print(printer, "one", (Place(2), Line("uno"))) == HandedOver()
        assert bench.print(printer, "wide", (Qr("x" * 900, 60),)) == NotBegun(Reason.ILLEGAL)
        assert not printer.holds((Qr("x" * 900, 60),)) and printer.holds((Line("uno"),))
        assert printer.places == 24
    finally:
        bench.close()
    files = sorted(path.name for path in (tmp_path / "labels").iterdir())
    assert files == ["00001.pdf", "00002.pdf"]
    data = (tmp_path / "labels" / files[0]).read_bytes()
    assert data.startswith(b"%PDF-1.4") and data.endswith(b"%%EOF\n")
    start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    rows = data[start:].split(b"\n")[3:8]
    for number, row in enumerate(rows, 1):
        assert data[int(row[:10]) :].startswith(b"%d 0 obj" % number)
    assert b"/PrintScaling /None" in data
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    assert box is not None
    assert [round(float(side) * 25.4 / 72) for side in box.groups()] == [210, 297]


def test_a_trial_shows_the_corners_of_the_grid(tmp_path: Path) -> None:
    bench = Bench()
    printer = a_printer(bench, f"file://{tmp_path}", dpi=300, sheet="2x7")
    try:
        codes = [part.number for part in printer._trial() if isinstance(part, Place)]
        assert codes == [1, 2, 13, 14]
        assert len(boxes(as_seen(page(printer._trial(), SHEETS["2x7"])), 600)) == 4
    finally:
        bench.close()


def as_seen(made: Image.Image) -> Image.Image:
    return made.convert("L").point(lambda dot: 255 - dot)
