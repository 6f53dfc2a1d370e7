"""The three ways to finish a sale: one touch for the two commonest, one for all the rest."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.widgets.button import Button
from app.ui.words import tr

SHARES = (5, 4, 6)


class PayBar(QWidget):
    exact_cash = Signal()
    card = Signal()
    pay = Signal()

    def __init__(self, *, mirrored: bool = False) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.buttons = (
            Button(tr("Efectivo exacto"), self.exact_cash.emit, key="F11", kind="soft",
                   stacked=True, height=72),
            Button(tr("Tarjeta"), self.card.emit, key="F12", kind="soft", stacked=True, height=72),
            Button(tr("Cobrar…"), self.pay.emit, key=tr("Intro"), kind="primary", stacked=True,
                   big=True, height=72),
        )  # fmt: skip
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.mirror(mirrored=mirrored)

    def mirror(self, *, mirrored: bool) -> None:
        """The large button on the left, for the left hand."""
        for button in reversed(self.buttons) if mirrored else self.buttons:
            self._row.removeWidget(button)
            self._row.addWidget(button, SHARES[self.buttons.index(button)])

    def allow(self, *, anything: bool, cash: bool) -> None:
        """`anything`: there is something to pay; `cash`: and the law lets it be cash."""
        exact, card, pay = self.buttons
        exact.setEnabled(anything and cash)
        card.setEnabled(anything)
        pay.setEnabled(anything)
