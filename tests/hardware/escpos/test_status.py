"""What printers say, whatever way it is cut."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hardware.escpos.status import (
    Condition,
    Decoder,
    Fence,
    Model,
    Noise,
    RealTime,
    Said,
    Unasked,
    condition,
)


def said(*pieces: bytes) -> list[Said]:
    decoder = Decoder()
    return [one for piece in pieces for one in decoder.feed(piece)]


def test_each_answer_is_known_by_its_bits() -> None:
    assert said(b"\x16\x12\x12\x00") == [RealTime(0x16), RealTime(0x12), RealTime(0x12), Fence(0)]
    assert said(b"\x14\x00\x00\x00\x11\x13") == [Unasked(b"\x14\x00\x00\x00")]
    assert said(b"_TM-T20III\x00") == [Model("TM-T20III")]


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_whatever_comes_it_is_read_the_same_however_it_is_cut(came: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(came)]
    pieces = [came[first:last] for first, last in pairwise(places)]
    assert said(*pieces) == said(came)


@given(st.binary(max_size=200))
def test_an_answer_after_noise_is_heard(noise: bytes) -> None:
    clean = bytes(byte for byte in noise if byte != 0x5F and byte & 0b10010011 != 0b00010000)
    assert said(clean, b"\x00")[-1] == Fence(0)


def test_what_no_printer_says_is_noise() -> None:
    assert said(b"\xff") == [Noise(0xFF)]


def test_a_condition_is_read_of_three_answers() -> None:
    """As the simulator says them (hardware notes, 2)."""
    fine = Condition(True, True, False, False, False, False)
    assert condition(0x16, 0x12, 0x12) == fine
    assert condition(0x16, 0x12, 0x1E).near_end
    assert condition(0x1E, 0x32, 0x7E).paper_out and not condition(0x1E, 0x32, 0x7E).online
    assert condition(0x1E, 0x16, 0x12).cover_open
