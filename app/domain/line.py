"""How the till stands with its chain: in step, sending, without a line..., and how old what it
knows is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class LineState(StrEnum):
    ALONE = "alone"
    """This till belongs to no chain."""
    STARTING = "starting"
    IN_STEP = "in_step"
    SENDING = "sending"
    HELD = "held"
    """Something that central said waits for a person; what else it says is here."""
    OFFLINE = "offline"
    ENDED = "ended"
    """No worker runs: nothing is sent or heard."""
    SIGNED_OUT = "signed_out"
    """Central does not know this installation any more; the till goes on selling."""
    NEEDS_UPDATE = "needs_update"


FRESH = timedelta(minutes=20)
"""How long central's word about the clock counts, whatever becomes of the line meanwhile; it is
asked for within 13 minutes."""


@dataclass(frozen=True, slots=True)
class ClockWord:
    """How far central's clock was `ahead` of the machine's, `at` by the machine's."""

    ahead: timedelta
    at: datetime


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person has to see to. `kind` has a sentence; `facts` are its values."""

    kind: str
    about: str = ""
    """A stream, an installation, a fact: tells alarms of one kind apart."""
    facts: Mapping[str, str] = field(default_factory=dict)
    settles: bool = False
    """Whether a person may settle it here."""

    @property
    def holds(self) -> bool:
        """Whether it keeps back something that central said."""
        return self.kind in ("held", "poison_page")

    @property
    def key(self) -> str:
        """How the worker knows it."""
        return f"{self.kind} {self.about}".strip()


@dataclass(frozen=True, slots=True)
class LineStatus:
    state: LineState = LineState.ALONE
    unsent: int = 0
    """Facts that central has not acknowledged."""
    since: datetime | None = None
    """When this state began."""
    ages: Mapping[str, datetime] = field(default_factory=dict)
    """When each stream was last known to be at its head."""
    alarms: tuple[Alarm, ...] = ()
    was: LineState | None = None
    """Of ENDED: what the last worker said."""
    at: datetime | None = None
    """When this was said; of ENDED, when `was` was."""
    oldest: datetime | None = None
    """When the first of the unsent facts was stated; only whoever counts them knows."""
    clock: ClockWord | None = None

    def ahead(self, now: datetime) -> timedelta | None:
        """How far central's clock is ahead of the machine's, by its own fresh word; None: nobody
        knows. `now`: the machine's; set since, it is another clock than the word was about."""
        if self.clock is None or abs(now - self.clock.at) > FRESH:
            return None
        return self.clock.ahead

    @property
    def held(self) -> tuple[str, ...]:
        """What waits for a person: streams, or "snapshot"."""
        found = {
            alarm.facts.get("stream", alarm.about): None for alarm in self.alarms if alarm.holds
        }
        return tuple(found)


ANSWER_MS = 800
"""What central has for an answer while a customer waits (retail-rules 5)."""
UNREACHABLE = "unreachable"
"""Why there is no answer: it did not come in time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question to central. `refused`: "" or why there is nothing else."""

    id: int
    refused: str = ""
    tickets: tuple[Mapping[str, Any], ...] = ()
    customers: tuple[Mapping[str, Any], ...] = ()
    orders: tuple[Mapping[str, Any], ...] = ()
    stock: tuple[Mapping[str, Any], ...] = ()
    addresses: tuple[Mapping[str, Any], ...] = ()


_FOUND = ("tickets", "customers", "orders", "stock", "addresses")


def heard_from(said: Mapping[str, Any]) -> LineStatus | Answer:
    """A line of the sync worker: how the till stands, or an answer."""
    if type(said.get("answer")) is not int:
        return status_from(said)
    refused = str(said.get("refused") or "")
    found = (tuple(said.get(of) or ()) for of in _FOUND)
    return Answer(said["answer"], refused, *found)


def status_from(said: Mapping[str, Any]) -> LineStatus:
    """A status as the sync worker says it; what this program does not know is `starting`."""
    states = {state.value: state for state in LineState}
    return LineStatus(
        states.get(str(said.get("state")), LineState.STARTING),
        int(said.get("unsent") or 0),
        _moment(said.get("since")),
        {name: at for name, text in (said.get("ages") or {}).items() if (at := _moment(text))},
        tuple(_alarm(one) for one in said.get("alarms") or ()),
        states.get(str(said.get("was"))),
        _moment(said.get("at")),
        _moment(said.get("oldest")),
        _clock(said.get("clock")),
    )


def _clock(said: Mapping[str, Any] | None) -> ClockWord | None:
    at = _moment(said.get("at")) if said else None
    if not said or at is None:
        return None
    return ClockWord(timedelta(seconds=int(said.get("ahead") or 0)), at)


def _alarm(said: Mapping[str, Any]) -> Alarm:
    facts = {name: str(value) for name, value in (said.get("facts") or {}).items()}
    kind, about = str(said.get("kind", "")), str(said.get("about", ""))
    return Alarm(kind, about, facts, bool(said.get("settles")))


def _moment(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None
