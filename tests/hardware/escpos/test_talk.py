"""The talk with a printer: an answer is that of the question that it was given to."""

from __future__ import annotations

from hardware.escpos.status import condition
from hardware.escpos.talk import Talk
from hardware.transport.transport import CONNECT

WELL, COVER_OPEN = b"\x16\x12\x12", b"\x1e\x16\x12"


class Late:
    """Two of its answers come only when the next question is put."""

    two_way = True

    def __init__(self) -> None:
        self._now, self._then = WELL[:1], WELL[1:]

    def open(self, seconds: float = CONNECT) -> None: ...

    def write(self, data: bytes, seconds: float) -> int:
        return len(data)

    def read(self, most: int, seconds: float) -> bytes:
        said, self._now = self._now, b""
        return said

    def close(self) -> None: ...

    def next(self, said: bytes) -> None:
        """What was late is there by now; `said` is the answer to the next question."""
        self._now = self._then
        self.write = self._asked  # type: ignore[method-assign]
        self._said = said

    def _asked(self, data: bytes, seconds: float) -> int:
        self._now += self._said
        return len(data)


def test_what_comes_too_late_answers_no_other_question() -> None:
    line = Late()
    talk = Talk(line, lambda _model: None)
    assert talk.look() is None
    line.next(COVER_OPEN)
    found = talk.look()
    assert found == condition(*COVER_OPEN) and found.cover_open


def test_one_that_says_what_nobody_asked_without_end_keeps_nobody_waiting() -> None:
    class Babbling(Late):
        def read(self, most: int, seconds: float) -> bytes:
            return b"\xff" * most

    assert Talk(Babbling(), lambda _model: None).look() is None
