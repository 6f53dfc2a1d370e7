"""On which shelf a parcel waits: scanned, touched, or typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QGridLayout

from app.ui.widgets.button import Button
from app.ui.widgets.form import FormField
from app.ui.widgets.keys import LetterKeys, press
from app.ui.widgets.panel import Panel
from app.ui.words import fill, tr

MOST, COLUMNS = 8, 4


class ShelfPanel(Panel):
    """`shelves`: (name, how many parcels are on it), offered by touch; `damaged`: of a closed
    parcel, what says that it arrived so; `other`: whether a code is certainly no shelf's."""

    def __init__(
        self,
        shelves: Sequence[tuple[str, int]],
        done: Callable[[str], object],
        damaged: Callable[[], object] | None = None,
        other: Callable[[str], bool] = lambda _code: False,
    ) -> None:
        super().__init__(tr("¿En qué estante?"), tr("Escanea el estante donde queda el bulto."))
        self._done, self._other = done, other
        self.place = FormField("")
        self.place.setAccessibleName(tr("Estante"))
        self.place.returnPressed.connect(self.accept)
        self.body.addWidget(self.place)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (name, count) in enumerate(shelves[:MOST]):
            words = fill(tr("%1 · %2 bultos"), name, count) if count else name
            if count == 1:
                words = fill(tr("%1 · 1 bulto"), name)
            button = Button(words, partial(self._take, name), kind="soft", height=56)
            button.setAccessibleName(fill(tr("Estante %1"), name))
            grid.addWidget(button, at // COLUMNS, at % COLUMNS)
        self.body.addLayout(grid)
        keys = LetterKeys()
        keys.pressed.connect(lambda key: press(self.place, key))
        self.body.addWidget(keys, 1)
        if damaged is not None:
            self.body.addWidget(
                Button(tr("Llegó dañado"), lambda: self._damaged(damaged), icon="warning",
                       kind="danger", height=56)
            )  # fmt: skip
        self.body.addWidget(
            Button(tr("Guardar"), self.accept, key=tr("Intro"), kind="primary", stacked=True,
                   height=64)
        )  # fmt: skip

    def start(self) -> None:
        self.place.setFocus()

    def function_key(self, press: str) -> None:
        if press == "F12":
            self.accept()

    def scanned(self, code: str) -> bool:
        """The second beep: it is on that shelf."""
        if self._other(code):
            return False
        self._take(code.strip())
        return True

    def _take(self, name: str) -> None:
        self.place.setText(name)
        self.accept()

    def accept(self) -> None:
        if place := self.place.text().strip():
            self._done(place)
            self.closed.emit()
        else:
            self.place.setFocus()

    def _damaged(self, damaged: Callable[[], object]) -> None:
        damaged()
        self.closed.emit()
