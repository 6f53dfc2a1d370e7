"""Processes of ours: started, killed with SIGKILL, started again, until it is enough."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

APP = [sys.executable, "-m", "app"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUNBUFFERED": "1", "LANGUAGE": "en"}


def run(*words: str | Path, patience: float = 60) -> subprocess.CompletedProcess[str]:
    """A command to its end. One that takes too long is ended, and its code is not 0."""
    command = [*APP, *map(str, words)]
    try:
        return subprocess.run(
            command,
            capture_output=True,
            text=True,
            env=environment(),
            stdin=subprocess.DEVNULL,
            timeout=patience,
        )
    except subprocess.TimeoutExpired as error:
        return subprocess.CompletedProcess(command, 124, "", str(error))


def children(pid: int) -> list[int]:
    """Of all threads of a process; none of one that is gone."""
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            found += [int(word) for word in path.read_text("ascii").split()]
    return found


def kill(pid: int | None) -> bool:
    """With SIGKILL; False when it was not there any more."""
    if pid is None:
        return False
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


class Kept:
    """A process that is there again a moment after it was killed, until `close`.

    Its stdin is open as long as we live. What it says goes to `log`.
    """

    def __init__(self, command: list[str], log: Path, seed: int) -> None:
        self._command, self._log = command, log
        self._dice = random.Random(seed)
        self._closed = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)
        self._thread.start()

    def kill(self) -> bool:
        process = self._process
        return process is not None and process.poll() is None and kill(process.pid)

    def close(self) -> None:
        self._closed.set()
        while self._thread.is_alive():
            self.kill()
            self._thread.join(0.1)

    def _keep(self) -> None:
        while not self._closed.is_set():
            with self._log.open("ab") as log:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                    env=environment(),
                )
            with self._process as process:
                process.wait()
            self._closed.wait(self._dice.uniform(0, 0.5))
