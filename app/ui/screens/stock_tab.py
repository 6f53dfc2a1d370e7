"""A tab of the stock screen: one thing that is done with stock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.screen import Key
from app.ui.widgets.panel import PanelHost

WIDE = 900
"""From so many px of width on, the columns stand side by side."""


class StockTab(QWidget):
    """Two columns, on a tablet one under the other; the last has room for a panel that asks."""

    name = ""
    goes = Signal(str)
    """Show the tab of that name."""

    def __init__(self) -> None:
        super().__init__()
        self.host = PanelHost()
        self.row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(16)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        beside, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self.row.setDirection(beside if self.width() >= WIDE else under)

    def words(self) -> str:
        """On the tab."""
        return ""

    def refresh(self) -> None:
        """Read again and paint."""

    def opened(self) -> None:
        """Became the tab in sight."""
        self.host.setFocus()

    def shortcuts(self) -> tuple[Key, ...]:
        return ()

    def scanned(self, code: str) -> bool:
        """A scan that no panel took; False: not for this tab."""
        return False

    def typed(self, text: str) -> None:
        """A character that no field took."""

    def escape(self) -> bool:
        """Whether there was something to close."""
        if self.host.panel is not None:
            self.host.close_panel()
            return True
        return False
