"""The side of the services of the walk for several orders."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from app.domain.errors import ShopError, WeightNeeded
from app.domain.fulfilment import Fulfilment
from app.domain.wave import Stop
from app.services.counter import Counter
from app.services.pickups import Group, of_group
from app.services.waves import Dealt
from app.ui import format as written
from app.ui.desks.weighing import Weighing, asked_for
from app.ui.leave import Leave
from app.ui.screens.wave_view import WaveView, wave_view
from app.ui.widgets.panel import PanelHost
from app.ui.words import fill, tr


class WaveDesk:
    """Serves `WaveActions`; keeps who is to join, and what the last scan came to."""

    def __init__(
        self,
        counter: Counter,
        leave: Leave,
        confirm: Callable[[str, str, str], bool],
        repaint: Callable[[], object],
        print_out: Callable[[], object],
        work: Callable[[str], object],
        is_order: Callable[[str], bool],
        sentence: Callable[[ShopError], str],
    ) -> None:
        self._counter, self._leave, self._confirm = counter, leave, confirm
        self._sentence = sentence
        self._repaint, self._print_out, self._work = repaint, print_out, work
        self._is_order = is_order
        self._chosen: list[str] = []
        self._said = ""

    def view(self) -> WaveView:
        waves = self._counter.waves
        others = [
            one
            for one in of_group(self._counter.pickups.queue(), Group.TO_PREPARE)
            if not one.order.holder
        ]
        return wave_view(waves.path(), waves.orders(), others, self._chosen, self._said)

    def choose(self, number: str) -> None:
        if number in self._chosen:
            self._chosen.remove(number)
        else:
            self._chosen.append(number)
        self._repaint()

    def start(self) -> None:
        """Those that were chosen join. Raises PickedElsewhere, OrderOver."""
        numbers = list(self._chosen)
        if numbers and self._leave(lambda: self._counter.waves.start(numbers)):
            self._chosen.clear()
            self._said = ""
        self._repaint()

    def scan(self, code: str, host: PanelHost) -> bool:
        """A product goes to the order that needs it first, what is measured with its weight; an
        order's code or a parcel's label is not for here. Raises NotInWave, AllPicked."""
        if self._is_order(code) or not self._counter.waves.orders():
            return False
        try:
            self._dealt(self._counter.waves.pick(code))
        except WeightNeeded:
            item = self._counter.orders.item(code)
            stops = self._counter.waves.path()
            stop = next(one for one in stops if item in (one.sku, one.code))
            self._weigh(stop, code, host)
        self._repaint()
        return True

    def weigh(self, host: PanelHost) -> None:
        """What is next is measured, and has no barcode."""
        stops = self._counter.waves.path()
        if stops and stops[0].unit.measured:
            self._weigh(stops[0], "", host)

    def _weigh(self, stop: Stop, code: str, host: PanelHost) -> None:
        """For the order that needs it first. `code`: what was scanned, "" for nothing."""
        waves, first = self._counter.waves, stop.shares[0]

        def pick(much: Decimal, sure: bool) -> None:
            self._dealt(waves.pick(code or stop.sku, much, by_hand=not code, sure=sure))

        about = f"{first.order}: {asked_for(first.quantity, stop.unit)}"
        weighing = Weighing(self._confirm, self._sentence)
        weighing.ask(host, stop.name, about, stop.unit, pick, self._repaint)

    def _dealt(self, dealt: Dealt) -> None:
        self._said = _said(dealt.order, dealt.line)

    def short(self) -> None:
        stops = self._counter.waves.path()
        if not stops:
            return
        stop = stops[0]
        much = written.quantity(stop.quantity, stop.unit)
        words = fill(tr("Faltan %1 de %2. Se avisa a la central y se pide un recuento."), much,
                     stop.name)  # fmt: skip
        if self._confirm(tr("¿No está?"), words, tr("No está")):
            self._counter.waves.short(stop.sku, stop.quantity)
            self._said = ""
        self._repaint()

    def print_list(self) -> None:
        numbers = [f.order.number for f in self._counter.waves.orders()]
        if numbers:
            self._counter.order_papers.pick_list(numbers)
            self._print_out()

    def work(self, number: str) -> None:
        self._work(number)


def _said(f: Fulfilment, number: int) -> str:
    """`W-1042: 2 de 3`."""
    line = f.order.line(number)
    if line is None:
        return f.order.number
    picked = written.quantity(f.line(number).picked, line.unit)
    return fill(
        tr("%1: %2 de %3"), f.order.number, picked, written.quantity(line.quantity, line.unit)
    )
