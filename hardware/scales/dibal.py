"""Dibal 98/99, the till's question and the scale's answer: bytes to readings, nothing else.

| | bytes | is |
|---|---|---|
| till | `98` `PPPPP` check CR LF | the price of a kilogram; 00000: only weigh |
| scale | `99` `0` `WWWWW` `0` `IIIIII` check CR LF | received well, grams, the amount |

The check character is the exclusive or of all before it. The one published dialogue (an
integrator's page: `98000001` is answered with `9900031600000004`, 316 g) names no other codes than
those zeros, nor how a moving weight is told: so anything else is no weight, and two answers in
succession have to agree (`TWICE`).
"""

from __future__ import annotations

import re
from functools import reduce
from operator import xor

from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight

SETTINGS = {"baud": "9600", "bits": "8", "parity": "none"}
TWICE = True

_ANSWER = re.compile(rb"99(\d)(\d{5})(\d)\d{6}")
_LENGTH = 16


def checked(text: bytes) -> bytes:
    """`text` with its check character."""
    return text + bytes([reduce(xor, text, 0)])


ASK = checked(b"9800000") + b"\r\n"


class Reader:
    """Takes what comes, in whatever pieces."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        """The answers that end in `data`; what is none is passed over."""
        self._held += data
        found: list[Reading] = []
        while (end := self._held.find(b"\r\n")) >= 0:
            said = _reading(self._held[:end])
            found += [said] if said is not None else []
            self._held = self._held[end + 2 :]
        self._held = self._held[-_LENGTH - 1 :]
        return found


def _reading(line: bytes) -> Reading | None:
    frame = line[-_LENGTH:]
    found = _ANSWER.fullmatch(frame[:-1])
    if found is None or checked(frame[:-1]) != frame:
        return None
    if found[1] != b"0" or found[3] != b"0":
        return NoWeight(Reason.UNSTABLE)
    grams = int(found[2])
    return Weight(grams) if grams else NoWeight(Reason.EMPTY)
