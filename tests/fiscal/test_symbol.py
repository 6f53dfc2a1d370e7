"""The QR on paper: what it says, how large it is."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
import zxingcpp
from PIL import Image

from app.fiscal.symbol import QUIET_MODULES, matrix, png, size, svg
from app.fiscal.verifactu.qr import LEGENDS, qr_url

TYPICAL = qr_url(
    "https://prewww2.aeat.es", "B12345674", "T042C03AS26-000001", date(2026, 11, 21), "12.10"
)
LONGEST = qr_url(
    "https://www2.agenciatributaria.gob.es",
    "B12345674",
    "A" * 60,
    date(2026, 11, 21),
    "-123456789012.10",
)


def test_the_aeat_s_own_example() -> None:
    url = qr_url("https://prewww2.aeat.es", "89890001K", "12345678&G33", date(2024, 1, 1), "241.4")
    assert url == (
        "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR"
        "?nif=89890001K&numserie=12345678%26G33&fecha=01-01-2024&importe=241.4"
    )


def test_the_words_around_it_are_the_law_s() -> None:
    assert LEGENDS.above == "QR tributario:"
    assert LEGENDS.below == "Factura verificable en la sede electrónica de la AEAT"


@pytest.mark.parametrize("url", [TYPICAL, LONGEST])
@pytest.mark.parametrize("dpi", [180, 203, 300])
def test_printed_it_reads_back_at_level_m_and_measures_what_the_law_says(
    url: str, dpi: int
) -> None:
    modules = len(matrix(url))
    printed = size(modules, dpi)
    image = Image.open(io.BytesIO(png(url, printed.dots)))
    image.info.pop("dpi", None)

    (read,) = zxingcpp.read_barcodes(image.convert("L"))
    assert read.text == url
    assert read.ec_level == "M"

    dark = image.convert("L").point(lambda level: 255 - level).getbbox()
    assert dark is not None
    left, top, right, bottom = dark
    side = Decimal(right - left) * Decimal("25.4") / dpi
    assert right - left == bottom - top == modules * printed.dots
    assert side == printed.mm
    assert 30 <= side <= 40
    margin = Decimal(QUIET_MODULES * printed.dots) * Decimal("25.4") / dpi
    assert left == top == QUIET_MODULES * printed.dots
    assert margin >= 2


SIZES = [
    (49, 180, 5, "34.6"),
    (49, 203, 6, "36.8"),
    (49, 300, 8, "33.2"),
    (57, 180, 4, "32.2"),
    (57, 203, 5, "35.7"),
    (57, 300, 7, "33.8"),
]


@pytest.mark.parametrize(("modules", "dpi", "dots", "mm"), SIZES)
def test_whole_dots_nearest_to_35_mm(modules: int, dpi: int, dots: int, mm: str) -> None:
    found = size(modules, dpi)
    assert (found.dots, f"{found.mm:.1f}") == (dots, mm)


def test_a_printer_too_coarse_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="no whole dots"):
        size(49, 20)


def test_the_drawing_says_its_size() -> None:
    modules = len(matrix(TYPICAL))
    side = Decimal(35) * (modules + 8) / modules
    assert svg(TYPICAL).startswith(f'<svg width="{side:.3f}mm" ')
