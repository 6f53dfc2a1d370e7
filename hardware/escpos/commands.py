"""The commands of ESC/POS that are used here (Epson, "ESC/POS Command Reference")."""

from __future__ import annotations

import re

DLE, ESC, GS = b"\x10", b"\x1b", b"\x1d"

RESET = ESC + b"@"
"""Also ends automatic status: it has to be asked for again."""
CENTRE, LEFT = ESC + b"a\x01", ESC + b"a\x00"
BOLD, PLAIN = ESC + b"E\x01", ESC + b"E\x00"
LARGE, NORMAL = GS + b"!\x11", GS + b"!\x00"
"""Twice as wide and as high."""
CUT = GS + b"VB\x00"
"""Feed to the cutter, then cut."""
FEED = ESC + b"d\x04"
"""Four lines, where a person tears."""
FENCE = GS + b"r\x01"
"""Answered when its turn comes, and not while there is no paper: everything before it was taken."""
READ_BUTTON_OFF = ESC + b"c5\x01"
REAL_TIME_OFF, REAL_TIME_ON = GS + b"(D\x03\x00\x14\x01\x00", GS + b"(D\x03\x00\x14\x01\x01"
"""Whether `DLE DC4` inside data opens the drawer."""
ASKS = tuple(DLE + b"\x04" + bytes([what]) for what in (1, 2, 4))
"""`DLE EOT`: the printer, why it is off line, its paper; answered at once, whatever it does."""
ASK_ERROR = DLE + b"\x04\x03"
CLEAR = DLE + b"\x05\x02"
"""`DLE ENQ 2`: get over an error and forget what was held."""

FORBIDDEN = tuple(DLE + bytes([second]) for second in (0x04, 0x05, 0x14))
"""What a printer obeys at once even in the midst of a picture."""


def obeyed(data: bytes) -> bool:
    """Whether a printer would meet a real-time command in it."""
    return any(forbidden in data for forbidden in FORBIDDEN)


def code_page(number: int) -> bytes:
    return ESC + b"t" + bytes([number])


def kick(pin: int) -> bytes:
    """In its turn. Pulses of 50 ms, 500 ms apart."""
    return ESC + b"p" + bytes([0 if pin == 2 else 1, 25, 250])


def kick_now(pin: int) -> bytes:
    """`DLE DC4`: at once, also without paper. A pulse of 200 ms."""
    return DLE + b"\x14\x01" + bytes([0 if pin == 2 else 1, 2])


def qr(data: bytes, module: int) -> bytes:
    """A QR code of model 2, level M. `module`: dots, 1-16."""

    def function(number: int, parameters: bytes) -> bytes:
        body = b"1" + bytes([number]) + parameters
        return GS + b"(k" + len(body).to_bytes(2, "little") + body

    return b"".join(
        (
            function(65, b"2\x00"),
            function(67, bytes([module])),
            function(69, b"1"),
            function(80, b"0" + data),
            function(81, b"0"),
        )
    )


def ean13(digits: str) -> bytes:
    return _bars(67, digits.encode("ascii"))


def code128(data: str) -> bytes:
    """Digits in pairs (code set C) where four or more stand together, else code set B; there also
    digits that would be a real-time command in pairs: of `1604`, `DLE EOT`."""
    parts = []
    for paired, text in _runs(data):
        said = _packed(text) if paired else text.replace("{", "{{").encode("ascii")
        parts.append((b"{C" if paired else b"{B") + said)
    return _bars(73, b"".join(parts))


def modules_of_code128(data: str) -> int:
    """Modules across, with start, check and stop."""
    runs = _runs(data)
    symbols = sum(1 + (len(text) // 2 if paired else len(text)) for paired, text in runs)
    return 11 * (symbols + 1) + 13


_PAIRS = re.compile(r"((?:\d\d){2,})|((?:(?!\d{4}).)+)", re.ASCII)


def _runs(data: str) -> list[tuple[bool, str]]:
    """What follows another in one code set, and whether that is C."""
    runs: list[tuple[bool, str]] = []
    for digits, other in _PAIRS.findall(data):
        paired = bool(digits) and not obeyed(_packed(digits))
        if not paired and runs and not runs[-1][0]:
            runs[-1] = (False, runs[-1][1] + (digits or other))
        else:
            runs.append((paired, digits or other))
    return runs


def _packed(digits: str) -> bytes:
    return bytes(int(digits[at : at + 2]) for at in range(0, len(digits), 2))


def _bars(system: int, data: bytes) -> bytes:
    """80 dots high, 2 dots a module, its text below."""
    return (
        GS
        + b"h\x50"
        + GS
        + b"w\x02"
        + GS
        + b"H\x02"
        + GS
        + b"k"
        + bytes([system, len(data)])
        + data
    )


def band(width: int, rows: list[bytes]) -> bytes:
    """`GS v 0`: rows of a picture; `width` in bytes."""
    size = width.to_bytes(2, "little") + len(rows).to_bytes(2, "little")
    return GS + b"v0\x00" + size + b"".join(rows)
