"""A scanner's thread: what it reads is said at once, to whoever the till gave it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from time import monotonic
from typing import Protocol

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row
from hardware.options import Options
from hardware.results import Scan
from hardware.scanners.hid_report import SIZE, Reports
from hardware.scanners.reading import ENDS, Codes, scan_of
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Worker

GAP = 0.08
"""Seconds of silence that end a code of a scanner without a suffix."""
LOST = 1.0
"""Seconds of silence after which a piece of a code is no more than that."""
SHOWN = 80
"""Characters of a code that a trial shows."""
MOMENT = 0.2
"""Seconds that its thread waits at a time."""
PACE = 0.01
"""Seconds between two codes: faster than any hand, and slow enough that one that babbles, or a
noisy line, keeps neither the window nor its memory busy. What comes meanwhile waits in the port."""
TRIGGER = 0.15
"""Seconds in which a scanner that says the same again says it of one pull of its trigger: nobody
scans two things so fast, and some scanners say each thing twice."""


class Hears(Protocol):
    """How a scanner's bytes become codes."""

    def hear(self, line: Transport) -> list[str]:
        """What was read within a moment. Raises DeviceError when the scanner is gone."""


class _Lines:
    def __init__(self, suffix: str) -> None:
        self._codes = Codes(suffix)
        self._wait, self._most = (GAP, GAP) if suffix == "none" else (MOMENT, LOST)
        self._heard = monotonic()

    def hear(self, line: Transport) -> list[str]:
        if said := line.read(512, self._wait):
            self._heard = monotonic()
            return self._codes.feed(said)
        return self._codes.silence() if monotonic() - self._heard >= self._most else []


class _Reports:
    def __init__(self) -> None:
        self._reports = Reports()

    def hear(self, line: Transport) -> list[str]:
        code = self._reports.take(said) if (said := line.read(SIZE, MOMENT)) else None
        return [code] if code else []


def serial(spec: Spec, around: Around) -> Scanner:
    """Option `suffix`: what ends a code (`auto`: CR, LF or Tab; `cr`, `lf`, `tab`, `none`)."""
    options = Options(spec.options)
    suffix = options.word_of("suffix", "auto", ENDS)
    options.end()
    return _make(spec, around, lambda: _Lines(suffix))


def hid_pos(spec: Spec, around: Around) -> Scanner:
    Options(spec.options).end()
    return _make(spec, around, _Reports)


def _make(spec: Spec, around: Around, hears: Callable[[], Hears]) -> Scanner:
    row = Row(Health(spec.name, Kind.SCANNER, str(spec.address)), around.changed, around.now)
    return Scanner(row, transport_of(spec.address, around.metal), hears, around)


class Scanner:
    def __init__(
        self, row: Row, line: Transport, hears: Callable[[], Hears], around: Around
    ) -> None:
        self.row = row
        row.can((Check.SCAN, Check.AGAIN))
        self._duty = _Scanning(row, hears, around)
        self._worker = Worker(row, line, self._duty)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._duty.leaving.set()
        self._worker.stop()

    def check(self, what: Check) -> None:
        """SCAN: the next code is shown in the row, and sells nothing."""
        match what:
            case Check.SCAN:
                self.row.fact("scan", "waits")
                self._duty.tries.set()
            case Check.AGAIN:
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)


class _Scanning:
    def __init__(self, row: Row, hears: Callable[[], Hears], around: Around) -> None:
        self._row, self._hears, self._around = row, hears, around
        self._ear = hears()
        self._last: tuple[str, float] = ("", 0.0)
        self.tries, self.leaving = threading.Event(), threading.Event()

    def greet(self, line: Transport) -> None:
        self._ear = self._hears()

    def turn(self, line: Transport) -> None:
        for text in self._ear.hear(line):
            now = monotonic()
            again = text == self._last[0] and now - self._last[1] < TRIGGER
            self._last = text, now
            if not again:
                self._say(scan_of(text, self._row.health.name, self._around.now()))
                if self.leaving.wait(PACE):
                    return

    def _say(self, scan: Scan) -> None:
        self._row.worked()
        if self.tries.is_set():
            self.tries.clear()
            shown = scan.raw.replace("\x1d", "<GS>")[:SHOWN]
            self._row.fact("scan", f"{scan.aim} {shown}".strip())
        else:
            self._around.scanned(scan)

    def away(self, error: DeviceError) -> None:
        pass

    def wake(self) -> None:
        pass
