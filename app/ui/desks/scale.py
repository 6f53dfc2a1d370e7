"""The scale answering a pad: it asks until something rests on it, or until somebody types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer

from app.domain.errors import NotWeighed, ShopError
from app.services.weighing import Weighing
from app.ui.words import tr
from hardware.errors import Reason
from hardware.results import NoWeight, Reading, Weight

AGAIN_MS, AWAY_MS = 300, 2_000
"""Until it is asked again: one that answers, and one that is away."""
_ANSWERS = {
    Reason.EMPTY,
    Reason.UNSTABLE,
    Reason.NEGATIVE,
    Reason.OVERLOAD,
    Reason.NOT_CLEARED,
    Reason.BUSY,
}
_FOR_EVER = {Reason.NOT_APPROVED, Reason.NO_SERVICE, Reason.DISABLED}


@dataclass(frozen=True, slots=True)
class Asks:
    """A pad that asks for a weight. `still`: nobody has typed or closed it."""

    still: Callable[[], bool]
    tell: Callable[[str], object]
    close: Callable[[], object]


class ScaleDesk:
    """`post` brings what the scale says to the window's thread."""

    def __init__(
        self,
        weighing: Weighing,
        post: Callable[[Callable[[], object]], object],
        say: Callable[[ShopError], str],
    ) -> None:
        self._weighing, self._post, self._say = weighing, post, say
        self._turn = 0
        self._again: Callable[[], object] = lambda: None
        self._timer = QTimer(singleShot=True)
        self._timer.timeout.connect(lambda: self._again())

    def close(self) -> None:
        self._turn += 1
        self._timer.stop()

    def ask(self, line: int, asks: Asks) -> None:
        """The weight of this line, for this pad: a question before it is given up."""
        self.close()
        asks.tell(tr("Ponlo en la balanza, o teclea el peso."))
        self._read(self._turn, line, asks)

    def _read(self, turn: int, line: int, asks: Asks) -> None:
        if turn == self._turn and asks.still():
            self._weighing.read(lambda said: self._post(lambda: self._said(turn, line, asks, said)))

    def _said(self, turn: int, line: int, asks: Asks, said: Reading) -> None:
        if turn != self._turn or not asks.still():
            return
        match said:
            case Weight():
                self.close()
                asks.close()
                self._weighing.put(line, said)
            case NoWeight(why=why):
                if why is Reason.EMPTY:
                    asks.tell(tr("Ponlo en la balanza, o teclea el peso."))
                else:
                    asks.tell(self._say(NotWeighed(why=why)))
                if why not in _FOR_EVER:
                    self._again = lambda: self._read(turn, line, asks)
                    self._timer.start(AGAIN_MS if why in _ANSWERS else AWAY_MS)
