"""Parcels and the counter in the window: shelves, who collects, what they do not want."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain import coming_back
from app.domain.collecting import Collector
from app.domain.errors import AgeNeeded, DocumentNeeded, MoreThanSold, NotTheirs
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.order_event import Shown, Told
from app.domain.parcel import ParcelState
from app.domain.product import parse_quantity
from app.ui import format as written
from app.ui.desks.bringing import BringDesk
from app.ui.desks.order_desk import Act, OnLine, OrderDesk
from app.ui.desks.sending import SendDesk
from app.ui.screens.letters import about, way
from app.ui.screens.order_banners import moment
from app.ui.screens.reasons import refusal_reasons
from app.ui.screens.shelf_panel import ShelfPanel
from app.ui.screens.who_panel import Asked, WhoPanel, WhoView
from app.ui.widgets.facts_table import FactsTable, FactView
from app.ui.widgets.pad import PadPanel, PadView
from app.ui.widgets.panel import Panel, PanelHost
from app.ui.words import fill, tr


class HandDesk:
    def __init__(
        self, desk: OrderDesk, sell: Callable[[], object], exact: Callable[[], object]
    ) -> None:
        """`sell`: to the selling screen; `exact`: pay what is there in cash, to the cent."""
        self._desk, self._handing = desk, desk.counter.handing
        self._sell, self._exact = sell, exact
        self._sending, self._bringing = SendDesk(desk), BringDesk(desk)

    def acts(self) -> dict[str, Act]:
        """By what a button of the order does."""
        return {
            "who": lambda host: self._ask_who(host, go_on=lambda: self._finish(host)),
            "keep": lambda _: self.back_all(),
            "agree": lambda _: self._agree(),
            "damaged": self._ask_damaged,
            "expire": lambda _: self._expire(),
            "handover": self.hand_over,
            "pay": self._pay,
            "cash": lambda host: self._pay(host, exact=True),
            "told": self._told,
            "proof": lambda _: self._proof(),
            "refund": lambda _: self._refund(),
            **self._sending.acts(),
            **self._bringing.acts(),
        }

    def on_line(self) -> dict[str, OnLine]:
        return {"refuse": self._refuse, "want": lambda _host, line: self._want(line)}

    # shelves
    def scanned(self, code: str, f: Fulfilment, name: str, host: PanelHost) -> None:
        """The next thing that happens to a parcel that somebody holds."""
        if self._desk.number != f.order.number:
            self._desk.look_at(f.order.number)
        parcel = f.parcels[name]
        if parcel in coming_back.sent(f):
            self._sending.ask_why(host, name)
            return
        ended = f.stopped or f.expired or bool(f.hand_overs)
        if name in f.surplus or parcel.damaged or (ended and parcel.state is not ParcelState.OUT):
            self._handing.put_back(code)
            self._desk.print_out()  # of the last parcel, a corrective
        elif parcel.state is ParcelState.IN_TRANSIT:
            self._handing.arrive(code)
            self._ask_shelf(code, host, closed=True)
        elif parcel.state is ParcelState.SHELVED:
            self._handing.scan_out(code)
        else:
            self._ask_shelf(code, host, closed=parcel.closed)
        self._desk.repaint()

    def _ask_shelf(self, code: str, host: PanelHost, *, closed: bool) -> None:
        def shelved(place: str) -> None:
            self._handing.shelve(code, place.upper())
            self._desk.repaint()

        def damaged() -> None:
            self._handing.arrive(code, damaged=True)
            self._desk.repaint()

        shelves = self._desk.counter.pickups.shelves()
        host.open(ShelfPanel(shelves, shelved, damaged if closed else None, self._no_shelf))

    def _no_shelf(self, code: str) -> bool:
        """Whether it is an order's QR, a parcel, or a product."""
        return not self._handing.may_be_shelf(code)

    def _ask_damaged(self, host: PanelHost) -> None:
        f = self._desk.order()
        here = [one for one in f.set if one.closed and one.here and not one.damaged]

        def damaged(code: str) -> None:
            self._handing.arrive(code, damaged=True)
            self._desk.repaint()

        words = [(one.id, fill(tr("Bulto %1 de %2"), one.number, one.of)) for one in here]
        self._desk.choose_word(host, tr("¿Cuál llegó dañado?"), words, damaged)

    def back_all(self) -> None:
        """What was scanned out was not handed over: each parcel on the shelf that it was on."""
        f = self._desk.order()
        for parcel in f.set:
            if parcel.state is ParcelState.OUT:
                f = self._handing.back(self._desk.number, parcel.id)
        places = sorted({one.place for one in f.set if one.state is ParcelState.SHELVED})
        if places:
            self._desk.say(fill(tr("Vuelve a %1."), ", ".join(places)))

    def _expire(self) -> None:
        heard = self._desk.counter.line.heard("store:")
        self._handing.expire(self._desk.number, heard)
        self._desk.print_out()

    def _agree(self) -> None:
        self._handing.agree(self._desk.number)
        self._desk.print_out()

    # who collects
    def _finish(self, host: PanelHost) -> None:
        """The button that finishes it, which F12 presses."""
        (self.hand_over if self._desk.order().order.paid else self._pay)(host)

    def _ask_who(
        self,
        host: PanelHost,
        why: str = "",
        then: Callable[[], object] = lambda: None,
        *,
        asked: Asked = Asked.NOTHING,
        go_on: Callable[[], object] = lambda: None,
    ) -> None:
        """`then`: once it is answered; `go_on`: also, when F12 answers it."""
        chosen, f = self._desk.chosen, self._desk.order()
        aged = [one for one in f.order.lines if one.minimum_age]
        view = WhoView(
            f.order.name,
            chosen.who,
            f.order.collectors,
            max((one.minimum_age for one in aged), default=0),
            ", ".join(one.name for one in aged),
            why,
            proved=chosen.who.shown is Shown.CODE,
            asked=asked,
        )

        def said(who: Collector) -> None:
            chosen.who = who
            host.close_panel()
            then()
            if asked is not Asked.NOTHING and isinstance(host.panel, WhoPanel):
                self._desk.say(tr("Sin eso no se entrega. «No se entrega» lo deja en su estante."))
            self._desk.repaint()

        host.open(WhoPanel(view, said, go_on))

    def hand_over(self, host: PanelHost) -> None:
        """Of a paid order: what is scanned out is the customer's, but for what is not wanted."""
        chosen = self._desk.chosen
        number = self._desk.number

        def given() -> None:
            self._handing.hand_over(number, chosen.who, chosen.refused)

        if self._asking(host, given, lambda: self.hand_over(host)):
            chosen.refused = {}
            nothing = self._desk.counter.orders.of(number).took_nothing
            self._desk.say(tr("No se ha llevado nada.") if nothing else tr("Entregado."))
            self._desk.print_out()

    def _pay(self, host: PanelHost, *, exact: bool = False) -> None:
        """Into the ticket in hand; `exact`: paid in cash at once, when nothing else is on it."""
        counter = self._desk.counter
        sale = counter.register.sale
        alone = sale is None or sale.empty

        def opened() -> None:
            counter.order_sales.open(self._desk.number, self._desk.chosen.who)

        if self._asking(host, opened, lambda: self._pay(host, exact=exact)):
            self._sell()
            if exact and alone:
                self._exact()

    def _asking(self, host: PanelHost, do: Callable[[], None], again: Callable[[], object]) -> bool:
        """`do`; when the rules ask who collects, a panel does, and then it is tried again."""
        try:
            return self._desk.leave(do)
        except (DocumentNeeded, NotTheirs, AgeNeeded) as needed:
            asked = {DocumentNeeded: Asked.DOCUMENT, AgeNeeded: Asked.AGE}
            what = asked.get(type(needed), Asked.WHO)
            self._ask_who(host, self._desk.sentence(needed), again, asked=what)
            return False

    # what is not wanted
    def _refuse(self, host: PanelHost, number: int) -> None:
        line, f = self._desk.line(number), self._desk.order()
        out = [one for one in f.set if one.state is ParcelState.OUT]
        there = dict(content_of(out))[number]

        def because(why: str) -> None:
            if line.unit.measured or there == 1:
                self._desk.chosen.refused[number] = (there, why)
                self._desk.repaint()
                return
            view = PadView(tr("¿Cuántos no quiere?"), line.name, "", f"{there:f}", whole=True)

            def so_many(text: str) -> None:
                many = parse_quantity(text, line.unit) if text.strip("0") else None
                if many is not None and many > there:
                    raise MoreThanSold(line=number, left=there)
                self._want(number)
                if many is not None:
                    self._desk.chosen.refused[number] = (many, why)
                self._desk.repaint()

            host.open(PadPanel(view, lambda got: so_many(got.text)))

        title = fill(tr("¿Por qué no quiere %1?"), line.name)
        self._desk.choose_word(host, title, refusal_reasons(), because)

    def _want(self, number: int) -> None:
        self._desk.chosen.refused.pop(number, None)

    # what the customer knows, and papers
    def _told(self, host: PanelHost) -> None:
        f, now = self._desk.order(), self._desk.counter.till.now()
        rows = [
            FactView(about(said.what), " · ".join(moment(one.at, now.tzinfo)), way(said.by))
            for one in f.told
            if isinstance(said := one.what, Told)
        ]
        panel = Panel(tr("Qué sabe el cliente"), self._heard())
        nothing = [FactView(tr("Nadie le ha escrito todavía, que aquí se sepa."))]
        panel.body.addWidget(FactsTable(rows or nothing))
        panel.body.addStretch(1)
        host.open(panel)

    def _heard(self) -> str:
        heard, now = self._desk.counter.line.heard("store:"), self._desk.counter.till.now()
        if heard is None:
            return tr("Esta caja no tiene central que le escriba.")
        return fill(tr("Según la central %1."), written.age(heard, now))

    def _refund(self) -> None:
        """What could not be settled when it happened."""
        self._desk.counter.order_money.settle_later(self._desk.number)
        self._desk.print_out()

    def _proof(self) -> None:
        self._desk.counter.order_papers.again(self._desk.number)
        self._desk.print_out()

    def carry_on(self, number: str) -> None:
        """The next order of whoever is there: their document and age were seen a moment ago."""
        who = self._desk.chosen.who
        self._desk.chosen.choose(number, replace(who, shown=Shown.NAME, other=False, named=False))
