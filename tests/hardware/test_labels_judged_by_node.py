"""Labels drawn by a renderer that we did not write, and read back as a scanner reads them."""

from __future__ import annotations

import io
import os
import subprocess
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import longest_parcel
import pytest
import zxingcpp
from PIL import Image

from app.domain.content import Content, ContentUnit
from app.domain.money import Money
from app.domain.product import Product, Unit
from app.domain.shelf_label import LabelWords, product_label, shelf_label
from app.domain.tax import TaxCategory
from app.services import laying_out
from hardware.labels.placed import Stock
from hardware.labels.symbol import modules_of
from hardware.labels.zpl import encode
from hardware.ticket import Line, Qr, Ticket

pytestmark = [
    pytest.mark.more,
    pytest.mark.skipif("MOSTRADOR_NODE" not in os.environ, reason="no Node: tools/judges node"),
]
DRAW = Path(__file__).parent.parent / "judges" / "draw_label.mjs"
WORDS = LabelWords("{whole},{cents} €", "{price}/{unit}", "ud", "%d/%m/%Y")
COFFEE = Product(
    "CAF-001", "Café molido natural de Colombia 250 g", Unit.EACH, TaxCategory.GENERAL, Money(425),
    codes=("08410000000016",), content=Content(Decimal(250), ContentUnit.G),
)  # fmt: skip


def drawn(ticket: Ticket, stock: Stock) -> Image.Image:
    run = subprocess.run(
        ["node", str(DRAW), str(stock.width), str(stock.height), str(round(stock.dpi / 25.4))],
        input=encode(ticket, stock),
        capture_output=True,
        check=True,
    )
    return Image.open(io.BytesIO(run.stdout))


OWN = Product(
    "CAM-LIN-M", "Camisa lino azul · talla M", Unit.EACH, TaxCategory.GENERAL, Money(3495),
    codes=("02412345678901",),
)  # fmt: skip
BARE = Product("BOL-PAP-25", "Bolsa", Unit.EACH, TaxCategory.GENERAL, Money(10))
PARCEL = (
    Line("Pedido W-221101", bold=True),
    Line("W-221101", bold=True, large=True),
    Line("1 de 2"),
    Qr("MP1.W-221101.B1." + "A1b2C3d4" * 14, 25),
)
AT = datetime(2026, 11, 22, tzinfo=UTC)
dpis = pytest.mark.parametrize("dpi", [203, 300])


def read(ticket: Ticket, stock: Stock) -> dict[str, tuple[str, float]]:
    """What is in each code: its identifier, and its width in millimetres."""
    with drawn(ticket, stock) as image:
        codes = zxingcpp.read_barcodes(image)
    dots = round(stock.dpi / 25.4)  # of a millimetre, as the renderer has them
    return {
        code.text: (
            code.symbology_identifier,
            (code.position.top_right.x - code.position.top_left.x + 1) / dots,
        )
        for code in codes
    }


@dpis
@pytest.mark.parametrize(("width", "height"), [(58, 50), (58, 40), (100, 50)])
def test_a_shelf_labels_codes_are_whole_and_say_the_product(
    dpi: int, width: int, height: int
) -> None:
    stock = Stock(width, height, dpi)
    found = read(laying_out.label(shelf_label(COFFEE, Money(425), AT, WORDS), 32), stock)
    link = "https://id.gs1.org/01/08410000000016"
    assert {text: kind for text, (kind, _) in found.items()} == {
        "8410000000016": "]E0",
        link: "]Q1",
    }
    assert 0.249 <= found["8410000000016"][1] / 95 <= 0.28, "millimetres of a module"
    assert 12 <= found[link][1] <= 15, "12 mm, or the next whole dots of a module"


@dpis
def test_what_is_stuck_on_a_product_says_the_code_that_tills_read(dpi: int) -> None:
    stock = Stock(58, 30, dpi)
    for product, says in ((COFFEE, "8410000000016"), (OWN, "2412345678901"), (BARE, "BOL-PAP-25")):
        blocks = product_label(product, product.price, AT, WORDS)
        found = read(laying_out.label(blocks, stock.columns), stock)
        assert {text: kind for text, (kind, _) in found.items()} == {
            says: "]C0" if product is BARE else "]E0"
        }


@dpis
def test_a_parcels_signed_code_is_whole(dpi: int) -> None:
    (qr,) = (part.data for part in PARCEL if isinstance(part, Qr))
    found = read(PARCEL, Stock(58, 50, dpi))
    assert list(found) == [qr] and found[qr][1] >= 24


@dpis
@pytest.mark.parametrize(("width", "height"), [(58, 40), (70, 37), (58, 38)])
def test_the_longest_parcels_label_is_read_beside_its_words(
    dpi: int, width: int, height: int
) -> None:
    stock, code = Stock(width, height, dpi), longest_parcel.signed()
    found = read(laying_out.label(longest_parcel.wide_label(), stock.columns), stock)
    assert list(found) == [code]
    kind, across = found[code]
    assert kind == "]Q1" and 0.33 <= across / modules_of(code) <= 0.5, "millimetres of a module"
