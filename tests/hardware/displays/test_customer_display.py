"""The customer display: two lines of twenty, the newest, also after it was away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbench import Bench

from hardware.displays import commands
from hardware.errors import DeviceError, Reason
from hardware.health import Check
from hardware.simulated.display import Screen, SimDisplay

TEXT = st.text(max_size=40)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.close()


def counter(bench: Bench, **entry: object) -> tuple[Any, SimDisplay]:
    display = bench.start({"kind": "display", "address": "sim://display", **entry}, "front")
    return display, bench.around.metal.display("display")


def test_the_bytes_are_those_of_the_command_list() -> None:
    assert commands.begin() == b"\x1b=\x02\x1b@\x1bt\x13\x1f\x01\x1fC\x00"
    assert commands.show("Jamón 1,00 €", "") == (
        b"\x1f$\x01\x01Jam\xa2n 1,00 \xd5        \x1f$\x01\x02" + b" " * 20
    )


@given(st.lists(st.tuples(TEXT, TEXT), min_size=1, max_size=5), st.sampled_from([0, 2, 16, 19]))
def test_whatever_is_shown_nothing_of_before_stays_and_no_text_is_a_command(
    shown: list[tuple[str, str]], page: int
) -> None:
    screen = Screen()
    screen.feed(commands.begin(page))
    for upper, lower in shown:
        screen.feed(commands.show(upper, lower, page))
    assert screen.strange == []
    fresh = Screen()
    fresh.feed(commands.begin(page) + commands.show(*shown[-1], page))
    assert screen.rows == fresh.rows
    for row, text in zip(screen.rows, shown[-1], strict=True):
        assert len(row) == 20
        plain = text[:20]
        if plain.isascii() and plain.isprintable():
            assert row == plain.ljust(20)


@given(st.binary(max_size=80), st.integers(1, 7))
def test_the_model_takes_any_bytes_in_any_pieces(data: bytes, size: int) -> None:
    whole, pieces = Screen(), Screen()
    whole.feed(data)
    for at in range(0, len(data), size):
        pieces.feed(data[at : at + size])
    assert whole.rows == pieces.rows


def test_what_is_shown_stands_there_and_the_newest_wins(bench: Bench) -> None:
    display, metal = counter(bench)
    for number in range(200):
        display.show(f"linea {number}", "TOTAL 1,00 €")
    bench.until(lambda: metal.rows == ("linea 199".ljust(20), "TOTAL 1,00 €".ljust(20)))
    assert metal.screen.strange == []


def test_switched_off_and_on_it_shows_the_newest_again(bench: Bench) -> None:
    display, metal = counter(bench)
    display.show("uno", "1")
    bench.until(lambda: metal.rows[0].startswith("uno"))
    metal.switch(False)
    bench.until(lambda: display.row.health.code is Reason.OFFLINE)
    display.show("dos", "2")
    metal.switch(True)
    display.check(Check.AGAIN)
    bench.until(lambda: metal.rows[0].startswith("dos"))
    metal.switch(False)
    bench.until(lambda: display.row.health.code is Reason.OFFLINE)
    metal.switch(True)
    display.check(Check.AGAIN)
    bench.until(lambda: metal.rows[0].startswith("dos"))


def test_a_trial_shows_every_letter(bench: Bench) -> None:
    display, metal = counter(bench)
    display.check(Check.SHOW)
    bench.until(lambda: metal.rows[0].startswith("ÁÉÍÓÚÜÑÇ áéíóúüñç€"))
    with pytest.raises(DeviceError):
        display.check(Check.PRINT)


def test_a_second_screen_of_the_machine_has_a_row_and_no_address(bench: Bench) -> None:
    entry = {"kind": "display", "driver": "screen", "join": "https://shop.example/club"}
    screen = bench.start(entry, "second")
    assert screen.row.health.well and screen.join == "https://shop.example/club"
    with pytest.raises(DeviceError):
        bench.start({**entry, "color": "x"}, "third")
