"""A till: `mostrador play` with a clerk at it and its worker below it, killed again and again."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.soak_clerk import Clerk, Shown

from .running import APP, children, environment, kill, run

PAUSE = 0.1
"""Seconds between two commands, on the average."""
_SIGN_IN = "signin 9001 9999"
_HURRY = 60.0


class Till:
    """`folder`: enrolled, and it has staff and goods. Sells from `start` to `stop`."""

    def __init__(self, folder: Path, seed: int, products: list[dict[str, str]]) -> None:
        self.folder, self.log = folder, folder.with_suffix(".log")
        self.handed_out: dict[str, int] = {}
        """Number and cents of each document that somebody was given."""
        self.answered = 0
        """Commands."""
        self.refusals: dict[str, int] = {}
        self._dice = random.Random(seed)
        self._clerk = Clerk(self._dice, products)
        self._process: subprocess.Popen[str] | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._trade, daemon=True)
        self._shown: Shown | None = None
        self._now = datetime.now(UTC)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish the command in hand, and leave as one should; the worker too."""
        self._stopped.set()
        self._thread.join(_HURRY)

    def kill(self) -> bool:
        """The till itself; its worker notices."""
        process = self._process
        return process is not None and process.poll() is None and kill(process.pid)

    def kill_worker(self) -> bool:
        """Only the worker; the till starts another."""
        process = self._process
        if process is None or process.poll() is not None:
            return False
        return sum(kill(pid) for pid in children(process.pid)) > 0

    def written(self) -> list[int]:
        """When the worker wrote to what takes in pages of products and prices."""
        found = []
        for end in self._catalogues():
            with contextlib.suppress(OSError):
                found.append((self.folder / end).stat().st_mtime_ns)
        return found

    def _catalogues(self) -> list[str]:
        return [path.name for path in self.folder.glob("catalog-*.db-wal")]

    def sync(self) -> bool:
        """One round by hand, when nobody sells; whether all went both ways."""
        return run("sync", "--once", "--data", self.folder).returncode == 0

    def _trade(self) -> None:
        while not self._stopped.is_set():
            self._live()

    def _live(self) -> None:
        self._clerk.restarted()
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [*APP, "play", "-", "--data", str(self.folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=environment(),
            )
        self._process = process
        try:
            self._work(process)
        except OSError:
            pass  # it was killed while it was told something
        finally:
            self._leave(process)

    def _leave(self, process: subprocess.Popen[str]) -> None:
        try:
            rest, _ = process.communicate(timeout=_HURRY)
        except subprocess.TimeoutExpired:
            process.kill()
            rest, _ = process.communicate()
        for line in rest.splitlines(keepends=True):
            if line.endswith("\n"):  # it had answered before it died
                self._heard(json.loads(line))

    def _work(self, process: subprocess.Popen[str]) -> None:
        command = _SIGN_IN
        while not self._stopped.is_set():
            self._say(process, command)
            assert process.stdout is not None
            line = process.stdout.readline()
            if not line.endswith("\n") or not self._heard(row := json.loads(line)):
                return
            if command == _SIGN_IN:
                command = self._clock()
            elif row["do"] == "show" and self._shown:
                command = self._clerk.next(self._shown)
            else:
                command = "show"
            time.sleep(self._dice.expovariate(1 / PAUSE))

    def _clock(self) -> str:
        """A demo's clock stands still: put it to now."""
        self._now = max(datetime.now(UTC), self._now + timedelta(seconds=1))
        return f"clock {self._now.isoformat(timespec='seconds')}"

    def _say(self, process: subprocess.Popen[str], command: str) -> None:
        assert process.stdin is not None
        process.stdin.write(command + "\n")
        process.stdin.flush()

    def _heard(self, row: dict[str, Any]) -> bool:
        """Take an answer in; False for a refusal, which ends the session."""
        if not row["ok"]:
            self._clerk.refused(row["error"])
            self.refusals[row["error"]] = self.refusals.get(row["error"], 0) + 1
            return False
        self.answered += 1
        result = row["result"]
        if row["do"] == "show":
            self._shown = result
        elif result.get("number") and "tenders" in result:
            self.handed_out[result["number"]] = round(float(result["total"]) * 100)
            self._clerk.sold(result)
        return True
