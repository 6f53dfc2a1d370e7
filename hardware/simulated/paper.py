"""What a simulated printer makes of the bytes it obeys: lines of text, and where it was cut.

Written from the command reference and not from our encoder: a length that the encoder gets wrong
shows as nonsense on this paper.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_FIXED = {
    b"\x1b@": 0,
    b"\x1bt": 1,
    b"\x1ba": 1,
    b"\x1bE": 1,
    b"\x1bd": 1,
    b"\x1bp": 3,
    b"\x1bc": 2,
    b"\x1d!": 1,
    b"\x1dr": 1,
    b"\x1dh": 1,
    b"\x1dw": 1,
    b"\x1dH": 1,
    b"\x1da": 1,
    b"\x1dI": 1,
}
"""Bytes after a command that has always as many."""
_PAGES = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


@dataclass(slots=True)
class Paper:
    """`fence`: called with what `GS r` asks; `kick`: with the pin that a pulse went to."""

    fence: Callable[[int], object]
    kick: Callable[[int], object]
    cut: list[str] = field(default_factory=list)
    """Tickets that came out whole, oldest first."""
    under_way: str = ""
    """What stands on the paper behind the last cut."""
    _page: str = "cp437"
    _symbol: bytes = b""

    def obey(self, held: bytes) -> int:
        """Carry out the first command or character of what is held; how many bytes it was, 0 when
        it is not whole yet."""
        first = held[:1]
        if first == b"\x10":  # a real-time command was carried out when it came
            return _real_time(held)
        if first not in (b"\x1b", b"\x1d"):
            self.under_way += "\n" if first == b"\n" else first.decode(self._page, "replace")
            return 1
        if len(held) < 2:
            return 0
        return self._command(held)

    def torn_off(self) -> None:
        """The power went: what is on the paper stays there, without its end."""
        self.under_way = ""
        self._page = "cp437"

    def _command(self, held: bytes) -> int:
        name = held[:2]
        if name in _FIXED:
            length = 2 + _FIXED[name]
            if len(held) >= length:
                self._fixed(name, held[2:length])
                return length
            return 0
        match name:
            case b"\x1dV":
                return self._cut(held)
            case b"\x1d(":
                return self._function(held)
            case b"\x1dk":
                return self._bars(held)
            case b"\x1dv":
                return self._picture(held)
            case _:
                self.under_way += f"[? {name.hex()}]"
                return 2

    def _fixed(self, name: bytes, parameters: bytes) -> None:
        match name:
            case b"\x1b@":
                self._page = "cp437"
            case b"\x1bt":
                self._page = _PAGES.get(parameters[0], "cp437")
            case b"\x1bp":
                self.kick(5 if parameters[0] & 1 else 2)
            case b"\x1bd":
                self.under_way += "\n" * parameters[0]
            case b"\x1dr":
                self.fence(parameters[0])
            case _:  # how it looks, which this paper does not show
                pass

    def _cut(self, held: bytes) -> int:
        length = 4 if held[2:3] in (b"A", b"B") else 3
        if len(held) < length:
            return 0
        self.cut.append(self.under_way.strip("\n"))
        self.under_way = ""
        return length

    def _function(self, held: bytes) -> int:
        if len(held) < 5:
            return 0
        length = 5 + int.from_bytes(held[3:5], "little")
        if len(held) < length:
            return 0
        match held[2:3], held[5:7]:
            case b"k", b"1P":
                self._symbol = held[8:length]
            case b"k", b"1Q":
                self.under_way += f"[qr {self._symbol.decode('utf-8', 'replace')}]"
            case _:
                pass
        return length

    def _bars(self, held: bytes) -> int:
        if len(held) < 4 or len(held) < 4 + held[3]:
            return 0
        data = held[4 : 4 + held[3]]
        self.under_way += f"[{'ean13' if held[2] == 67 else 'code128'} {_code128(data)}]"
        return 4 + held[3]

    def _picture(self, held: bytes) -> int:
        if len(held) < 8:
            return 0
        width, rows = (int.from_bytes(held[at : at + 2], "little") for at in (4, 6))
        length = 8 + width * rows
        if len(held) < length:
            return 0
        self.under_way += f"[{width * 8}x{rows}]\n"
        return length


def _real_time(held: bytes) -> int:
    match held[1:2]:
        case b"":
            return 0
        case b"\x04" | b"\x05":
            return 3
        case b"\x14":
            return 5
        case _:
            return 1


def _code128(data: bytes) -> str:
    """As a scanner reads it: pairs of digits in code set C, characters in B."""
    out, pairs, place = "", False, 0
    while place < len(data):
        if data[place : place + 2] in (b"{B", b"{C"):
            pairs = data[place + 1 : place + 2] == b"C"
            place += 2
        elif pairs:
            out += f"{data[place]:02d}"
            place += 1
        else:
            place += 2 if data[place : place + 2] == b"{{" else 1
            out += chr(data[place - 1])
    return out
