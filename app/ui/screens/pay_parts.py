"""The parts of the payment screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout

from app.ui.screens.pay_view import CardState, CardView, PayView
from app.ui.widgets.button import Button
from app.ui.widgets.field import Field
from app.ui.widgets.icon import Icon
from app.ui.widgets.keys import DigitKeys, press
from app.ui.widgets.pad import number_field
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.widgets.pay_bar import SHARES
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import CENTRE, RIGHT, Text, rule
from app.ui.words import fill, tr

_AUTHORISATION = QRegularExpression(r"[0-9A-Za-z]{0,12}")
_FOUR = QRegularExpression(r"\d{0,4}")


class DueCard(QFrame):
    """What is left to pay, and what has been paid."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._document = Text("", "lead")
        self._total = Text("", "lead", strong=True, align=RIGHT)
        self._tenders = RowList(tr("Ya entregado"))
        self._due = Text("", "due", align=RIGHT)
        self._caption = Text(tr("POR COBRAR"), "eyebrow")
        self._caption.setContentsMargins(0, 0, 0, 24)
        self._no_cash = Text("", tone="warning", wrap=True)
        self._no_card = Text("", tone="warning", wrap=True)
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 16)
        head.addWidget(self._document, 1)
        head.addWidget(self._total)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addWidget(self._caption, 1, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self._due)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        middle = QVBoxLayout()
        middle.setContentsMargins(12, 8, 12, 8)
        middle.addWidget(self._tenders, 1)
        middle.addWidget(self._no_cash)
        middle.addWidget(self._no_card)
        column.addLayout(middle, 1)
        column.addWidget(rule())
        column.addLayout(foot)

    def show_due(self, view: PayView) -> None:
        self._document.setText(view.document)
        self._total.setText(fill(tr("Total %1"), view.total))
        self._tenders.show_rows(view.tenders)
        self._no_cash.say(view.no_cash)
        self._no_card.say(view.no_card)
        self._due.setText(view.due)
        self._due.setAccessibleName(fill(tr("Por cobrar %1"), view.due))


class PayDesk(QFrame):
    """The amount, the notes, the digits and the ways."""

    cash, card, by_hand, others = Signal(), Signal(), Signal(), Signal()
    note = Signal(str)

    def __init__(self, *, mirrored: bool) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.amount = number_field(tr("Importe entregado; vacío, todo lo que falta"))
        self.amount.setPlaceholderText(tr("Todo"))
        self.amount.returnPressed.connect(self.cash)
        self._notes = QGridLayout()
        self._notes.setSpacing(8)
        self._shown: PayView | None = None
        keys = DigitKeys()
        keys.pressed.connect(lambda key: press(self.amount, key))
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addLayout(self._notes, 1)
        middle.addWidget(keys, 2)
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(Text(tr("Importe"), "lead"))
        entry.addWidget(self.amount, 1)
        entry.addWidget(Text("€", "title"))
        self._by_hand = self._way(tr("Tarjeta a mano"), "F9", self.by_hand.emit, "soft")
        self._by_hand.wrap()
        self._card = self._way(tr("Tarjeta"), "F12", self.card.emit, "soft")
        self._cash = self._way(tr("Efectivo"), tr("F11 · Intro"), self.cash.emit, "primary")
        ways = QHBoxLayout()
        ways.setSpacing(8)
        order = [self._by_hand, self._card, self._cash]
        for button in reversed(order) if mirrored else order:
            ways.addWidget(button, SHARES[order.index(button)])
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(entry)
        self._others = Button(
            tr("Otras formas de pago"), self.others.emit, icon="wallet", key="F8", height=48
        )
        column.addLayout(middle, 1)
        column.addWidget(self._others)
        column.addLayout(ways)

    def _way(self, words: str, key: str, on: Callable[[], object], kind: str) -> Button:
        big = kind == "primary"
        button = Button(words, on, key=key, kind=kind, stacked=True, big=big, height=72)
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        return button

    def show_ways(self, view: PayView) -> None:
        if self._shown is None or self._shown.notes != view.notes:
            while (item := self._notes.takeAt(0)) is not None:
                old = item.widget()
                if old is not None:
                    old.hide()
                    old.deleteLater()
            for place, note in enumerate(view.notes):
                button = Button(note.words, partial(self.note.emit, note.amount), big=True)
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
                self._notes.addWidget(button, place, 0)
        self._shown = view
        for place in range(self._notes.count()):
            item = self._notes.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setEnabled(view.cash)
        self._cash.setEnabled(view.cash)
        self._card.setVisible(view.terminal)
        self._others.setVisible(bool(view.others))


_LOOKS = {
    CardState.ASKED: ("credit-card", "accent"),
    CardState.REFUSED: ("x-circle", "negative"),
    CardState.UNKNOWN: ("question", "warning"),
    CardState.NONE: ("credit-card", "accent"),
}


class TerminalPanel(Panel):
    """What the terminal says, as it says it."""

    def __init__(self, view: CardView, act: Callable[[str], object]) -> None:
        super().__init__(tr("Tarjeta"))
        self._act = act
        self._icon = Icon("credit-card", 72)
        self._words = Text("", "title", align=CENTRE, wrap=True)
        self._detail = Text("", "lead", align=CENTRE, wrap=True)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        self.body.addStretch(1)
        self.body.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addSpacing(8)
        self.body.addWidget(self._words)
        self.body.addWidget(self._detail)
        self.body.addStretch(1)
        self.body.addLayout(self._buttons)
        self._view: CardView | None = None
        self.hide_way_out()
        self.show_card(view)

    def show_card(self, view: CardView) -> None:
        if view == self._view:
            return
        self._view = view
        icon, tone = _LOOKS[view.state]
        self._icon.show_icon(icon, tone)
        self._words.say(view.words)
        self._detail.say(view.detail)
        while (item := self._buttons.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for place, (does, words) in enumerate(view.actions):
            button = Button(
                words,
                partial(self._act, does),
                kind="plain" if place else "soft",
                key="" if place else "Esc",
                stacked=True,
                height=64,
            )
            self._buttons.addWidget(button)

    def usual(self) -> None:
        if self._view is not None and self._view.actions:
            self._act(self._view.actions[0][0])


def show_card(host: PanelHost, card: CardView | None, act: Callable[[str], object]) -> None:
    """What the terminal says, over a column, for as long as it says anything."""
    panel = host.panel
    if card is None or card.state is CardState.NONE:
        if isinstance(panel, TerminalPanel):
            host.close_panel()
    elif isinstance(panel, TerminalPanel):
        panel.show_card(card)
    else:
        host.open(TerminalPanel(card, act))


class ByHandPanel(Panel):
    """The bank's own terminal: a person reads the amount and types what it answered."""

    def __init__(self, amount: str, approved: Callable[[str, str], object]) -> None:
        super().__init__(tr("Tarjeta a mano"), tr("Cobra este importe en el datáfono del banco"))
        self._approved = approved
        self.body.addWidget(Text(amount, "total", align=CENTRE))
        self.authorisation = self._line(tr("Número de autorización"), _AUTHORISATION)
        self.four = self._line(tr("Últimas cuatro cifras (opcional)"), _FOUR)
        self.authorisation.returnPressed.connect(self.accept)
        self.four.returnPressed.connect(self.accept)
        keys = DigitKeys("")
        keys.pressed.connect(
            lambda key: press(self.four if self.four.hasFocus() else self.authorisation, key)
        )
        self.body.addWidget(keys, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for words, do, kind, key in (
            (tr("Denegada"), self.closed.emit, "plain", "Esc"),
            (tr("Aprobada"), self.accept, "primary", tr("Intro")),
        ):
            button = Button(words, do, key=key, kind=kind, stacked=True, height=64)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            buttons.addWidget(button, 1)
        self.body.addLayout(buttons)

    def _line(self, words: str, allowed: QRegularExpression) -> QLineEdit:
        self.body.addWidget(Text(words, "small"))
        line = Field()
        line.setAccessibleName(words)
        line.setValidator(QRegularExpressionValidator(allowed, line))
        self.body.addWidget(line)
        return line

    def start(self) -> None:
        self.authorisation.setFocus()

    def accept(self) -> None:
        if not self.authorisation.text():
            self.authorisation.setFocus()
            return
        self._approved(self.authorisation.text(), self.four.text())
        self.closed.emit()
