"""A panel of a few fields, with letters on the screen for a till without a keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from app.ui.widgets.button import TOUCH, Button
from app.ui.widgets.choice import Choice
from app.ui.widgets.field import Field
from app.ui.widgets.keys import LetterKeys, press
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Text
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class FieldView:
    """A line to fill, or with `choices` one of a few (key, word) pairs."""

    key: str
    words: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    needed: bool = True
    beside: bool = False
    """In the row of the one before."""
    scans: bool = False
    """What is scanned while the form is open goes here."""


@dataclass(frozen=True, slots=True)
class FormView:
    title: str
    fields: tuple[FieldView, ...]
    about: str = ""
    accept: str = ""
    other: str = ""
    """The word of a second button, beside the one that accepts."""


class FormField(Field):
    """Gives some of its height to the keys where there is little."""

    def __init__(self, value: str) -> None:
        super().__init__(value)
        self.setProperty("entry", "form")
        self.setMaximumHeight(TOUCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        return QSize(super().sizeHint().width(), TOUCH)


class FormPanel(Panel):
    def __init__(
        self,
        view: FormView,
        done: Callable[[dict[str, str]], object],
        other: Callable[[], object] = lambda: None,
    ) -> None:
        super().__init__(view.title, view.about)
        self._done = done
        self._view = view
        self.fields: dict[str, QLineEdit] = {}
        self.choices: dict[str, Choice] = {}
        row = QHBoxLayout()
        for field in view.fields:
            if not field.beside:
                row = QHBoxLayout()
                row.setSpacing(8)
                self.body.addLayout(row)
            row.addLayout(self._field(field), 1)
        if self.fields:
            keys = LetterKeys()
            keys.pressed.connect(self._press)
            self.body.addWidget(keys, 1)
        else:  # there is nothing to write
            self.body.addStretch(1)
        self._other = other
        words = view.accept or tr("Aceptar")
        row = QHBoxLayout()
        row.setSpacing(8)
        if view.other:
            row.addWidget(Button(view.other, self._do_other, stacked=True, height=64), 1)
        row.addWidget(
            Button(words, self.accept, key=tr("Intro"), kind="primary", stacked=True, height=64), 2
        )
        self.body.addLayout(row)

    def _do_other(self) -> None:
        self._other()
        self.closed.emit()

    def _field(self, view: FieldView) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Text(self._words(view), "small"))
        if view.choices:
            choice = self.choices[view.key] = Choice(view.choices, view.value or view.choices[0][0])
            column.addWidget(choice)
            return column
        line = self.fields[view.key] = FormField(view.value)
        line.setAccessibleName(self._words(view))
        line.returnPressed.connect(self._next)
        column.addWidget(line)
        return column

    def _words(self, view: FieldView) -> str:
        """Beside what is needed, what is not says so; a form of one field asks for nothing else."""
        optional = not view.needed and len(self._view.fields) > 1
        return fill(tr("%1 (opcional)"), view.words) if optional else view.words

    def start(self) -> None:
        """What is needed and empty first, then what is only empty."""
        lines = list(self.fields.values())
        empty = [line for line in lines if not line.text()]
        needed = [
            self.fields[view.key]
            for view in self._view.fields
            if view.needed and self.fields.get(view.key) in empty
        ]
        for line in (needed or empty or lines)[:1]:
            line.setFocus()

    def _press(self, key: str) -> None:
        focus = QApplication.focusWidget()
        lines = list(self.fields.values())
        press(focus if isinstance(focus, QLineEdit) and focus in lines else lines[0], key)

    def _next(self) -> None:
        """Intro goes to the first empty field that is needed, and accepts when there is none."""
        for view in self._view.fields:
            line = self.fields.get(view.key)
            if line is not None and view.needed and not line.text().strip():
                if not line.hasFocus():
                    line.setFocus()
                return
        self.accept()

    def scanned(self, code: str) -> bool:
        scans = [self.fields[view.key] for view in self._view.fields if view.scans]
        for line in scans:
            line.setText(code.strip())
        self.start()
        return bool(scans)

    def accept(self) -> None:
        values = {key: line.text().strip() for key, line in self.fields.items()}
        if all(values.get(view.key, "x") for view in self._view.fields if view.needed):
            self._done(values | {key: choice.chosen for key, choice in self.choices.items()})
            self.closed.emit()
        else:
            self._next()
