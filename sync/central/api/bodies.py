"""Bodies as they travel: what comes is decompressed within a limit, what goes is compressed."""

from __future__ import annotations

import gzip
import zlib

import zstandard

from sync.central.errors import Refusal
from sync.protocol import MAX_BODY

SMALL = 1024
"""Bytes below which compressing is not worth it."""
_LEVEL = 3


def plain(body: bytes, encoding: str, most: int = MAX_BODY) -> bytes:
    """The body decompressed; nothing is inflated beyond `most`.

    Raises Refusal: too_large, bad_encoding, bad_request for what does not decompress.
    """
    match encoding.strip().lower():
        case "" | "identity":
            content = body
        case "zstd":
            content = _unzstd(body, most)
        case "gzip":
            content = _ungzip(body, most)
        case _:
            raise Refusal("bad_encoding", "zstd, gzip or identity")
    if len(content) > most:
        raise Refusal("too_large", f"beyond {most} B")
    return content


def _unzstd(body: bytes, most: int) -> bytes:
    # A frame may ask for gigabytes of window before it says anything.
    one = zstandard.ZstdDecompressor(max_window_size=MAX_BODY)
    try:
        content = one.stream_reader(body).read(most + 1)
        if len(content) > most:
            return content
        # Again, now that it is known to be small: the reader takes a frame that was cut for whole.
        frame = one.decompressobj()
        frame.decompress(body)
    except zstandard.ZstdError as error:
        raise Refusal("bad_request", f"zstd: {error}") from None
    if not frame.eof or frame.unused_data:
        raise Refusal("bad_request", "zstd: cut short, or more than one frame")
    return content


def _ungzip(body: bytes, most: int) -> bytes:
    one = zlib.decompressobj(wbits=31)
    try:
        content = one.decompress(body, most + 1)
    except zlib.error as error:
        raise Refusal("bad_request", f"gzip: {error}") from None
    if len(content) <= most and (not one.eof or one.unused_data):
        raise Refusal("bad_request", "gzip: cut short, or more than one member")
    return content


def accepted(header: str) -> str:
    """The best encoding that an `Accept-Encoding` allows: zstd, gzip or "" for none."""
    wanted = {}
    for one in header.lower().split(","):
        name, _, quality = one.partition(";")
        wanted[name.strip()] = quality.replace(" ", "")
    for name in ("zstd", "gzip"):
        if wanted.get(name, "q=0") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            return name
    return ""


def packed(content: bytes, encoding: str) -> bytes:
    """`encoding`: what `accepted` says."""
    match encoding:
        case "zstd":
            return zstandard.ZstdCompressor(level=_LEVEL).compress(content)
        case "gzip":
            return gzip.compress(content, compresslevel=6, mtime=0)
        case _:
            return content
