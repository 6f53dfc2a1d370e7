"""Toledo 8217, as scales of many makers speak it to a till: bytes to readings, nothing else.

| asked | answered | is |
|---|---|---|
| `W` | STX `01.255` CR | kilograms, at rest |
| `W` | STX `01.255N` CR | the same less the scale's tare |
| `W` | STX `?` status CR | why there is none |

Of the status byte (8217 service manual, "Status byte"): bit 0 in motion, 1 over capacity, 2 under
zero, 3 outside the range in which it finds its zero, 4 centre of zero, 5 net, 6 no such command.
"""

from __future__ import annotations

import re

from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight

ASK = b"W"
SETTINGS = {"baud": "9600", "bits": "7", "parity": "even"}
"""Of the port, unless its address says others."""
TWICE = False
"""It says itself whether it is at rest."""

# Pounds have two decimals: what is not kilograms to the gram is no answer.
_WEIGHT = re.compile(rb"(\d{1,3})\.(\d{3})(N?)")
_STX, _CR = 0x02, 0x0D
_LONGEST = 16
_MOTION, _OVER, _UNDER, _NO_ZERO, _CENTRE = 0x01, 0x02, 0x04, 0x08, 0x10
_UNKNOWN = 0xC0


class Reader:
    """Takes what comes, in whatever pieces."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> list[Reading]:
        """The answers that end in `data`; what is none is passed over."""
        found: list[Reading] = []
        for byte in data:
            # Over capacity alone is a status that looks like STX.
            if byte == _STX and self._held != b"\x02?":
                self._held = b"\x02"
            elif not self._held:
                continue
            elif byte == _CR and self._held != b"\x02?":
                said = _reading(self._held[1:])
                found += [said] if said is not None else []
                self._held = b""
            else:
                self._held += bytes([byte])
                if len(self._held) > _LONGEST:
                    self._held = b""
        return found


def _reading(frame: bytes) -> Reading | None:
    if len(frame) == 2 and frame[:1] == b"?":
        return NoWeight(_why(frame[1]))
    if (found := _WEIGHT.fullmatch(frame)) is None:
        return None
    grams = int(found[1]) * 1000 + int(found[2])
    return Weight(grams, net=bool(found[3])) if grams else NoWeight(Reason.EMPTY)


def _why(status: int) -> Reason:
    if status & _UNKNOWN:
        return Reason.FAILURE
    for bit, why in (
        (_OVER, Reason.OVERLOAD),
        (_UNDER, Reason.NEGATIVE),
        (_NO_ZERO, Reason.NEGATIVE),
        (_MOTION, Reason.UNSTABLE),
        (_CENTRE, Reason.EMPTY),
    ):
        if status & bit:
            return why
    return Reason.FAILURE
