"""The side of the services of the walk for several orders."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.fulfilment import Fulfilment
from app.services.counter import Counter
from app.services.pickups import Group, of_group
from app.ui import format as written
from app.ui.leave import Leave
from app.ui.screens.wave_view import WaveView, wave_view
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
    ) -> None:
        self._counter, self._leave, self._confirm = counter, leave, confirm
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

    def scan(self, code: str) -> bool:
        """A product goes to the order that needs it first; an order's code or a parcel's label is
        not for here. Raises NotInWave, AllPicked, BadQuantity."""
        if self._is_order(code) or not self._counter.waves.orders():
            return False
        dealt = self._counter.waves.pick(code)
        self._said = _said(dealt.order, dealt.line)
        self._repaint()
        return True

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
