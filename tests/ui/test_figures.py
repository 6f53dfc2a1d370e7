"""The screen of figures: for whoever runs the shop, readable without seeing its charts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from order_shop import a_paid_order, as_device, order_row, tell
from PySide6.QtGui import QColor

from app.ui.widgets.chart import Chart
from ui.conftest import Counter
from ui.open_screen import screen


@pytest.fixture
def figures(counter: Counter) -> Counter:
    as_device(counter.shop)
    tell(counter.shop, [order_row(replace(a_paid_order(counter.shop), number=f"W-{n}"))
                        for n in range(3)])  # fmt: skip
    counter.shop.later(hours=4)
    return counter


def test_a_cashier_is_told_who_may_see_them(figures: Counter) -> None:
    figures.window.open("figures")
    assert screen(figures)._about.text() == "Las cifras las ve una persona encargada."


def test_a_manager_reads_each_figure_with_its_goal(figures: Counter) -> None:
    figures.shop.sign_in("9001")
    figures.window.open("figures")
    rows = [row.accessibleName() for row in screen(figures)._figures.widgets()]
    said = [words.replace("\xa0", " ") for words in rows]
    assert said[0] == "Listos a la hora prometida: 0 %. meta: 97 % o más · de 3"
    assert "Prepararlo: sin datos. meta: 8 min o menos" in said


def test_a_chart_says_every_value_to_who_cannot_see_it(figures: Counter) -> None:
    figures.shop.sign_in("9001")
    figures.window.open("figures")
    screen(figures)._choose(1)
    chart = screen(figures).findChild(Chart)
    assert chart.accessibleName() == "Listos a su hora y tarde, por día"
    assert chart.accessibleDescription() == "21/11: 0 a su hora, 3 tarde"


def test_a_chart_has_its_colours_from_the_style_sheet(figures: Counter) -> None:
    figures.shop.sign_in("9001")
    figures.window.open("figures")
    chart = screen(figures).findChild(Chart)
    assert QColor(chart.property("good")).isValid()
    assert chart.property("good") != chart.property("bad")
