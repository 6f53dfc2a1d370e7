"""What the parts of the engine share during a step: the moment, the epoch, the alarms, and what
is to be done."""

from __future__ import annotations

from collections.abc import Iterable

from sync import effects as fx

_OF_STREAM = ("page", "poison_page", "held", "disk", "refused")
"""Kinds of alarms that are over when their stream goes on."""


class Desk:
    def __init__(self) -> None:
        self.now = 0.0
        self.epoch = ""
        self.out: list[fx.Effect] = []
        self._alarms: dict[str, fx.Alarm] = {}
        self._remembered: set[str] = set()
        """Alarms of an earlier life that this one has not found again."""

    def do(self, effect: fx.Effect) -> None:
        self.out.append(effect)

    def restore(self, alarms: Iterable[fx.Alarm], remembered: Iterable[fx.Alarm] = ()) -> None:
        """`remembered`: what an earlier life said; shown until this one knows better."""
        kept = {alarm.key: alarm for alarm in alarms}
        earlier = {alarm.key: alarm for alarm in remembered if alarm.key not in kept}
        self._alarms, self._remembered = earlier | kept, set(earlier)

    def knows_better(self) -> None:
        """Everything was tried anew: what an earlier life said and this one did not is over."""
        for key in self._remembered:
            self._alarms.pop(key, None)
        self._remembered.clear()

    def alarm(
        self, kind: str, about: str | int = "", /, *, settles: bool = False, **facts: str | int
    ) -> None:
        """Show this until it is over; `settles`: a person may say that it is."""
        alarm = fx.Alarm(kind, str(about), facts, settles)
        self._alarms[alarm.key] = alarm
        self._remembered.discard(alarm.key)

    def no_longer(self, kind: str, about: str) -> None:
        self._alarms.pop(fx.Alarm(kind, about).key, None)

    def over(self, *kinds: str) -> None:
        self._alarms = {key: a for key, a in self._alarms.items() if a.kind not in kinds}

    def goes_on(self, about: str) -> None:
        """Whatever kept a stream, the journal, the manifest or a snapshot is over."""
        gone = {f"{kind} {about}" for kind in _OF_STREAM}
        self._alarms = {key: alarm for key, alarm in self._alarms.items() if key not in gone}

    def settle(self, key: str) -> fx.Alarm | None:
        """The alarm that a person settled; None when there is none that a person may."""
        alarm = self._alarms.get(key)
        if alarm is None or not alarm.settles:
            return None
        return self._alarms.pop(key)

    @property
    def alarms(self) -> tuple[fx.Alarm, ...]:
        return tuple(self._alarms[key] for key in sorted(self._alarms))
