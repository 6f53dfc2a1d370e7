"""A scale that is none: it speaks Toledo 8217 and Dibal 98/99, and a person puts things on it."""

from __future__ import annotations

from functools import reduce
from operator import xor

from hardware.simulated.plug import OFF, Plug
from hardware.transport.transport import CONNECT

CAPACITY = 15_000
"""Grams."""
SOME = 436
"""Grams of what a press puts on it."""
LOADED, MOVES, MUTE = "loaded", "moves", "mute"


class SimScale(Plug):
    """Shared by whoever is connected and whoever puts something on it."""

    def __init__(self) -> None:
        super().__init__()
        self._grams, self._tare, self._moves = 0, 0, False
        self.mute = False
        self._heard = b""

    # what a person does
    def put(self, grams: int, *, moves: bool = False) -> None:
        """So much lies on it now, all together; below zero: it was zeroed with something on it."""
        with self._there:
            self._grams, self._moves = grams, moves

    def tare(self) -> None:
        """What lies on it is the box."""
        with self._there:
            self._tare = self._grams

    @property
    def faults(self) -> list[tuple[str, bool]]:
        """What a press does to it, and whether it did."""
        loaded = self._grams > 0
        return [(LOADED, loaded), (MOVES, self._moves), (OFF, self.off), (MUTE, self.mute)]

    def toggle(self, fault: str) -> None:
        match fault:
            case "loaded":
                self.put(0 if self._grams else SOME, moves=self._moves)
            case "moves":
                self.put(self._grams, moves=not self._moves)
            case "off":
                self.switch(self.off)
            case _:
                self.mute = not self.mute

    @property
    def grams(self) -> int:
        """Less the tare."""
        return self._grams - self._tare

    # what is connected
    def open(self, seconds: float = CONNECT) -> None:
        super().open(seconds)
        self._heard = self._said = b""

    def _forget(self) -> None:
        self._heard = b""

    def _hear(self, data: bytes) -> None:
        for byte in data:
            if not self.mute:
                self._take(bytes([byte]))

    def _take(self, byte: bytes) -> None:
        if byte == b"W" and not self._heard:
            self.say(self._toledo())
            return
        self._heard = (self._heard + byte)[-10:]
        if self._heard.endswith(b"\r\n"):
            asked, self._heard = self._heard[:-2], b""
            if len(asked) == 8 and asked[:2] == b"98" and not reduce(xor, asked, 0):
                self.say(self._dibal())

    def _toledo(self) -> bytes:
        tared = 0x20 if self._tare else 0
        if self._grams > CAPACITY:
            return bytes([2, 0x3F, 0x02 | tared, 13])
        if self.grams < 0:
            return bytes([2, 0x3F, 0x04 | tared, 13])
        if self._moves:
            return bytes([2, 0x3F, 0x01 | tared, 13])
        net = b"N" if self._tare else b""
        return b"\x02%02d.%03d%b\r" % (*divmod(self.grams, 1000), net)

    def _dibal(self) -> bytes:
        """What does not rest is not agreed upon: no two of its answers are the same."""
        if self._grams > CAPACITY or self.grams < 0:
            text = b"991000000000000"
        else:
            self._grams += self._moves
            text = b"990%05d0000000" % self.grams
        return text + bytes([reduce(xor, text)]) + b"\r\n"
