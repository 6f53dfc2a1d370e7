"""The dialogs: which key says yes, and which never does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.dialogs import ConfirmDialog


@pytest.mark.parametrize(
    ("danger", "key", "answer"),
    [
        (False, Qt.Key.Key_Return, ConfirmDialog.DialogCode.Accepted),
        (False, Qt.Key.Key_Escape, ConfirmDialog.DialogCode.Rejected),
        (True, Qt.Key.Key_Return, ConfirmDialog.DialogCode.Rejected),
        (True, Qt.Key.Key_Escape, ConfirmDialog.DialogCode.Rejected),
    ],
)
def test_a_stray_enter_never_destroys(
    qtbot: QtBot, dressed: QApplication, danger: bool, key: Qt.Key, answer: object
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    dialog = ConfirmDialog(over, "¿Seguro?", "Esto no se puede deshacer.", "Sí", danger=danger)
    dialog.show()
    qtbot.waitExposed(dialog)
    QTest.keyClick(dialog, key)
    assert ConfirmDialog.DialogCode(dialog.result()) == answer
    assert not dialog.isVisible()
