"""The panels of the selling screen: each asks for one thing and hands it on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer

from app.domain.buyer import Buyer
from app.domain.sale import LABEL
from app.ui import format as written
from app.ui.desks.scale import Asks
from app.ui.screens.buyer_form import buyer_fields, said
from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.keys import LetterKeys
from app.ui.widgets.pad import Entered, PadPanel, PadView
from app.ui.widgets.panel import Panel
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.words import fill, tr

if TYPE_CHECKING:
    from app.ui.screens.sell import SellScreen
    from app.ui.screens.sell_side import SellSide


class PanelActions(Protocol):
    """What the panels ask of the shop."""

    def set_quantity(self, line: int, text: str) -> None: ...
    def set_price(self, line: int, kind: str, text: str, reason: str) -> None:
        """`kind` LABEL: the label on the shelf says so."""

    def discount(self, line: int | None, kind: str, text: str, reason: str) -> None: ...
    def why(self, line: int) -> tuple[FactView, ...]: ...
    def name_of(self, line: int) -> str: ...
    def measure_of(self, line: int) -> str:
        """`kg`, `l`, `m`, or empty for what is counted."""

    def weigh(self, line: int, asks: Asks) -> None:
        """Have the scale, if there is one for it, answer what the pad asks."""

    def rates(self) -> tuple[tuple[str, str], ...]:
        """VAT rates to choose from, the usual one first."""

    def sundries(self, amount: str, rate: str, words: str) -> None: ...
    def invoice(self, tax_id: str, name: str, address: str) -> None: ...
    def no_invoice(self) -> None: ...
    def invoice_now(self) -> Buyer | None: ...
    def open_line(self) -> tuple[str, str]:
        """Its name and its note. Raises EmptySale, NoSuchLine."""

    def asked_last(self) -> str:
        """What somebody may want in vain: what is typed, or what was scanned last."""

    def lost(self, words: str, quantity: str) -> None: ...
    def note(self, text: str) -> None: ...
    def seller(self, code: str) -> None: ...
    def staff_buys(self, code: str) -> None: ...
    def staff_ends(self) -> None: ...
    def goodwill(self, amount: str, why: str) -> None: ...
    def abandon(self) -> None: ...
    def parked(self) -> tuple[RowView, ...]: ...
    def recall(self, key: str) -> None: ...
    def lock(self) -> None: ...


class CustomerActions(Protocol):
    """What the panels ask about the customer of the ticket."""

    def facts(self) -> tuple[str, tuple[FactView, ...]] | None:
        """The first name and what there is to say; None when nobody is known."""

    def identify(self, code: str) -> None: ...
    def nobody(self) -> None: ...
    def make(self, values: dict[str, str]) -> None: ...


class SellPanels:
    def __init__(self, do: PanelActions, customers: CustomerActions) -> None:
        self._do, self._customers = do, customers
        self._code = ""

    def attach(self, side: SellSide, screen: SellScreen) -> None:
        self._side, self._screen = side, screen

    def quantity(self, line: int) -> None:
        measure = self._do.measure_of(line)
        title = tr("Peso o medida") if measure else tr("Cantidad")
        view = PadView(title, self._do.name_of(line), measure or tr("uds"), whole=not measure)
        panel = PadPanel(view, lambda got: self._do.set_quantity(line, got.text))
        self._open(panel)

        def still() -> bool:
            return self._side.panel is panel and not panel.field.text()

        self._do.weigh(line, Asks(still, panel.tell, panel.closed.emit))

    def price(self, line: int) -> None:
        kinds = (("hand", tr("A mano")), (LABEL, tr("Lo dice la etiqueta")))
        why = tr("Motivo (opcional)")
        view = PadView(tr("Precio"), self._do.name_of(line), choices=(kinds,), reason=why)

        def set_price(got: Entered) -> None:
            self._do.set_price(line, got.choices[0], got.text, got.reason)

        self._pad(view, set_price)

    def line_discount(self, line: int) -> None:
        self._discount(line, tr("Descuento de la línea"), self._do.name_of(line))

    def ticket_discount(self) -> None:
        self._discount(None, tr("Descuento del ticket"), tr("Se reparte entre las líneas"))

    def _discount(self, line: int | None, title: str, about: str) -> None:
        kinds = (("%", "%"), ("€", "€"))
        view = PadView(title, about, choices=(kinds,), reason=tr("Motivo (opcional)"))
        self._pad(view, lambda got: self._do.discount(line, got.choices[0], got.text, got.reason))

    def why(self, line: int) -> None:
        panel = Panel(tr("¿Por qué este precio?"), self._do.name_of(line))
        panel.body.addWidget(FactsTable(self._do.why(line)))
        panel.body.addStretch(1)
        self._open(panel)

    def sundries(self, code: str = "") -> None:
        """Something without a price in the catalogue; `code`: the unknown bar code it bears."""
        fields = (
            FieldView("amount", fill(tr("Importe en euros, %1 incluido"), written.tax())),
            FieldView("rate", written.tax(), choices=self._do.rates()),
            FieldView("words", tr("Qué es"), code),
        )
        view = FormView(tr("Vender como varios"), fields, accept=tr("Añadir al ticket"))
        self._open(FormPanel(view, lambda v: self._do.sundries(v["amount"], v["rate"], v["words"])))

    def invoice(self) -> None:
        buyer = self._do.invoice_now()
        view = FormView(
            tr("Factura completa"),
            buyer_fields(buyer),
            accept=tr("Pedir factura"),
            other=tr("Volver a ticket") if buyer else "",
        )
        invoice = self._do.invoice
        self._open(FormPanel(view, lambda v: invoice(*said(v)), self._do.no_invoice))

    def customer(self) -> None:
        """Whose the ticket is; with nobody known, whose card it may be."""
        known = self._customers.facts()
        if known is None:
            field = FieldView("card", tr("Número de la tarjeta, o escanéala"))
            view = FormView(
                tr("Cliente"), (field,), accept=tr("Identificar"), other=tr("Cliente nuevo")
            )
            panel: Panel = FormPanel(
                view, lambda v: self._customers.identify(v["card"]), self._new_soon
            )
        else:
            name, facts = known
            panel = Panel(name or tr("Cliente"), tr("Cliente de este ticket"))
            panel.body.addWidget(FactsTable(facts))
            panel.body.addStretch(1)
            other = Action(tr("No es este cliente"), "user-minus", self._nobody)
            panel.body.addWidget(ActionGrid([other], columns=1, height=56))
        self._open(panel)

    def _nobody(self) -> None:
        self._side.close_panel()
        self._customers.nobody()

    def _new_soon(self) -> None:
        # The panel that asked closes first.
        QTimer.singleShot(0, self._side, self.new_customer)

    def new_customer(self) -> None:
        fields = (
            FieldView("card", tr("Número de la tarjeta"), scans=True),
            FieldView("name", tr("Nombre y apellidos"), beside=True),
            FieldView("phone", tr("Teléfono"), needed=False),
            FieldView("email", tr("Correo electrónico"), needed=False, beside=True),
            FieldView("document", tr("NIF o pasaporte"), needed=False),
            FieldView(
                "marketing",
                tr("Quiere recibir publicidad"),
                "no",
                choices=(("no", tr("No")), ("yes", tr("Sí"))),
                beside=True,
            ),
        )
        view = FormView(tr("Cliente nuevo"), fields, accept=tr("Dar de alta"))
        self._open(FormPanel(view, self._customers.make))

    def note(self) -> None:
        name, note = self._do.open_line()
        field = FieldView("note", tr("Nota"), note, needed=False)
        view = FormView(tr("Nota en la línea"), (field,), name)
        self._open(FormPanel(view, lambda v: self._do.note(v["note"])))

    def seller(self) -> None:
        name, _note = self._do.open_line()
        code = tr("Código de la persona")
        about = f"{name} · {code}"
        view = PadView(tr("Vendedor de la línea"), about, "", whole=True)
        self._pad(view, lambda got: self._do.seller(got.text))

    def parked(self) -> None:
        rows = self._do.parked()
        panel = RowsPanel(
            tr("Tickets aparcados"), rows, self._do.recall, nothing=tr("No hay ninguno aparcado.")
        )
        self._open(panel)

    def results(self, rows: Sequence[RowView] | None) -> None:
        """What the search found, as it is typed; None: nothing is searched."""
        open_now = self._side.panel
        if rows is None:
            if isinstance(open_now, Results):
                if open_now.has_keys:
                    open_now.show_found(None)
                else:
                    self._side.close_panel()
            return
        if not isinstance(open_now, Results):
            open_now = Results(self._screen.add_found)
            self._side.open_panel(open_now)
        open_now.show_found(rows)

    def search(self, pressed: Callable[[str], object]) -> None:
        """An empty search, with letters on the screen."""
        if not isinstance(self._side.panel, Results):
            self._open(Results(self._screen.add_found, pressed))

    def walk(self, step: int) -> bool:
        """Move through an open list; False when there is none."""
        panel = self._side.panel
        return isinstance(panel, RowsPanel) and panel.list.walk(step)

    def lock(self) -> None:
        self._side.close_panel()
        self._do.lock()

    def more(self) -> None:
        panel = Panel(tr("Más"))
        short = [
            Action(tr("Aparcados"), "tray", self.parked),
            Action(tr("Nota"), "note-pencil", self.note),
            Action(tr("Vendedor"), "user", self.seller),
            Action(tr("Cliente"), "identification-card", self.customer),
            Action(tr("Faltó"), "smiley-sad", self.lost),
            Action(tr("Recogidas"), "package", lambda: self._go("pickups")),
            Action(tr("Existencias"), "stack", lambda: self._go("stock")),
            Action(tr("Historial"), "clock-counter-clockwise", lambda: self._go("history")),
            Action(tr("Pendientes"), "bell", lambda: self._go("attention")),
            Action(tr("Aparatos"), "printer", lambda: self._go("devices")),
            Action(tr("Ajustes"), "sliders-horizontal", lambda: self._go("settings")),
            Action(tr("Bloquear"), "lock", self.lock),
            Action(tr("Teclas"), "keyboard", lambda: self._go("keys"), "F1"),
            Action(tr("Acerca de"), "info", lambda: self._go("about")),
        ]
        long = [
            Action(tr("Cliente nuevo"), "user-plus", self.new_customer),
            Action(tr("Vale de cortesía"), "ticket", self.goodwill),
            Action(tr("Pedir a otra tienda"), "truck", lambda: self._go("place-order")),
            Action(tr("Compra de personal"), "identification-badge", self.staff),
        ]
        panel.body.addWidget(ActionGrid(short, columns=3, height=48))
        panel.body.addWidget(ActionGrid(long, columns=2, height=48))
        panel.body.addStretch(1)
        abandon = Action(tr("Abandonar el ticket"), "trash", self._abandon, kind="danger")
        panel.body.addWidget(ActionGrid([abandon], columns=1, height=48))
        self._open(panel)

    def staff(self) -> None:
        """Who of the staff buys: somebody else than who sells."""
        field = FieldView("code", tr("Código de quien compra"))
        about = tr("Con el descuento de personal; nadie se vende a sí mismo.")
        other = tr("Ya no es de personal")
        form = FormView(tr("Compra de personal"), (field,), about, tr("Aceptar"), other)
        do = self._do
        self._open(FormPanel(form, lambda said: do.staff_buys(said["code"]), do.staff_ends))

    def goodwill(self) -> None:
        """A voucher that no return owes; who may not give one asks for leave."""
        fields = (
            FieldView("amount", tr("Importe en euros")),
            FieldView("why", tr("Motivo"), needed=False),
        )
        about = tr("Un vale que no viene de ninguna devolución.")
        form = FormView(tr("Vale de cortesía"), fields, about, tr("Dar el vale"))
        self._open(FormPanel(form, lambda said: self._do.goodwill(said["amount"], said["why"])))

    def lost(self) -> None:
        fields = (
            FieldView("words", tr("Qué pidió"), self._do.asked_last()),
            FieldView("quantity", tr("Cuántos"), "1"),
        )
        about = tr("Alguien lo quería y no se lo pudimos vender.")
        form = FormView(tr("Faltó"), fields, about, tr("Apuntar"))
        self._open(FormPanel(form, lambda said: self._do.lost(said["words"], said["quantity"])))

    def _abandon(self) -> None:
        self._side.close_panel()
        self._do.abandon()

    def _go(self, name: str) -> None:
        self._side.close_panel()
        self._screen.goes.emit(name)

    def _open(self, panel: Panel) -> None:
        """In the place of what was being searched."""
        self._screen.forget_search()
        self._side.open_panel(panel)

    def _pad(self, view: PadView, done: Callable[[Entered], object]) -> None:
        self._open(PadPanel(view, done))


class Results(RowsPanel):
    """What the search found; with `pressed`, letters on the screen as well."""

    def __init__(
        self, done: Callable[[str], object], pressed: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(tr("Buscar"), (), done)
        self.has_keys = pressed is not None
        if pressed is not None:
            keys = LetterKeys()
            keys.pressed.connect(pressed)
            self.body.addWidget(keys, 1)
            self.show_found(None)

    def show_found(self, rows: Sequence[RowView] | None) -> None:
        """None: nothing is searched yet."""
        if rows is None:
            self.list.show_rows((), tr("Escribe unas letras del nombre, o el final del código."))
        else:
            nothing = tr("Nada se llama así. Prueba con otra palabra o con el código.")
            self.list.show_rows(rows, nothing)

    def start(self) -> None:
        """Typing goes on in the search field."""
