"""The bar of an open till: who is there, what waits, how the line stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from app.changes import Changes, Topic
from app.domain.installation import DeviceKind
from app.domain.staff import Permission, Person
from app.services.counter import Counter
from app.ui import format as written
from app.ui.desks.paying import simulated
from app.ui.line_view import line_chip
from app.ui.second_copy_view import second_copy_chip
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
        chips = [*self._matters(person), *self._standing()]
        return BarView(
            f"{till.shop.code} · {till.shop.name}",
            fill(_device_words(till.config.kind), till.config.till, person.name),
            written.clock(till.now()),
            tuple(chips),
        )

    def _matters(self, person: Person) -> Iterator[ChipView]:
        """What waits for whoever is there."""
        tablet = self._counter.till.config.kind is DeviceKind.STOCK
        sells = self._counter.till.session.may(Permission.SELL)
        if self._waiting and (tablet or sells):
            words = fill(tr("Pendientes %1"), self._waiting)
            yield ChipView(words, "bell", "warning", "attention")
        if self._drop and sells:
            yield ChipView(tr("Retira efectivo"), "lock-key", "warning", "shift")
        if person.may(Permission.PICKUPS) and (pickups := self._pickup_chip()) is not None:
            yield pickups

    def _standing(self) -> Iterator[ChipView]:
        """How line, copy and devices are."""
        counter, config = self._counter, self._counter.till.config
        if (line := line_chip(counter.line.status, counter.till.now())) is not None:
            yield line
        if not config.demo or config.second_copy:
            copy = second_copy_chip(counter.second_copy.status, counter.line.status)
            if copy is not None:
                yield copy
        session = counter.till.session
        if not (session.may(Permission.SELL) or session.may(Permission.PICKUPS)):
            return  # the rest leads to where people work
        if (device := self._devices()) is not None:
            yield device
        if config.demo:
            yield self._tour()
        elif config.kind is not DeviceKind.STOCK and simulated(counter.terminal):
            # Nobody may believe that a card was charged.
            yield ChipView(tr("Datáfono simulado"), "warning", "warning")

    def _pickup_chip(self) -> ChipView | None:
        minute = self._counter.till.now().replace(second=0, microsecond=0)
        if self._pickups[0] != minute:
            self._pickups = minute, self._chip()
        return self._pickups[1]


def _device_words(kind: DeviceKind) -> str:
    return tr("Tableta %1 · %2") if kind is DeviceKind.STOCK else tr("Caja %1 · %2")
