"""The dialogs there are: where money or identity is at stake, and when the program fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.identity import IdentityPad
from app.ui.widgets.text import Text
from app.ui.words import tr


class _Dialog(QDialog):
    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        """Intro presses the button that has the focus."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, Button):
            focus.click()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Give the keyboard back: on a bare X server nobody else does, and no shortcut works."""
        super().done(result)
        over = self.parentWidget()
        if over is not None:
            over.window().activateWindow()


class ConfirmDialog(_Dialog):
    """A question that undo cannot answer. Esc is no; the action's own word is yes.

    `danger`: Intro is no as well, so that no stray key destroys anything.
    """

    def __init__(
        self, over: QWidget, title: str, words: str, yes: str, *, danger: bool = False
    ) -> None:
        super().__init__(over)
        self.setWindowTitle(title)
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(Text(title, "title", wrap=True))
        column.addWidget(Text(words, wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        for word, do, key, kind in (
            (tr("No, volver"), self.reject, "Esc", "plain"),
            (yes, self.accept, "" if danger else tr("Intro"), "danger" if danger else "primary"),
        ):
            button = Button(word, do, key=key, kind=kind, stacked=True, height=64)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            row.addWidget(button)
        column.addSpacing(8)
        column.addLayout(row)
        self.setMinimumWidth(480)
        usual = row.itemAt(0 if danger else 1)
        if usual is not None and (answer := usual.widget()) is not None:
            answer.setFocus()


class AuthoriseDialog(_Dialog):
    """Somebody who may, allows it with code and PIN, or by scanning a badge."""

    def __init__(
        self,
        over: QWidget,
        words: str,
        allow: Callable[[str, str], str],
        badge: Callable[[str], str],
        *,
        reason: str = "",
    ) -> None:
        """`allow` and `badge` return what went wrong in words, or nothing. `reason`: as of the
        pad, which has what was given."""
        super().__init__(over)
        self.setWindowTitle(tr("Hace falta permiso"))
        self.setModal(True)
        self._allow, self._badge = allow, badge
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        column.addWidget(Text(tr("Hace falta permiso"), "title"))
        column.addWidget(Text(words, wrap=True))
        self.pad = IdentityPad(self._try, tr("Permitir"), reason)
        column.addWidget(self.pad, 1)
        column.addWidget(Button(tr("Dejarlo"), self.reject, key="Esc", icon="x"))
        self.setMinimumSize(*((620, 640) if reason else (440, 560)))
        self.pad.start()

    def scanned(self, code: str) -> None:
        self._done(self._badge(code))

    def _try(self, code: str, pin: str) -> None:
        self._done(self._allow(code, pin))

    def _done(self, trouble: str) -> None:
        if trouble:
            self.pad.say(trouble)
        else:
            self.accept()


class ReportDialog(_Dialog):
    """A bug, said once: what happened is in the log, and what was sold is safe."""

    def __init__(self, over: QWidget, words: str) -> None:
        super().__init__(over)
        self.setWindowTitle(tr("Algo ha fallado"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(Text(tr("Algo ha fallado"), "title"))
        column.addWidget(
            Text(
                tr("Lo vendido está guardado. Si se repite, avisa a quien mantiene la caja."),
                wrap=True,
            )
        )
        column.addWidget(Text(words, "muted", wrap=True))
        column.addWidget(
            Button(
                tr("Seguir"), self.accept, key=tr("Intro"), kind="primary", stacked=True, height=64
            )
        )
        self.setMinimumWidth(480)
