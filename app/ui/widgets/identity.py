"""Code and PIN: who one is, by keys or by touch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.icon import Icon
from app.ui.widgets.keys import DigitKeys, LetterKeys, press
from app.ui.widgets.text import Text
from app.ui.words import tr

_DIGITS = QRegularExpression(r"\d{0,12}")


class IdentityPad(QWidget):
    """Two fields and the digits; `done` gets code and PIN.

    `reason`: the name of a third field, for why; empty: none is asked for.
    """

    def __init__(self, done: Callable[[str, str], object], accept: str, reason: str = "") -> None:
        super().__init__()
        self._done = done
        self.reason = self._reason(reason) if reason else None
        self.code = self._field(tr("Código de persona"))
        self.pin = self._field(tr("PIN"))
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.returnPressed.connect(self._code_entered)
        self.pin.returnPressed.connect(self.accept)
        fields = QHBoxLayout()
        fields.setSpacing(16)
        for name, field in ((tr("Código"), self.code), (tr("PIN"), self.pin)):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(Text(name, "small"))
            column.addWidget(field)
            fields.addLayout(column)
        keys = DigitKeys("")
        keys.pressed.connect(lambda key: press(self._field_in_use(), key))
        self._trouble, self._icon = Text("", tone="negative", wrap=True), Icon("", tone="negative")
        trouble = QHBoxLayout()
        trouble.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        trouble.addWidget(self._trouble, 1)
        self._accept = Button(
            accept, self.accept, key=tr("Intro"), kind="primary", stacked=True, height=64
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        if self.reason is not None:
            column.addWidget(self.reason)
        column.addLayout(fields)
        column.addLayout(trouble)
        column.addWidget(self._with_letters(keys, self.reason) if self.reason else keys, 1)
        column.addWidget(self._accept)
        self.say("")

    def _reason(self, name: str) -> Field:
        field = Field(placeholderText=name)
        field.setAccessibleName(name)
        field.returnPressed.connect(self.accept)
        return field

    def _with_letters(self, digits: DigitKeys, reason: Field) -> QStackedWidget:
        """Each field has the keys that it takes."""
        letters, keys = LetterKeys(), QStackedWidget()
        letters.pressed.connect(lambda key: press(reason, key))
        keys.addWidget(digits)
        keys.addWidget(letters)
        for place, fields in enumerate(((self.code, self.pin), (reason,))):
            for field in fields:
                field.focused.connect(partial(keys.setCurrentIndex, place))
        return keys

    def _field(self, name: str) -> Field:
        field = Field()
        field.setProperty("entry", "identity")
        field.setValidator(QRegularExpressionValidator(_DIGITS, field))
        field.setAccessibleName(name)
        return field

    @property
    def why(self) -> str:
        return self.reason.text().strip() if self.reason is not None else ""

    def _field_in_use(self) -> QLineEdit:
        return self.pin if self.pin.hasFocus() else self.code

    def _code_entered(self) -> None:
        if self.code.text():
            self.pin.setFocus()

    def typed(self, text: str) -> None:
        """A digit that no field had the focus for."""
        press(self._field_in_use(), text)

    def say(self, trouble: str) -> None:
        self._trouble.say(trouble)
        self._icon.show_icon("warning-circle" if trouble else "", "negative")
        if trouble:
            self.pin.clear()
            (self._reason_to_give() or self.pin).setFocus()

    def start(self, code: str = "") -> None:
        self.say("")
        self.pin.clear()
        self.code.setText(code)
        (self._reason_to_give() or (self.pin if code else self.code)).setFocus()

    def _reason_to_give(self) -> QLineEdit | None:
        return self.reason if self.reason is not None and not self.why else None

    def accept(self) -> None:
        """On to the next that is empty; with everything, in."""
        if (reason := self._reason_to_give()) is not None:
            reason.setFocus()
        elif not self.code.text():
            self.code.setFocus()
        elif not self.pin.text():
            self.pin.setFocus()
        else:
            self._done(self.code.text(), self.pin.text())
