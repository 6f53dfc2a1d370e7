"""The ServiceID that names a request to a terminal: ten characters, made of the till's reference.

Made and never stored, so a till that was killed asks after the same one: four characters say whose
life of which till, six its place there, so they grow as the journal does. Two lives of one shop
have the same four once in 1.7 million; the reference itself goes with each request, and an answer
that names another is not believed.
"""

from __future__ import annotations

import hashlib

LONGEST = 10
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def service_id(reference: str) -> str:
    """Of `INSTALLATION-NUMBER/INSTALLATION-SEQ`; any other text is given one too."""
    life, _, place = reference.rpartition("-")
    if place.isascii() and place.isdigit() and int(place) < 36**6:
        return _base36(_hash(life), 4) + _base36(int(place), 6)
    return _base36(_hash(reference), LONGEST)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest())


def _base36(number: int, width: int) -> str:
    made = ""
    for _ in range(width):
        number, digit = divmod(number, 36)
        made = _DIGITS[digit] + made
    return made
