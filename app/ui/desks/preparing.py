"""Preparing the chosen order in the window: picking, what is missing, and closing its parcels."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.errors import PickedElsewhere, WeightNeeded
from app.domain.order import OrderLine, Wish
from app.domain.order_event import Content, Settled
from app.domain.product import parse_quantity
from app.ui import format as written
from app.ui.desks.order_desk import Act, OnLine, OrderDesk
from app.ui.desks.weighing import Weighing, asked_for
from app.ui.screens.order_lines import short_lines
from app.ui.screens.pack_panel import PackLine, PackPanel
from app.ui.screens.reasons import reject_reasons
from app.ui.widgets.form import FieldView, FormPanel, FormView
from app.ui.widgets.pad import PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr


class PrepareDesk:
    def __init__(self, desk: OrderDesk) -> None:
        self._desk, self._preparing = desk, desk.counter.preparing

    def acts(self) -> dict[str, Act]:
        """By what a button of the order does."""
        desk, preparing = self._desk, self._preparing
        return {
            "accept": lambda _: preparing.accept(desk.number),
            "start": lambda _: self._start(),
            "take": lambda _: self._take_over(),
            "pack": lambda _: self._pack(()),
            "split": self._ask_parcels,
            "short": self._ask_short,
            "reject": self._ask_reject,
            "ask": self._ask_settled,
            "labels": lambda _: self.labels(),
            "down-all": lambda _: self._all_down(),
        }

    def on_line(self) -> dict[str, OnLine]:
        """By what is done with a line."""
        return {
            "pick": self.ask_quantity,
            "short": self.short,
            "down": self._ask_down,
            "settle": self._settle,
            "substitute": self._substitute,
            "reject": self._reject,
        }

    def scanned(self, code: str, host: PanelHost) -> bool:
        """A product for the order that this device prepares; False: not for it. What is weighed
        is asked for its weight. Raises NotOfOrder, AllPicked, UnknownItem, SaleStopped."""
        f = self._desk.order()
        if f.stopped or f.expired:
            return self._down_by_scan(code)
        packed = any(not parcel.closed for parcel in f.set)
        if not self._desk.mine(f) or packed:
            return False
        try:
            self._preparing.pick(self._desk.number, code)
        except WeightNeeded:
            item = self._desk.counter.orders.item(code)
            line = next(one for one in f.order.lines if item in (one.code, one.sku))
            self._weigh(host, line, code)
        return True

    def _down_by_scan(self, code: str) -> bool:
        """Of an order that ended: one of what was picked is where it belongs again."""
        f, item = self._desk.order(), self._desk.counter.orders.item(code)
        for line in f.order.lines:
            loose = f.loose(line.number)
            if item in (line.code, line.sku) and loose:
                amount = loose if line.unit.measured else Decimal(1)
                self._preparing.put_down(self._desk.number, line.number, amount)
                return True
        return False

    # picking
    def _start(self) -> None:
        """Another device's is taken over when somebody says so, who is told whose it was."""
        try:
            self._desk.leave(lambda: self._preparing.start(self._desk.number))
        except PickedElsewhere as elsewhere:
            self._take_over(int(str(elsewhere.facts["device"])))

    def _take_over(self, of: int = 0) -> None:
        f = self._desk.order()
        holder = self._desk.device(f.holder or of)
        whose = fill(tr("Lo prepara %1.") if f.holder else tr("Le toca a %1."), holder)
        if self._desk.ask(tr("¿Hacerte cargo del pedido?"), whose, tr("Hacerme cargo")):
            self._preparing.start(self._desk.number, take_over=True)

    def ask_quantity(self, host: PanelHost, number: int) -> None:
        """How many were found without a scan, or what it weighs."""
        line, f = self._desk.line(number), self._desk.order()
        if line.unit.measured:
            self._weigh(host, line, "")
            return
        self._pad(host, line, tr("Cuántos has encontrado"), f.wanted(number),
                  lambda amount: self._preparing.pick(
                      self._desk.number, line.sku, amount, by_hand=True))  # fmt: skip

    def _weigh(self, host: PanelHost, line: OrderLine, code: str) -> None:
        """`code`: what was scanned; "" when it was chosen by hand."""

        def pick(amount: Decimal, sure: bool) -> None:
            self._preparing.pick(
                self._desk.number, code or line.sku, amount, by_hand=not code, sure=sure
            )

        about = asked_for(line.quantity, line.unit)
        weighing = Weighing(self._desk.confirm, self._desk.sentence)
        weighing.ask(host, line.name, about, line.unit, pick, self._desk.repaint)

    def _ask_down(self, host: PanelHost, number: int) -> None:
        line, loose = self._desk.line(number), self._desk.order().loose(number)
        if line.unit.measured or loose == 1:
            self._preparing.put_down(self._desk.number, number, loose)
            self._desk.repaint()
            return

        def down(amount: Decimal) -> None:
            self._preparing.put_down(self._desk.number, number, amount)

        self._pad(host, line, tr("Cuántos vuelven a su sitio"), loose, down)

    def _all_down(self) -> None:
        f = self._desk.order()
        for line in f.order.lines:
            if loose := f.loose(line.number):
                self._preparing.put_down(self._desk.number, line.number, loose)

    def _pad(
        self,
        host: PanelHost,
        line: OrderLine,
        title: str,
        start: Decimal,
        done: Callable[[Decimal], object],
        about: str = "",
    ) -> None:
        unit = line.unit
        view = PadView(
            title,
            about or line.name,
            unit.value if unit.measured else "",
            f"{start:f}" if start else "",
            whole=not unit.measured,
        )

        def entered(text: str) -> None:
            done(parse_quantity(text, unit))
            self._desk.repaint()

        host.open(PadPanel(view, lambda got: entered(got.text)))

    # what is missing
    def _ask_short(self, host: PanelHost) -> None:
        f = self._desk.order()
        lines = [one for one in f.order.lines if f.wanted(one.number)]
        self._desk.choose_line(host, tr("¿Qué falta?"), lines, lambda n: self.short(host, n))

    def short(self, host: PanelHost, number: int) -> None:
        """How many are missing; then what the customer prefers."""
        line, wanted = self._desk.line(number), self._desk.order().wanted(number)

        def missing(amount: Decimal) -> None:
            self._preparing.short(self._desk.number, number, amount)
            self._settle(host, number)

        if wanted == 1 or line.unit.measured:
            missing(wanted)
            self._desk.repaint()
        else:
            self._pad(host, line, tr("¿Cuántos faltan?"), wanted, missing)

    def _ask_settled(self, host: PanelHost) -> None:
        lines = short_lines(self._desk.order())
        title = tr("¿De qué artículo?")
        self._desk.choose_line(host, title, lines, lambda number: self._settle(host, number))

    def _settle(self, host: PanelHost, number: int) -> None:
        line = self._desk.line(number)
        choices = [
            (Settled.OPEN.value, tr("Aún no se sabe: pregúntale tú")),
            (Settled.WAIT.value, tr("Espera a que llegue")),
            (Settled.OTHER_SHOP.value, tr("Lo recoge en otra tienda")),
            (Settled.MONEY.value, tr("Se le devuelve el dinero")),
        ]
        if line.wish is not Wish.NONE:
            choices.insert(3, (Settled.SUBSTITUTE.value, tr("Quiere otro en su lugar")))

        def chosen(key: str) -> None:
            if key == Settled.SUBSTITUTE and self._desk.mine(self._desk.order()):
                self._substitute(host, number)
            elif key != Settled.OPEN:
                self._preparing.settle(self._desk.number, number, Settled(key))
                self._desk.print_out()  # of what is paid back, a corrective
            self._desk.repaint()

        title = fill(tr("Falta %1: ¿qué prefiere el cliente?"), line.name)
        self._desk.choose_word(host, title, choices, chosen, wish_words(line.wish))

    def _substitute(self, host: PanelHost, number: int) -> None:
        line, f = self._desk.line(number), self._desk.order()
        progress = f.line(number)
        covered = sum((one.quantity for one in progress.substitutes), Decimal(0))
        rules = tr("No puede costar más de lo prometido: %1. Se cobra el precio más bajo.")
        about = f"{wish_words(line.wish)} {fill(rules, written.unit_price(line.price, line.unit))}"
        form = FormView(
            fill(tr("En lugar de %1"), line.name),
            (
                FieldView("code", tr("Escanea o escribe el otro artículo"), scans=True),
                FieldView("quantity", tr("Cuántos"), f"{progress.short - covered:f}", beside=True),
            ),
            about,
            tr("Ponerlo"),
        )

        def put(values: dict[str, str]) -> None:
            product = self._desk.counter.orders.product(values["code"])
            quantity = parse_quantity(values["quantity"], product.unit)
            self._preparing.substitute(self._desk.number, number, values["code"], quantity)
            self._desk.repaint()

        host.open(FormPanel(form, put))

    def _ask_reject(self, host: PanelHost) -> None:
        f = self._desk.order()
        lines = [
            one
            for one in f.order.lines
            if not f.line(one.number).rejected and not f.line(one.number).picked
        ]
        title = tr("¿Qué no podéis preparar?")
        self._desk.choose_line(host, title, lines, lambda number: self._reject(host, number))

    def _reject(self, host: PanelHost, number: int) -> None:
        def rejected(why: str) -> None:
            self._preparing.reject(self._desk.number, number, why)
            self._desk.repaint()

        title = fill(tr("¿Por qué no: %1?"), self._desk.line(number).name)
        about = tr("La central lo busca en otra tienda.")
        self._desk.choose_word(host, title, reject_reasons(), rejected, about)

    # parcels
    def _ask_parcels(self, host: PanelHost) -> None:
        """Divide what is picked into several parcels: each scanned, or put in by touch."""
        f = self._desk.order()
        here = [one for one in f.set if not one.closed and one.here]
        lines = []
        for line in f.order.lines:
            packed = sum((dict(one.content).get(line.number, Decimal(0)) for one in here),
                         Decimal(0))  # fmt: skip
            quantity = packed + f.loose(line.number)
            if quantity:
                codes = (line.sku, line.code)
                step = quantity if line.unit.measured else Decimal(1)
                lines.append(PackLine(line.number, line.name, line.unit, quantity, step, codes))
        item = self._desk.counter.orders.item

        def packed_in(parcels: tuple[Content, ...]) -> None:
            self._pack(parcels)
            self._desk.repaint()

        host.open(PackPanel(tuple(lines), item, packed_in))

    def _pack(self, parcels: tuple[Content, ...]) -> None:
        self._preparing.pack(self._desk.number, parcels)
        self.labels()

    def labels(self) -> None:
        self._desk.counter.order_papers.labels(self._desk.number)
        self._desk.print_out()


def wish_words(wish: Wish) -> str:
    """What the customer said about another product."""
    return {
        Wish.NONE: tr("El cliente no quiere otro artículo."),
        Wish.ASK: tr("El cliente quiere que se le pregunte antes de cambiarlo."),
        Wish.ANY: tr("Al cliente le vale otro parecido."),
    }[wish]
