"""Verbs of the line to central."""

from __future__ import annotations

from app.play.answers import Answer
from app.play.table import verb, whole
from app.services.counter import Counter


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
    counter.till.reload_shop()
    counter.lookup.refresh()
    return {"line": came.state.value}
