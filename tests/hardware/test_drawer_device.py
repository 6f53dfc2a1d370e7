"""A drawer that hangs on a printer: it opens when cash moves, and is seen when it stays open."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from workbench import Bench

from app.changes import Topic
from app.devices import Devices
from hardware.drawers.on_printer import PrinterDrawer
from hardware.drivers import Around, make, spec_of
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.printers import escpos
from hardware.simulated.printer import Fault, SimLine, SimPrinter
from hardware.ticket import Line

ENTRIES = {
    "drawer": {"address": "sim://drawer", "printer": "counter"},
    "counter": {"kind": "printer", "address": "sim://printer"},
}


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Devices]:
    monkeypatch.setattr(escpos, "POLL", 0.1)
    made = Devices(tmp_path, ENTRIES)
    made.start()
    yield made
    made.stop()


def test_the_drawer_opens_when_cash_moves_also_without_paper(devices: Devices) -> None:
    metal, bench = devices.metal.printer("printer"), Bench()
    bench.until(lambda: devices["drawer"].row.health.well)
    for faults in ((), (Fault.PAPER_OUT,)):
        for fault in faults:
            metal.set(fault)
        devices.heard(frozenset({Topic.SALE}))
        assert not metal.drawer_open
        devices.heard(frozenset({Topic.SALE, Topic.DRAWER}))
        bench.until(lambda: metal.drawer_open)
        bench.until(lambda: devices["drawer"].row.health.facts["drawer"] == "open")
        metal.close_drawer()
        bench.until(lambda: devices["drawer"].row.health.facts["drawer"] == "closed")


def test_a_drawer_whose_printer_is_away_is_away(devices: Devices) -> None:
    bench = Bench()
    bench.until(lambda: devices["drawer"].row.health.well)
    devices.metal.printer("printer").set(Fault.OFF)
    bench.until(lambda: devices["drawer"].row.health.code is Reason.OFFLINE)


def test_a_drawer_on_a_printer_that_answers_nothing_is_well_and_unseen(tmp_path: Path) -> None:
    printer = {**ENTRIES["counter"], "status": "none"}
    devices, bench = Devices(tmp_path, {**ENTRIES, "counter": printer}), Bench()
    devices.start()
    try:
        bench.until(lambda: devices["drawer"].row.health.well)
        assert "drawer" not in devices["drawer"].row.health.facts
        devices["drawer"].check(Check.KICK)
        bench.until(lambda: devices.metal.printer("printer").drawer_open)
        devices.metal.printer("printer").set(Fault.OFF)
        devices["counter"].submit("T1", [Line("uno")], lambda _end: None)  # type: ignore[attr-defined]
        bench.until(lambda: devices["drawer"].row.health.code is Reason.OFFLINE)
    finally:
        devices.stop()


def test_a_drawer_whose_sensor_reads_the_other_way_is_seen_as_it_is(tmp_path: Path) -> None:
    """The simulated one's pin is high while it is open."""
    printer = {**ENTRIES["counter"], "open_is_high": False}
    devices, bench = Devices(tmp_path, {**ENTRIES, "counter": printer}), Bench()
    devices.start()
    try:
        bench.until(lambda: devices["drawer"].row.health.facts.get("drawer") == "open")
        devices.metal.printer("printer").hold_drawer()
        bench.until(lambda: devices["drawer"].row.health.facts.get("drawer") == "closed")
    finally:
        devices.stop()


def test_a_drawer_without_its_printer_is_set_up_wrong() -> None:
    with pytest.raises(DeviceError) as refused:
        make(spec_of("drawer", ENTRIES["drawer"]), Around())
    assert refused.value.code is Reason.NO_SERVICE


def test_a_drawer_that_stays_open_says_so_until_it_is_closed() -> None:
    now = datetime(2026, 11, 22, 10, tzinfo=UTC)

    class Printer:
        row = Row(Health("counter", Kind.PRINTER, ""))

        def kick(self) -> None: ...

        def watch_drawer(self, seen: object) -> None:
            self.seen = seen

    printer, row = Printer(), Row(Health("drawer", Kind.DRAWER, ""))
    drawer = PrinterDrawer(row, printer, 60, lambda: now)
    drawer.start()

    def seen(open_: bool) -> Reason | None:
        printer.seen(open_)  # type: ignore[operator]
        return row.health.code

    assert seen(True) is None
    now += timedelta(seconds=61)
    assert seen(True) is Reason.LEFT_OPEN
    assert seen(False) is None and row.health.state is State.ENABLED
    now += timedelta(seconds=61)
    assert seen(True) is None


def test_a_simulated_drawer_is_shut_again_unless_somebody_holds_it_open() -> None:
    printer = SimPrinter(shuts=0.05)
    line = SimLine(printer)
    line.open()
    line.write(b"\x10\x14\x01\x00\x02", 1)
    assert printer.drawer_open
    Bench().until(lambda: not printer.drawer_open)
    printer.hold_drawer()
    time.sleep(0.1)
    assert printer.drawer_open
    printer.close_drawer()
    assert not printer.drawer_open
