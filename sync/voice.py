"""What the worker says of itself: a line whenever what people see has changed."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sync import events as e
from sync import streams
from sync.state import State

AGES = 30.0
"""Seconds after which ages are said although nothing else changed."""

Say = Callable[[dict[str, Any]], object]


class Voice:
    """Says it, and remembers it for `--status`. `now`: the machine's time, aware."""

    def __init__(self, say: Say, state: State, now: Callable[[], datetime]) -> None:
        self._say_it, self._state, self._now = say, state, now
        self._status: e.Status | None = None
        self._last: dict[str, Any] = {}
        self._said_at = 0.0
        self._since = ""
        self._moved = {streams.STORE: 0, streams.CATALOG: 0}

    def contact(self) -> None:
        """Central answered."""
        self._state.put("contact", text_of(self._now()))

    def moved(self, mirror: str) -> None:
        self._moved[mirror] += 1

    def status(self, status: e.Status) -> None:
        if self._status is None or status.state != self._status.state:
            away = status.state == "offline"
            self._since = (self._state.get("contact") if away else "") or text_of(self._now())
        self._status = status
        self._say(ages=False)

    def rest(self) -> None:
        """Ages and moves too, now and then."""
        self._say(ages=time.monotonic() - self._said_at > AGES)

    def _say(self, *, ages: bool) -> None:
        if self._status is None:
            return
        line = self._line(self._status)
        ignored = () if ages else ("ages",)
        if all(self._last.get(name) == line[name] for name in line if name not in ignored):
            return
        self._last, self._said_at = line, time.monotonic()
        self._state.put("status", json.dumps(line, ensure_ascii=False))
        self._say_it(line)

    def _line(self, status: e.Status) -> dict[str, Any]:
        wall, at = self._now(), time.monotonic()
        ages = {
            stream: text_of(wall - timedelta(seconds=at - fresh))
            for stream, fresh in status.fresh.items()
        }
        alarms = [
            {"kind": a.kind, "key": a.key, "facts": dict(a.facts), "settles": a.settles}
            for a in status.alarms
        ]
        return {
            "state": status.state,
            "unsent": status.unsent,
            "since": self._since,
            "ages": ages,
            "alarms": alarms,
            "moved": dict(self._moved),
        }


def text_of(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
