"""The line to central, as the people at the till know it. What carries it is given from outside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Protocol, TypeVar

from app.domain.errors import NotEnrolled, NotInStep
from app.domain.line import ANSWER_MS, UNREACHABLE, Answer, LineState, LineStatus

log = logging.getLogger(__name__)
T = TypeVar("T")


class Worker(Protocol):
    """Whoever sends and fetches beside the till (`app.syncing.SyncChild`)."""

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def tell(self, words: dict[str, object]) -> None: ...
    def close(self) -> None: ...


Hear = Callable[[LineStatus | Answer], object]
Make = Callable[[Hear], Worker]
"""Makes a worker that tells its status, and answers, to whom it is given; it is not started yet."""


Once = Callable[[int], LineStatus | None]
"""Sends and fetches all that there is, once, in so many seconds at most; how it stands then, None
when that took longer."""


def _never(seconds: int) -> None:
    return None


class Line:
    """What is known of the line now. A till of no chain has none, and that is no trouble."""

    def __init__(self, make: Make | None = None, once: Once = _never) -> None:
        self._make, self._once = make, once
        self._worker: Worker | None = None
        self._questions: dict[int, tuple[Callable[[Answer], object], threading.Timer]] = {}
        self._last_question = 0
        self._listeners: list[Callable[[LineStatus], object]] = []
        self.status = LineStatus(LineState.OFFLINE if make else LineState.ALONE)

    @property
    def alone(self) -> bool:
        """Whether the till belongs to no chain."""
        return self._make is None

    def heard(self, streams: str) -> datetime | None:
        """When we last had all of the streams whose names begin so; None: nobody knows."""
        ages = self.status.ages
        return min((at for name, at in ages.items() if name.startswith(streams)), default=None)

    def take_up(self) -> None:
        """Let the worker send and fetch. Raises NotEnrolled."""
        if self._make is None:
            raise NotEnrolled()
        if self._worker is None:
            # What is known stays known, as old as it is.
            self._heard(replace(self.status, state=LineState.STARTING, since=None))
            self._worker = self._make(self._heard)
            self._worker.start()

    def hang_up(self) -> None:
        """Send and fetch nothing. Raises NotEnrolled."""
        if self._make is None:
            raise NotEnrolled()
        if self._worker is not None:
            self._worker.close()
            self._worker = None
            self._heard(replace(self.status, state=LineState.OFFLINE, since=None))

    def round(self, seconds: int) -> LineStatus:
        """Come in step: all that was stated is central's, all that central said is here.

        Returns how it stood then. Raises NotEnrolled, NotInStep (`line`: the state) when the line
        is hung up, it takes longer, or something waits for a person.
        """
        if self._make is None:
            raise NotEnrolled()
        if self._worker is None:
            raise NotInStep(line=self.status.state.value)
        self.hang_up()  # there is one worker at a time
        try:
            came = self._once(seconds)
            if came is not None:
                self._heard(came)
            if came is None or came.state is not LineState.IN_STEP or came.unsent:
                raise NotInStep(line=self.status.state.value)
            return came
        finally:
            self.take_up()

    def close(self) -> None:
        """The till closes; its worker goes too."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def on_change(self, listener: Callable[[LineStatus], object]) -> None:
        """`listener` runs on the thread that hears the worker."""
        self._listeners.append(listener)

    def ask(self, words: Mapping[str, object], heard: Callable[[Answer], object]) -> None:
        """Put a question to central. `heard` runs once, within ANSWER_MS, on whatever thread: with
        what central said, or with UNREACHABLE."""
        self._last_question += 1
        none = Answer(self._last_question, UNREACHABLE)
        if self._worker is None:
            heard(none)
            return
        timer = threading.Timer(ANSWER_MS / 1000, self._heard, (none,))
        timer.daemon = True
        self._questions[none.id] = heard, timer
        timer.start()
        self._worker.tell({"ask": none.id, **words})

    def answer(self, words: Mapping[str, object]) -> Answer:
        """As `ask`, and wait for it."""
        done, answers = threading.Event(), list[Answer]()

        def heard(answer: Answer) -> None:
            answers.append(answer)
            done.set()

        self.ask(words, heard)
        done.wait()
        return answers[0]

    def _heard(self, status: LineStatus | Answer) -> None:
        if isinstance(status, Answer):
            asked = self._questions.pop(status.id, None)
            if asked is not None:  # else it comes after its time
                heard, timer = asked
                timer.cancel()
                _tell(heard, status)
            return
        if status.state is LineState.ENDED:  # it says nothing else, and it will be started again
            status = replace(self.status, state=LineState.ENDED, since=None)
        if status.clock is None:  # a worker that has not heard central yet takes no word back
            status = replace(status, clock=self.status.clock)
        self.status = status
        for listener in self._listeners:
            _tell(listener, status)

    def poke(self) -> None:
        """The journal has more; it is on disk already, whoever hears this."""
        if self._worker is not None:
            self._worker.poke("journal")

    def settle(self, key: str) -> None:
        """A person says yes to what the alarm of that key holds back."""
        if self._worker is not None:
            self._worker.tell({"settle": key})


def _tell(listener: Callable[[T], object], said: T) -> None:
    """Whatever a listener does, the thread that hears the worker goes on hearing it."""
    try:
        listener(said)
    except Exception:
        log.exception("a listener of the line")
