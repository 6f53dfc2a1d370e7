"""The right of the selling screen: product, favourites, actions, payment."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.screens.sell_view import SellView
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.widgets.pay_bar import PayBar
from app.ui.widgets.product_card import ProductCard
from app.ui.widgets.tiles import FamilyTabs, TileGrid
from app.ui.words import tr

ROOM_FOR_PRODUCT = 576
"""The height from which the product has its place; below, with large letters on a small screen, it
leaves it to what sells."""


class SellSide(QWidget):
    def __init__(
        self,
        actions: Sequence[tuple[str, str, str, Callable[[], object]]],
        *,
        mirrored: bool,
    ) -> None:
        super().__init__()
        self.product = ProductCard(tr("Lo último escaneado se ve aquí"))
        self.tabs, self.tiles = FamilyTabs(), TileGrid()
        self.pay = PayBar(mirrored=mirrored)
        self._host = PanelHost()
        column = self._host.content
        column.setSpacing(8)
        column.addWidget(self.product)
        column.addWidget(self.tabs)
        column.addWidget(self.tiles, 1)
        grid = ActionGrid([Action(words, icon, do, key) for words, icon, key, do in actions])
        column.addSpacing(4)
        column.addWidget(grid)
        column.addSpacing(4)
        column.addWidget(self.pay)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._host)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self.product.setVisible(self.height() >= ROOM_FOR_PRODUCT)

    @property
    def panel(self) -> Panel | None:
        return self._host.panel

    def open_panel(self, panel: Panel) -> None:
        self._host.open(panel)

    def close_panel(self) -> None:
        self._host.close_panel()

    def show_side(self, view: SellView) -> None:
        self.tabs.show_tabs(view.tabs, view.tab)
        self.tiles.show_tiles(view.tiles)
        self.pay.allow(anything=bool(view.lines), cash=view.cash)
