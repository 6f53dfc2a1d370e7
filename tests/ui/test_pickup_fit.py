"""What stands side by side never lies on its neighbour, whatever came before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from order_shop import a_paid_order, qr
from PySide6.QtWidgets import QWidget

from ui.conftest import Counter
from ui.open_screen import screen, settle
from ui.pickup_desk import packed, press, ready


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


def test_no_button_lies_on_another_after_a_parcel_is_closed(pickups: Counter) -> None:
    packed(pickups)
    settle()
    assert not list(lying_on_each_other(pickups))


def test_no_step_lies_on_another_after_an_order_is_handed_over(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    pickups.window.scanned(label)
    settle()
    assert not list(lying_on_each_other(pickups))
    press(pickups, "Entregar")
    settle()
    assert not list(lying_on_each_other(pickups))


def test_what_to_do_with_a_parcel_on_its_shelf_is_said_whole(pickups: Counter) -> None:
    ready(pickups)
    settle()
    (card,) = screen(pickups).order._parcels.widgets()
    room, words = card._detail.contentsRect().width(), card._detail.text()
    assert card._detail.fontMetrics().horizontalAdvance(words) <= room


def test_all_steps_that_are_done_have_their_check_or_none_of_them(pickups: Counter) -> None:
    ready(pickups)
    seen = set()
    for width in range(1366, 1000, -24):
        pickups.window.resize(width, 768)
        settle()
        done = [one for one in screen(pickups).order._steps.widgets() if one._view.look == "done"]
        seen.add(tuple(one._icon.isVisible() for one in done))
    assert seen == {(True,) * 4, (False,) * 4}
