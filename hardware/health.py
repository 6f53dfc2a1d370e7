"""How a device is: what its row shows a person, in codes that the window puts in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from threading import Lock

from hardware.errors import DeviceError, Reason

NEVER = datetime.min.replace(tzinfo=UTC)


class Kind(StrEnum):
    PRINTER = "printer"
    DRAWER = "drawer"
    SCANNER = "scanner"
    TERMINAL = "terminal"
    SCALE = "scale"
    DISPLAY = "display"
    LABELS = "labels"


class State(StrEnum):
    """Of UnifiedPOS (1.14, "Device states"): each holds what those before it hold."""

    CLOSED = "closed"
    OPENED = "opened"
    """It has a thread, which looks for it."""
    CLAIMED = "claimed"
    """Its connection is ours, and it has not answered yet."""
    ENABLED = "enabled"
    """It works."""


class Check(StrEnum):
    """What a person may try by one press."""

    PRINT = "print"
    KICK = "kick"
    WEIGH = "weigh"
    SCAN = "scan"
    ASK = "ask"
    """Whether it answers (a terminal's diagnosis)."""
    SHOW = "show"
    AGAIN = "again"
    """Look for it now, not when its wait is over."""


@dataclass(frozen=True, slots=True)
class Health:
    name: str
    kind: Kind
    address: str
    state: State = State.CLOSED
    code: Reason | None = None
    """What is wrong; None: nothing is."""
    detail: str = ""
    """The machine's words, for whoever mends it."""
    since: datetime = NEVER
    """When state and code became what they are."""
    last_success: datetime | None = None
    """When it last did what it was asked for, or answered."""
    queued: int = 0
    facts: Mapping[str, str] = field(default_factory=dict)
    """What it says of itself: `model`, `paper`, `drawer`, `two_way`... words of this code."""
    checks: tuple[Check, ...] = ()

    @property
    def well(self) -> bool:
        return self.state is State.ENABLED and self.code is None


class Row:
    """One device's health: its thread writes, whoever looks reads.

    `changed` is called on the thread that wrote, for what a person can see; never for a mere
    success of what had worked before.
    """

    def __init__(
        self,
        health: Health,
        changed: Callable[[Health], object] = lambda _health: None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._lock = Lock()
        self._now, self._changed = now, changed
        self._health = replace(health, since=now())

    @property
    def health(self) -> Health:
        return self._health

    def is_(self, state: State, code: Reason | None = None, detail: str = "") -> None:
        """Say how it is now."""
        with self._lock:
            before = self._health
            same = (before.state, before.code) == (state, code)
            since = before.since if same else self._now()
            self._health = replace(before, state=state, code=code, detail=detail, since=since)
        if not same:
            self._changed(self._health)

    def trouble(self, error: DeviceError) -> None:
        """The same state, and something is wrong."""
        self.is_(self._health.state, error.code, error.detail)

    def worked(self) -> None:
        with self._lock:
            self._health = replace(self._health, last_success=self._now())

    def queued(self, number: int) -> None:
        with self._lock:
            before = self._health
            self._health = replace(before, queued=number)
        if bool(before.queued) != bool(number):
            self._changed(self._health)

    def can(self, checks: tuple[Check, ...]) -> None:
        self._health = replace(self._health, checks=checks)

    def fact(self, name: str, value: str) -> None:
        """`value` "" takes it away."""
        with self._lock:
            before = self._health
            facts = {key: said for key, said in before.facts.items() if key != name}
            if value:
                facts[name] = value
            self._health = replace(before, facts=facts)
        if dict(before.facts) != facts:
            self._changed(self._health)
