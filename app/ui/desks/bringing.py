"""A return of what was collected and paid in the channel, in the window: what, how many, why."""

from __future__ import annotations

from decimal import Decimal

from app.domain import bringing_back
from app.domain.money import total
from app.domain.order_money_event import RefundOrdered
from app.domain.product import parse_quantity
from app.ui import format as written
from app.ui.desks.order_desk import Act, OrderDesk
from app.ui.screens.reasons import BROKEN, return_reasons
from app.ui.widgets.pad import PadPanel, PadView
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr


class BringDesk:
    def __init__(self, desk: OrderDesk) -> None:
        self._desk = desk

    def acts(self) -> dict[str, Act]:
        return {"return": self._ask}

    def _ask(self, host: PanelHost) -> None:
        left = bringing_back.left(self._desk.order())
        instead = bringing_back.instead(self._desk.order())
        both = left.keys() | instead.keys()
        lines = [line for line in self._desk.order().order.lines if line.number in both]

        def many(number: int) -> None:
            if number in instead:  # which comes back whole
                self._ask_why(host, number, instead[number][1])
            else:
                self._ask_many(host, number, left[number])

        self._desk.choose_line(host, tr("Qué devuelve"), lines, many)

    def _ask_many(self, host: PanelHost, number: int, most: Decimal) -> None:
        line = self._desk.line(number)
        if line.unit.measured or most == 1:
            self._ask_why(host, number, most)
            return
        view = PadView(tr("¿Cuántos devuelve?"), line.name, "", f"{most:f}", whole=True)
        host.open(
            PadPanel(
                view,
                lambda got: self._ask_why(
                    host, number, min(parse_quantity(got.text, line.unit), most)
                ),
            )
        )

    def _ask_why(self, host: PanelHost, number: int, much: Decimal) -> None:
        def because(why: str) -> None:
            returns, order = self._desk.counter.order_returns, self._desk.number
            before = len(self._ordered())
            done = self._desk.leave(
                lambda: returns.take_back(order, {number: much}, why, damaged=why == BROKEN)
            )
            if done:
                self._desk.say(self._said(before))
                self._desk.print_out()
            self._desk.repaint()

        about = tr("El dinero vuelve por donde se pagó; aquí no sale nada del cajón.")
        instead = bringing_back.instead(self._desk.order())
        name = instead[number][0].name if number in instead else self._desk.line(number).name
        title = fill(tr("¿Por qué devuelve %1?"), name)
        self._desk.choose_word(host, title, return_reasons(), because, about)

    def _said(self, before: int) -> str:
        """`before`: how often money had been ordered back."""
        said = self._ordered()[before:]
        if not said:
            return tr("Vuelve a la tienda. Lo que pagó lo sigue teniendo: no se devuelve dinero.")
        parts = (part for one in said for part in (*one.parts, *one.released))
        amount = written.money(total(much for _, much in parts))
        return fill(tr("Se le devuelven %1 por donde pagó."), amount)

    def _ordered(self) -> list[RefundOrdered]:
        events = self._desk.order().events
        return [one.what for one in events if isinstance(one.what, RefundOrdered)]
