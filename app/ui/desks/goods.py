"""The side of the services of goods that move: the lorry, receipts, transfers, other shops."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.consignment import Kind
from app.domain.errors import (
    BadCode,
    BadQuantity,
    NotInConsignment,
    ReasonNeeded,
    UnknownItem,
    UnknownParcel,
)
from app.domain.line import Answer
from app.domain.number import read_decimal
from app.domain.product import parse_quantity
from app.services.counter import Counter
from app.services.goods import Goods
from app.services.neighbours import Elsewhere
from app.services.scanning import Scanning
from app.services.sending import Left
from app.services.unloading import Code, Is
from app.ui.desks.cards import Post
from app.ui.leave import Leave
from app.ui.screens.goods_view import (
    BLIND,
    STRAY,
    GoodsView,
    beside,
    branch_rows,
    deeds,
    expected_view,
    lying_rows,
    receiving_view,
    scanned_words,
    sending_view,
    transfers_view,
)
from app.ui.widgets.facts_table import FactView
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.pad import Entered, PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel
from app.ui.words import fill, tr

Confirm = Callable[[str, str, str], bool]
NOTHING = ("", "")


class _Desk:
    """What both tabs have in common."""

    def __init__(
        self, counter: Counter, leave: Leave, confirm: Confirm, repaint: Callable[[], object],
        say: Callable[[str], object],
    ) -> None:  # fmt: skip
        self._counter, self._leave, self._confirm = counter, leave, confirm
        self._repaint, self._say = repaint, say
        self._last = NOTHING

    @property
    def _goods(self) -> Goods:
        return self._counter.goods

    def _scan(self, of: Scanning, code: str, host: PanelHost) -> None:
        """One more; what is measured is asked for how much."""
        desk = self._goods.consignments
        try:
            product = desk.product(code)
        except (BadCode, UnknownItem):
            product = None
        if product is not None and product.unit.measured:
            unit = product.unit.value
            host.open(PadPanel(PadView(product.name, "", unit), self._measured(of, code)))
            return
        self._leave(lambda: of.scan(code))
        self._last = (product.name if product else code.strip().upper()), ""
        self._repaint()

    def _measured(self, of: Scanning, code: str) -> Callable[[Entered], None]:
        def said(entered: Entered) -> None:
            quantity = read_decimal(entered.text, 3)
            if not quantity:
                raise BadQuantity(text=entered.text)
            self._leave(lambda: of.scan(code, quantity))
            self._repaint()

        return said

    def _take_off(self, of: Scanning, key: str, host: PanelHost) -> None:
        """A row that was scanned: so many too many."""

        def said(entered: Entered) -> None:
            quantity = read_decimal(entered.text, 3)
            if not quantity:
                raise BadQuantity(text=entered.text)
            self._leave(lambda: of.take_off(key, quantity))
            self._repaint()

        name = self._goods.consignments.name(key)
        host.open(PadPanel(PadView(name, tr("Cuántas se quitan"), tr("uds"), "1"), said))

    def _forget(self, of: Scanning, title: str) -> None:
        if self._confirm(title, tr("Lo escaneado se olvida y nada cambia."), tr("Dejarlo")):
            self._leave(of.leave)
            self._last = NOTHING
            self._repaint()


class ReceiveDesk(_Desk):
    """Serves `ReceiveActions`."""

    def view(self) -> GoodsView:
        goods, now = self._goods, self._counter.till.now()
        open_ = goods.receiving.open()
        if open_ is not None:
            return receiving_view(open_, goods.receiving.compared(), self._last)
        strays = goods.unloading.strays()
        return expected_view(goods.consignments.expected(), strays, now, self._last)

    def touch(self, key: str, host: PanelHost) -> None:
        """Raises UnknownStray for a stray that nobody knows yet."""
        goods = self._goods
        if goods.receiving.open() is not None:
            self._take_off(goods.receiving, key, host)
        elif key == BLIND:
            self.blind(host)
        elif key.startswith(STRAY):
            self._stray(key.removeprefix(STRAY), host)
        else:
            self._leave(lambda: goods.receiving.begin(key))
            self._last = NOTHING
            self._repaint()

    def _stray(self, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading
        one = next(one for one in unloading.strays() if one.stray.code == code)
        if one.code.is_ is not Is.UNKNOWN:
            self._leave(lambda: self._told(unloading.identify(code)))
            self._repaint()
            return
        words = tr("Sale sin abrirse hacia quien lo envió.")
        if self._confirm(tr("¿Devolver el bulto?"), words, tr("Devolverlo")):
            self._leave(lambda: unloading.send_back(code))
            self._repaint()

    def scan(self, code: str, host: PanelHost) -> None:
        receiving, unloading = self._goods.receiving, self._goods.unloading
        if receiving.open() is not None:
            try:
                self._scan(receiving, code, host)
            except NotInConsignment:
                # The same lorry brings other things too.
                self._lorry(unloading.what(code), code, host)
            return
        self._lorry(unloading.what(code), code, host)

    def _lorry(self, found: Code, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading
        if found.is_ in (Is.PARCEL, Is.UNKNOWN):
            self._ask_place(found, code, host)
            return
        if found.is_ is Is.BOX:
            self._leave(lambda: self._told(unloading.take_in(code)))
        elif found.is_ is Is.CONSIGNMENT and self._goods.receiving.open() is None:
            self._leave(lambda: self._goods.receiving.begin(found.name))
        if found.is_ is not Is.BOX:
            self._told(found)
        self._repaint()

    def _ask_place(self, found: Code, code: str, host: PanelHost) -> None:
        unloading = self._goods.unloading

        def said(fields: dict[str, str]) -> None:
            if not fields["place"].strip():
                raise UnknownParcel(code=found.name)
            self._leave(lambda: self._told(unloading.take_in(code, fields["place"])))
            self._repaint()

        words, _ = scanned_words(found)
        about = tr("Nadie sabe de él todavía: no se abre, se deja por identificar.")
        if found.is_ is Is.PARCEL:
            about = tr("Ponlo en su estante: escanéalo o escribe cuál es.")
        place = FieldView("place", tr("En qué estante"), scans=True)
        host.open(FormPanel(FormView(words, (place,), about, tr("Aquí queda")), said))

    def _told(self, found: Code) -> None:
        self._last = scanned_words(found)

    def damaged(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            product = self._goods.consignments.product(fields["code"])
            quantity = parse_quantity(fields["quantity"], product.unit)
            reason = fields["reason"].strip()
            if not reason:
                raise ReasonNeeded()
            receiving = self._goods.receiving
            self._leave(lambda: receiving.scan(fields["code"], quantity, reason))
            self._last = product.name, tr("dañado")
            self._repaint()

        fields = (
            FieldView("code", tr("Qué artículo"), scans=True),
            FieldView("quantity", tr("Cuántas unidades"), "1"),
            FieldView("reason", tr("Qué le pasa")),
        )
        about = tr("Ha llegado, pero no se puede vender.")
        host.open(FormPanel(FormView(tr("Ha llegado dañado"), fields, about, tr("Apuntar")), said))

    def part(self, host: PanelHost) -> None:
        self._leave(lambda: self._goods.receiving.finish(closes=False))
        self._done(tr("Recibido en parte: lo que falta sigue en camino."))

    def finish(self, host: PanelHost) -> None:
        try:
            done = self._leave(lambda: self._goods.receiving.finish(closes=True))
        except ReasonNeeded:
            self._ask_why(host)
            return
        if done:
            self._done(tr("Recibido: las existencias ya lo cuentan."))

    def _ask_why(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            receiving, why = self._goods.receiving, fields["why"]
            if self._leave(lambda: receiving.finish(closes=True, why=why)):
                self._done(tr("Recibido con diferencias: alguien de central las verá."))

        why = FieldView("why", tr("Por qué no cuadra"))
        about = tr("Lo que ha llegado no es lo anunciado. Con esto se cierra.")
        host.open(FormPanel(FormView(tr("Hay diferencias"), (why,), about, tr("Cerrar")), said))

    def _done(self, words: str) -> None:
        self._last = NOTHING
        self._say(words)
        self._repaint()

    def blind(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            receiving = self._goods.receiving
            self._leave(lambda: receiving.begin_blind(fields["supplier"], fields["number"]))
            self._last = NOTHING
            self._repaint()

        fields = (
            FieldView("supplier", tr("De quién viene")),
            FieldView("number", tr("Número de su albarán"), needed=False, scans=True),
        )
        about = tr("Se cuenta lo que llega; si alguien lo anuncia después, se compara.")
        form = FormView(tr("Recibir sin anuncio"), fields, about, tr("Empezar"))
        host.open(FormPanel(form, said))

    def leave(self) -> None:
        self._forget(self._goods.receiving, tr("¿Dejar lo que se recibe?"))


class TransferDesk(_Desk):
    """Serves `TransferActions`. `receive`: goes where goods are received."""

    def __init__(
        self, counter: Counter, leave: Leave, confirm: Confirm, repaint: Callable[[], object],
        say: Callable[[str], object], receive: Callable[[], object],
        print_out: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__(counter, leave, confirm, repaint, say)
        self._receive, self._print_out = receive, print_out

    def view(self) -> GoodsView:
        goods = self._goods
        open_ = goods.sending.open()
        if open_ is not None:
            p = goods.consignments.find(open_.number)
            return sending_view(open_, p, goods.consignments.name, self._last)
        found = goods.consignments.open_ones(Kind.TRANSFER)
        till = self._counter.till
        return transfers_view(found, till.shop.code, till.now(), self._last)

    def touch(self, key: str, host: PanelHost) -> None:
        goods = self._goods
        if goods.sending.open() is not None:
            self._take_off(goods.sending, key, host)
            return
        p = goods.consignments.of(key)
        rows = deeds(p, self._counter.till.shop.code)
        listed = p.consignment.lines
        lines = ", ".join(f"{one.name or one.sku} × {one.quantity}" for one in listed)
        nothing = tr("Está en camino hacia la otra tienda.")
        host.open(RowsPanel(key, rows, lambda does: self._do(key, does, host), about=lines,
                            nothing=nothing))  # fmt: skip

    def _do(self, number: str, does: str, host: PanelHost) -> None:
        goods = self._goods
        match does:
            case "send":
                self._leave(lambda: goods.sending.begin(number))
            case "receive":
                self._leave(lambda: goods.receiving.begin(number))
                self._receive()
            case "call-off":
                self._leave(lambda: goods.consignments.call_off(number))
            case _:
                self._ask_reason(number, host)
                return
        self._last = NOTHING
        self._repaint()

    def _ask_reason(self, number: str, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            self._leave(lambda: self._goods.consignments.decline(number, fields["reason"]))
            self._repaint()

        field = FieldView("reason", tr("Por qué no se envía"))
        host.open(FormPanel(FormView(number, (field,), "", tr("Decirlo")), said))

    def scan(self, code: str, host: PanelHost) -> None:
        goods = self._goods
        if goods.sending.open() is not None:
            self._scan(goods.sending, code, host)
            return
        found = goods.unloading.what(code)
        self._last = scanned_words(found)
        if found.is_ is Is.CONSIGNMENT and found.passage:
            self.touch(found.name, host)
        self._repaint()

    def ask(self, host: PanelHost) -> None:
        self._form(host, tr("Pedir a otra tienda"), self._goods.consignments.ask, tr("Pedirlo"))

    def offer(self, host: PanelHost) -> None:
        consignments = self._goods.consignments

        def sent(shop: str, goods: list[tuple[str, Decimal]]) -> None:
            made = consignments.offer(shop, goods)
            self._goods.sending.begin(made.number)

        self._form(host, tr("Enviar a otra tienda"), sent, tr("Prepararlo"))

    def _form(
        self,
        host: PanelHost,
        title: str,
        do: Callable[[str, list[tuple[str, Decimal]]], object],
        accept: str,
    ) -> None:
        def said(fields: dict[str, str]) -> None:
            product = self._goods.consignments.product(fields["code"])
            quantity = parse_quantity(fields["quantity"], product.unit)
            shop = fields["other"].strip() or fields["shop"]
            self._leave(lambda: do(shop, [(product.sku, quantity)]))
            self._last = NOTHING
            self._repaint()

        near = branch_rows(self._goods.neighbours.branches()[:3])
        shop = FieldView("shop", tr("Tienda"), choices=near) if near else None
        fields = (
            *((shop,) if shop else ()),
            FieldView("other", tr("Otra tienda, por su número"), needed=not near),
            FieldView("code", tr("Artículo"), scans=True),
            FieldView("quantity", tr("Cuántas unidades"), "1", beside=True),
        )
        form = FormView(title, fields, "", accept)
        host.open(FormPanel(form, lambda told: said({"shop": "", **told})))

    def lying(self, host: PanelHost) -> None:
        """Dormant stock: what is chosen goes where it is sold."""
        found = {one.sku: one for one in self._goods.neighbours.lying()}

        def chosen(sku: str) -> None:
            one = found[sku]
            if one.to:
                made = lambda: self._goods.consignments.offer(one.to, [(sku, one.propose)])  # noqa: E731
                self._leave(made)
                self._repaint()

        rows = lying_rows(list(found.values()), self._goods.consignments.name)
        about = tr("Sin venta, recuento ni entrada en mucho tiempo. Toca para enviarlo.")
        nothing = tr("Aquí todo se mueve.")
        host.open(
            RowsPanel(tr("Lo que aquí no se mueve"), rows, chosen, about=about, nothing=nothing)
        )

    def pack(self, host: PanelHost) -> None:
        def said(fields: dict[str, str]) -> None:
            self._leave(lambda: self._goods.sending.pack(fields["code"]))
            self._repaint()

        field = FieldView("code", tr("Código del bulto"), scans=True)
        about = tr("Lo escaneado hasta ahora y todavía suelto queda en este bulto.")
        host.open(FormPanel(FormView(tr("Cerrar un bulto"), (field,), about, tr("Cerrarlo")), said))

    def finish(self, host: PanelHost) -> None:
        left: list[Left] = []
        if not self._leave(lambda: left.append(self._goods.sending.finish())):
            return
        done = left[0]
        self._print_out()
        self._last = fill(tr("Sale %1"), done.passage.number), tr("en camino")
        if done.below:
            names = ", ".join(map(self._goods.consignments.name, done.below))
            self._say(fill(tr("Queda por debajo de cero, hay que contarlo: %1"), names))
        self._repaint()

    def leave(self) -> None:
        self._forget(self._goods.sending, tr("¿Dejar el envío?"))


class BesideDesk:
    """What is known of a product beyond this shop: asked of central once, shown at once."""

    def __init__(self, counter: Counter, post: Post, repaint: Callable[[], object]) -> None:
        self._counter, self._post, self._repaint = counter, post, repaint
        self._sku = ""
        self._told: list[Elsewhere] | None = None

    def facts(self, sku: str) -> tuple[FactView, ...]:
        goods = self._counter.goods
        if sku != self._sku:
            self._sku, self._told = sku, None
            goods.neighbours.ask(sku, lambda said: self._post(lambda: self._heard(sku, said)))
        near = self._told if self._told is not None else goods.neighbours.having(sku)
        coming = [
            (p.number, p.in_transit[sku])
            for p in goods.consignments.expected()
            if sku in p.in_transit
        ]
        return beside(coming, near, self._counter.till.now(), asked=self._told is not None)

    def _heard(self, sku: str, answer: Answer) -> None:
        told = self._counter.goods.neighbours.told(answer) if sku == self._sku else None
        if told is not None:
            self._told = told
            self._repaint()
