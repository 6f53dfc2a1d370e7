"""A device under test, and waiting for what it says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from hardware.drivers import Around, make, spec_of
from hardware.health import Health
from hardware.results import PrintEnd
from hardware.ticket import Line, Part


class Bench:
    """Devices made of entries of till.toml, and what they said, in order."""

    def __init__(self) -> None:
        self._there = threading.Condition()
        self.healths: list[Health] = []
        self.ends: dict[str, list[PrintEnd]] = {}
        self.scans: list[Any] = []
        self.around = Around(scanned=self._scanned, changed=self._changed)
        self._made: list[Any] = []

    def start(self, entry: dict[str, Any], name: str = "counter") -> Any:
        device = make(spec_of(name, entry), self.around)
        self._made.append(device)
        device.start()
        return device

    def close(self) -> None:
        for device in self._made:
            device.stop()

    def _changed(self, health: Health) -> None:
        with self._there:
            self.healths.append(health)
            self._there.notify_all()

    def _scanned(self, scan: Any) -> None:
        with self._there:
            self.scans.append(scan)
            self._there.notify_all()

    def until(self, is_so: Callable[[], object], seconds: float = 15) -> None:
        with self._there:
            while not is_so():
                seconds -= 0.1
                assert seconds > 0, (self.healths[-3:], self.ends)
                self._there.wait(0.1)

    # printers
    def give(self, printer: Any, name: str, ticket: Sequence[Part] = (Line("uno"),)) -> None:
        self.ends[name] = []

        def done(end: PrintEnd) -> None:
            with self._there:
                self.ends[name].append(end)
                self._there.notify_all()

        printer.submit(name, ticket, done)

    def end(self, name: str, seconds: float = 15) -> PrintEnd:
        """How it ended, once and no more."""
        self.until(lambda: self.ends[name], seconds)
        (only,) = self.ends[name]
        return only

    def print(self, printer: Any, name: str, ticket: Sequence[Part] = (Line("uno"),)) -> PrintEnd:
        self.give(printer, name, ticket)
        return self.end(name)
