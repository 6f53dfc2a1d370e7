"""Verbs of the line to central."""

from __future__ import annotations

import threading

from app.domain.line import LineState
from app.play.answers import Answer
from app.play.table import verb, whole
from app.services.counter import Counter
from app.services.line import Line

STARTS = 10
"""Seconds that a worker has to come up."""


@verb("offline", 0)
def offline(counter: Counter, words: list[str]) -> Answer:
    counter.line.hang_up()
    return {"line": counter.line.status.state.value}


@verb("online", 0)
def online(counter: Counter, words: list[str]) -> Answer:
    counter.line.take_up()
    return {"line": counter.line.status.state.value}


_WAIT = "wait-sync SECONDS"


@verb(_WAIT, 1)
def wait_sync(counter: Counter, words: list[str]) -> Answer:
    came = counter.line.round(whole(words[0], _WAIT))
    _begun(counter.line)
    counter.till.reload_shop()
    counter.lookup.refresh()
    return {"line": came.state.value}


def _begun(line: Line) -> None:
    """The worker that came after is up: who asks central now is answered."""
    said = threading.Event()
    line.on_change(lambda status: said.set() if status.state is not LineState.STARTING else None)
    if line.status.state is LineState.STARTING:
        said.wait(STARTS)
