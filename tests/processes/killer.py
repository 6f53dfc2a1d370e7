"""Who kills: something, at a random moment; half of the times in the midst of what it does."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from faulty_line import Answer, FaultyLine, Request

PAUSE = 0.4
"""Seconds between two, on the average."""
WITHIN = 0.03
"""Seconds after a request arrived, or its answer left, at most."""
_PATIENCE = 2.0
"""Seconds that the killer waits for what it aims at."""


@dataclass(frozen=True, slots=True)
class Victim:
    """`busy`: whether this request, and its answer if there is one, makes it do something that it
    should be killed in; None for what is killed at any moment."""

    name: str
    kill: Callable[[], bool]
    busy: Callable[[Request, Answer | None], bool] | None = None
    often: int = 1
    """How often it is chosen, next to others."""


class Killer:
    """Kills until `stop`. `killed` counts by name, with a `!` those that were aimed at."""

    def __init__(self, line: FaultyLine, victims: Sequence[Victim], seed: int) -> None:
        self.killed: Counter[str] = Counter()
        self._victims = [victim for victim in victims for _ in range(victim.often)]
        self._dice = random.Random(seed)
        self._aim: Victim | None = None
        self._struck = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._line = line

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def begins(self, request: Request) -> None:
        """The line is about to bring this to central."""
        self._look(request, None)

    def answered(self, request: Request, answer: Answer) -> None:
        """The line is about to bring this to who asked."""
        self._look(request, answer)

    def _look(self, request: Request, answer: Answer | None) -> None:
        victim = self._aim
        if victim is None or victim.busy is None or not victim.busy(request, answer):
            return
        self._aim = None
        timer = threading.Timer(self._line.between(0, WITHIN), self._strike, [victim, "!"])
        timer.daemon = True
        timer.start()

    def _strike(self, victim: Victim, mark: str) -> None:
        self.killed[victim.name + mark] += victim.kill()
        self._struck.set()

    def _work(self) -> None:
        while not self._stopped.wait(self._dice.expovariate(1 / PAUSE)):
            victim = self._dice.choice(self._victims)
            if victim.busy is None or self._dice.random() < 0.3:
                self._strike(victim, "")
                continue
            self._struck.clear()
            self._aim = victim
            self._struck.wait(_PATIENCE)
            self._aim = None
