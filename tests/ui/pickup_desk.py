"""An order of two shirts and a coffee, as far as somebody has brought it in the window."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from order_shop import a_paid_order, order_row, tell
from PySide6.QtWidgets import QApplication

from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.order import Order
from app.ui.widgets.button import Button
from ui.conftest import Counter
from ui.open_screen import screen

SHIRT, COFFEE = "9528225000472", "9526262002947"


def told(counter: Counter, order: Order) -> Order:
    tell(counter.shop, [order_row(order)])
    return order


def panel(counter: Counter, kind: type[Any]) -> Any:
    found = screen(counter).host.panel
    assert isinstance(found, kind), found
    return found


def order(counter: Counter) -> Fulfilment:
    return counter.shop.counter.orders.of("W-1042")


def detail(counter: Counter, name: str) -> str:
    """Under the line whose product is called so."""
    view = counter.face.collecting.view().order
    assert view is not None
    (found,) = [str(one.detail) for one in view.lines if one.name.startswith(name)]
    return found


def press(counter: Counter, words: str) -> None:
    QApplication.processEvents()
    over = screen(counter).host.panel or screen(counter)
    buttons = [b for b in over.findChildren(Button) if b.isVisibleTo(screen(counter))]
    found = [b for b in buttons if b.accessibleName().startswith(words)]
    assert found, f"{words}: {[b.accessibleName() for b in buttons]}"
    found[0].click()
    QApplication.processEvents()


def begun(counter: Counter) -> None:
    screen(counter).refresh()
    press(counter, "W-1042")
    press(counter, "Empezar a preparar")


def packed(counter: Counter) -> str:
    begun(counter)
    for code in (SHIRT, SHIRT, COFFEE):
        counter.window.scanned(code)
    press(counter, "Cerrar el bulto")
    return labels(counter)[0]


def labels(counter: Counter) -> list[str]:
    return [text for _, text in counter.shop.counter.order_codes.labels(order(counter))]


def ready(counter: Counter) -> str:
    label = packed(counter)
    counter.window.scanned(label)
    counter.window.scanned("A3")
    assert order(counter).state is OrderState.READY
    return label


def with_line(counter: Counter, **values: Any) -> None:
    """The order, its first line changed."""
    wanted = a_paid_order(counter.shop)
    first, *others = wanted.lines
    told(counter, replace(wanted, version=2, lines=(replace(first, **values), *others)))
