"""A second screen of this machine: the window puts a window of its own on it, of which this is
only the row."""

from __future__ import annotations

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.options import Options


def make(spec: Spec, around: Around) -> ScreenRow:
    """Option `join`: the page whose QR invites to the loyalty programme."""
    options = Options(spec.options)
    join = options.text("join")
    options.end()
    row = Row(Health(spec.name, Kind.DISPLAY, "screen"), around.changed, around.now)
    return ScreenRow(row, join)


class ScreenRow:
    """`join`: "" for no invitation."""

    def __init__(self, row: Row, join: str) -> None:
        self.row, self.join = row, join

    def start(self) -> None:
        self.row.is_(State.ENABLED)

    def stop(self) -> None:
        self.row.is_(State.CLOSED)

    def check(self, what: Check) -> None:
        raise DeviceError(what.value, Reason.ILLEGAL)
