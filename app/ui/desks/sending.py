"""An order that goes to a home, in the window: where to, and which carrier takes it."""

from __future__ import annotations

from app.domain.errors import ShopError
from app.domain.line import Answer
from app.services.home_addresses import HomeAddress
from app.ui.desks.order_desk import Act, OrderDesk
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.words import fill, tr


class SendDesk:
    def __init__(self, desk: OrderDesk) -> None:
        self._desk = desk
        self._carrier = ""
        """Who took the last one: most often the next one too."""

    def acts(self) -> dict[str, Act]:
        """By what a button of the order does."""
        return {"address": self.ask_address, "carrier": self._ask_carrier}

    def ask_address(self, host: PanelHost) -> None:
        """Central says it; without a line a sentence says so."""
        number, who = self._desk.number, self._desk.counter.till.session.who().code

        def heard(answer: Answer) -> None:
            self._desk.post(lambda: self._heard(number, answer, host, who))

        self._desk.counter.home_addresses.ask(number, heard)

    def _heard(self, number: str, answer: Answer, host: PanelHost, who: str) -> None:
        if number != self._desk.number:  # somebody looks at another by now
            return
        try:
            to = self._desk.counter.home_addresses.take(number, answer, who)
        except ShopError as error:
            self._desk.say(self._desk.sentence(error))
            return
        host.open(_panel(to))

    def _ask_carrier(self, host: PanelHost) -> None:
        fields = (
            FieldView("carrier", tr("Qué transportista se lo lleva"), self._carrier),
            FieldView("tracking", tr("Número de seguimiento, si lo hay"), needed=False, scans=True),
        )

        def sent(said: dict[str, str]) -> None:
            carrier, tracking = said["carrier"], said.get("tracking", "")
            handing, number = self._desk.counter.handing, self._desk.number
            if self._desk.leave(lambda: handing.to_carrier(number, carrier, tracking)):
                self._carrier = carrier
                self._desk.say(fill(tr("En manos de %1."), carrier))
                self._desk.print_out()
            self._desk.repaint()

        title = tr("Entregar al transportista")
        host.open(FormPanel(FormView(title, fields, "", tr("Se lo lleva")), sent))


def _panel(to: HomeAddress) -> Panel:
    panel = Panel(tr("Adónde va"), tr("Solo para el envío: no se guarda en esta caja."))
    rows = [FactView(tr("Nombre"), "", to.name), FactView(tr("Dirección"), "", to.address)]
    if to.phone:
        rows.append(FactView(tr("Teléfono"), "", to.phone))
    panel.body.addWidget(FactsTable(rows))
    panel.body.addStretch(1)
    return panel
