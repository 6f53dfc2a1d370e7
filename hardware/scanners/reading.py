"""What a scanner sends, as codes: their ends found, their AIM identifiers taken off."""

from __future__ import annotations

import re
from datetime import datetime

from hardware.results import Scan

_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
LONGEST = 8_000
"""Characters; a QR holds 7,089 digits."""
ENDS = {
    "auto": b"\r\n\t",
    "cr": b"\r",
    "lf": b"\n",
    "tab": b"\t",
    "none": b"",
}
"""What ends a code, by the option `suffix`; of `none` a silence does."""


class Codes:
    """Takes what comes, in whatever pieces; what never ends is thrown away whole."""

    def __init__(self, suffix: str = "auto") -> None:
        """Raises KeyError."""
        self._ends = ENDS[suffix]
        self._held = b""
        self._too_long = False

    def feed(self, data: bytes) -> list[str]:
        """The codes that end in `data`."""
        found: list[str] = []
        for byte in data:
            if byte in self._ends:
                found += self._whole()
            elif len(self._held) < LONGEST:
                self._held += bytes([byte])
            else:
                self._too_long = True
        return found

    def silence(self) -> list[str]:
        """Nothing came for as long as a code takes: what is held was all of it, or a piece that
        lost its end and is none."""
        if self._ends:
            self._held, self._too_long = b"", False
            return []
        return self._whole()

    def _whole(self) -> list[str]:
        held, self._held = self._held, b""
        too_long, self._too_long = self._too_long, False
        text = text_of(held).strip(" \x00\x02\x03\r\n\t")
        return [] if too_long or not text else [text]


def text_of(data: bytes) -> str:
    """UTF-8 as QR codes have it; what is not is of the older ones."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def scan_of(text: str, source: str, at: datetime) -> Scan:
    """A code that a scanner sent, with or without its AIM identifier before it."""
    aim = match[0] if (match := _AIM.match(text)) else ""
    return Scan(text.removeprefix(aim), aim, source, at)
