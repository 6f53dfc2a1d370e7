"""Amounts, quantities and ages as each language writes them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.money import Money
from app.domain.product import Unit
from app.ui import format as written
from app.ui.words import ENGLISH, SPANISH

NOW = datetime(2026, 11, 21, 12, 41)


@pytest.fixture(autouse=True)
def spoken(qapp: QApplication) -> Iterator[None]:
    written.use(SPANISH)
    yield
    written.use(SPANISH)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("cents", "spanish", "english"),
    [
        (1_234_560, "12.345,60 €", "€12,345.60"),
        (0, "0,00 €", "€0.00"),
        (5, "0,05 €", "€0.05"),
        (-799, "−7,99 €", "−€7.99"),
        (100_000_000, "1.000.000,00 €", "€1,000,000.00"),
    ],
)
def test_money(cents: int, spanish: str, english: str) -> None:
    assert plain(written.money(Money(cents))) == spanish
    written.use(ENGLISH)
    assert written.money(Money(cents)) == english


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("2", Unit.EACH, "2"), ("0.436", Unit.KG, "0,436 kg"), ("1.5", Unit.M, "1,500 m")],
)
def test_quantities(value: str, unit: Unit, text: str) -> None:
    assert plain(written.quantity(Decimal(value), unit)) == text


@pytest.mark.parametrize(
    ("value", "text"), [("20", "20 %"), ("12.50", "12,5 %"), ("10.00", "10 %"), ("100", "100 %")]
)
def test_percentages(value: str, text: str) -> None:
    assert plain(written.percent(Decimal(value))) == text


@pytest.mark.parametrize(
    ("units", "lines", "text"),
    [(6, 5, "6 uds · 5 líneas"), (1, 1, "1 ud · 1 línea"), (2, 1, "2 uds · 1 línea")],
)
def test_units_and_lines(units: int, lines: int, text: str) -> None:
    assert written.units_and_lines(units, lines) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "ahora"),
        (-5, "ahora"),
        (12, "hace 12 min"),
        (61, "hace 1 h"),
        (25 * 60, "hace 1 día"),
        (3 * 24 * 60, "hace 3 días"),
    ],
)
def test_ages(minutes: int, text: str) -> None:
    assert written.age(NOW - timedelta(minutes=minutes), NOW) == text


@pytest.mark.parametrize(
    ("cents", "spanish", "english"),
    [(50000, "500 €", "€500"), (100, "1 €", "€1"), (20, "20 cts", "20c"), (1, "1 ct", "1c")],
)
def test_notes_and_coins(cents: int, spanish: str, english: str) -> None:
    assert plain(written.denomination(Money(cents))) == spanish
    written.use(ENGLISH)
    assert written.denomination(Money(cents)) == english


def test_what_is_weighed_is_no_unit() -> None:
    parts = [(Decimal(4), Unit.EACH), (Decimal("0.5"), Unit.KG), (Decimal(2), Unit.EACH)]
    assert plain(written.goods(parts)).replace("\u202f", " ") == "6 uds + 0,500 kg"
    assert written.goods([(Decimal(1), Unit.EACH)]) == "1 ud"
