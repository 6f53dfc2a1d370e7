"""A receipt printer that is none: it holds what it cannot print, answers what a real one answers,
and a person may pull its paper, open its cover, jam its cutter or switch it off."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from enum import StrEnum
from time import monotonic

from hardware.errors import Broken, DeviceError, Reason
from hardware.simulated.paper import Paper
from hardware.transport.transport import CONNECT

BUFFER = 4096
"""Bytes that it holds before it takes no more (a TM-T20III's receive buffer)."""


class Fault(StrEnum):
    PAPER_OUT = "paper_out"
    NEAR_END = "near_end"
    COVER_OPEN = "cover_open"
    CUTTER = "cutter"
    OFF = "off"
    MUTE = "mute"
    """It takes everything and answers nothing."""


_BLOCKING = {Fault.PAPER_OUT, Fault.COVER_OPEN, Fault.CUTTER, Fault.OFF}


class SimPrinter:
    """The metal: shared by whoever is connected and whoever breaks it."""

    def __init__(
        self,
        came_out: Callable[[str], object] = lambda _text: None,
        shuts: float | None = None,
    ) -> None:
        """`shuts`: seconds until somebody shuts the drawer again; None: nobody does."""
        self._shuts = shuts
        self._opened: float | None = None
        self._lock = threading.RLock()
        self._there = threading.Condition(self._lock)
        self._came_out = came_out
        self._faults: set[Fault] = set()
        self._held, self._answers = b"", b""
        self._client: object | None = None
        self._trap: tuple[str, Fault, threading.Event] | None = None
        self.paper = Paper(lambda _what: self._answer(b"\x00"), lambda _pin: self._kicked())
        self.torn: list[str] = []
        """What came out without its end: the power went."""

    # what a person does
    def set(self, fault: Fault, on: bool = True) -> None:
        with self._there:
            if fault is Fault.OFF and on and fault not in self._faults:
                self._power_off()
            (self._faults.add if on else self._faults.discard)(fault)
            self._go_on()
            self._there.notify_all()

    def set_at(self, words: str, fault: Fault) -> threading.Event:
        """Let it befall the printer once as soon as `words` stand on the paper; the event is set
        then."""
        befell = threading.Event()
        with self._lock:
            self._trap = words, fault, befell
        return befell

    @property
    def faults(self) -> frozenset[Fault]:
        return frozenset(self._faults)

    def close_drawer(self) -> None:
        self._opened = None

    def hold_drawer(self) -> None:
        """Open it, and nobody shuts it."""
        self._opened = math.inf

    @property
    def drawer_open(self) -> bool:
        opened, shuts = self._opened, self._shuts
        return opened is not None and (shuts is None or monotonic() - opened < shuts)

    def pull_cable(self) -> None:
        """The connection ends; what was taken is still held."""
        with self._there:
            self._client = None
            self._there.notify_all()

    @property
    def tickets(self) -> list[str]:
        with self._lock:
            return list(self.paper.cut)

    def _power_off(self) -> None:
        if self.paper.under_way.strip():
            self.torn.append(self.paper.under_way)
        self.paper.torn_off()
        self._held, self._answers, self._client = b"", b"", None

    # what is connected
    def connect(self, client: object) -> None:
        with self._lock:
            if Fault.OFF in self._faults:
                raise DeviceError(code=Reason.OFFLINE)
            if self._client not in (None, client):
                raise DeviceError(code=Reason.BUSY)
            self._client, self._answers = client, b""

    def leave(self, client: object) -> None:
        with self._lock:
            if self._client is client:
                self._client = None

    def take(self, client: object, data: bytes, seconds: float) -> int:
        until, taken = monotonic() + seconds, 0
        with self._there:
            while taken < len(data):
                if self._client is not client:
                    raise Broken(begun=taken > 0)
                # Real-time commands are carried out as they come, whatever is held before them.
                if length := self._real_time(data[taken : taken + 5]):
                    self._obey_now(data[taken : taken + length])
                    taken += length
                elif room := self._room():
                    taken += self._hold(data[taken : taken + room])
                elif (left := until - monotonic()) > 0:
                    self._there.wait(left)
                else:
                    break
            return taken

    def give(self, client: object, most: int, seconds: float) -> bytes:
        until = monotonic() + seconds
        with self._there:
            while True:
                if self._client is not client:
                    raise DeviceError(code=Reason.OFFLINE)
                if self._answers or monotonic() >= until:
                    said, self._answers = self._answers[:most], self._answers[most:]
                    return said
                self._there.wait(until - monotonic())

    # what it does by itself
    def _room(self) -> int:
        """While it prints, what it holds is one command that is not whole, and it takes more."""
        return BUFFER if not self._faults & _BLOCKING else max(BUFFER - len(self._held), 0)

    def _hold(self, piece: bytes) -> int:
        following = piece.find(b"\x10", 1)
        plain = piece if following < 0 else piece[:following]
        self._held += plain
        self._go_on()
        return len(plain)

    @staticmethod
    def _real_time(data: bytes) -> int:
        if data[:2] in (b"\x10\x04", b"\x10\x05"):
            return 3
        return 5 if data[:2] == b"\x10\x14" else 0

    def _obey_now(self, command: bytes) -> None:
        match command[1], command[2:3]:
            case 0x04, what:
                self._answer(bytes([self._status(what[0] if what else 0)]))
            case 0x05, b"\x02":
                self._held = b""
                self._faults.discard(Fault.CUTTER)
                if self.paper.under_way.strip():
                    self.torn.append(self.paper.under_way)
                self.paper.torn_off()
            case 0x14, b"\x01":
                self._kicked()
            case _:
                pass

    def _status(self, what: int) -> int:
        faults = self._faults
        blocked = faults & _BLOCKING
        match what:
            case 1:
                return 0x12 | (0x04 if self.drawer_open else 0) | (0x08 if blocked else 0)
            case 2:
                return (
                    0x12
                    | (0x04 if Fault.COVER_OPEN in faults else 0)
                    | (0x20 if Fault.PAPER_OUT in faults else 0)
                    | (0x40 if Fault.CUTTER in faults else 0)
                )
            case 3:
                return 0x12 | (0x08 if Fault.CUTTER in faults else 0)
            case _:
                out = Fault.PAPER_OUT in faults
                near = out or Fault.NEAR_END in faults
                return 0x12 | (0x60 if out else 0) | (0x0C if near else 0)

    def _go_on(self) -> None:
        while self._held and not self._faults & _BLOCKING:
            whole = len(self.paper.cut)
            length = self.paper.obey(self._held)
            if not length:
                break
            self._held = self._held[length:]
            self._spring()
            for text in self.paper.cut[whole:]:
                self._came_out(text)
        self._there.notify_all()

    def _spring(self) -> None:
        if self._trap is not None and self._trap[0] in self.paper.under_way:
            _, fault, befell = self._trap
            self._trap = None
            self._faults.add(fault)
            befell.set()

    def _answer(self, said: bytes) -> None:
        if Fault.MUTE not in self._faults and self._client is not None:
            self._answers += said
            self._there.notify_all()

    def _kicked(self) -> None:
        self._opened = monotonic()


class SimLine:
    """A connection to it."""

    two_way = True

    def __init__(self, printer: SimPrinter) -> None:
        self._printer = printer

    def open(self, seconds: float = CONNECT) -> None:
        self._printer.connect(self)

    def write(self, data: bytes, seconds: float) -> int:
        return self._printer.take(self, data, seconds)

    def read(self, most: int, seconds: float) -> bytes:
        return self._printer.give(self, most, seconds)

    def close(self) -> None:
        self._printer.leave(self)
