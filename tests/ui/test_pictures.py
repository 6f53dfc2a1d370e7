"""A product's picture where it is shown: on the card, on Stock's page, before the customer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.domain.line import Answer
from app.domain.picture import name_of
from app.mirror import pictures as kept
from app.services.line import Line
from app.services.pictures import Pictures
from app.ui.desks.facing import FacingDesk
from app.ui.widgets.picture import Picture
from app.ui.widgets.product_card import ProductCard, ProductView
from ui.conftest import Counter
from ui.sale_desk import MILK, sold

PNG = Path(__file__).parents[2] / "resources" / "demo" / "pictures" / "milk.png"


def test_the_card_shows_what_was_scanned_and_an_icon_without_a_picture(counter: Counter) -> None:
    card = sold(counter, MILK).side.product
    counter.bot.waitUntil(lambda: not card._picture.isHidden())
    assert card._soft.isHidden()
    card.show_product(ProductView("Sin foto", "1,00 €"))
    assert card._picture.isHidden()
    assert not card._soft.isHidden()


def test_a_broken_file_is_no_picture(qapp: QApplication, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(PNG.read_bytes()[:60])
    card = ProductCard("")
    card.show_product(ProductView("Leche", "0,98 €", picture=broken))
    assert card._picture.isHidden()
    assert not Picture(40).show_file(tmp_path / "gone")
    assert Picture(40).show_file(PNG)


def test_the_customer_sees_it_beside_the_first_products(
    counter: Counter, qapp: QApplication
) -> None:
    services = counter.shop.counter
    desk = FacingDesk(qapp, services.facing, wanted=True, join="", picture=services.pictures.of_sku)
    sold(counter, MILK)
    assert desk.window is not None
    picture = desk.window.ticket._picture
    counter.bot.waitUntil(lambda: not picture.isHidden())
    desk.close()


class _Central:
    """Keeps the picture when it is asked for, as the worker does."""

    def __init__(self, where: Path) -> None:
        self.where, self.asked = where, list[str]()

    def __call__(self, hear: object) -> _Central:
        self.hear = hear
        return self

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def close(self) -> None: ...

    def tell(self, words: dict[str, object]) -> None:
        self.asked.append(str(words["picture"]))
        kept.keep(self.where, PNG.read_bytes())
        self.hear(Answer(int(str(words["ask"]))))  # type: ignore[operator]


def test_what_is_not_here_is_asked_of_central_once(counter: Counter) -> None:
    shop, name = counter.shop, name_of(PNG.read_bytes())
    (found,) = shop.folder.glob(f"pictures/*/{name}")
    found.unlink()
    central = _Central(shop.folder)
    line = Line(central)
    pictures, came = Pictures(shop.counter.till, line), list[bool]()
    line.take_up()
    assert pictures.of(name, lambda: came.append(True)) is None
    assert came == [True]
    assert pictures.of(name, lambda: came.append(True)) == found
    assert pictures.of("ph.drop", lambda: came.append(True)) is None
    assert pictures.of("0" * 64, lambda: None) is None
    assert pictures.of("0" * 64, lambda: None) is None
    assert central.asked == [name, "0" * 64]
    line.close()
