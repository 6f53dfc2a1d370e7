"""The tablet's window: a home of big targets, pickups, and nothing that sells."""

from __future__ import annotations

import pytest
from order_shop import a_paid_order, as_tablet, order_row, qr, tell
from PySide6.QtWidgets import QApplication

from app.domain.errors import NotOnTablet
from app.ui.screens.stockroom import PlaceButton
from ui.conftest import Counter


@pytest.fixture
def tablet(counter: Counter) -> Counter:
    as_tablet(counter.shop)
    tell(counter.shop, [order_row(a_paid_order(counter.shop))])
    counter.window.resize(800, 1280)
    counter.face._person_changed()
    QApplication.processEvents()
    return counter


def places(counter: Counter) -> list[str]:
    screen = counter.window.screen_open
    assert screen is not None
    return [one.accessibleName() for one in screen.findChildren(PlaceButton) if one.isVisible()]


def test_it_opens_at_the_stockroom(tablet: Counter) -> None:
    screen = tablet.window.screen_open
    assert screen is not None and screen.name == "stockroom"
    assert places(tablet)[0] == "Recogidas, 1 por preparar"
    bar = tablet.face.bar()
    assert bar is not None and bar.person.startswith("Tableta ")


def test_it_has_no_screen_that_sells(tablet: Counter) -> None:
    names = set(tablet.face.makes())
    assert {"pickups", "attention", "stockroom"} <= names
    assert not names & {"sell", "pay", "return", "shift", "last"}


def test_a_product_scanned_there_is_refused_in_words(tablet: Counter) -> None:
    with pytest.raises(NotOnTablet):
        tablet.window.scanned("9526262002947")


def test_a_customers_code_opens_the_pickups(tablet: Counter) -> None:
    tablet.window.scanned(qr(a_paid_order(tablet.shop)))
    screen = tablet.window.screen_open
    assert screen is not None and screen.name == "pickups"
    tablet.window.back()
    home = tablet.window.screen_open
    assert home is not None and home.name == "stockroom", "not the selling screen"


def test_its_targets_fit_a_portrait_screen(tablet: Counter) -> None:
    screen = tablet.window.screen_open
    assert screen is not None and tablet.window.width() == 800
    for one in screen.findChildren(PlaceButton):
        assert one.height() >= 48 and one.width() <= 800
