"""kill -9 between any two steps: a process that counts what it does and ends itself at the n-th.

A step is a statement given to SQLite, a sync, truncation or removal beneath it, and every file
opened for writing, renamed, removed or made by the program itself.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from bench.vfs import watched

_FILES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "os.truncate", "os.link"}
_NEVER = -1


@dataclass(slots=True)
class Steps:
    """Counts from `arm` on; kills its own process before step `last`."""

    last: int = _NEVER
    armed: bool = False
    seen: list[str] = field(default_factory=list)

    def arm(self) -> None:
        self.armed = True

    def step(self, what: str) -> None:
        if self.armed:
            if len(self.seen) == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            self.seen.append(what)

    def disk(self, kind: str, file: str, at: int, data: bytes) -> None:
        if kind != "write":
            self.step(f"{kind} {os.path.basename(file)}")  # noqa: PTH119  called beneath SQLite

    def audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed:
            return
        if event in _FILES:
            self.step(f"{event} {arguments[0]}")
        elif event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING:
            self.step(f"open {arguments[0]}")

    def connection(self, *words: Any, **named: Any) -> Any:
        """What `sqlcipher3.connect` makes, each of its statements a step."""
        made = _connect(*words, **named)
        made.set_trace_callback(self.step)
        return made


_WRITING = os.O_WRONLY | os.O_RDWR
_connect = sqlite.connect


@dataclass(frozen=True, slots=True)
class Ended:
    """What a child came to: `seen` is empty when it was killed, `said` what it had answered."""

    killed: bool
    seen: list[str]
    said: list[Any]

    def step(self, n: int) -> str:
        """The n-th, for people; behind the last comes the end."""
        return f"{n}: {[*self.seen, 'the end'][n][:90]}"


Work = Callable[[Steps, Callable[[Any], None]], None]
"""Arms the steps when it is ready, and answers with the second argument."""


def run(work: Work, last: int = _NEVER) -> Ended:
    """Do `work` in a child that is killed before its step `last`; never with SQLite open here."""
    reading, writing = os.pipe()
    gc.freeze()  # a collection in the child would copy every page that it looks at
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live(work, Steps(last), writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        whole = [row for row in pipe.read().splitlines(keepends=True) if row.endswith(b"\n")]
    rows = [json.loads(row) for row in whole]
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status)
    if not killed and os.WEXITSTATUS(status):
        raise RuntimeError(f"the child died before its step {last}")
    return Ended(killed, [] if killed else rows.pop(), rows)


def _live(work: Work, steps: Steps, writing: int) -> None:
    def say(answer: Any) -> None:
        steps.step("answer")
        os.write(writing, json.dumps(answer).encode() + b"\n")

    code = 1
    try:
        sqlite.connect = steps.connection
        sys.addaudithook(steps.audited)
        with watched(steps.disk):
            work(steps, say)
        steps.armed = False
        os.write(writing, json.dumps(steps.seen).encode() + b"\n")
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        # Not sys.exit: nothing of the parent may be flushed or closed twice.
        os._exit(code)


def worth_killing(seen: list[str]) -> list[int]:
    """The steps to be killed before, and the end: reading leaves the disk as it was, and of one
    thing done many times in a row the first and the last stand for all."""
    numbers = [
        n
        for n, one in enumerate(seen)
        if one.startswith(_WRITING_PRAGMAS) or not one.startswith(_READING)
    ]
    kinds = [_kind(seen[n]) for n in numbers]
    ends = [
        n
        for place, n in enumerate(numbers)
        if not place or kinds[place - 1 : place + 2] != [kinds[place]] * 3
    ]
    return [*ends, len(seen)]


_READING = ("SELECT", "PRAGMA", "-- ", "WITH")
"""Statements that write nothing ("-- ": what a virtual table does within a transaction)."""
_WRITING_PRAGMAS = ("PRAGMA journal_mode", "PRAGMA user_version =", "PRAGMA wal_checkpoint")


def _kind(step: str) -> str:
    words = step.split()
    return " ".join(words[: 1 if words[0] in ("CREATE", "os.remove") else 3])
