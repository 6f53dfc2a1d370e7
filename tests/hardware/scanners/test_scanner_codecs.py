"""What scanners send, as codes: in any pieces, with any end, and never half of one."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.results import Scan
from hardware.scanners.hid_report import SIZE, Reports
from hardware.scanners.reading import ENDS, LONGEST, Codes, scan_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CODES = st.lists(
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40),
    max_size=6,
)


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t"])
def test_a_code_ends_with_whatever_the_scanner_sends_behind_it(end: bytes) -> None:
    codes = Codes()
    assert codes.feed(b"]E0841000000") == []
    assert codes.feed(b"0016" + end + b"]C101" + end) == ["]E08410000000016", "]C101"]


def test_without_a_suffix_silence_ends_a_code_and_with_one_it_loses_a_piece() -> None:
    bare, ended = Codes("none"), Codes("cr")
    for codes in (bare, ended):
        assert codes.feed(b"84100000") == []
    assert bare.silence() == ["84100000"]
    assert ended.silence() == []
    assert ended.feed(b"00016\r") == ["00016"]


def test_group_separators_and_letters_of_any_alphabet_come_whole() -> None:
    assert Codes().feed("]d20108410000000016\x1d10AñÑ€\r".encode()) == [
        "]d20108410000000016\x1d10AñÑ€"
    ]
    assert Codes().feed(b"A\xf1o\r") == ["Año"]


def test_what_never_ends_is_thrown_away_whole() -> None:
    codes = Codes()
    assert codes.feed(b"9" * (LONGEST + 5)) == []
    assert codes.feed(b"\r8410000000016\r") == ["8410000000016"]


@given(CODES, st.integers(1, 30), st.sampled_from(sorted(set(ENDS) - {"none"})))
def test_codes_come_as_they_were_sent_in_any_pieces(
    sent: list[str], size: int, suffix: str
) -> None:
    end = {"auto": b"\r\n", "cr": b"\r", "lf": b"\n", "tab": b"\t"}[suffix]
    whole = b"".join(code.encode() + end for code in sent)
    codes = Codes(suffix)
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert [code for piece in pieces for code in codes.feed(piece)] == sent


@given(st.lists(st.binary(max_size=50), max_size=10), st.sampled_from(sorted(ENDS)))
def test_any_bytes_are_no_crash(pieces: list[bytes], suffix: str) -> None:
    codes = Codes(suffix)
    for piece in pieces:
        assert all(codes.feed(piece) + codes.silence())


@pytest.mark.parametrize(
    ("text", "scan"),
    [
        ("]E08410000000016", Scan("8410000000016", "]E0", "lane", NOON)),
        ("8410000000016", Scan("8410000000016", "", "lane", NOON)),
        ("]d201\x1d10A", Scan("01\x1d10A", "]d2", "lane", NOON)),
        ("]]E0", Scan("]]E0", "", "lane", NOON)),
    ],
)
def test_the_aim_identifier_is_told_apart(text: str, scan: Scan) -> None:
    assert scan_of(text, "lane", NOON) == scan


def report(data: bytes, aim: bytes = b"]Q0", more: int = 0) -> bytes:
    """As the makers' manuals draw it (62 bytes of code in two reports)."""
    return bytes([2, len(data)]) + aim + data.ljust(56, b"\0") + b"s\0" + bytes([more])


def test_a_code_longer_than_a_report_is_put_together() -> None:
    reports = Reports()
    assert reports.take(report(b"M1GATHERGOOD/MICHAEL YABCDE".ljust(56, b"x"), more=1)) is None
    assert (
        reports.take(report(b"tail"))
        == "]Q0" + "M1GATHERGOOD/MICHAEL YABCDE".ljust(56, "x") + "tail"
    )
    assert reports.take(report(b"8410000000016", b"]E0")) == "]E08410000000016"
    assert reports.take(report(b"8410000000016", b"\0\0\0")) == "8410000000016"


@pytest.mark.parametrize(
    "wrong", [b"", report(b"x")[:63], b"\x03" + report(b"x")[1:], b"\x02\x39" + report(b"x")[2:]]
)
def test_a_report_that_is_none_spoils_what_it_belonged_to(wrong: bytes) -> None:
    reports = Reports()
    assert reports.take(report(b"841000", b"]E0", more=1)) is None
    assert reports.take(wrong) is None
    assert reports.take(report(b"0000016", b"]E0")) == "]E00000016"


@given(st.lists(st.one_of(st.binary(max_size=70), st.binary(min_size=SIZE, max_size=SIZE))))
def test_any_reports_are_no_crash_and_no_empty_code(reports: list[bytes]) -> None:
    reader = Reports()
    for one in reports:
        assert reader.take(one) != ""
