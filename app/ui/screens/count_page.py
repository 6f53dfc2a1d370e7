"""The count that closes a shift: the drawer's pieces, the papers, and what stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.money import Money
from app.ui.screens.shift_parts import count_head, euro_count
from app.ui.screens.shift_view import ShiftView
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.pad import NUMBER
from app.ui.widgets.text import Text
from app.ui.words import tr

_SIGNED = QRegularExpression("-?" + NUMBER.pattern())
"""The bank's own terminal may have given back more than it took."""

Closes = Callable[[tuple[tuple[Money, int], ...], str, str, str, Mapping[str, str]], object]
"""`ShiftActions.close`: pieces, by hand, what stays, the bag, the totals."""


class CountPage(QFrame):
    def __init__(self, close: Closes, back: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._closes = close
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addLayout(count_head(tr("Cuenta el cajón"), tr("Volver al turno"), back))
        self.pieces = euro_count()
        self.pieces.finished.connect(self._after_pieces)
        column.addWidget(self.pieces, 1)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self._by_hand_words = Text(tr("Datáfono del banco"))
        self.by_hand, self.stays, self.bag = Field(), Field(), Field()
        self.by_hand.setValidator(QRegularExpressionValidator(_SIGNED, self.by_hand))
        self.stays.setValidator(QRegularExpressionValidator(NUMBER, self.stays))
        for amount in (self.by_hand, self.stays):
            amount.focused.connect(partial(self.pieces.lend_keys, amount))
        self.bag.setMaxLength(30)
        self.bag.setPlaceholderText(tr("Automática"))
        foot.addLayout(self._named(self._by_hand_words, self.by_hand, 136))
        foot.addLayout(self._named(Text(tr("Se queda de fondo")), self.stays, 136))
        foot.addLayout(self._named(Text(tr("Bolsa del resto")), self.bag, 136))
        self._totals, self.totals = QHBoxLayout(), dict[str, Field]()
        self._totals.setSpacing(12)
        foot.addLayout(self._totals)
        foot.addStretch(1)
        close = Button(tr("Cerrar turno"), self.close_shift, key="F12", kind="primary",
                       stacked=True, height=64)  # fmt: skip
        close.setMinimumWidth(200)
        foot.addWidget(close)
        return foot

    def _named(self, words: Text, field: Field, width: int) -> QVBoxLayout:
        field.setAccessibleName(words.text())
        field.setFixedWidth(width)
        field.returnPressed.connect(self.close_shift)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(words)
        column.addWidget(field)
        return column

    def ask_by_hand(self, asked: bool) -> None:
        """Whether the bank's own terminal took something to be compared."""
        for widget in (self._by_hand_words, self.by_hand):
            widget.setVisible(asked)

    def start(self, shift: ShiftView | None) -> None:
        """Begin from nothing, with the float and the papers that the shift asks for."""
        self._ask_totals(shift.totals if shift else ())
        self.by_hand.clear()
        self.bag.clear()
        self.stays.setText(shift.float if shift else "")
        self.pieces.start()

    def _ask_totals(self, asked: Sequence[tuple[str, str]]) -> None:
        """A field for each kind whose papers are counted."""
        while (item := self._totals.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.totals = {}
        for code, words in asked:
            holder, field = QWidget(), Field()
            field.setValidator(QRegularExpressionValidator(NUMBER, field))
            field.focused.connect(partial(self.pieces.lend_keys, field))
            column = self._named(Text(words), field, 120)
            column.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(column)
            self._totals.addWidget(holder)
            self.totals[code] = field

    def _after_pieces(self) -> None:
        (self.by_hand if self.by_hand.isVisible() else self.stays).setFocus()

    def close_shift(self) -> None:
        by_hand, stays, bag = (
            field.text().strip() for field in (self.by_hand, self.stays, self.bag)
        )
        totals = {code: field.text().strip() for code, field in self.totals.items()}
        self._closes(self.pieces.pieces(), by_hand, stays, bag, totals)
