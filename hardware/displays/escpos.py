"""A customer display on a port: only the newest is shown, and shown again when it is back."""

from __future__ import annotations

import threading

from hardware.displays import commands
from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row
from hardware.options import Options
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Worker

TURN = 0.5
"""Seconds that its thread waits at a time."""
WRITE = 1.0
"""Seconds that a display has to take its 50 bytes; at 2400 baud they are a quarter of one."""


def make(spec: Spec, around: Around) -> Display:
    """Option `page`: the number of its code page (19: Western Europe with the euro)."""
    options = Options(spec.options)
    page = options.number_of("page", commands.DEFAULT_PAGE, commands.PAGES)
    options.end()
    row = Row(Health(spec.name, Kind.DISPLAY, str(spec.address)), around.changed, around.now)
    return Display(row, transport_of(spec.address, around.metal), page)


class Display:
    def __init__(self, row: Row, line: Transport, page: int = commands.DEFAULT_PAGE) -> None:
        self.row = row
        row.can((Check.SHOW, Check.AGAIN))
        self._duty = _Showing(row, page)
        self._worker = Worker(row, line, self._duty)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._worker.stop()

    def show(self, upper: str, lower: str) -> None:
        self._duty.put(upper, lower)

    def check(self, what: Check) -> None:
        match what:
            case Check.SHOW:
                self._duty.put("ÁÉÍÓÚÜÑÇ áéíóúüñç€", "12345678901234567890")
            case Check.AGAIN:
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)


class _Showing:
    def __init__(self, row: Row, page: int) -> None:
        self._row, self._page = row, page
        self._begin = commands.begin(page)
        self._there = threading.Condition()
        self._newest = ("", "")
        self._shown: tuple[str, str] | None = None
        self._woken = False

    def put(self, upper: str, lower: str) -> None:
        with self._there:
            self._newest = (upper, lower)
            self._there.notify_all()

    def greet(self, line: Transport) -> None:
        self._shown = None
        _write(line, self._begin)
        self._show(line)

    def turn(self, line: Transport) -> None:
        with self._there:
            if self._newest == self._shown and not self._woken:
                self._there.wait(TURN)
            self._woken = False
        if line.two_way:
            line.read(64, 0.001)  # what it says is of no interest, that it is gone is
        self._show(line)

    def away(self, error: DeviceError) -> None:
        pass

    def wake(self) -> None:
        with self._there:
            self._woken = True
            self._there.notify_all()

    def _show(self, line: Transport) -> None:
        with self._there:
            newest = self._newest
        if newest != self._shown:
            _write(line, commands.show(*newest, self._page))
            self._shown = newest
            self._row.worked()


def _write(line: Transport, data: bytes) -> None:
    """All of it, or the display is taken for gone: half a command would eat what follows."""
    if line.write(data, WRITE) < len(data):
        raise DeviceError("takes nothing", Reason.TIMEOUT)
