"""Labels in ZPL: what stands on them, whatever is written, and what does not fit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from zebra import ANSWER

from hardware.errors import DeviceError, Reason
from hardware.labels.placed import Stock
from hardware.labels.zpl import Status, encode, read, stock_of
from hardware.options import Options
from hardware.ticket import Bars, Line, Part, Qr, Symbology

STOCK = Stock()


@given(st.text(max_size=30))
def test_nothing_that_is_written_begins_a_command(text: str) -> None:
    commands = encode([Line("a")], STOCK).decode().count("^")
    try:
        made = encode([Line(text)], STOCK).decode()
    except DeviceError:
        return
    assert made.count("^") - commands in (0, 6) and "~" not in made, "a second field at most"


@pytest.mark.parametrize("written", ["~JR", "~~", "^XZ^XA", "_7EJR", "\\&~"])
@pytest.mark.parametrize("part", [Line, Qr, partial(Bars, Symbology.CODE128)])
def test_what_would_begin_a_command_is_written_by_its_number(
    part: Callable[[str], Part], written: str
) -> None:
    plain, made = (encode([part(text)], STOCK).decode() for text in ("abcde", written))
    assert "~" not in made and made.count("^") == plain.count("^")
    assert f"_{ord(written[0]):02X}" in made


def test_a_label_begins_and_ends_and_is_in_unicode() -> None:
    made = encode([Line("Jamón ñ €", bold=True)], STOCK).decode()
    assert made.startswith("^XA\n^CI28\n^PW464\n^LL320\n") and made.endswith("^PQ1\n^XZ\n")
    assert "^FDJamón ñ €^FS" in made


def test_more_than_a_label_holds_is_refused() -> None:
    with pytest.raises(DeviceError) as refused:
        encode([Line("una línea")] * 30, STOCK)
    assert refused.value.code is Reason.ILLEGAL
    with pytest.raises(DeviceError):
        encode([Qr("x" * 400, 30)], Stock(20, 40))


def test_an_ean_is_given_without_its_check_digit_which_the_printer_adds() -> None:
    assert b"^FD841000000001^FS" in encode([Bars(Symbology.EAN13, "8410000000016")], STOCK)


def test_how_the_printer_is_is_read_of_its_whole_answer() -> None:
    assert read(ANSWER) == Status(False, False, False, 0)
    assert read(ANSWER.replace(b"030,0,0", b"030,1,1")) == Status(True, True, False, 0)
    assert read(ANSWER.replace(b"000,0,0,0,0,2", b"000,0,1,0,0,2")) == Status(False, False, True, 0)
    assert read(ANSWER.replace(b"00000000", b"00000002")) == Status(False, False, False, 2)


@given(st.binary(max_size=120))
def test_whatever_it_says_is_an_answer_or_none(said: bytes) -> None:
    read(said)
    read(b"\x02" + said + b"\x03\x02" + said + b"\x03")


@given(st.integers(0, len(ANSWER) - 1), st.integers(0, 255))
@example(5, ord("x"))
@example(5, ord("0"))
@example(ANSWER.index(b"00000000") + 6, ord("-"))
def test_no_byte_changed_makes_well_of_what_is_no_word_of_a_printer(at: int, byte: int) -> None:
    """Flags are 0 or 1 and counts digits: anything else is no answer, and never "ready"."""
    ill = ANSWER.replace(b"030,0,0", b"030,1,0").replace(b"00000000", b"00000002")
    broken = ill[:at] + bytes([byte]) + ill[at + 1 :]
    said = read(broken)
    if said is not None and not said.paper_out:
        assert broken[4:7] == b",0,"
    if said is not None and not said.waiting:
        assert b",00000000," in broken


@pytest.mark.parametrize("options", [{"width": "58"}, {"dpi": 100}, {"height": 0}])
def test_labels_that_no_printer_has_are_refused(options: dict[str, object]) -> None:
    with pytest.raises(DeviceError) as refused:
        stock_of(Options(options))
    assert refused.value.code is Reason.BAD_OPTION
