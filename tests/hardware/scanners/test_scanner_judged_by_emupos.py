"""The serial scanner against a simulator that we did not write."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from emupos import Emupos
from workbench import Bench

pytestmark = pytest.mark.more


@pytest.fixture
def bench(simulator: Emupos) -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def _so_many(bench: Bench, number: int) -> bool:
    return len(bench.scans) == number


def test_what_the_simulated_scanner_sends_is_what_we_read(simulator: Emupos, bench: Bench) -> None:
    entry = {"kind": "scanner", "address": f"serial://{simulator.port('lane2')}"}
    scanner = bench.start(entry, "lane")
    bench.until(lambda: scanner.row.health.well)
    sent = [
        ("]E0", "8410000000016"),
        ("]C1", "0108410000000016\x1d10LOTE-7"),
        ("]Q1", "https://id.gs1.org/01/08410000000016/10/AB-C?17=271231&3103=001250"),
        ("", "T042C03AS26-000123"),
        ("]Q1", "Ñandú €"),
    ]
    for number, (aim, raw) in enumerate(sent, 1):
        body = {"data": aim + raw, "countdown_seconds": 0}
        simulator.ask("POST", "/devices/lane2/scans", body)
        bench.until(partial(_so_many, bench, number))
    assert [(scan.aim, scan.raw) for scan in bench.scans] == sent
