"""Physical lines with a memory: which ones a record took, so that they can be read again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import IO

_OF_A_RECORD = 500
_LONGEST = 1 << 20
"""Characters."""


class Endless(Exception):
    """A record that goes on beyond reason."""


class Lines:
    """An iterator for csv.reader that can take lines back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = iter(file)
        self._again: deque[str] = deque()
        self.number = 0
        self.taken: list[str] = []
        self.ended = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _OF_A_RECORD:
            raise Endless
        try:
            line = self._again.popleft() if self._again else next(self._file)
        except StopIteration:
            self.ended = True
            raise
        self.number += 1
        self.taken.append(line)
        if len(line) > _LONGEST:
            raise Endless
        return line

    def begin(self) -> None:
        self.taken = []

    def give_back(self, lines: list[str]) -> None:
        self._again.extendleft(reversed(lines))
        self.number -= len(lines)
        self.ended = False
