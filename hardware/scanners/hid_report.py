"""The reports of a scanner in HID-POS mode (USB HID usage page 0x8C): bytes to codes, nothing else.

| byte | is |
|---|---|
| 0 | 2, the report |
| 1 | how much of what follows is data, 56 at most |
| 2..4 | the AIM identifier, `]E0`; zeros or blanks: none |
| 5..60 | the data |
| 61, 62 | the maker's own |
| 63 | bit 0: the rest comes in the next report |

(HID Point of Sale Usage Tables 1.02; the makers' manuals draw it so.)
"""

from __future__ import annotations

from hardware.scanners.reading import LONGEST, text_of

SIZE = 64
_REPORT, _AIM, _DATA, _MOST, _MORE = 2, slice(2, 5), 5, 56, 63


class Reports:
    """Puts the reports of a code together."""

    def __init__(self) -> None:
        self._held, self._aim = b"", b""

    def take(self, report: bytes) -> str | None:
        """The code that ends in this report, its AIM identifier before it; None when there is
        more to come, or when it is none: then what came before is thrown away too."""
        if len(report) != SIZE or report[0] != _REPORT or report[1] > _MOST:
            self._held = self._aim = b""
            return None
        self._aim = self._aim or _aim(report[_AIM])
        self._held += report[_DATA : _DATA + report[1]]
        if report[_MORE] & 1:
            if len(self._held) > LONGEST:
                self._held = self._aim = b""
            return None
        whole, aim = self._held, self._aim
        self._held = self._aim = b""
        text = text_of(whole).strip("\x00\r\n\t ")
        return aim.decode("ascii") + text if text else None


def _aim(said: bytes) -> bytes:
    sound = said[:1] == b"]" and said[1:].isalnum() and said[1:2].isalpha()
    return said if sound else b""
