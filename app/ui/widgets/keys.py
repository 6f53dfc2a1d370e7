"""Keys on the screen: digits for amounts, letters for names."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QWidget

from app.ui.widgets.button import Button
from app.ui.words import tr

BACKSPACE = "\b"
LEAST, LEAST_LETTER = 36, 28
"""A key's height where the letters are large for the screen; elsewhere it grows."""
_DIGITS = ("789", "456", "123")
_LETTERS = ("1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm,.-")


def _key(words: str, icon: str = "", *, name: str = "", least: int = LEAST) -> Button:
    button = Button(words, icon=icon, kind="pad", height=least)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    if name:
        button.setAccessibleName(name)
    return button


class DigitKeys(QWidget):
    """A telephone's opposite: 7 8 9 on top, as on every till. Emits a character or BACKSPACE."""

    pressed = Signal(str)

    def __init__(self, last: str = ",") -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for row, digits in enumerate(_DIGITS):
            for column, digit in enumerate(digits):
                self._add(grid, digit, row, column)
        self._add(grid, last, 3, 0)
        self._add(grid, "0", 3, 1)
        back = _key("", "backspace", name=tr("Borrar"))
        back.clicked.connect(lambda: self.pressed.emit(BACKSPACE))
        grid.addWidget(back, 3, 2)

    def _add(self, grid: QGridLayout, words: str, row: int, column: int) -> None:
        if not words:
            return
        button = _key(words)
        button.clicked.connect(lambda: self.pressed.emit(words))
        grid.addWidget(button, row, column)


class LetterKeys(QWidget):
    """A keyboard for a till without one; capitals, as tickets are."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for row, letters in enumerate(_LETTERS):
            for column, letter in enumerate(letters.upper()):
                button = _key(letter, least=LEAST_LETTER)
                button.look(kind="plain")
                button.clicked.connect(lambda _=False, c=letter: self.pressed.emit(c))
                grid.addWidget(button, row, column)
        space = _key(tr("Espacio"), least=LEAST_LETTER)
        space.look(kind="plain")
        space.clicked.connect(lambda: self.pressed.emit(" "))
        grid.addWidget(space, 4, 0, 1, 7)
        at = _key("@", least=LEAST_LETTER)
        at.look(kind="plain")
        at.clicked.connect(lambda: self.pressed.emit("@"))
        grid.addWidget(at, 4, 7)
        back = _key("", "backspace", name=tr("Borrar"), least=LEAST_LETTER)
        back.look(kind="plain")
        back.clicked.connect(lambda: self.pressed.emit(BACKSPACE))
        grid.addWidget(back, 4, 8, 1, 2)


def press(field: QLineEdit, key: str) -> None:
    """What a key on the screen does to a field."""
    if key == BACKSPACE:
        field.backspace()
    else:
        field.insert(key)
    field.setFocus()
