"""Who kills: something, at a random moment; most times in the midst of what it does."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from faulty_line import Answer, FaultyLine, Request

PAUSE = 0.6
"""Seconds between two, on the average."""
WITHIN = 0.1
"""Seconds after a request arrived at most; most are much sooner."""
BETWEEN = 0.004
"""Seconds after the first write of something at most."""
_PATIENCE = 5.0
"""Seconds that the killer waits for what it aims at."""
_BLIND = 0.2
"""How many of those that may be aimed at are killed at any moment all the same."""


@dataclass(frozen=True, slots=True)
class Victim:
    """`busy`: whether this request, or the answer to it, makes it do something that it should be
    killed in; None for what is killed at any moment. `written`: what it has written, for who should
    be killed when that becomes more."""

    kill: Callable[[], bool]
    busy: Callable[[Request, Answer | None], bool] | None = None
    written: Callable[[], object] | None = None


class Killer:
    """Kills until `stop`. `killed` counts by kind, with a `!` those in the midst of something."""

    def __init__(
        self,
        line: FaultyLine,
        victims: Mapping[str, Sequence[Victim]],
        often: Mapping[str, int],
        seed: int,
    ) -> None:
        """`victims` by kind; `often`: how often each kind is chosen next to the others."""
        self.killed: Counter[str] = Counter()
        self._line, self._victims, self._dice = line, victims, random.Random(seed)
        self._kinds = [kind for kind, weight in often.items() for _ in range(weight)]
        self._aim = ""
        self._lock = threading.Lock()
        self._struck = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join()

    def all_kinds(self, patience: float) -> None:
        """Wait until one of each kind was killed, if that comes."""
        end = time.monotonic() + patience
        while self.kinds < self._victims.keys() and time.monotonic() < end:
            time.sleep(0.1)

    @property
    def kinds(self) -> set[str]:
        """Of whom one was killed."""
        return {name.rstrip("!") for name, count in list(self.killed.items()) if count}

    def begins(self, request: Request) -> None:
        """The line is about to bring this to central."""
        self._look(request, None)

    def answered(self, request: Request, answer: Answer) -> None:
        """The line is about to bring this to who asked."""
        self._look(request, answer)

    def _look(self, request: Request, answer: Answer | None) -> None:
        with self._lock:
            name = self._aim + "!"
            for victim in self._victims.get(self._aim, ()):
                if victim.busy is not None and victim.busy(request, answer):
                    self._aim = ""
                    before = victim.written() if victim.written else None
                    threading.Thread(
                        target=self._lie_in_wait, args=(name, victim, before), daemon=True
                    ).start()
                    return

    def _lie_in_wait(self, name: str, victim: Victim, before: object) -> None:
        if victim.written is None:
            time.sleep(WITHIN * self._line.between(0, 1) ** 2)
        else:
            end = time.monotonic() + _PATIENCE
            while victim.written() == before and time.monotonic() < end:
                time.sleep(0.0005)
            time.sleep(self._line.between(0, BETWEEN))
        self._strike(name, victim)

    def _strike(self, name: str, victim: Victim) -> None:
        self.killed[name] += victim.kill()
        self._struck.set()

    def _work(self) -> None:
        while not self._stopped.wait(self._dice.expovariate(1 / PAUSE)):
            kind = self._dice.choice(self._kinds)
            victim = self._dice.choice(self._victims[kind])
            if victim.busy is None or self._dice.random() < _BLIND:
                self._strike(kind, victim)
                continue
            self._struck.clear()
            self._take_aim(kind)
            self._struck.wait(_PATIENCE)
            self._take_aim("")

    def _take_aim(self, kind: str) -> None:
        with self._lock:
            self._aim = kind
