"""Labels drawn by a renderer that we did not write, and read back as a scanner reads them."""

from __future__ import annotations

import io
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.shelf_label import LabelWords, shelf_label
from app.domain.tax import TaxCategory
from app.services import laying_out
from hardware.labels.layout import Stock
from hardware.labels.zpl import encode
from hardware.ticket import Ticket

pytestmark = [
    pytest.mark.more,
    pytest.mark.skipif("MOSTRADOR_NODE" not in os.environ, reason="no Node: tools/judges node"),
]
DRAW = Path(__file__).parent.parent / "judges" / "draw_label.mjs"
WORDS = LabelWords("{whole},{cents} €", "{price}/{unit}", "ud", "%d/%m/%Y")
COFFEE = Product(
    "CAF-001", "Café molido natural de Colombia 250 g", Unit.EACH, TaxCategory.GENERAL, Money(425),
    codes=("08410000000016",),
)  # fmt: skip


def drawn(ticket: Ticket, stock: Stock) -> Image.Image:
    run = subprocess.run(
        ["node", str(DRAW), str(stock.width), str(stock.height), str(round(stock.dpi / 25.4))],
        input=encode(ticket, stock),
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(run.stdout))


@pytest.mark.parametrize("dpi", [203, 300])
def test_a_shelf_labels_codes_are_whole_and_say_the_product(dpi: int) -> None:
    stock = Stock(58, 50, dpi)
    blocks = shelf_label(COFFEE, Money(425), datetime(2026, 11, 22, tzinfo=UTC), WORDS)
    with drawn(laying_out.label(blocks, stock.columns), stock) as image:
        found = {code.text: code.symbology_identifier for code in zxingcpp.read_barcodes(image)}
    assert found["8410000000016"] == "]E0"
    assert found["https://id.gs1.org/01/08410000000016"] == "]Q1"
