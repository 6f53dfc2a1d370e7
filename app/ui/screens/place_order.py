"""An order for another shop or for a home, made of the ticket in hand; and those made lately."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Screen
from app.ui.screens.place_order_view import HOME, PlaceOrderView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import Text, frame, rule
from app.ui.words import tr

WIDE = 1000
NOW, LATER = "now", "later"


class PlaceActions(Protocol):
    def begun(self) -> None:
        """The screen opened: ask who has what."""

    def order(self, shop: str, values: dict[str, str]) -> None:
        """Raises what `Placing.begin` refuses."""

    def shown(self, number: str) -> None:
        """One that was made here: its paper again, or the money that is owed."""


class PlaceOrderScreen(Screen):
    name = "place-order"
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.ORDERS, Topic.STORE, Topic.SALE, Topic.DOCUMENT}
    )

    def __init__(self, view: Callable[[], PlaceOrderView], do: PlaceActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: PlaceOrderView | None = None
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(16, 16, 16, 16)
        self._sides.setSpacing(16)
        self.host = PanelHost()
        self.shops, self.placed = RowList(tr("Tiendas")), RowList(tr("Pedidos hechos aquí"))
        self._about, self._says = (
            Text("", "lead", strong=True, wrap=True),
            Text("", "muted", wrap=True),
        )
        self.host.content.addWidget(
            _card(tr("¿DE DÓNDE LO RECOGE?"), self._about, self._says, self.shops)
        )
        self._sides.addWidget(self.host, 56)
        self._sides.addWidget(_card(tr("PEDIDOS HECHOS AQUÍ"), self.placed), 44)
        self.shops.chosen.connect(self._ask)
        self.placed.chosen.connect(do.shown)

    def title(self) -> str:
        return tr("Pedido para otra tienda o a domicilio")

    def opened(self) -> None:
        self._do.begun()

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self._about.say(view.about)
        self._says.say(view.says)
        self.shops.show_rows(view.shops)
        self.placed.show_rows(view.placed, tr("Ninguno todavía."))

    def _ask(self, shop: str) -> None:
        """For whom it is; what goes to a home is paid now."""
        fields = [
            FieldView("name", tr("Nombre y apellido")),
            FieldView("phone", tr("Teléfono"), needed=False),
            FieldView("email", tr("Correo"), needed=False, beside=True),
        ]
        if shop == HOME:
            fields.append(FieldView("address", tr("Dirección completa")))
        else:
            ways = ((NOW, tr("Paga ahora")), (LATER, tr("Paga al recoger")))
            fields.append(FieldView("pay", tr("Pago"), NOW, ways))
        view = FormView(
            tr("¿Para quién es?"),
            tuple(fields),
            tr("Central lo confirma; hasta entonces está pendiente."),
            tr("Seguir"),
        )

        def done(values: dict[str, str]) -> None:
            self._do.order(shop, values)
            self.host.close_panel()

        self.host.open(FormPanel(view, done))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        under, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(beside if self.width() >= WIDE else under)

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            self.leaves.emit()


def _card(title: str, *parts: QWidget) -> QWidget:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    column.addWidget(Text(title, "eyebrow"))
    for part in parts[:-1]:
        column.addWidget(part)
    column.addWidget(rule())
    column.addWidget(parts[-1], 1)
    return card
