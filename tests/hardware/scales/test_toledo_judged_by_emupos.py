"""The Toledo 8217 driver against a scale that we did not write."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from emupos import Emupos
from workbench import Bench

from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight

pytestmark = pytest.mark.more


@pytest.fixture
def bench(simulator: Emupos) -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()
    put(simulator, 0)
    simulator.ask("POST", "/devices/deli/zero")


def put(simulator: Emupos, grams: int, *, stable: bool = True) -> None:
    simulator.ask("PUT", "/devices/deli/weight", {"grams": grams, "stable": stable})


def read(scale: Any) -> Reading:
    said: list[Reading] = []
    there = threading.Event()

    def done(reading: Reading) -> None:
        said.append(reading)
        there.set()

    scale.read(done)
    assert there.wait(10)
    return said[0]


def test_what_the_simulator_weighs_is_read_to_the_gram(simulator: Emupos, bench: Bench) -> None:
    address = f"serial://{simulator.port('deli')}?bits=8&parity=none"  # a pty knows no others
    scale = bench.start(
        {"kind": "scale", "address": address, "driver": "toledo-8217", "approval": "x"}, "scale"
    )

    def clear() -> None:
        put(simulator, 0)
        bench.until(lambda: scale.row.health.facts.get("reading") == "empty")

    assert read(scale) == NoWeight(Reason.EMPTY)
    for grams in (5, 1255, 15_000):
        put(simulator, grams)
        assert read(scale) == Weight(grams)
        assert read(scale) == NoWeight(Reason.NOT_CLEARED)
        clear()
    put(simulator, -5)
    assert read(scale) == NoWeight(Reason.NEGATIVE)
    put(simulator, 15_005)
    assert read(scale) == NoWeight(Reason.OVERLOAD)
    put(simulator, 800, stable=False)  # at rest half a second later
    assert read(scale) == Weight(800)
    clear()
    put(simulator, 100)
    simulator.ask("POST", "/devices/deli/tare")
    put(simulator, 1350)
    assert read(scale) == Weight(1250, net=True)
