"""How the whole program looks and speaks: its theme and its language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui import format as written
from app.ui.theme import DARK, LIGHT, theme
from app.ui.words import Sentences


class Looks:
    """Of one application; `close` when it ends."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._sentences: Sentences | None = None

    def speak(self, language: str) -> None:
        self.close()
        self._sentences = Sentences(language, self._app)
        self._app.installTranslator(self._sentences)
        written.use(language)

    def wear(self, name: str) -> None:
        """The light theme, the dark one, or what the system has."""
        if name not in (LIGHT, DARK):
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            name = DARK if dark else LIGHT
        theme.apply(self._app, name)

    def close(self) -> None:
        """Its sentences would outlive the window otherwise."""
        if self._sentences is not None:
            self._app.removeTranslator(self._sentences)
            self._sentences.deleteLater()
            self._sentences = None
