"""Words beside a QR code on a label too low to stack them: how large, and what is left out."""

from __future__ import annotations

from itertools import pairwise

import longest_parcel
import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from app.services import laying_out
from hardware.errors import DeviceError, Reason
from hardware.labels import beside, symbol
from hardware.labels.layout import placed
from hardware.labels.placed import Placed, Stock
from hardware.labels.sheet import SHEETS
from hardware.ticket import Line, Qr, Ticket

LABEL = laying_out.label(longest_parcel.wide_label(), 32)
STOCKS = {
    "58x40, 203 dpi": Stock(58, 40, 203),
    "58x40, 300 dpi": Stock(58, 40, 300),
    **{name: sheet.stock for name, sheet in SHEETS.items()},
}


def of(ticket: Ticket, stock: Stock) -> tuple[Placed, list[Placed]]:
    code, *words = placed(ticket, stock)
    return code, words


@pytest.mark.parametrize("name", STOCKS)
def test_the_longest_parcels_code_scans_well_beside_all_its_words(name: str) -> None:
    stock = STOCKS[name]
    code, words = of(LABEL, stock)
    assert code.module * stock.millimetres_of_a_dot >= beside.GOOD
    said = " ".join(one.part.text for one in words if isinstance(one.part, Line))
    assert said == " ".join(line.text for line in LABEL if isinstance(line, Line))


def test_the_last_words_are_left_out_first_and_large_ones_never() -> None:
    lines = [f"{place} de muchas palabras" for place in range(8)]
    ticket: Ticket = (Qr("A" * 20, 8, beside=True), Line("W-1", large=True), *map(Line, lines))
    fewer = set()
    for height in range(40, 11, -4):
        _, words = of(ticket, Stock(50, height))
        said = " ".join(one.part.text for one in words if isinstance(one.part, Line))
        assert " ".join(["W-1", *lines]).startswith(said)
        fewer.add(said)
    assert len(fewer) > 2
    with pytest.raises(DeviceError) as refused:
        of(ticket, Stock(50, 6))
    assert refused.value.code is Reason.ILLEGAL


@given(
    st.integers(10, 120), st.integers(10, 120), st.sampled_from([152, 203, 300, 600]),
    st.integers(8, 60), st.integers(1, 900), st.lists(st.text(max_size=40), max_size=4),
)  # fmt: skip
def test_whatever_there_is_room_for_is_on_the_label_and_apart(
    width: int, height: int, dpi: int, columns: int, length: int, texts: list[str]
) -> None:
    stock = Stock(width, height, dpi, columns)
    ticket: Ticket = (Qr("A" * length, 32, beside=True), Line("W-1", large=True), *map(Line, texts))
    try:
        code, words = of(ticket, stock)
    except DeviceError as error:
        assert error.code is Reason.ILLEGAL
        return
    across = code.module * symbol.modules_of("A" * length)
    quiet = code.module * symbol.QUIET
    assert code.module * stock.millimetres_of_a_dot >= beside.LEAST
    assert code.x >= quiet and code.y >= quiet
    assert code.y + 10 + across + quiet <= stock.to_dots(height), "also where Zebra puts it"
    assert words and words[0].part == Line("W-1")
    for one in words:
        assert isinstance(one.part, Line)
        assert one.x >= code.x + across + quiet and one.x + one.wide <= stock.dots
        assert len(one.part.text) * one.across <= one.wide
        assert one.y >= 0 and one.y + one.high <= stock.to_dots(height)
    assert all(one.y + one.high <= other.y for one, other in pairwise(words))


@pytest.mark.parametrize("version", symbol.VERSIONS)
def test_a_code_is_as_large_as_whoever_draws_it_makes_it(version: int) -> None:
    most = symbol.most(version)
    for length in (most, most + 1):
        if version < len(symbol.VERSIONS) or length == most:
            assert symbol.modules_of("A" * length) == len(symbol.matrix("A" * length))
    assert segno.make_qr("A" * most, error="m", boost_error=False).version == version
