"""A till that sells while its worker takes a catalogue in; run by bench.in_step.

`python -m bench.in_step_till FOLDER HEAD`: one JSON line of seconds. The worker is the till's own
child. In turns it stands still (idle) and works (sync), so that both are measured in one run on
one machine; what follows is over when the worker is at HEAD of the catalogue.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path
from time import perf_counter

from app.mirror import cursors, folder
from bench.office import CODE, PIN
from bench.window_till import Till

KEYS, SALES = 25, 10
"""In each turn."""
LINES = 5
_ROUNDS = 40
_SETTLE = 0.1
"""Seconds between two turns, that nothing of one is counted in the other."""
_PATIENCE = 30.0

Times = dict[str, list[float]]


def worker() -> int | None:
    """The child of ours that keeps the till in step."""
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            if b"sync" in Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0"):
                return int(child)
    return None


def standing(where: Path) -> int:
    """How far the catalogue's own stream has come in its file."""
    path = folder.current(where)
    if path is None:
        return 0
    connection = folder.connect(path, readable_only=True)
    try:
        return sum(one.seq for one in cursors.read(connection).values())
    finally:
        connection.close()


class Turns:
    def __init__(self, where: Path, head: int) -> None:
        self._where, self._head = where, head
        self.till = Till(where, CODE, PIN)
        self._codes = [
            one.codes[0].lstrip("0")
            for one in self.till.counter.lookup.favourites(300)
            if one.codes and not one.unit.measured and not one.terms.minimum_age
        ]
        end = time.monotonic() + _PATIENCE
        begun = standing(where)
        while standing(where) == begun:  # until it is at it
            self.till.app.processEvents()
            if time.monotonic() > end:
                raise TimeoutError
        self._pid = worker() or 0

    def run(self) -> dict[str, Times]:
        found: dict[str, Times] = {"idle": {}, "sync": {}}
        for number in range(_ROUNDS):
            self._tell(signal.SIGSTOP)
            _add(found["idle"], self._measure(number))
            self._tell(signal.SIGCONT)
            times = self._measure(number)
            if standing(self._where) >= self._head:
                break
            _add(found["sync"], times)
        return found

    def _measure(self, number: int) -> Times:
        return {"keys": self.keys(number), "sales": self.sales(number)}

    def _tell(self, what: signal.Signals) -> None:
        os.kill(self._pid, what)
        time.sleep(_SETTLE)

    def keys(self, number: int) -> list[float]:
        """From the last key of a scan to its painted line."""
        times = []
        for place in range(KEYS):
            times.append(self.till.scan(self._codes[(number * KEYS + place) % len(self._codes)]))
            self.till.counter.tickets.abandon()
            self.till.app.processEvents()
        return times

    def sales(self, number: int) -> list[float]:
        """Of completing a sale: number, document, facts, on the disk."""
        times = []
        for place in range(SALES):
            for line in range(LINES):
                code = self._codes[(number * 7 + place + line * 31) % len(self._codes)]
                self.till.counter.register.scan(code)
            begun = perf_counter()
            self.till.counter.checkout.pay_cash()
            times.append(perf_counter() - begun)
            self.till.app.processEvents()
        return times

    def close(self) -> None:
        self._tell(signal.SIGCONT)
        self.till.closing.close()


def _add(found: Times, times: Times) -> None:
    for name, values in times.items():
        found.setdefault(name, []).extend(values)


def main(where: Path, head: int) -> dict[str, Times]:
    turns = Turns(where, head)
    try:
        return turns.run()
    finally:
        turns.close()


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))), flush=True)
