"""What can be done to the open line, in its place: real targets, each with its word."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.widgets.button import Button, even_out
from app.ui.widgets.text import show
from app.ui.widgets.ticket_model import LineView
from app.ui.words import fill, tr


class LineActions(QWidget):
    """One widget for the one open line; it moves with the line instead of being made anew."""

    less = Signal()
    more = Signal()
    quantity = Signal()
    price = Signal()
    discount = Signal()
    why = Signal()
    remove = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._less = Button("", self.less.emit, icon="minus")
        self._more = Button("", self.more.emit, icon="plus")
        self._quantity = Button(tr("Cantidad"), self.quantity.emit, icon="scales")
        self._less.setFixedWidth(48)
        self._more.setFixedWidth(48)
        self._others = (
            Button(tr("Precio"), self.price.emit, icon="tag"),
            Button(tr("Descuento"), self.discount.emit, icon="percent"),
            Button(tr("¿Por qué?"), self.why.emit, icon="question"),
            Button(tr("Quitar"), self.remove.emit, icon="trash"),
        )
        for button in (self._less, self._more, self._quantity, *self._others):
            row.addWidget(button)
        row.addStretch(1)
        self._counted: bool | None = None
        self.hide()

    def show_line(self, line: LineView) -> None:
        if line.counted != self._counted:
            self._counted = line.counted
            self._even_out_soon()
        show(self._less, visible=line.counted)
        show(self._more, visible=line.counted)
        show(self._quantity, visible=not line.counted)
        self._less.setEnabled(line.less)
        self._less.setAccessibleName(
            fill(tr("Una menos de %1, ahora %2"), line.name, line.quantity)
        )
        self._more.setAccessibleName(fill(tr("Una más de %1, ahora %2"), line.name, line.quantity))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._even_out_soon()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        super().showEvent(event)
        self._even_out_soon()

    def _even_out_soon(self) -> None:
        """When the layout has given everything its place: icons for all the words or for none."""
        QTimer.singleShot(0, self, self._even_out)

    def _even_out(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
        even_out(self._others)
