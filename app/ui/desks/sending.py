"""An order that goes to a home, in the window: where to, which carrier takes it, or brings it."""

from __future__ import annotations

from app.domain import coming_back
from app.domain.errors import ShopError
from app.domain.line import Answer
from app.domain.order_event import Undelivered
from app.services.home_addresses import HomeAddress
from app.ui.desks.order_desk import Act, OrderDesk
from app.ui.screens.reasons import undelivered_reasons
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.words import fill, tr

_ALL = ""
"""Of what a carrier has, instead of one parcel."""


class SendDesk:
    def __init__(self, desk: OrderDesk) -> None:
        self._desk = desk
        self._carrier = ""
        """Who took the last one: most often the next one too."""

    def acts(self) -> dict[str, Act]:
        """By what a button of the order does."""
        return {
            "address": self.ask_address,
            "carrier": self._ask_carrier,
            "undelivered": self._ask_which,
        }

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

    # what it brings back
    def _ask_which(self, host: PanelHost) -> None:
        there = coming_back.sent(self._desk.order())
        if len(there) == 1:
            self.ask_why(host, there[0].id)
            return
        words = [(one.id, fill(tr("Bulto %1 de %2"), one.number, one.of)) for one in there]
        words.insert(0, (_ALL, tr("Todos")))
        self._desk.choose_word(host, tr("¿Qué trae de vuelta?"), words,
                               lambda parcel: self.ask_why(host, parcel))  # fmt: skip

    def ask_why(self, host: PanelHost, parcel: str) -> None:
        """Why the carrier brings that parcel back; "": all that it has."""

        def brought(why: str) -> None:
            handing, number = self._desk.counter.handing, self._desk.number
            parcels = (parcel,) if parcel else ()
            done = tr("Vuelve a las existencias: ponlo en su sitio.")
            if why == Undelivered.DAMAGED:
                done = tr("Apartado: no se vende.")
            if self._desk.leave(lambda: handing.came_back(number, Undelivered(why), parcels)):
                self._desk.say(done)
                self._desk.print_out()  # of what is paid back, a corrective
            self._desk.repaint()

        about = tr("Lo que trae vuelve a las existencias y su dinero se devuelve.")
        self._desk.choose_word(host, tr("¿Por qué lo trae?"), undelivered_reasons(), brought, about)


def _panel(to: HomeAddress) -> Panel:
    panel = Panel(tr("Adónde va"), tr("Solo para el envío: no se guarda en esta caja."))
    said = ((tr("Nombre"), to.name), (tr("Dirección"), to.address), (tr("Teléfono"), to.phone))
    rows = [
        row
        for name, value in said
        if value
        for row in (FactView(name, weight="heading"), FactView(value, weight="strong"))
    ]
    panel.body.addWidget(FactsTable(rows))
    panel.body.addStretch(1)
    return panel
