"""How many presses the commonest tickets take: what a cashier does a thousand times a day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.tender import TenderKind
from app.storage import documents

from .conftest import Counter

CODES = ("9525300002499", "9525300002567", "9526262002947", "9525300002499", "9526262002947")
K = Qt.Key


def pressed(counter: Counter, *keys: Qt.Key) -> None:
    for key in keys:
        target = QApplication.focusWidget() or counter.window
        QTest.keyClick(target, key)
        QApplication.processEvents()


def five_scans(counter: Counter) -> None:
    for code in CODES:
        counter.window.scanned(code)


def paid_with(counter: Counter) -> list[tuple[TenderKind, str]]:
    """How the newest document was paid; nothing may be left on the ticket."""
    assert not counter.shop.counter.register.sale
    with counter.shop.db.read() as connection:
        (document,) = documents.newest(connection)
    return [(tender.kind, str(tender.amount)) for tender in document.tenders]


@pytest.mark.parametrize("keys", [(K.Key_F11,), (K.Key_Return, K.Key_Return)])
def test_a_five_item_cash_sale_is_five_scans_and_two_presses_at_most(
    counter: Counter, keys: tuple[Qt.Key, ...]
) -> None:
    five_scans(counter)
    pressed(counter, *keys)
    assert [kind for kind, _ in paid_with(counter)] == [TenderKind.CASH]


def test_a_note_is_its_digits_and_two_presses(counter: Counter) -> None:
    five_scans(counter)
    pressed(counter, K.Key_Return, K.Key_2, K.Key_0, K.Key_Return)
    assert paid_with(counter) == [(TenderKind.CASH, "20.00")]


def test_a_card_is_one_press(counter: Counter) -> None:
    five_scans(counter)
    pressed(counter, K.Key_F12)
    counter.settle()
    assert [kind for kind, _ in paid_with(counter)] == [TenderKind.CARD]
