"""What a printer says, told apart by its fixed bits (Epson, TM-U375 operator's manual, 4-11).

| bits (7-0) | is |
|---|---|
| `0xx1 xx10` | an answer to `DLE EOT` |
| `0xx1 xx00` | the first of four bytes that it sends by itself (ASB) |
| `0xx0 xxxx` | an answer to `GS r`: the fence |
| `0x11`, `0x13` | XON, XOFF |
| `0x5f` ... `0x00` | an answer to `GS I`: what it is |
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RealTime:
    """An answer to `DLE EOT n`; which n, only the order of the questions tells."""

    bits: int


@dataclass(frozen=True, slots=True)
class Unasked:
    """Automatic status: four bytes."""

    bits: bytes


@dataclass(frozen=True, slots=True)
class Fence:
    """Everything before the `GS r` was taken."""

    bits: int


@dataclass(frozen=True, slots=True)
class Model:
    name: str


@dataclass(frozen=True, slots=True)
class Noise:
    """What no printer says: the remains of something, or another protocol."""

    bits: int


Said = RealTime | Unasked | Fence | Model | Noise
_LONGEST = 80


class Decoder:
    """Bytes in, whatever way they are cut; messages out. Never raises."""

    def __init__(self) -> None:
        self._held = b""

    def feed(self, came: bytes) -> list[Said]:
        """What is whole by now; the rest waits for more."""
        self._held += came
        out: list[Said] = []
        while self._held:
            length, said = _first(self._held)
            if not length:
                break
            self._held = self._held[length:]
            if said is not None:
                out.append(said)
        return out


def _first(held: bytes) -> tuple[int, Said | None]:
    """How long the first message is, 0 when it is not whole; XON and XOFF say nothing."""
    bits = held[0]
    if bits in (0x11, 0x13):
        return 1, None
    if bits == 0x5F:
        return _model(held)
    if bits & 0b10010011 == 0b00010010:
        return 1, RealTime(bits)
    if bits & 0b10010011 == 0b00010000:
        # Those that follow have bits 4 and 7 clear; what has not, is not of it.
        for place in range(1, min(len(held), 4)):
            if held[place] & 0b10010000:
                return 1, Noise(bits)
        return (4, Unasked(held[:4])) if len(held) >= 4 else (0, None)
    if bits & 0b10010000 == 0:
        return 1, Fence(bits)
    return 1, Noise(bits)


def _model(held: bytes) -> tuple[int, Said | None]:
    end = held.find(b"\x00", 1, _LONGEST)
    if end < 0:
        return (1, Noise(held[0])) if len(held) >= _LONGEST else (0, None)
    return end + 1, Model(held[1:end].decode("ascii", "replace"))


@dataclass(frozen=True, slots=True)
class Condition:
    """A printer's state, of answers to `DLE EOT` 1, 2 and 4 in this order."""

    online: bool
    pin_high: bool
    """Pin 3 of the drawer's connector."""
    cover_open: bool
    error: bool
    """Cutter, temperature: `DLE EOT 3` says which."""
    paper_out: bool
    near_end: bool


def condition(one: int, two: int, four: int) -> Condition:
    return Condition(
        online=not one & 0x08,
        pin_high=bool(one & 0x04),
        cover_open=bool(two & 0x04),
        error=bool(two & 0x40),
        paper_out=bool(two & 0x20) or bool(four & 0x60),
        near_end=bool(four & 0x0C),
    )
