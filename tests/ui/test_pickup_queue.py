"""The queue of orders in the window: searched, rung, its keys, what is asked at a start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from order_shop import a_paid_order
from PySide6.QtWidgets import QApplication

from app.domain.fulfilment import OrderState
from app.ui.screens.unanswered_panel import UnansweredPanel
from app.ui.widgets.text import Text
from ui.conftest import Counter
from ui.open_screen import screen
from ui.pickup_desk import (
    SHIRT,
    begun,
    order,
    panel,
    press,
    ready,
    told,
)


def test_the_keys_of_an_order_are_called_by_what_they_do(pickups: Counter) -> None:
    begun(pickups)
    words = {key.press: key.words for key in screen(pickups).shortcuts()}
    buttons = screen(pickups).order._actions.widgets()
    assert [words[key] for key in ("F5", "F6")] == [one.words() for one in buttons[:2]]
    pickups.window.open("keys")
    QApplication.processEvents()
    shown = [one.text() for one in pickups.window.findChildren(Text) if one.isVisible()]
    assert words["F5"] in shown and "Cobrar, o aceptar lo escrito" not in shown


def test_a_start_asks_what_became_of_a_parcel_that_is_out(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    pickups.face._asked = False
    pickups.face._person_changed()
    asked = panel(pickups, UnansweredPanel)
    assert asked.accessibleName() == "¿Se entregó W-1042 · Iker S.?"
    press(pickups, "No: vuelve a A3")
    assert order(pickups).state is OrderState.READY
    assert screen(pickups).host.panel is None


def test_what_stays_on_the_screen_is_not_made_again(pickups: Counter) -> None:
    begun(pickups)
    side = screen(pickups).order
    lines, rows = side._lines.widgets(), screen(pickups).queue._rows.widgets()
    lines[1].setFocus()
    pickups.window.scanned(SHIRT)
    assert side._lines.widgets() == lines and screen(pickups).queue._rows.widgets() == rows
    assert lines[1].hasFocus()


def test_the_queue_is_narrowed_and_searched(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), number="W-7", name="Lucía P.", payments=(),
                          phone_tail="123"))  # fmt: skip
    shown: Callable[[], list[str]] = lambda: [row.key for row in screen(pickups)._shown.rows]  # noqa: E731
    screen(pickups).refresh()
    assert shown() == ["W-1042", "W-7"]
    press(pickups, "Por pagar")
    assert shown() == ["W-7"]
    press(pickups, "Por pagar")
    screen(pickups).queue.search.setText("678")
    assert shown() == ["W-1042"]
    screen(pickups).queue.search.setText("luc")
    assert shown() == ["W-7"]
    screen(pickups).escape()
    assert shown() == ["W-1042", "W-7"]


def test_an_order_that_arrives_rings_once(pickups: Counter) -> None:
    rung: list[int] = []
    pickups.face.collecting.chip()
    pickups.face.collecting._ring = lambda: rung.append(1)
    pickups.face.collecting.chip()
    assert not rung, "what was there at the start is no news"
    told(pickups, replace(a_paid_order(pickups.shop), number="W-8"))
    pickups.face.collecting.chip()
    pickups.face.collecting.chip()
    assert rung == [1]
