"""The paper as a device prints it: the symbols on it can be read back, and the QR fits the law."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.domain.paper import Code128, QrCode
from app.ui.widgets.paper import WIDTH, Paper

HOST = "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR"
SHORT = f"{HOST}?nif=B12345674&numserie=T042C03AS26-000004&fecha=21-11-2026&importe=3.74"
LONG = f"{HOST}?nif=B12345674&numserie={'X' * 60}&fecha=21-11-2026&importe=-123456789012.34"
NUMBER = "T042C03AS26-000004"


def printed(qtbot: QtBot, url: str, dpi: int) -> Image.Image:
    sheet = Paper()
    qtbot.addWidget(sheet)
    sheet.show_blocks([QrCode(url, "QR tributario:", "VERI*FACTU"), Code128(NUMBER)])
    sheet.adjustSize()
    dots = dpi * 80 / 25.4 / WIDTH
    image = QImage(
        round(sheet.width() * dots), round(sheet.height() * dots), QImage.Format.Format_RGB888
    )
    painter = QPainter(image)
    painter.scale(dots, dots)
    sheet.render(painter, QPoint())
    painter.end()
    pixels = bytes(image.constBits())
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, pixels, "raw", "RGB", image.bytesPerLine())


@pytest.mark.parametrize("dpi", [180, 203, 300])
@pytest.mark.parametrize("url", [SHORT, LONG], ids=["short", "long"])
@pytest.mark.usefixtures("dressed")
def test_the_qr_measures_30_to_40_mm_and_reads_back(qtbot: QtBot, url: str, dpi: int) -> None:
    found = {one.text: one for one in zxingcpp.read_barcodes(printed(qtbot, url, dpi))}
    assert url in found
    corners = found[url].position
    side = (corners.top_right.x - corners.top_left.x + 1) / dpi * 25.4
    assert 30 <= side <= 40


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.usefixtures("dressed")
def test_the_number_scans_back_for_a_return(qtbot: QtBot, dpi: int) -> None:
    assert NUMBER in [one.text for one in zxingcpp.read_barcodes(printed(qtbot, SHORT, dpi))]
