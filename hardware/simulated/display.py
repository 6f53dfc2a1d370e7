"""A customer display that is none: two lines of twenty, as ESC/POS writes on them."""

from __future__ import annotations

from hardware.simulated.plug import OFF, Plug

COLUMNS, ROWS = 20, 2
_CODECS = {0: "cp437", 2: "cp850", 16: "cp1252", 19: "cp858"}


class Screen:
    """The model: what stands where after these bytes. `strange`: commands that it does not know."""

    def __init__(self) -> None:
        self.strange: list[bytes] = []
        self._rest = b""
        self._reset()

    def _reset(self) -> None:
        self._rows = [[" "] * COLUMNS for _ in range(ROWS)]
        self._x = self._y = 0
        self._codec = "cp437"

    @property
    def rows(self) -> tuple[str, str]:
        return "".join(self._rows[0]), "".join(self._rows[1])

    def feed(self, data: bytes) -> None:
        """A command that is cut in two waits for its end."""
        self._rest += data
        while self._rest:
            length = self._obey(self._rest)
            if not length:
                return
            self._rest = self._rest[length:]

    def _obey(self, data: bytes) -> int:
        """How many bytes that was; 0: more has to come."""
        if data[0] >= 0x20:
            self._put(data[:1].decode(self._codec, "replace"))
            return 1
        if data[0] == 0x0C:
            self._rows = [[" "] * COLUMNS for _ in range(ROWS)]
            self._x = self._y = 0
            return 1
        if data[0] not in (0x1B, 0x1F):
            self.strange.append(data[:1])
            return 1
        if len(data) < 2 or len(data) < (length := _length(data[:2])):
            return 0
        self._command(data[:2], data[2:length])
        return length

    def _command(self, name: bytes, words: bytes) -> None:
        match name:
            case b"\x1b@":
                self._reset()
            case b"\x1bt" if words[0] in _CODECS:
                self._codec = _CODECS[words[0]]
            case b"\x1f$" if 1 <= words[0] <= COLUMNS and 1 <= words[1] <= ROWS:
                self._x, self._y = words[0] - 1, words[1] - 1
            case b"\x1b=" | b"\x1f\x01" | b"\x1fC":
                pass
            case _:
                self.strange.append(name + words)

    def _put(self, char: str) -> None:
        self._rows[self._y][self._x] = char
        self._x += 1
        if self._x == COLUMNS:
            self._x, self._y = 0, (self._y + 1) % ROWS


def _length(name: bytes) -> int:
    if name in (b"\x1b@", b"\x1f\x01"):
        return 2
    return 4 if name == b"\x1f$" else 3


class SimDisplay(Plug):
    """It answers nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.screen = Screen()

    # what a person does and sees
    @property
    def rows(self) -> tuple[str, str]:
        with self._there:
            return self.screen.rows

    @property
    def faults(self) -> list[tuple[str, bool]]:
        return [(OFF, self.off)]

    def toggle(self, fault: str) -> None:
        self.switch(self.off)

    def _hear(self, data: bytes) -> None:
        self.screen.feed(data)

    def _forget(self) -> None:
        self.screen = Screen()
