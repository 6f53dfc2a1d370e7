"""What stands side by side never lies on its neighbour, whatever came before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from order_shop import a_paid_order, as_device, qr
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from ui.conftest import Counter
from ui.open_screen import screen
from ui.test_pickup_steps import packed, press, ready, told


@pytest.fixture
def order_side(counter: Counter) -> Counter:
    as_device(counter.shop)
    told(counter, a_paid_order(counter.shop))
    counter.window.open("pickups")
    return counter


def settle() -> None:
    for _ in range(6):
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


def lying_on_each_other(counter: Counter) -> Iterator[str]:
    side = screen(counter).order
    for row in (side._steps.widgets(), [*side._actions.widgets(), side._rest]):
        shown: list[QWidget] = [one for one in row if one.isVisible()]
        for one, other in pairwise(shown):
            end = one.mapTo(side, one.rect().topRight()).x()
            if end >= other.mapTo(side, other.rect().topLeft()).x():
                yield f"{one.accessibleName()} under {other.accessibleName()}"
    for row in (side._steps.widgets(), side._actions.widgets()):
        for one in row:
            if one.isVisible() and one.width() < one.minimumSizeHint().width():
                yield f"{one.accessibleName()} has no room"


def test_no_button_lies_on_another_after_a_parcel_is_closed(order_side: Counter) -> None:
    packed(order_side)
    settle()
    assert not list(lying_on_each_other(order_side))


def test_no_step_lies_on_another_after_an_order_is_handed_over(order_side: Counter) -> None:
    label = ready(order_side)
    order_side.window.scanned(qr(a_paid_order(order_side.shop)))
    order_side.window.scanned(label)
    settle()
    assert not list(lying_on_each_other(order_side))
    press(order_side, "Entregar")
    settle()
    assert not list(lying_on_each_other(order_side))


def test_what_to_do_with_a_parcel_on_its_shelf_is_said_whole(order_side: Counter) -> None:
    ready(order_side)
    settle()
    (card,) = screen(order_side).order._parcels.widgets()
    room, words = card._detail.contentsRect().width(), card._detail.text()
    assert card._detail.fontMetrics().horizontalAdvance(words) <= room
