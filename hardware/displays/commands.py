"""What a display of two lines of twenty is told, in ESC/POS (Epson DM-D110/210, "Command list").

| bytes | does |
|---|---|
| ESC `=` 2 | what follows is for the display, where it shares its port with a printer |
| ESC `@` | as it was switched on |
| ESC `t` n | this code page |
| US 1 | new characters go over old ones |
| US `C` 0 | no cursor |
| US `$` x y | to column x of line y, from 1 |
"""

from __future__ import annotations

import unicodedata

COLUMNS, ROWS = 20, 2
PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}
DEFAULT_PAGE = 19


def begin(page: int = DEFAULT_PAGE) -> bytes:
    """Raises KeyError for a page whose characters nobody here knows (`PAGES`)."""
    _codec(page)
    return b"\x1b=\x02\x1b@\x1bt" + bytes([page]) + b"\x1f\x01\x1fC\x00"


def show(upper: str, lower: str, page: int = DEFAULT_PAGE) -> bytes:
    """Both lines, filled up and cut to their width: nothing of what stood there stays."""
    rows = (_row(upper, page), _row(lower, page))
    return b"".join(b"\x1f$\x01" + bytes([number]) + row for number, row in enumerate(rows, 1))


def _codec(page: int) -> str:
    return PAGES[page]


def _row(text: str, page: int) -> bytes:
    written = b"".join(_written(char, _codec(page)) for char in unicodedata.normalize("NFC", text))
    return written[:COLUMNS].ljust(COLUMNS)


def _written(char: str, codec: str) -> bytes:
    """One byte, always; a control character would be a command."""
    if not char.isprintable():
        return b" "
    for tried in (char, unicodedata.normalize("NFKD", char)[:1]):
        said = tried.encode(codec, "ignore")
        if len(said) == 1 and said[0] >= 0x20:
            return said
    return b"?"
