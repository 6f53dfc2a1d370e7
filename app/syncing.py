"""The sync worker as the till's child: started, poked, heard and, when it dies, started again. A
central beside its till is watched the same way.

Lines of JSON on its pipes, pokes down and status up. Lose the pipe, lose nothing: the journal is
the outbox, and a worker that comes back goes on where it was.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)

Status = dict[str, Any]
"""A line that the worker said."""

FIRST_WAIT, LONGEST_WAIT = 1, 60
"""Seconds before it is started again; doubled while it keeps dying."""
STEADY = 30
"""Seconds after which a run counts as a good one."""
LOOK = 0.5
"""Seconds between two looks at whether it is its turn."""
LEAVE = 5
"""Seconds that it has to go by itself when its stdin closes."""


def worker_of(folder: Path) -> list[str]:
    """The command that keeps the till in `folder` in step."""
    return [sys.executable, "-m", "app", "sync", "--data", str(folder)]


class SyncChild:
    """Keeps one worker running until `close`. `heard` is called on a thread of its own.

    `name`: what the log calls it. `turn`: whether it may run now; asked before every start, on
    that thread, again and again until it may.
    """

    def __init__(
        self,
        command: Sequence[str],
        heard: Callable[[Status], object],
        first_wait: int = FIRST_WAIT,
        *,
        name: str = "the sync worker",
        turn: Callable[[], bool] = lambda: True,
    ) -> None:
        self._command, self._heard, self._first = list(command), heard, first_wait
        self._name, self._turn = name, turn
        self._closed = threading.Event()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="sync-child", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def pid(self) -> int | None:
        """Of the worker that runs now."""
        process = self._process
        return process.pid if process is not None and process.poll() is None else None

    def poke(self, what: str) -> None:
        """Say that `what` moved ("journal"); a worker that is not there looks when it comes."""
        self.tell({"poke": what})

    def tell(self, words: dict[str, Any]) -> None:
        """Say a line to the worker. A pipe that nobody empties is no reason to wait."""
        with self._lock:
            process = self._process
            if process is None or process.stdin is None or process.stdin.closed:
                return
            with contextlib.suppress(OSError):
                os.write(process.stdin.fileno(), json.dumps(words).encode() + b"\n")

    def close(self) -> None:
        """Let the worker go: it ends when its stdin does, or it is ended."""
        self._closed.set()
        with self._lock:
            process = self._process
            if process is not None and process.stdin is not None:
                with contextlib.suppress(OSError):
                    process.stdin.close()
        if process is not None:
            try:
                process.wait(LEAVE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._thread.is_alive():
            self._thread.join(LEAVE)

    def _watch(self) -> None:
        wait = self._first
        while not self._closed.is_set():
            if not self._turn():
                self._closed.wait(LOOK)
                continue
            steady = threading.Event()
            timer = threading.Timer(STEADY, steady.set)
            timer.daemon = True
            timer.start()
            code = self._run()
            timer.cancel()
            if self._closed.is_set():
                return
            wait = self._first if steady.is_set() else wait
            log.warning("%s ended with %s; again in %s s", self._name, code, wait)
            self._heard({"state": "ended", "code": code})
            self._closed.wait(wait)
            wait = min(max(wait, 1) * 2, LONGEST_WAIT)

    def _run(self) -> int | None:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                bufsize=0,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        except OSError as error:
            log.warning("%s does not start: %s", self._name, error)
            return None
        with self._lock:
            if self._closed.is_set():
                process.kill()
            if process.stdin is not None and os.name != "nt":
                os.set_blocking(process.stdin.fileno(), False)
            self._process = process
        if process.stdout is not None:
            self._hear(process.stdout)
        return process.wait()

    def _hear(self, lines: IO[bytes]) -> None:
        for line in lines:
            try:
                said = json.loads(line)
            except ValueError:
                log.warning("%s said no JSON: %.200r", self._name, line)
                continue
            if isinstance(said, dict):
                self._heard(said)
