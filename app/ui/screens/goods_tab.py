"""The tabs of goods that move: what comes in, and what goes from shop to shop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.ui.screen import Key
from app.ui.screens.goods_view import GoodsView
from app.ui.screens.stock_tab import StockTab
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.button import Button
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import Text, frame
from app.ui.words import tr


class GoodsActions(Protocol):
    def touch(self, key: str, host: PanelHost) -> None:
        """A row: something to begin, or to put right."""

    def scan(self, code: str, host: PanelHost) -> None: ...
    def finish(self, host: PanelHost) -> None: ...
    def leave(self) -> None: ...


class GoodsTab(StockTab):
    """Rows on the left; on the right what was scanned last, and what may be done."""

    def __init__(self, view: Callable[[], GoodsView], do: GoodsActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(16, 12, 16, 12)
        self._title, self._about = Text("", "title", wrap=True), Text("", "muted", wrap=True)
        self.rows = RowList(self.words())
        self.rows.chosen.connect(lambda key: self._do.touch(key, self.host))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.rows, 1)
        self._side = QStackedWidget()
        self._lasts: list[tuple[Text, Text]] = []
        self._side.addWidget(self._page(self.idle_actions(), ""))
        self._side.addWidget(self._page(self.going_actions(), self.finish_words()))
        self.host.content.addWidget(self._side)
        self.row.addWidget(left, 58)
        self.row.addWidget(self.host, 42)

    def idle_actions(self) -> list[Action]:
        """While nothing is being scanned."""
        return []

    def going_actions(self) -> list[Action]:
        return []

    def finish_words(self) -> str:
        return ""

    def _page(self, actions: list[Action], finish: str) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addStretch(1)
        last, figure = Text("", "lead", wrap=True), Text("", "total", wrap=True)
        self._lasts.append((last, figure))
        column.addWidget(last)
        column.addWidget(figure)
        column.addStretch(1)
        if actions:
            column.addWidget(ActionGrid(actions, columns=1, height=56))
        if finish:
            column.addWidget(
                Button(finish, self._finish, key="F12", kind="primary", stacked=True, big=True,
                       height=72)
            )  # fmt: skip
        return card

    def going(self) -> bool:
        return self._view().going

    def refresh(self) -> None:
        view = self._view()
        self._title.setText(view.title)
        self._about.say(view.about)
        self.rows.show_rows(view.rows, view.nothing)
        self._side.setCurrentIndex(int(view.going))
        last, figure = self._lasts[int(view.going)]
        last.setText(view.last)
        figure.say(view.last_figure)

    def scanned(self, code: str) -> bool:
        self.host.close_panel()
        self._do.scan(code, self.host)
        return True

    def _finish(self) -> None:
        if self.going():
            self._do.finish(self.host)

    def _leave(self) -> None:
        if self.going():
            self._do.leave()

    def _when(self, do: Callable[[PanelHost], object], *, going: bool) -> Callable[[], None]:
        def done() -> None:
            if self.going() is going:
                do(self.host)

        return done


class ReceiveActions(GoodsActions, Protocol):
    def damaged(self, host: PanelHost) -> None: ...
    def part(self, host: PanelHost) -> None: ...
    def blind(self, host: PanelHost) -> None: ...


class ReceiveTab(GoodsTab):
    name = "receive"

    def __init__(self, view: Callable[[], GoodsView], do: ReceiveActions) -> None:
        self._does = do
        super().__init__(view, do)

    def words(self) -> str:
        return tr("Recibir")

    def idle_actions(self) -> list[Action]:
        blind = self._when(self._does.blind, going=False)
        return [Action(tr("Recibir sin anuncio"), "truck", blind, "F5")]

    def going_actions(self) -> list[Action]:
        return [
            Action(tr("Ha llegado dañado"), "warning", self._damaged, "F6"),
            Action(tr("Falta el resto: vendrá luego"), "clock", self._part, "F8"),
            Action(tr("Dejarlo"), "trash", self._leave, "F7", "danger"),
        ]

    def finish_words(self) -> str:
        return tr("Ya está todo")

    def shortcuts(self) -> tuple[Key, ...]:
        blind = self._when(self._does.blind, going=False)
        return (
            Key("F5", tr("Recibir sin anuncio"), blind),
            Key("F6", tr("Algo de lo recibido está dañado"), self._damaged),
            Key("F7", tr("Dejar lo que se recibe"), self._leave),
            Key("F8", tr("Recibido en parte"), self._part),
            Key("F12", tr("Cerrar la recepción"), self._finish),
        )

    def _damaged(self) -> None:
        if self.going():
            self._does.damaged(self.host)

    def _part(self) -> None:
        if self.going():
            self._does.part(self.host)


class TransferActions(GoodsActions, Protocol):
    def ask(self, host: PanelHost) -> None: ...
    def offer(self, host: PanelHost) -> None: ...
    def lying(self, host: PanelHost) -> None: ...
    def pack(self, host: PanelHost) -> None: ...


class TransferTab(GoodsTab):
    name = "transfer"

    def __init__(self, view: Callable[[], GoodsView], do: TransferActions) -> None:
        self._does = do
        super().__init__(view, do)

    def words(self) -> str:
        return tr("Traspasos")

    def idle_actions(self) -> list[Action]:
        return [
            Action(tr("Pedir a otra tienda"), "download-simple", self._ask, "F5"),
            Action(tr("Enviar a otra tienda"), "upload-simple", self._offer, "F6"),
            Action(tr("Lo que aquí no se mueve"), "moon", self._lying, "F8"),
        ]

    def going_actions(self) -> list[Action]:
        return [
            Action(tr("Cerrar un bulto"), "package", self._pack, "F6"),
            Action(tr("Dejarlo"), "trash", self._leave, "F7", "danger"),
        ]

    def finish_words(self) -> str:
        return tr("Sale de la tienda")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F5", tr("Pedir artículos a otra tienda"), self._ask),
            Key("F6", tr("Enviar a otra tienda, o cerrar un bulto"), self._six),
            Key("F7", tr("Dejar el envío"), self._leave),
            Key("F8", tr("Lo que aquí no se mueve"), self._lying),
            Key("F12", tr("El traspaso sale"), self._finish),
        )

    def _six(self) -> None:
        (self._pack if self.going() else self._offer)()

    def _ask(self) -> None:
        self._when(self._does.ask, going=False)()

    def _offer(self) -> None:
        self._when(self._does.offer, going=False)()

    def _lying(self) -> None:
        self._when(self._does.lying, going=False)()

    def _pack(self) -> None:
        self._when(self._does.pack, going=True)()
