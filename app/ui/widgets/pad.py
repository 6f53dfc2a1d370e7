"""The pad that asks for one number: an amount, a quantity, a weight, a percentage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.ui.widgets.button import Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.field import Field
from app.ui.widgets.keys import DigitKeys, LetterKeys, press
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text
from app.ui.words import tr

NUMBER = QRegularExpression(r"\d{0,7}([.,]\d{0,3})?")
WHOLE = QRegularExpression(r"\d{0,13}")


@dataclass(frozen=True, slots=True)
class PadView:
    """What is asked. `choices` are (key, word) pairs: % or €, line or ticket."""

    title: str
    about: str = ""
    unit: str = "€"
    start: str = ""
    whole: bool = False
    choices: tuple[tuple[tuple[str, str], ...], ...] = ()
    reason: str = ""
    """The placeholder of a field for a reason; empty: none is asked."""
    reason_needed: bool = False
    scans: bool = False
    """What is scanned is put into that field: the number of a bag."""


@dataclass(frozen=True, slots=True)
class Entered:
    text: str
    choices: tuple[str, ...] = ()
    reason: str = ""


def number_field(name: str, *, whole: bool = False) -> Field:
    """A large field that takes only a number, right-aligned."""
    field = Field()
    field.setProperty("entry", "amount")
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.setValidator(QRegularExpressionValidator(WHOLE if whole else NUMBER, field))
    field.setAccessibleName(name)
    return field


class PadPanel(Panel):
    def __init__(self, view: PadView, done: Callable[[Entered], object]) -> None:
        super().__init__(view.title, view.about)
        self._done = done
        entry = QHBoxLayout()
        self.field = number_field(view.title, whole=view.whole)
        self.field.setText(view.start)
        self.field.returnPressed.connect(self.accept)
        entry.addWidget(self.field, 1)
        self._choices = [Choice(pairs, pairs[0][0]) for pairs in view.choices]
        if view.unit and not self._choices:
            entry.addWidget(Text(view.unit, "title"))
        self.body.addLayout(entry)
        self._told = Text("", "muted", wrap=True)
        self._told.hide()
        self.body.addWidget(self._told)
        if self._choices:
            row = QHBoxLayout()
            row.setSpacing(16)
            for choice in self._choices:
                row.addWidget(choice, 1)
            self.body.addLayout(row)
        self.reason = Field(placeholderText=view.reason)
        self.reason.setAccessibleName(view.reason)
        self.reason.setVisible(bool(view.reason))
        self.reason.returnPressed.connect(self.accept)
        self.body.addWidget(self.reason)
        self._reason_needed, self._scans = view.reason_needed, view.scans
        keys, letters = DigitKeys("" if view.whole else ","), LetterKeys()
        keys.pressed.connect(lambda key: press(self.field, key))
        letters.pressed.connect(lambda key: press(self.reason, key))
        self._keys = QStackedWidget()
        self._keys.addWidget(keys)
        self._keys.addWidget(letters)
        for place, field in enumerate((self.field, self.reason)):
            field.focused.connect(partial(self._keys.setCurrentIndex, place))
        self.body.addWidget(self._keys, 1)
        accept = Button(
            tr("Aceptar"), self.accept, key=tr("Intro"), kind="primary", stacked=True, height=64
        )
        self.body.addWidget(accept)

    def tell(self, words: str) -> None:
        """What a person should know while the number is asked for."""
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def typed(self, text: str) -> None:
        """A digit that no field had the focus for."""
        press(self.field, text)

    def scanned(self, code: str) -> bool:
        if self._scans:
            self.reason.setText(code.strip())
        return self._scans

    def start(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def accept(self) -> None:
        if not self.field.text().strip(" ,."):
            self.field.setFocus()
        elif self._reason_needed and not self.reason.text().strip():
            self.reason.setFocus()
        else:
            chosen = tuple(choice.chosen for choice in self._choices)
            self._done(Entered(self.field.text(), chosen, self.reason.text().strip()))
            self.closed.emit()
