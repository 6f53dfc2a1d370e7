"""Scanners as the counter has them: each code once, by whatever way, and a test that sells none."""

from __future__ import annotations

import sys
import threading
import types
from collections.abc import Iterator
from typing import Any, ClassVar

import pytest
from workbench import Bench

from hardware.errors import Broken, DeviceError, Reason
from hardware.health import Check, State
from hardware.simulated.scanner import SimScanner
from hardware.transport.hid_device import HidDevice


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def lane(bench: Bench, **entry: str) -> tuple[Any, SimScanner]:
    scanner = bench.start({"kind": "scanner", "address": "sim://scanner", **entry}, "lane")
    return scanner, bench.around.metal.scanner("scanner")


def read(bench: Bench) -> list[tuple[str, str, str]]:
    return [(scan.raw, scan.aim, scan.source) for scan in bench.scans]


def test_what_it_reads_is_said_with_its_kind_and_its_name(bench: Bench) -> None:
    _, metal = lane(bench)
    metal.say(b"]E0841000")
    metal.say(b"0000016\r\n]d2010841\x1d10A\r\n")
    bench.until(lambda: len(bench.scans) == 2)
    assert read(bench) == [("8410000000016", "]E0", "lane"), ("010841\x1d10A", "]d2", "lane")]


def test_the_same_twice_in_one_breath_is_one_pull_of_the_trigger(bench: Bench) -> None:
    _, metal = lane(bench)
    metal.say(b"8410000000016\r8410000000016\r8410000000023\r")
    bench.until(lambda: len(bench.scans) >= 2)
    assert [scan.raw for scan in bench.scans] == ["8410000000016", "8410000000023"]


def test_one_that_babbles_is_heard_at_a_pace_and_keeps_nobody_waiting_at_the_end(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardware.scanners.scanner.PACE", 3600.0)
    scanner, metal = lane(bench)
    metal.say(b"".join(b"%013d\r" % number for number in range(10_000)))
    bench.until(lambda: bench.scans)
    scanner.stop()
    assert [scan.raw for scan in bench.scans] == ["0000000000000"]
    assert not any(thread.name == "device-lane" for thread in threading.enumerate())


def test_the_same_of_two_scanners_is_two_things(bench: Bench) -> None:
    lane(bench)
    bench.start({"kind": "scanner", "address": "sim://scanner2"}, "other")
    for name in ("scanner", "scanner2"):
        bench.around.metal.scanner(name).say(b"8410000000016\r")
    bench.until(lambda: len(bench.scans) == 2)
    assert {scan.source for scan in bench.scans} == {"lane", "other"}


def test_the_code_of_a_trial_is_shown_and_sells_nothing(bench: Bench) -> None:
    scanner, metal = lane(bench)
    bench.until(lambda: scanner.row.health.well)
    scanner.check(Check.SCAN)
    metal.say(b"]E08410000000016\r")
    bench.until(lambda: scanner.row.health.facts.get("scan") == "]E0 8410000000016")
    metal.say(b"8410000000023\r")
    bench.until(lambda: bench.scans)
    assert [scan.raw for scan in bench.scans] == ["8410000000023"]
    with pytest.raises(DeviceError):
        scanner.check(Check.WEIGH)


def test_one_without_a_suffix_ends_a_code_by_falling_silent(bench: Bench) -> None:
    _, metal = lane(bench, suffix="none")
    metal.say(b"8410000000016")
    bench.until(lambda: bench.scans)
    assert bench.scans[0].raw == "8410000000016"


def test_one_that_is_pulled_out_is_found_again(bench: Bench) -> None:
    scanner, metal = lane(bench)
    bench.until(lambda: scanner.row.health.well)
    metal.say(b"84100")
    metal.switch(False)
    bench.until(lambda: scanner.row.health.state is State.OPENED)
    metal.switch(True)
    scanner.check(Check.AGAIN)
    bench.until(lambda: scanner.row.health.well)
    metal.say(b"8410000000016\r")
    bench.until(lambda: bench.scans)
    assert [scan.raw for scan in bench.scans] == ["8410000000016"]


class FakeHid:
    """What hidapi gives: no machine of the tests has a scanner in this mode."""

    opened: ClassVar[list[object]] = []
    reports: ClassVar[list[bytes]] = []
    there: ClassVar[bool] = True

    def open_path(self, path: bytes) -> None:
        self._open(path)

    def open(self, vendor: int, product: int) -> None:
        self._open((vendor, product))

    def _open(self, what: object) -> None:
        if not FakeHid.there:
            raise OSError("open failed")
        FakeHid.opened.append(what)

    def read(self, size: int, timeout_ms: int) -> list[int]:
        if not FakeHid.there:
            raise OSError("read error")
        return list(FakeHid.reports.pop(0)) if FakeHid.reports else []

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("address", "opened"),
    [("hid:///dev/hidraw3", b"/dev/hidraw3"), ("hid://05f9:2216", (0x05F9, 0x2216))],
)
def test_one_in_hid_pos_mode_says_the_same(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, address: str, opened: object
) -> None:
    monkeypatch.setitem(sys.modules, "hid", types.SimpleNamespace(device=FakeHid))
    FakeHid.opened, FakeHid.there = [], True
    FakeHid.reports = [b"\x02\x0d]E08410000000016".ljust(64, b"\0")]
    entry = {"kind": "scanner", "address": address, "driver": "hid-pos"}
    scanner = bench.start(entry, "lane")
    bench.until(lambda: bench.scans)
    assert read(bench) == [("8410000000016", "]E0", "lane")]
    assert FakeHid.opened == [opened]
    FakeHid.there = False
    bench.until(lambda: scanner.row.health.code is Reason.OFFLINE)
    scanner.check(Check.AGAIN)
    bench.until(lambda: scanner.row.health.code is Reason.NO_HARDWARE)


def test_nothing_is_ever_written_to_one_in_hid_pos_mode() -> None:
    with pytest.raises(Broken) as broken:
        HidDevice("05f9:2216").write(b"x", 1)
    assert not broken.value.begun
