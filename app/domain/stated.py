"""What is stated of a thing that moves between devices: of an order, of a consignment.

An event is known by who stated it (`installation`, `seq`), however it came: in the journal, from
central, or on paper. `tick` is one more than the largest tick that who states it knew of that
thing: what somebody knew of comes before what they did, whatever the clocks say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from app.domain.facts import Body, FactType
from app.domain.plain import plain, read

Key = tuple[int, int]
"""(installation, number of the fact)."""
W = TypeVar("W")
"""All that may happen to such a thing."""


@dataclass(frozen=True, slots=True)
class Stated(Generic[W]):
    """`what` happened to one of them. `at`: aware; `who`: a person's code, "" for nobody."""

    tick: int
    installation: int
    seq: int
    at: datetime
    who: str
    what: W

    @property
    def key(self) -> Key:
        return self.installation, self.seq

    @property
    def turn(self) -> tuple[int, int, int]:
        """Its place among the events of the same thing: the same on every device."""
        return self.tick, self.installation, self.seq


E = TypeVar("E", bound=Stated[Any])


class Forms(Generic[W, E]):
    """The events of one sort of thing as facts, and as they travel beside the thing."""

    def __init__(
        self,
        noun: str,
        event: Callable[[int, int, int, datetime, str, W], E],
        kinds: Iterable[FactType],
        whats: Iterable[type[W]],
    ) -> None:
        """`noun`: under which name a fact says of which one; `kinds`: the types of fact that
        `whats` are stated as, in the same order."""
        self._noun = noun
        self._event = event
        self._kinds = dict(zip(whats, kinds, strict=True))
        self._whats: dict[str, type[W]] = {kind: what for what, kind in self._kinds.items()}

    def kind_of(self, what: W) -> FactType:
        return self._kinds[type(what)]

    def fact_body(self, number: str, tick: int, what: W) -> Body:
        """What the fact says; who, when and which number the fact itself has."""
        return {self._noun: number, "tick": tick, **plain(what)}

    def from_fact(
        self,
        kind: str,
        body: Mapping[str, Any],
        installation: int,
        seq: int,
        at: datetime,
        who: str,
    ) -> E:
        """Raises ValueError when it is no event."""
        tick = body.get("tick")
        if type(tick) is not int or tick < 1:
            raise ValueError(f"tick {tick!r}")
        if kind not in self._whats:
            raise ValueError(f"no event: {kind}")
        what = read(self._whats[kind], dict(body))
        return self._event(tick, installation, seq, at, who, what)

    def event_body(self, event: E) -> Body:
        """An event as it travels beside its thing."""
        return {
            "kind": self.kind_of(event.what).value,
            "tick": event.tick,
            "installation": event.installation,
            "seq": event.seq,
            "at": event.at.isoformat(),
            "who": event.who,
            **plain(event.what),
        }

    def event_from(self, body: Mapping[str, Any]) -> E:
        """Raises ValueError, KeyError or TypeError when it is none."""
        at = datetime.fromisoformat(body["at"])
        return self.from_fact(
            body["kind"], body, int(body["installation"]), int(body["seq"]), at, str(body["who"])
        )
