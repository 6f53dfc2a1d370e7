"""What the worker says of itself: a line whenever what people see has changed; and what its last
life said, so that a restart in the middle of an outage forgets neither ages nor alarms."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from app.domain.skew import SKEW
from sync import effects as fx
from sync import streams
from sync.state import State

AGES = 30.0
"""Seconds after which ages are said although nothing else changed."""

Say = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class ClockWord:
    """Central's time as it said it: `ahead` of the machine's at `wall`, which was `at`."""

    ahead: float
    wall: datetime
    at: float

    def holds(self, wall: datetime, at: float) -> bool:
        """Whether the machine's clock has only gone on since; set, it is another clock."""
        gone = (wall - self.wall).total_seconds() - (at - self.at)
        return abs(gone) <= SKEW.total_seconds()


class Voice:
    """Says it, and remembers it for `--status`. `now`: the machine's time, aware."""

    def __init__(self, say: Say, state: State, now: Callable[[], datetime]) -> None:
        self._say_it, self._state, self._now = say, state, now
        self._status: fx.Status | None = None
        self._last: dict[str, Any] = {}
        self._said_at = 0.0
        self._since = ""
        self._clock: ClockWord | None = None
        self._moved = {streams.STORE: 0, streams.CATALOG: 0}

    def contact(self, skew: float = 0) -> None:
        """Central answered. `skew`: seconds that its clock is ahead, if it said its time."""
        wall = self._now()
        self._state.put("contact", text_of(wall))
        if skew:
            self._clock = ClockWord(skew, wall, time.monotonic())

    def moved(self, mirror: str) -> None:
        self._moved[mirror] += 1

    def remembered(self) -> tuple[fx.Alarm, ...]:
        """The alarms that the last life said last, but those of facts: the state has them."""
        said = (self._state.said() or {}).get("alarms")
        alarms = [alarm for one in _list(said) if (alarm := _alarm(one)) is not None]
        return tuple(alarm for alarm in alarms if alarm.kind != "poison")

    def fresh(self) -> dict[str, float]:
        """When the last life last knew each stream to be at its head, on this life's clock."""
        wall, at = self._now(), time.monotonic()
        ages = (self._state.said() or {}).get("ages")
        known = {name: _moment(text) for name, text in _dict(ages).items()}
        return {name: at - (wall - then).total_seconds() for name, then in known.items() if then}

    def status(self, status: fx.Status) -> None:
        if self._status is None or status.state != self._status.state:
            self._since = text_of(self._now())
            if status.state == "offline":
                self._since = self._offline_since()
            elif status.state != "starting" and self._state.get("offline_since"):
                self._state.put("offline_since", "")
        self._status = status
        self._say(ages=False)

    def rest(self) -> None:
        """Ages and moves too, now and then."""
        self._say(ages=time.monotonic() - self._said_at > AGES)

    def _offline_since(self) -> str:
        """Also when it was another life that lost the line."""
        kept = self._state.get("offline_since")
        since = kept or self._state.get("contact") or self._since
        if since != kept:
            self._state.put("offline_since", since)
        return since

    def close(self) -> None:
        """The last of the ages."""
        self._say(ages=True)

    def _say(self, *, ages: bool) -> None:
        if self._status is None:
            return
        line = self._line(self._status)
        ignored = {"at"} if ages else {"at", "ages"}
        if not ages and not _apart(line, self._last):
            ignored.add("clock")
        if all(self._last.get(name) == line[name] for name in line if name not in ignored):
            return
        self._last, self._said_at = line, time.monotonic()
        self._state.put("status", json.dumps(line, ensure_ascii=False))
        self._say_it(line)

    def _line(self, status: fx.Status) -> dict[str, Any]:
        wall, at = self._now(), time.monotonic()
        ages = {
            stream: text_of(wall - timedelta(seconds=at - fresh))
            for stream, fresh in status.fresh.items()
        }
        alarms = [
            {
                "kind": a.kind,
                "about": a.about,
                "key": a.key,
                "facts": dict(a.facts),
                "settles": a.settles,
            }
            for a in status.alarms
        ]
        return {
            "state": status.state,
            "at": text_of(wall),
            "unsent": status.unsent,
            "since": self._since,
            "ages": ages,
            "alarms": alarms,
            "clock": self._clock_line(wall, at),
            "moved": dict(self._moved),
        }

    def _clock_line(self, wall: datetime, at: float) -> dict[str, Any] | None:
        word = self._clock
        if word is None or not word.holds(wall, at):
            return None
        return {"ahead": int(word.ahead), "at": text_of(word.wall)}


def _apart(*lines: dict[str, Any]) -> bool:
    """Whether by one of them the clocks are so far apart that it is worth a line of its own."""
    words = [word for line in lines if (word := line.get("clock"))]
    return any(abs(word["ahead"]) > SKEW.total_seconds() for word in words)


def text_of(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _alarm(said: object) -> fx.Alarm | None:
    one = _dict(said)
    kind = one.get("kind")
    if not isinstance(kind, str):
        return None
    facts = {
        name: value for name, value in _dict(one.get("facts")).items() if type(value) in (str, int)
    }
    return fx.Alarm(kind, str(one.get("about", "")), facts, bool(one.get("settles")))


def _moment(text: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _dict(said: object) -> dict[str, Any]:
    return said if isinstance(said, dict) else {}


def _list(said: object) -> list[Any]:
    return said if isinstance(said, list) else []
