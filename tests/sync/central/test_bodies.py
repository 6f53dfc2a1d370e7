"""Bodies are decompressed whole or not at all, and never beyond the limit."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sync.central.api.bodies import accepted, packed, plain
from sync.central.errors import Refusal
from sync.protocol import MAX_BODY

MOST = 1000
Pack = Callable[[bytes], bytes]


def zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(content)


def streamed(content: bytes) -> bytes:
    """A frame that does not say how long it is."""
    packer = zstandard.ZstdCompressor().compressobj()
    return packer.compress(content) + packer.flush()


WAYS: dict[str, tuple[str, Pack]] = {
    "zstd": ("zstd", zstd),
    "streamed zstd": ("zstd", streamed),
    "gzip": ("gzip", gzip.compress),
    "as it is": ("identity", bytes),
    "without a word": ("", bytes),
}
ways = pytest.mark.parametrize("way", list(WAYS))
packed_ways = pytest.mark.parametrize("way", list(WAYS)[:3])


def refused(body: bytes, encoding: str, most: int = MOST) -> str:
    with pytest.raises(Refusal) as refusal:
        plain(body, encoding, most)
    return refusal.value.kind


@ways
@given(content=st.binary(max_size=MOST))
def test_what_was_packed_comes_out_whole(way: str, content: bytes) -> None:
    encoding, pack = WAYS[way]
    assert plain(pack(content), encoding, MOST) == content


@ways
def test_the_limit_is_a_byte(way: str) -> None:
    encoding, pack = WAYS[way]
    assert len(plain(pack(b"x" * MOST), encoding, MOST)) == MOST
    assert refused(pack(b"x" * (MOST + 1)), encoding) == "too_large"


@packed_ways
def test_what_was_cut_short_is_none(way: str) -> None:
    encoding, pack = WAYS[way]
    whole = pack(bytes(range(256)))
    for end in range(len(whole)):
        assert refused(whole[:end], encoding) == "bad_request"


@packed_ways
def test_one_body_is_one_frame(way: str) -> None:
    encoding, pack = WAYS[way]
    for more in (pack(b"more"), b"more", b"\0"):
        assert refused(pack(b"one") + more, encoding) == "bad_request"


@packed_ways
def test_a_bomb_takes_no_memory(way: str) -> None:
    encoding, pack = WAYS[way]
    bomb = pack(b"\0" * (256 * 1024 * 1024))
    tracemalloc.start()
    try:
        assert refused(bomb, encoding, MAX_BODY) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 3 * MAX_BODY
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["br", "deflate", "zstd, gzip", "x", "gzip;q=1"])
def test_another_encoding_is_not_taken(encoding: str) -> None:
    assert refused(zlib.compress(b"{}"), encoding) == "bad_encoding"


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("zstd, gzip", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("zstd; q=0.0, gzip;q=0", ""),
        ("identity", ""),
        ("br, *", ""),
        ("", ""),
    ],
)
def test_the_best_that_is_accepted(header: str, encoding: str) -> None:
    assert accepted(header) == encoding
    assert plain(packed(b"abc" * 100, encoding), encoding) == b"abc" * 100
