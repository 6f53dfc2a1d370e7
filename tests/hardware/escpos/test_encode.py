"""Tickets as bytes: what comes out is what was asked for, and nothing that a printer obeys."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import DeviceError
from hardware.escpos import commands, raster
from hardware.escpos.encode import encode, module_of
from hardware.escpos.profile import PROFILES, profile_of
from hardware.options import Options
from hardware.simulated.paper import Paper
from hardware.ticket import Bars, Kick, Line, Part, Picture, Qr, Symbology

WIDE = PROFILES["80mm"]
profiles = st.sampled_from(list(PROFILES.values()))
pictures = st.integers(1, 72).flatmap(
    lambda width: st.lists(st.binary(min_size=width, max_size=width), min_size=1, max_size=40).map(
        lambda rows: Picture(width * 8, tuple(rows))
    )
)
# Of what printers obey, so that a picture of these is nothing else.
obeyed = st.lists(st.sampled_from([0x10, 0x04, 0x05, 0x14]), min_size=48, max_size=48).map(
    lambda row: Picture(48 * 8, (bytes(row),) * 3)
)
said = st.lists(
    st.one_of(st.text(max_size=4), st.sampled_from(["\x10", "\x04", "\x05", "\x14"])), max_size=16
).map("".join)
# In pairs of digits, as bars have them, a real-time command is 1604, 1605 or 1620.
numbers = st.lists(
    st.sampled_from(["T042C03AS26-", "{", "Ñ", "0", "16", "04", "05", "20"]),
    min_size=1,
    max_size=12,
).map("".join)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Line, said.map(lambda text: text[:16]), st.booleans(), st.booleans()),
    st.builds(Qr, said.filter(bool), st.integers(10, 40)),
    st.builds(Bars, st.just(Symbology.CODE128), numbers),
    pictures,
    obeyed,
    st.just(Kick()),
)


@given(st.lists(parts, max_size=6), profiles)
def test_nothing_of_a_ticket_is_a_real_time_command(ticket: list[Part], profile: object) -> None:
    try:
        made = encode(ticket, profile)  # type: ignore[arg-type]
    except DeviceError:
        return
    assert not any(forbidden in made for forbidden in commands.FORBIDDEN)


@pytest.mark.parametrize("place", range(1600, 1625))
def test_the_number_of_no_ticket_opens_the_drawer(place: int) -> None:
    number = f"T042C03AS26-{place:06d}"
    made = encode([Bars(Symbology.CODE128, number)], WIDE)
    assert not any(forbidden in made for forbidden in commands.FORBIDDEN)
    paper = Paper(lambda _what: None, lambda _pin: None)
    while made:
        made = made[paper.obey(made) :]
    assert paper.cut == [f"[code128 {number}]"]


def test_a_line_is_in_the_printers_one_code_page() -> None:
    made = encode([Line("Señal jamón Ú 1,00 €")], WIDE)
    assert made == b"\x1b@\x1bt\x13" + "Señal jamón Ú 1,00 €\n".encode("cp858") + b"\x1dVB\x00"


def test_what_a_reader_takes_for_the_same_is_printed_as_that() -> None:
    assert "L'Oréal - 5 m\n".encode("cp858") in encode([Line("L’Oréal – 5\u202fm")], WIDE)


def test_a_line_that_no_code_page_has_is_drawn_and_keeps_its_columns() -> None:
    made = encode([Line("Ψωμί               1,00 €")], WIDE)
    assert b"\x1dv0\x00" in made and b"1,00" not in made
    drawn = raster.drawn_line("Ψ" + " " * 46 + "€", 48)
    ink = [place for row in drawn.rows for place, byte in enumerate(row) if byte]
    assert {place * 8 // 12 for place in ink} <= {0, 1, 46, 47}


@pytest.mark.parametrize(("large", "most"), [(False, 48), (True, 24)])
def test_a_line_that_is_too_long_is_refused_and_never_wrapped(large: bool, most: int) -> None:
    encode([Line("x" * most, large=large)], WIDE)
    with pytest.raises(DeviceError):
        encode([Line("x" * (most + 1), large=large)], WIDE)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("modules", [33, 37, 41, 45, 49, 53])
def test_a_fiscal_qr_is_as_large_as_the_law_says(modules: int, profile: object) -> None:
    """30 to 40 mm (Orden HAC/1177/2024, art. 21)."""
    module = module_of(modules, 30, profile)  # type: ignore[arg-type]
    side = modules * module * 25.4 / profile.dpi  # type: ignore[attr-defined]
    assert 30 <= side <= 40


@pytest.mark.parametrize("profile", PROFILES.values(), ids=lambda profile: profile.name)
@pytest.mark.parametrize("modules", [33, 61, 77])
def test_a_qr_goes_on_the_paper_with_the_white_round_it(modules: int, profile: object) -> None:
    module = module_of(modules, 60, profile)  # type: ignore[arg-type]
    assert (modules + 8) * module <= profile.dots  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("pin", "in_turn", "at_once"),
    [(2, "1b700019fa", "1014010002"), (5, "1b700119fa", "1014010102")],
)
def test_each_pin_gets_its_own_pulse(pin: int, in_turn: str, at_once: str) -> None:
    """Epson, "ESC/POS Command Reference": ESC p m t1 t2 (m 0: pin 2), DLE DC4 1 m t."""
    assert (commands.kick(pin).hex(), commands.kick_now(pin).hex()) == (in_turn, at_once)


@given(st.text(min_size=1, max_size=300))
def test_a_qr_is_as_many_modules_across_as_is_reckoned(data: str) -> None:
    drawn = raster.qr_picture(data, 2000, 1)
    assert drawn.width == raster.modules_of(data)


@pytest.mark.parametrize("data", ["", "123", "841000000001X", "8410000000016 ", "ñ" * 13])
def test_bars_that_no_symbol_can_hold_are_refused(data: str) -> None:
    with pytest.raises(DeviceError):
        encode([Bars(Symbology.EAN13, data)], WIDE)


def test_a_printer_without_qr_gets_it_drawn() -> None:
    made = encode([Qr("https://example.es/?a=1")], PROFILES["58mm-basic"])
    assert b"\x1d(k" not in made and b"\x1dv0\x00" in made


@pytest.mark.parametrize(
    "options",
    [
        {"profile": "daisy"},
        {"code_page": "klingon"},
        {"drawer_pin": 3},
        {"columns": "48"},
        {"columns": 60},
        {"status": "telepathy"},
    ],
)
def test_a_profile_that_no_printer_has_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(DeviceError):
        profile_of(Options(options))


def test_an_entry_says_what_is_other_than_in_its_profile() -> None:
    profile = profile_of(Options({"profile": "58mm", "code_page": "WPC1252", "drawer_pin": 5}))
    assert (profile.columns, profile.code_page.codec, profile.drawer_pin) == (32, "cp1252", 5)
    assert commands.kick(5) in encode([Kick()], profile)
