"""The window that the customer sees: what is sold, what it costs, what comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.customer_window import ROWS, CustomerWindow
from app.ui.desks.facing import FacingDesk
from ui.conftest import Counter
from ui.sale_desk import MILK, sold

JOIN = "https://shop.example/club"


@pytest.fixture
def desk(counter: Counter, qapp: QApplication) -> Iterator[FacingDesk]:
    made = FacingDesk(qapp, counter.shop.counter.facing, wanted=True, join=JOIN)
    yield made
    made.close()


def window_of(desk: FacingDesk) -> CustomerWindow:
    assert desk.window is not None
    return desk.window


def rows(window: CustomerWindow) -> list[tuple[str, str, str]]:
    return [
        tuple(text.replace("\u00a0", " ") for text in row.said())  # type: ignore[misc]
        for row in window.ticket.rows
        if not row.isHidden()
    ]


def test_the_customer_sees_a_welcome_the_sale_the_change_and_a_welcome_again(
    counter: Counter, desk: FacingDesk
) -> None:
    window = window_of(desk)
    assert window.isVisible()
    assert window.words.first.text() == "BIENVENIDO"
    assert window.words.code.accessibleName() == JOIN
    sold(counter, MILK, MILK)
    assert rows(window) == [("Leche entera 1 L", "2 × 0,98 €", "1,96 €")]
    assert window.ticket.total.text() == "1,96\u00a0€"
    counter.shop.pay_cash("5")
    assert (window.words.first.text(), window.words.second.text()) == (
        "GRACIAS",
        "CAMBIO 3,04\u00a0€",
    )
    assert desk._rest.isActive()
    desk._rest.timeout.emit()
    assert window.words.first.text() == "BIENVENIDO"


def test_the_newest_products_are_in_sight(counter: Counter, desk: FacingDesk) -> None:
    screen = sold(counter)
    skus = [one.sku for one in counter.shop.counter.lookup.favourites(30) if not one.unit.measured]
    for sku in skus[: ROWS + 2]:
        screen.side.tiles.touched.emit(sku)
    shown = rows(window_of(desk))
    assert len(shown) == ROWS
    sale = counter.shop.counter.register.sale
    assert sale is not None
    assert [row[0] for row in shown] == [line.name for line in sale.lines[-ROWS:]]


def test_it_takes_no_focus_from_the_till(counter: Counter, desk: FacingDesk) -> None:
    window = window_of(desk)
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_without_a_second_screen_nobody_who_did_not_ask_gets_a_window(
    counter: Counter, qapp: QApplication
) -> None:
    desk = FacingDesk(qapp, counter.shop.counter.facing, wanted=False, join="")
    assert desk.window is None
    assert not counter.shop.counter.facing.watched
    desk.close()


_TWO = """
import sys
from PySide6.QtWidgets import QApplication
from app.domain.customer_side import CustomerView, Stage
from app.ui.desks.facing import FacingDesk

class Facing:
    watched, paid, seen = False, False, None
    def rest(self): ...
    def again(self):
        self.seen(CustomerView(Stage.WELCOME, "", "", words=("BIENVENIDO", "Tienda")))

app = QApplication(sys.argv[:1])
desk = FacingDesk(app, Facing(), wanted=False, join="")
app.processEvents()
other = next(screen for screen in app.screens() if screen is not app.primaryScreen())
print(len(app.screens()), desk.window.geometry() == other.geometry())
print(desk.window.words.first.text())
desk.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="screens of the test's own")
def test_a_second_screen_gets_the_window_without_a_word_in_till_toml(tmp_path: Path) -> None:
    screens = [
        {"name": "customer", "x": 1366, "y": 0, "width": 1024, "height": 600},
        {"name": "till", "x": 0, "y": 0, "width": 1366, "height": 768},
    ]
    for screen in screens:
        screen.update(logicalDpi=96, logicalBaseDpi=96, dpr=1)
    file = tmp_path / "screens.json"
    file.write_text(json.dumps({"screens": screens}))
    done = subprocess.run(
        [sys.executable, "-c", _TWO],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}", "DISPLAY": ""},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.split() == ["2", "True", "BIENVENIDO"], done.stderr
