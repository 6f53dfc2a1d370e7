"""The transfers tab's side of the services: what goes from shop to shop."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.consignment import Kind
from app.domain.product import parse_quantity
from app.services.counter import Counter
from app.services.sending import Left
from app.services.unloading import Is
from app.ui.desks.moving import NOTHING, Confirm, MovingDesk
from app.ui.leave import Leave
from app.ui.screens.goods_view import (
    GoodsView,
    branch_rows,
    deeds,
    lying_rows,
    scanned_words,
    sending_view,
    transfers_view,
)
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel
from app.ui.words import fill, tr


class TransferDesk(MovingDesk):
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
                self._work(lambda: goods.sending.begin(number))
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
        shop = FieldView("shop", tr("Otra tienda"), choices=near) if near else None
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
            self._work(lambda: self._goods.sending.pack(fields["code"]))
            self._repaint()

        field = FieldView("code", tr("Código del bulto"), scans=True)
        about = tr("Lo escaneado hasta ahora y todavía suelto queda en este bulto.")
        host.open(FormPanel(FormView(tr("Cerrar un bulto"), (field,), about, tr("Cerrarlo")), said))

    def finish(self, host: PanelHost) -> None:
        left: list[Left] = []
        if not self._work(lambda: left.append(self._goods.sending.finish())):
            return
        self._work.end()
        done = left[0]
        self._print_out()
        self._last = fill(tr("Sale %1"), done.passage.number), tr("en camino")
        if done.below:
            names = ", ".join(map(self._goods.consignments.name, done.below))
            self._say(fill(tr("Queda por debajo de cero, hay que contarlo: %1"), names))
        self._repaint()

    def leave(self) -> None:
        self._forget(self._goods.sending, tr("¿Dejar el envío?"))
