"""Any order of the chain in the window: known at once, asked for, honest without a line."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from order_shop import a_paid_order, as_device, order_row, tell
from other_shops import of_a_chain
from PySide6.QtWidgets import QApplication
from waiting import until

from app.domain.errors import AskedTooOften
from app.domain.fulfilment import OrderState
from app.ui.screens.find_order_view import order_state
from app.ui.widgets.text import Text
from ui.conftest import Counter


@pytest.fixture
def window(counter: Counter) -> Counter:
    as_device(counter.shop)
    tell(counter.shop, [order_row(a_paid_order(counter.shop))])
    counter.window.open("find-order")
    return counter


def said(counter: Counter) -> str:
    QApplication.processEvents()  # a layout shows what is new in it a moment later
    screen = counter.window.screen_open
    assert screen is not None
    return "\n".join(one.text() for one in screen.findChildren(Text) if not one.isHidden())


def test_who_asks_too_often_is_shown_waiting_for_nothing(window: Counter) -> None:
    of_a_chain(window.shop)
    for number in range(30):
        window.shop.counter.chain_orders.look_up(f"W-3{number:03}")
    with pytest.raises(AskedTooOften):
        window.face.finding.look("W-4000")
    assert not window.face.finding._asking


def look(counter: Counter, words: str) -> None:
    screen: Any = counter.window.screen_open
    screen.field.setText(words)
    screen.field.returnPressed.emit()


def test_this_shops_is_shown_at_once_and_opened_where_it_is_worked_on(window: Counter) -> None:
    look(window, "iker")
    assert "Se recoge en esta tienda" in said(window)
    window.face.finding.work("W-1042")
    screen = window.window.screen_open
    assert screen is not None and screen.name == "pickups"


def test_another_shops_comes_when_central_answers(window: Counter) -> None:
    there = replace(a_paid_order(window.shop), number="W-2000", shop="043", name="Lucía P.")
    central = of_a_chain(window.shop)
    value = order_row(there).value
    central.says = lambda words: {
        "orders": [{"number": "W-2000", "shop": "043", "name": "Torrero", "value": value}]
    }
    look(window, "lucía")
    assert "Preguntando a la central…" in said(window)
    until(lambda: bool(window.posted))
    window.posted.pop()()
    assert "Se recoge en 043 · Torrero" in said(window)
    assert "Según la central, ahora." in said(window)
    assert "Nada todavía." in said(window)


def test_without_an_answer_it_says_so(window: Counter) -> None:
    central = of_a_chain(window.shop)
    central.says = lambda words: {"refused": "unreachable"}
    look(window, "lucía")
    until(lambda: bool(window.posted))
    window.posted.pop()()
    assert "Sin respuesta de la central: solo lo que se sabe aquí." in said(window)


def test_the_answer_to_an_earlier_question_is_not_shown_for_a_later_one(window: Counter) -> None:
    central = of_a_chain(window.shop)
    central.says = lambda words: {"orders": []} if words == "lucía" else None
    look(window, "lucía")
    until(lambda: bool(window.posted))
    look(window, "ramón")
    window.posted.pop()()
    assert "Preguntando a la central…" in said(window)


def test_every_state_of_an_order_has_words(counter: Counter) -> None:
    words = {order_state(state) for state in OrderState}
    assert len(words) == len(OrderState) and not words & set(OrderState)
