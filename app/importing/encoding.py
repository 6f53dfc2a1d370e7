"""Which encoding a file of text is in, when nobody said."""

from __future__ import annotations

import codecs
from typing import IO

from charset_normalizer import from_bytes

_BLOCK = 1 << 20
_EXAMPLE = 256 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SPANISH = ["cp1252", "cp850", "mac_roman", "iso8859_15"]


def encoding(file: IO[bytes], sample: bytes) -> str:
    """What the bytes are: a byte order mark, UTF-16 by its zeros, UTF-8 if all of it is, or the
    likeliest of what Spanish programs write. `file` is read through."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    zeros = sample[:4096]
    if zeros.count(0) > len(zeros) // 4:
        return "utf-16-le" if zeros[1::2].count(0) > zeros[::2].count(0) else "utf-16-be"
    bad = _bad_utf8(file)
    if bad is None:
        return "utf-8"
    around, share = bad
    # A few damaged bytes in a file full of good UTF-8 do not make it something else.
    if share > 10:
        return "utf-8"
    found = {match.encoding: match.chaos for match in from_bytes(around, cp_isolation=_SPANISH)}
    best = min(found, key=lambda name: (found[name], name != "cp1252"), default="cp1252")
    # Windows unless another is clearly better: that is what the offices' programs write.
    return best if found.get("cp1252", 1) > found.get(best, 0) + 0.05 else "cp1252"


def _bad_utf8(file: IO[bytes]) -> tuple[bytes, float] | None:
    """None for UTF-8; else some of the text that is not, and good characters per bad one."""
    file.seek(0)
    good = bad = 0
    example = b""
    carry = b""
    while block := file.read(_BLOCK):
        data = carry + block
        cut = data.rfind(b"\n") + 1 or len(data)
        carry, data = data[cut:], data[:cut]
        bad, good, example = _count(data, bad, good, example)
    bad, good, example = _count(carry, bad, good, example)
    return (example, good / bad) if bad else None


def _count(data: bytes, bad: int, good: int, example: bytes) -> tuple[int, int, bytes]:
    if data.isascii():
        return bad, good, example
    text = data.decode("utf-8", errors="surrogateescape")
    wrong = sum("\udc80" <= letter <= "\udcff" for letter in text) if not _is_utf8(data) else 0
    if wrong and len(example) < _EXAMPLE:
        lines = (line for line in data.splitlines() if not line.isascii())
        example += b"\n".join(line for _, line in zip(range(2000), lines, strict=False))
    right = sum(letter > "\x7f" for letter in text) - wrong if wrong or bad else 0
    return bad + wrong, good + right, example


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
