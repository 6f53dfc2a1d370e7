"""The left of the selling screen: the ticket, or what the sale just finished came to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.ui.screens.sell_view import SellView, SettledView, more_parked
from app.ui.widgets.banner import Banners
from app.ui.widgets.button import Button
from app.ui.widgets.chip import Chips, ChipView
from app.ui.widgets.footer import TotalFooter
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import CENTRE, Text, rule, show
from app.ui.widgets.ticket_list import TicketList
from app.ui.words import fill, tr

MOST_PARKED = 2
"""Chips of parked tickets in the head, before their list is asked for."""


class SellTicket(QFrame):
    acted = Signal(str, str)
    listed = Signal()
    """All parked tickets are to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self.list, self.banners, self.footer = TicketList(), Banners(), TotalFooter()
        self.banners.acted.connect(self.acted)
        self._title = Text("", "eyebrow")
        self._parked = Chips(self._of_parked)
        self._waiting: tuple[ChipView, ...] = ()
        self._fitted: tuple[tuple[ChipView, ...], int] = ((), 0)
        self._heading = Chips(lambda does: self.acted.emit(*_split(does)))
        self._beside, self._below = (
            Chips(lambda does: self.acted.emit(*_split(does))) for _row in range(2)
        )
        for chips in (self._parked, self._beside):
            chips.setMinimumWidth(1)  # they give way before they take room from what is sold
        self._customer: tuple[ChipView, ...] = ()
        self._quantity = Chips()
        self._settled, self._nothing = Settled(), QWidget()
        self._empty, self._closed = Empty(), Closed(lambda: self.acted.emit("shift", ""))
        self._rest = QStackedWidget()
        for page in (self._nothing, self._empty, self._settled, self._closed):
            page.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            self._rest.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._first = self._head()
        column.addLayout(self._first)
        column.addLayout(self._second())
        column.addWidget(rule())
        column.addWidget(self.list)
        column.addWidget(self.banners)
        column.addWidget(self._rest, 1)
        column.addWidget(rule())
        column.addWidget(self.footer)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 3, 16, 3)
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addWidget(self._parked)
        row.addStretch(1)
        row.addWidget(self._beside)
        row.addWidget(self._quantity)
        row.addWidget(self._heading)
        strut = QWidget()
        strut.setFixedSize(0, 48)
        row.addWidget(strut)
        return row

    def _second(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(20, 0, 16, 0)
        row.addWidget(self._below)
        row.addStretch(1)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._place_parked()
        self._place_customer()

    def _of_parked(self, does: str) -> None:
        if does == more_parked(0).does:
            self.listed.emit()
        else:
            self.acted.emit(*_split(does))

    def _head_width(self) -> int:
        """What the head asks for now: a row keeps what it once asked for until it is laid out."""
        self._first.invalidate()
        return self._first.sizeHint().width()

    def _place_parked(self) -> None:
        """The newest that have room, and of the others how many they are."""
        taken = sum(
            self._first.spacing() + chips.sizeHint().width()
            for chips in (self._parked, self._beside)
            if not chips.isHidden()
        )
        room = self.width() - self._head_width() + taken - self._first.spacing()
        if self._fitted == (self._waiting, room):
            return
        self._fitted = self._waiting, room
        for many in range(min(MOST_PARKED, len(self._waiting)), -1, -1):
            left = len(self._waiting) - many
            chips = self._waiting[left:] + ((more_parked(left),) if left else ())
            self._parked.show_chips(chips)
            if self._parked.sizeHint().width() <= room:
                break

    def _place_customer(self) -> None:
        """Whose it is stands in the head where there is room, else in a row of its own."""
        known = bool(self._customer)
        for chips in (self._beside, self._below):
            chips.show_chips(self._customer)
        needed = self._head_width()
        if known and self._beside.isHidden():
            needed += self._first.spacing() + self._beside.sizeHint().width()
        room = needed <= self.width()
        show(self._beside, visible=known and room)
        show(self._below, visible=known and not room)

    def show_ticket(self, view: SellView) -> None:
        self._title.setText(view.title)
        self._heading.show_chips(view.heading)
        if view.parked or self._waiting:
            self._waiting = view.parked
            self._place_parked()
        if view.customer or self._customer:
            self._customer = view.customer
            self._place_customer()
        self.list.show_lines(view.lines, view.selected)
        self.banners.show_banners(view.banners)
        self.footer.show_total(view.total, view.count, view.savings)
        if view.settled:
            self._settled.show_settled(view.settled)
        empty = self._empty if view.open else self._closed
        page = self._nothing if view.lines else self._settled if view.settled else empty
        self._rest.setCurrentWidget(page)

    def show_quantity(self, quantity: str) -> None:
        """The quantity that waits for the next product."""
        words = fill(tr("%1 × lo siguiente"), quantity)
        self._quantity.show_chips((ChipView(words, "x", "warning"),) if quantity else ())
        if self._waiting:
            self._place_parked()
        if self._customer:
            self._place_customer()


def _split(does: str) -> tuple[str, str]:
    verb, _, key = does.partition(":")
    return verb, key


class Empty(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(Icon("barcode", 56, tone="muted"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(Text(tr("Escanea el primer producto"), "lead", align=CENTRE))
        column.addWidget(
            Text(tr("O tócalo en los favoritos. No hace falta tocar la pantalla antes."), "muted",
                 align=CENTRE)
        )  # fmt: skip
        column.addStretch(1)


class Closed(QWidget):
    """No shift is open: what to do about it."""

    def __init__(self, open_shift: Callable[[], object]) -> None:
        super().__init__()
        button = Button(tr("Abrir turno"), open_shift, key="F10", kind="primary", height=56)
        button.setMinimumWidth(240)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(Icon("money", 56, tone="muted"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(Text(tr("No hay turno abierto"), "lead", align=CENTRE))
        column.addWidget(
            Text(tr("Cuenta el fondo del cajón y ábrelo para vender."), "muted", align=CENTRE)
        )
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)


class Settled(QWidget):
    """The change, huge, until the next scan."""

    def __init__(self) -> None:
        super().__init__()
        self._caption = Text("", "title", align=CENTRE)
        self._figure = Text("", "due", align=CENTRE)
        self._facts = Text("", "lead", align=CENTRE, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(Icon("check-circle", 48, tone="positive"), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._caption)
        column.addWidget(self._figure)
        column.addSpacing(8)
        column.addWidget(self._facts)
        column.addStretch(3)

    def show_settled(self, view: SettledView) -> None:
        self._caption.setText(view.caption)
        self._figure.setText(view.change or view.total)
        self._figure.setAccessibleName(f"{self._caption.text()} {self._figure.text()}")
        self._facts.setText("\n".join(view.facts))
