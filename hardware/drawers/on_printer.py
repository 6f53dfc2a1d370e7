"""A cash drawer that hangs on a receipt printer: kicked through it, seen by its sensor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.options import Options

TOO_LONG = 60
"""Seconds that a drawer may stay open before its row says so."""


class KicksDrawer(Protocol):
    """What a printer does for its drawer."""

    row: Row

    def kick(self) -> None: ...

    def watch_drawer(self, seen: Callable[[bool | None], object]) -> None: ...


def make(spec: Spec, around: Around) -> PrinterDrawer:
    """Options: `printer`, its name in till.toml; `too_long`, seconds. `address` is of no use and
    may be anything: `sim://drawer`."""
    options = Options(spec.options)
    name, seconds = options.text("printer"), options.whole("too_long", TOO_LONG)
    options.end()
    printer = around.others.get(name)
    if not hasattr(printer, "watch_drawer"):
        raise DeviceError(f"{spec.name}: no printer {name!r}", Reason.NO_SERVICE)
    row = Row(Health(spec.name, Kind.DRAWER, str(spec.address)), around.changed, around.now)
    return PrinterDrawer(row, printer, seconds, around.now)  # type: ignore[arg-type]


class PrinterDrawer:
    """Its state follows the printer's: nobody sees a drawer whose printer is away."""

    def __init__(
        self, row: Row, printer: KicksDrawer, too_long: int, now: Callable[[], datetime]
    ) -> None:
        self.row, self._printer, self._now = row, printer, now
        self._too_long = timedelta(seconds=too_long)
        self._opened: datetime | None = None
        self._started = False
        row.can((Check.KICK,))
        printer.watch_drawer(self._seen)

    def start(self) -> None:
        self._started = True
        self.row.is_(State.OPENED)

    def stop(self) -> None:
        self._started = False
        self.row.is_(State.CLOSED)

    def kick(self) -> None:
        self._printer.kick()

    @property
    def open(self) -> bool | None:
        said = self.row.health.facts.get("drawer")
        return None if said is None else said == "open"

    def check(self, what: Check) -> None:
        if what is not Check.KICK:
            raise DeviceError(what.value, Reason.ILLEGAL)
        self.kick()

    def _seen(self, open_: bool | None) -> None:
        """On the printer's thread. None: it is away, or says nothing of it."""
        if not self._started:
            return
        if open_ is None:
            self.row.fact("drawer", "")
            if self._printer.row.health.state in (State.CLAIMED, State.ENABLED):
                self.row.is_(State.ENABLED)
            else:
                self.row.is_(State.OPENED, Reason.OFFLINE)
            return
        self.row.fact("drawer", "open" if open_ else "closed")
        now = self._now()
        self._opened = (self._opened or now) if open_ else None
        long = self._opened is not None and now - self._opened > self._too_long
        self.row.is_(State.ENABLED, Reason.LEFT_OPEN if long else None)
        self.row.worked()
