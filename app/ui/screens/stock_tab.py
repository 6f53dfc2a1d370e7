"""A tab of the stock screen: one thing that is done with stock."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.screen import Key
from app.ui.widgets.panel import PanelHost


class StockTab(QWidget):
    """A row of two columns; the right one has room for a panel that asks something."""

    name = ""
    goes = Signal(str)
    """Show the tab of that name."""

    def __init__(self) -> None:
        super().__init__()
        self.host = PanelHost()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(16)

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
