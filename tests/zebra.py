"""A label printer of a test's own: it keeps what it gets and answers `~HS` as one does."""

from __future__ import annotations

from hardware.simulated.plug import Plug

ANSWER = (
    b"\x02030,0,0,0320,000,0,0,0,000,0,0,0\x03\r\n"
    b"\x02000,0,0,0,0,2,4,0,00000000,1,000\x03\r\n\x021234,0\x03\r\n"
)


class Zebra(Plug):
    """`out`, `head_open` and `waiting` are what it says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.labels = 0
        self.out = self.head_open = self.hangs_up = False
        self.waiting = 0
        self._line = b""

    def _hear(self, data: bytes) -> None:
        *lines, self._line = (self._line + data).split(b"\n")
        for line in lines:
            if line == b"^XZ":
                self.labels += 1
                if self.hangs_up:
                    self.close()
            elif line == b"~HS":
                self.say(self._status())

    def _forget(self) -> None:
        self._line = b""

    def _status(self) -> bytes:
        said = ANSWER.replace(b"030,0,0", b"030,1,0" if self.out else b"030,0,0")
        said = said.replace(
            b"000,0,0,0,0,2", b"000,0,1,0,0,2" if self.head_open else b"000,0,0,0,0,2"
        )
        return said.replace(b"00000000", b"%08d" % self.waiting)
