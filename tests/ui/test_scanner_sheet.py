"""The sheet that sets a scanner up: every code on it is read, and says what stands below it."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.domain.barcode import ProductCode, key, meaning
from app.domain.weighed_code import check_digit
from app.ui.scanner_sheet import DPI, GTIN, HIGH, WIDE, draw, save, trials


@pytest.fixture
def sheet(dressed: QApplication) -> QImage:
    dots = DPI / 25.4
    image = QImage(round(WIDE * dots), round(HIGH * dots), QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    draw(painter, dots)
    painter.end()
    return image


def test_every_code_is_read_as_the_sheet_says(sheet: QImage, tmp_path: Path) -> None:
    picture = tmp_path / "sheet.png"
    assert sheet.save(str(picture))
    with Image.open(picture) as image:
        read = {
            f"{one.symbology_identifier} {one.text}".replace("\x1d", "<GS>")
            for one in zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
        }
    said = {trial.expected if trial.expected[0] + trial.expected[3:4] == "] "
            else f"]C0 {trial.expected}" for trial in trials()}  # fmt: skip
    assert said == read


def test_its_product_is_nobodys_and_sound() -> None:
    assert GTIN[-1] == check_digit(GTIN[:-1])
    assert key(GTIN) == "0" + GTIN
    code = next(one.expected for one in trials() if "]C1" in one.expected)
    assert meaning(code.replace("]C1 ", "]C1").replace("<GS>", "\x1d")) == ProductCode(
        "0" + GTIN, code.removeprefix("]C1 ").replace("<GS>", "\x1d")
    )


def test_it_is_one_sheet_of_paper(dressed: QApplication, tmp_path: Path) -> None:
    save(tmp_path / "lector.pdf")
    data = (tmp_path / "lector.pdf").read_bytes()
    assert data.startswith(b"%PDF-")
    assert data.count(b"/Type /Page\n") == 1


def test_nothing_stands_below_its_end(sheet: QImage) -> None:
    last = round((HIGH - 10) * DPI / 25.4)
    for y in range(last, sheet.height(), 8):
        for x in range(0, sheet.width(), 8):
            assert sheet.pixel(x, y) & 0xFFFFFF == 0xFFFFFF
