"""A scale as the counter uses it: a weight at rest above zero, once, or why there is none."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from workbench import Bench

from hardware.errors import DeviceError, Reason
from hardware.health import Check, State
from hardware.results import NoWeight, Reading, Weight
from hardware.scales.scale import DIBAL, TOLEDO, with_settings
from hardware.simulated.scale import SimScale
from hardware.transport import address

DRIVERS = ["toledo-8217", "dibal-98"]
APPROVED = {"approval": "ES-0123"}


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def scale_of(bench: Bench, driver: str) -> tuple[Any, SimScale]:
    scale = bench.start(
        {"kind": "scale", "address": "sim://scale", "driver": driver, **APPROVED}, "scale"
    )
    return scale, bench.around.metal.scale("scale")


def read(scale: Any) -> Reading:
    said: list[Reading] = []
    there = threading.Event()

    def done(reading: Reading) -> None:
        said.append(reading)
        there.set()

    scale.read(done)
    assert there.wait(10)
    (only,) = said
    return only


def cleared(bench: Bench, scale: Any, metal: SimScale) -> None:
    metal.put(0)
    bench.until(lambda: scale.row.health.facts.get("reading") == "empty")


@pytest.mark.parametrize("driver", DRIVERS)
def test_what_lies_on_it_is_read_once_and_then_has_to_be_taken_off(
    bench: Bench, driver: str
) -> None:
    scale, metal = scale_of(bench, driver)
    assert read(scale) == NoWeight(Reason.EMPTY)
    metal.put(316)
    assert read(scale) == Weight(316)
    metal.put(500)
    assert read(scale) == NoWeight(Reason.NOT_CLEARED)
    cleared(bench, scale, metal)
    metal.put(500)
    assert read(scale) == Weight(500)


@pytest.mark.parametrize("driver", DRIVERS)
def test_a_weight_that_moves_is_none_until_it_rests(bench: Bench, driver: str) -> None:
    scale, metal = scale_of(bench, driver)
    metal.put(700, moves=True)
    assert read(scale) == NoWeight(Reason.UNSTABLE)
    metal.put(705)
    assert read(scale) == Weight(705)


def test_below_zero_and_above_what_it_bears_are_no_weight(bench: Bench) -> None:
    scale, metal = scale_of(bench, "toledo-8217")
    metal.put(-20)
    assert read(scale) == NoWeight(Reason.NEGATIVE)
    metal.put(20_000)
    assert read(scale) == NoWeight(Reason.OVERLOAD)
    metal.put(15_000)
    assert read(scale) == Weight(15_000)


def test_with_a_tare_the_weight_is_net_and_the_box_taken_off_clears_it(bench: Bench) -> None:
    scale, metal = scale_of(bench, "toledo-8217")
    metal.put(40)
    metal.tare()
    assert read(scale) == NoWeight(Reason.EMPTY)
    metal.put(290)
    assert read(scale) == Weight(250, net=True)
    metal.put(0)
    bench.until(lambda: scale.row.health.facts.get("reading") == "negative")
    metal.put(100)
    assert read(scale) == Weight(60, net=True)


def test_a_scale_that_is_away_says_why_and_is_found_again(bench: Bench) -> None:
    scale, metal = scale_of(bench, "toledo-8217")
    metal.put(300)
    bench.until(lambda: scale.row.health.well)
    metal.switch(False)
    bench.until(lambda: scale.row.health.code is Reason.OFFLINE)
    assert read(scale) == NoWeight(Reason.OFFLINE)
    metal.switch(True)
    scale.check(Check.AGAIN)
    bench.until(lambda: scale.row.health.well)
    assert read(scale) == Weight(300)


def test_silence_is_never_a_weight(bench: Bench) -> None:
    scale, metal = scale_of(bench, "dibal-98")
    bench.until(lambda: scale.row.health.well)
    metal.put(300)
    metal.mute = True
    assert read(scale) == NoWeight(Reason.TIMEOUT)
    bench.until(lambda: scale.row.health.state is State.OPENED)


def test_what_was_sold_has_to_be_taken_off_also_when_the_cable_was_out_meanwhile(
    bench: Bench,
) -> None:
    scale, metal = scale_of(bench, "toledo-8217")
    metal.put(300)
    assert read(scale) == Weight(300)
    metal.switch(False)
    bench.until(lambda: scale.row.health.code is Reason.OFFLINE)
    metal.switch(True)
    scale.check(Check.AGAIN)
    bench.until(lambda: scale.row.health.well)
    assert read(scale) == NoWeight(Reason.NOT_CLEARED)


def test_a_look_sells_nothing(bench: Bench) -> None:
    scale, metal = scale_of(bench, "toledo-8217")
    bench.until(lambda: scale.row.health.well)
    metal.put(300)
    scale.check(Check.WEIGH)
    bench.until(lambda: scale.row.health.facts.get("reading") == "300")
    assert read(scale) == Weight(300)
    with pytest.raises(DeviceError):
        scale.check(Check.PRINT)


def test_after_the_end_every_question_is_answered(bench: Bench) -> None:
    scale, _ = scale_of(bench, "toledo-8217")
    bench.until(lambda: scale.row.health.well)
    scale.stop()
    assert read(scale) == NoWeight(Reason.DISABLED)


def test_without_a_named_approval_nothing_is_sold_by_it_and_it_may_be_looked_at(
    bench: Bench,
) -> None:
    scale = bench.start({"kind": "scale", "address": "sim://scale"}, "scale")
    bench.around.metal.scale("scale").put(316)
    assert read(scale) == NoWeight(Reason.NOT_APPROVED)
    scale.check(Check.WEIGH)
    bench.until(lambda: scale.row.health.facts.get("reading") == "316")


def test_a_press_loads_it_moves_it_and_switches_it_off(bench: Bench) -> None:
    scale, _ = scale_of(bench, "toledo-8217")
    press = bench.around.metal.toggle
    bench.until(lambda: scale.row.health.well)
    press("scale", "loaded")
    assert read(scale) == Weight(436)
    assert dict(bench.around.metal.faults()["scale"])["loaded"]
    press("scale", "loaded")
    bench.until(lambda: scale.row.health.facts.get("reading") == "empty")
    press("scale", "loaded")
    press("scale", "moves")
    assert read(scale) == NoWeight(Reason.UNSTABLE)
    press("scale", "off")
    bench.until(lambda: scale.row.health.code is Reason.OFFLINE)
    press("scale", "off")
    press("scale", "moves")
    assert read(scale) == Weight(436)


def test_a_port_is_set_as_the_make_is_delivered_unless_its_address_says_otherwise() -> None:
    port = address.read("serial:///dev/ttyUSB0?baud=4800")
    seven = {"baud": "4800", "bits": "7", "parity": "even"}
    assert with_settings(port, TOLEDO).options == seven
    assert with_settings(port, DIBAL).options == {"baud": "4800", "bits": "8", "parity": "none"}
    assert with_settings(address.read("tcp://10.0.0.9:4001"), TOLEDO).options == {}
