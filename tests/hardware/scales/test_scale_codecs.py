"""What scales say, read to the gram; whatever else comes is no weight."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight
from hardware.scales import dibal, toledo

TOLEDO = [
    (b"\x0201.255\r", Weight(1255)),
    (b"\x0200.005\r", Weight(5)),
    (b"\x0201.250N\r", Weight(1250, net=True)),
    (b"\x0200.000\r", NoWeight(Reason.EMPTY)),
    (b"\x02?\x01\r", NoWeight(Reason.UNSTABLE)),
    (b"\x02?\x02\r", NoWeight(Reason.OVERLOAD)),
    (b"\x02?\x04\r", NoWeight(Reason.NEGATIVE)),
    (b"\x02?\x03\r", NoWeight(Reason.OVERLOAD)),
    (b"\x02?\x08\r", NoWeight(Reason.NEGATIVE)),
    (b"\x02?\x10\r", NoWeight(Reason.EMPTY)),
    (b"\x02?\x25\r", NoWeight(Reason.NEGATIVE)),
    (b"\x02?\x41\r", NoWeight(Reason.FAILURE)),
    (b"\x02?\x20\r", NoWeight(Reason.FAILURE)),
]
GOLDEN = b"9900031600000004\r\n"


@pytest.mark.parametrize(("bytes_", "reading"), TOLEDO)
def test_a_toledo_answer_is_read_in_any_pieces(bytes_: bytes, reading: Reading) -> None:
    assert toledo.Reader().feed(b"noise\r" + bytes_) == [reading]
    reader = toledo.Reader()
    assert [said for byte in bytes_ for said in reader.feed(bytes([byte]))] == [reading]


@pytest.mark.parametrize(
    "bytes_", [b"\x0201.25\r", b"01.255\r", b"\x020x.255\r", b"\x02-1.255\r", b"\x02E\r", b"\x02\r"]
)
def test_what_is_not_kilograms_to_the_gram_is_no_toledo_answer(bytes_: bytes) -> None:
    assert toledo.Reader().feed(bytes_) == []


def test_the_published_dialogue_of_a_dibal_holds_to_the_byte() -> None:
    assert dibal.ASK == b"98000001\r\n"
    assert dibal.Reader().feed(GOLDEN) == [Weight(316)]
    reader = dibal.Reader()
    assert [said for byte in GOLDEN for said in reader.feed(bytes([byte]))] == [Weight(316)]


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        (b"990000000000000", [NoWeight(Reason.EMPTY)]),
        (b"991003160000000", [NoWeight(Reason.UNSTABLE)]),
        (b"990003161000000", [NoWeight(Reason.UNSTABLE)]),
        (b"980003160000000", []),
        (b"99000316000000", []),
        (b"99000 160000000", []),
    ],
)
def test_only_zeros_where_the_dialogue_has_them_are_a_weight(
    text: bytes, readings: list[Reading]
) -> None:
    assert dibal.Reader().feed(dibal.checked(text) + b"\r\n") == readings


@given(st.integers(0, 15), st.integers(1, 255))
def test_a_dibal_answer_with_any_byte_changed_is_never_another_weight(at: int, by: int) -> None:
    broken = bytearray(GOLDEN)
    broken[at] ^= by
    assert Weight(316) not in dibal.Reader().feed(bytes(broken))
    assert not any(isinstance(said, Weight) for said in dibal.Reader().feed(bytes(broken)))


@given(st.lists(st.binary(max_size=40), max_size=12))
def test_any_bytes_are_a_weight_only_where_one_is_spelled(pieces: list[bytes]) -> None:
    whole = b"".join(pieces)
    readers: list[tuple[toledo.Reader | dibal.Reader, str]] = [
        (toledo.Reader(), r"\x02{0:02d}\.{1:03d}N?\r"),
        (dibal.Reader(), r"990{0:02d}{1:03d}0\d{{6}}.\r\n"),
    ]
    for reader, spelled in readers:
        for said in [said for piece in pieces for said in reader.feed(piece)]:
            if isinstance(said, Weight):
                form = spelled.format(*divmod(said.grams, 1000)).encode()
                assert re.search(form, whole, re.DOTALL)
                assert said.grams > 0


@given(st.lists(st.sampled_from(b"\x02?\r\n0123456789.N"), max_size=60).map(bytes))
def test_bytes_of_their_own_alphabet_never_make_a_zero(data: bytes) -> None:
    for reader in (toledo.Reader(), dibal.Reader()):
        assert all(said.grams > 0 for said in reader.feed(data) if isinstance(said, Weight))
