"""Several orders in one walk, in the window of a tablet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from builders import NOON
from order_shop import a_paid_order, as_tablet, order_row, tell
from PySide6.QtWidgets import QApplication

from app.domain.errors import NotInWave
from app.ui.widgets.text import Text
from ui.conftest import Counter

SHIRT = "9528225000472"


@pytest.fixture
def tablet(counter: Counter) -> Counter:
    as_tablet(counter.shop)
    counter.shop.counter.pickups._folded._moved = None  # it had begun as another installation
    one = a_paid_order(counter.shop)
    orders = [
        replace(one, number=number, promised_at=NOON + timedelta(minutes=minutes))
        for number, minutes in (("W-1", 90), ("W-2", 20))
    ]
    tell(counter.shop, [order_row(order) for order in orders])
    counter.window.resize(800, 1280)
    counter.window.open("wave")
    return counter


def said(counter: Counter) -> str:
    QApplication.processEvents()
    screen = counter.window.screen_open
    assert screen is not None
    return "\n".join(one.text() for one in screen.findChildren(Text) if one.isVisible())


def begin(counter: Counter) -> Any:
    for number in ("W-1", "W-2"):
        counter.face.waving.choose(number)
    counter.face.waving.start()
    return counter.window.screen_open


def test_chosen_orders_are_begun_together_and_the_next_thing_is_big(tablet: Counter) -> None:
    assert "Elige pedidos" in said(tablet)
    begin(tablet)
    words = said(tablet)
    assert "W-2: 1   W-1: 1" in words, "the first promised first"


def test_a_scan_says_whose_it_is(tablet: Counter) -> None:
    begin(tablet)
    tablet.window.scanned(SHIRT)
    assert "W-2: 1 de 2" in said(tablet)


def test_a_product_that_none_wants_is_refused_by_name(tablet: Counter) -> None:
    begin(tablet)
    with pytest.raises(NotInWave):
        tablet.window.scanned("BOL-PAP")


def test_the_list_of_the_walk_is_printed(tablet: Counter) -> None:
    begin(tablet)
    tablet.face.waving.print_list()
    assert not tablet.shop.counter.printing.unfinished()


def test_what_is_not_there_stays_in_sight_with_how_many_and_for_whom(tablet: Counter) -> None:
    begin(tablet)
    waves = tablet.shop.counter.waves
    tablet.window.scanned(SHIRT)
    waves.short("CAM-LIN-M", Decimal(1))
    (shirt,) = tablet.face.waving.view().after
    assert (shirt.figure, shirt.aside) == ("2", "cogido 1 de 4 · sin encontrar: 1")
    waves.short("CAM-LIN-M", Decimal(2))
    (shirt,) = tablet.face.waving.view().after
    assert (shirt.figure, shirt.detail) == ("no está", "W-2: 1 · W-1: 2")
