"""The QR code of a label: of capitals and digits in the mode made for them, which needs a third
less room; of anything else as bytes (ISO/IEC 18004, 7.4.4 and 7.4.5)."""

from __future__ import annotations

import re

import segno

from hardware.errors import DeviceError, Reason

CAPITALS = re.compile(r"[0-9A-Z $%*+./:-]+", re.ASCII)
QUIET = 4
"""Modules of nothing round it (ISO/IEC 18004, 5.3.8)."""
_BYTES = (
    *(16, 28, 44, 64, 86, 108, 124, 154, 182, 216, 254, 290, 334, 365, 415, 453, 507, 563, 627),
    *(669, 714, 782, 860, 914, 1000),
)
"""Codewords for data in each version at level M (ISO/IEC 18004, table 7), from version 1 on."""


def mode(data: str) -> str:
    return "alphanumeric" if CAPITALS.fullmatch(data) else "byte"


def most(version: int) -> int:
    """Capitals and digits that a code of that version holds, from 1."""
    bits = 8 * _BYTES[version - 1] - 4 - (9 if version < 10 else 11)
    return bits // 11 * 2 + (bits % 11 >= 6)


VERSIONS = range(1, len(_BYTES) + 1)


def modules_of(data: str) -> int:
    """Modules across. Raises DeviceError (ILLEGAL) for more than any label has room for."""
    length = len(data.encode())
    capitals = mode(data) == "alphanumeric"
    for version in VERSIONS:
        held = most(version) if capitals else _BYTES[version - 1] - (2 if version < 10 else 3)
        if length <= held:
            return across(version)
    raise DeviceError(f"a QR of {length} bytes", Reason.ILLEGAL)


def across(version: int) -> int:
    return 17 + 4 * version


def matrix(data: str) -> tuple[bytearray, ...]:
    """Its rows, a byte a module: 1 is ink."""
    code = segno.make_qr(data.encode(), error="m", boost_error=False, mode=mode(data))
    return tuple(code.matrix)
