"""The screens of an open till, each made when first opened and wired to its desk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.domain.installation import DeviceKind
from app.domain.staff import Permission
from app.services.counter import Counter
from app.ui.screen import Key, Screen
from app.ui.screens.about import AboutScreen, AboutView
from app.ui.screens.attention import AttentionScreen
from app.ui.screens.devices import DevicesScreen
from app.ui.screens.figures import FiguresScreen
from app.ui.screens.figures_view import FiguresView, figures_view
from app.ui.screens.find_order import FindOrderScreen
from app.ui.screens.goods import ReceiveScreen, TransferScreen
from app.ui.screens.goods_tab import ReceiveTab, TransferTab
from app.ui.screens.history import HistoryScreen
from app.ui.screens.keys import KeysScreen
from app.ui.screens.limits import LimitsScreen
from app.ui.screens.pay import PayScreen
from app.ui.screens.pickups import PickupsScreen
from app.ui.screens.place_order import PlaceOrderScreen
from app.ui.screens.refund import ReturnScreen
from app.ui.screens.sell import SellScreen
from app.ui.screens.sell_panels import SellPanels
from app.ui.screens.shift import ShiftScreen
from app.ui.screens.stock import StockScreen
from app.ui.screens.stock_count import CountTab
from app.ui.screens.stock_labels import LabelsTab
from app.ui.screens.stock_lists import TasksTab, WantedTab
from app.ui.screens.stock_product import ProductTab
from app.ui.screens.stockroom import StockroomScreen
from app.ui.screens.stockroom_view import StockroomView, stockroom_view
from app.ui.screens.ticket import TicketScreen
from app.ui.screens.tour import TourScreen
from app.ui.screens.wave import WaveScreen
from app.ui.window import Window
from app.ui.words import tr

if TYPE_CHECKING:
    from app.ui.till import TillFace


class TillScreens:
    def __init__(
        self, counter: Counter, window: Window, face: TillFace, about: Callable[[], AboutView]
    ) -> None:
        self._counter, self._window, self._face, self._about = counter, window, face, about
        self.panels = SellPanels(face.selling, face.known)
        """Of the selling screen that is there."""

    def makes(self) -> dict[str, Callable[[], Screen]]:
        """The screens by name, each made when first opened."""
        face = self._face
        everywhere: dict[str, Callable[[], Screen]] = {
            "attention": lambda: AttentionScreen(face.attention.view, face.attention.act),
            "pickups": lambda: PickupsScreen(face.collecting.view, face.collecting),
            "figures": lambda: FiguresScreen(self._figures),
            "find-order": lambda: FindOrderScreen(face.finding.view, face.finding),
            "wave": lambda: WaveScreen(face.waving.view, face.waving),
            "stockroom": lambda: StockroomScreen(self._stockroom),
            "stock": self._make_stock,
            "receive": lambda: ReceiveScreen([ReceiveTab(face.receiving.view, face.receiving)]),
            "transfer": lambda: TransferScreen([TransferTab(face.sending.view, face.sending)]),
            "devices": lambda: DevicesScreen(face.devices.view, face.devices.act),
            "tour": lambda: TourScreen(face.tour.view, face.tour.act),
            "about": lambda: AboutScreen(self._about, lambda: self._inspects),
            "keys": lambda: KeysScreen(self._keys, self._typed_keys),
        }
        if self._counter.till.config.kind is DeviceKind.STOCK:
            return everywhere
        return everywhere | {
            "sell": self._make_sell,
            "limits": lambda: LimitsScreen(face.limits.view, face.limits),
            "place-order": lambda: PlaceOrderScreen(face.ordering.view, face.ordering),
            "pay": lambda: PayScreen(face.paying.view, face.paying, mirrored=face.mirrored),
            "return": lambda: ReturnScreen(face.returning.view, face.returning),
            "shift": lambda: ShiftScreen(face.shifts.view, face.shifts),
            "last": lambda: TicketScreen(
                tr("Último ticket"), face.tickets.view, face.tickets.act, face.tickets.card
            ),
            "history": lambda: HistoryScreen(face.history.view, face.history),
            "document": lambda: TicketScreen(
                tr("Documento"), face.document.view, face.document.act, face.document.card
            ),
        }

    @property
    def _inspects(self) -> bool:
        session = self._counter.till.session
        return session.may(Permission.FISCAL_FACTS) and not session.may(Permission.SELL)

    def _figures(self, days: int) -> FiguresView:
        if not self._counter.till.session.who().may(Permission.FIGURES):
            return FiguresView(tr("Las cifras las ve una persona encargada."), (), ())
        return figures_view(self._counter.pickup_reports.of_days(days))

    def _stockroom(self) -> StockroomView:
        """What somebody who does not sell here comes for."""
        face = self._face
        counter = self._counter
        return stockroom_view(
            counter.pickups.queue(), face.attention.waiting(), tuple(self._window.names)
        )

    def _make_stock(self) -> Screen:
        face = self._face
        desk = face.stocking
        return StockScreen(
            [
                ProductTab(desk.standing, desk),
                CountTab(desk.count, desk),
                ReceiveTab(face.receiving.view, face.receiving),
                TransferTab(face.sending.view, face.sending),
                TasksTab(desk.tasks, desk.choose, desk.count_tasks),
                WantedTab(desk.wanted, desk.choose),
                LabelsTab(face.labelling.view, face.labelling),
            ]
        )

    def _make_sell(self) -> Screen:
        face = self._face
        self.panels = SellPanels(face.selling, face.known)
        return SellScreen(
            face.selling.view,
            face.selling,
            self.panels,
            self._window.bar.search,
            mirrored=face.mirrored,
        )

    def _typed_keys(self) -> Sequence[tuple[str, str]]:
        before = self._window.keys_before()
        return before.typed_keys() if before is not None else ()

    def _keys(self) -> Sequence[Key]:
        before = self._window.keys_before()
        return before.shortcuts() if before is not None else ()
