"""The bar of an open till: who is there, what waits, how the line stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.changes import Changes, Topic
from app.domain.installation import DeviceKind
from app.domain.staff import Permission
from app.services.counter import Counter
from app.ui import format as written
from app.ui.desks.paying import simulated
from app.ui.line_view import line_chip
from app.ui.widgets.chip import ChipView
from app.ui.widgets.top_bar import BarView
from app.ui.words import fill, tr


class TillBar:
    def __init__(
        self,
        counter: Counter,
        count: Callable[[], int],
        chip: Callable[[], ChipView | None],
        devices: Callable[[], ChipView | None],
        tour: Callable[[], ChipView],
    ) -> None:
        """`count`: the matters that wait for a person; `chip`: of the queue of orders; `devices`:
        of what does not work; `tour`: of the first day at the demo's till."""
        self._counter, self._count, self._chip, self._devices = counter, count, chip, devices
        self._tour = tour
        self._waiting: int | None = None
        self._drop = False
        """Whether the drawer holds more than it should."""
        self._pickups: tuple[datetime | None, ChipView | None] = None, None
        """The chip of the queue, and the minute it was counted in."""

    def changed(self, topics: Changes) -> None:
        """After every commit."""
        if topics & {Topic.ORDERS, Topic.STORE}:
            self._pickups = None, None
        if topics - {Topic.SALE, Topic.DRAWER, Topic.DEVICES}:
            self.recount()

    def recount(self) -> None:
        self._waiting = None

    def view(self) -> BarView | None:
        """None while nobody is signed in."""
        till = self._counter.till
        session, tablet = till.session, till.config.kind is DeviceKind.STOCK
        person = session.person
        if person is None:
            return None
        if self._waiting is None:
            self._waiting = self._count()
            self._drop = not tablet and self._counter.cash.wants_drop()
        chips = []
        if self._waiting and (tablet or session.may(Permission.SELL)):
            words = fill(tr("Pendientes %1"), self._waiting)
            chips.append(ChipView(words, "bell", "warning", "attention"))
        if self._drop and session.may(Permission.SELL):
            chips.append(ChipView(tr("Retira efectivo"), "lock-key", "warning", "shift"))
        if person.may(Permission.PICKUPS) and (pickups := self._pickup_chip()) is not None:
            chips.append(pickups)
        if (line := line_chip(self._counter.line.status, till.now())) is not None:
            chips.append(line)
        if (device := self._devices()) is not None:
            chips.append(device)
        if till.config.demo:
            chips.append(self._tour())
        elif not tablet and simulated(self._counter.terminal):
            # Nobody may believe that a card was charged.
            chips.append(ChipView(tr("Datáfono simulado"), "warning", "warning"))
        return BarView(
            f"{till.shop.code} · {till.shop.name}",
            fill(_device_words(till.config.kind), till.config.till, person.name),
            written.clock(till.now()),
            tuple(chips),
        )

    def _pickup_chip(self) -> ChipView | None:
        minute = self._counter.till.now().replace(second=0, microsecond=0)
        if self._pickups[0] != minute:
            self._pickups = minute, self._chip()
        return self._pickups[1]


def _device_words(kind: DeviceKind) -> str:
    return tr("Tableta %1 · %2") if kind is DeviceKind.STOCK else tr("Caja %1 · %2")
