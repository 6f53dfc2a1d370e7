"""A scale's thread: it asks while nobody does, so that it sees the last thing being taken off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from time import monotonic
from typing import Protocol

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.options import Options
from hardware.results import NoWeight, Reading, Weight
from hardware.scales import dibal, toledo
from hardware.transport.address import Address, Way
from hardware.transport.opening import transport_of
from hardware.transport.transport import Transport
from hardware.worker import Inbox, Worker

ANSWER = 0.5
"""Seconds that a scale has for an answer; they take a tenth of it."""
BETWEEN = 0.05
"""Seconds between two questions while the weight moves."""
PATIENCE = 1.0
"""Seconds in which a weight that moves may come to rest before whoever asked is told."""
IDLE, LOADED = 2.0, 0.15
"""Seconds between two looks: at an empty scale, and while something that was sold lies on it."""
_CLEARED = (Reason.EMPTY, Reason.NEGATIVE)
"""Negative: with a tare, when the box was taken off too."""


class Reads(Protocol):
    def feed(self, data: bytes) -> list[Reading]: ...


@dataclass(frozen=True, slots=True)
class Language:
    """How one make of scales is spoken to."""

    ask: bytes
    reader: Callable[[], Reads]
    settings: Mapping[str, str]
    twice: bool


TOLEDO = Language(toledo.ASK, toledo.Reader, toledo.SETTINGS, toledo.TWICE)
DIBAL = Language(dibal.ASK, dibal.Reader, dibal.SETTINGS, dibal.TWICE)


def toledo_8217(spec: Spec, around: Around) -> SerialScale:
    return _make(spec, around, TOLEDO)


def dibal_98(spec: Spec, around: Around) -> SerialScale:
    return _make(spec, around, DIBAL)


def _make(spec: Spec, around: Around, language: Language) -> SerialScale:
    """Option `approval`: of the scale connected to this till, by its type-approval certificate;
    without it no price is computed from what it says."""
    options = Options(spec.options)
    approval = options.text("approval")
    options.end()
    where = with_settings(spec.address, language)
    row = Row(Health(spec.name, Kind.SCALE, str(spec.address)), around.changed, around.now)
    line = transport_of(where, around.metal)
    return SerialScale(row, line, language, approval)


def with_settings(where: Address, language: Language) -> Address:
    """A port is set as this make is delivered, but for what its address says."""
    if where.way is not Way.SERIAL:
        return where
    return replace(where, options={**language.settings, **where.options})


class SerialScale:
    def __init__(self, row: Row, line: Transport, language: Language, approval: str = "") -> None:
        self.row, self.approval = row, approval
        row.can((Check.WEIGH, Check.AGAIN))
        row.fact("approval", approval)
        self._inbox = Inbox[Callable[[Reading], object]](row)
        self._duty = _Weighing(row, language, self._inbox)
        self._worker = Worker(row, line, self._duty)

    def start(self) -> None:
        self._worker.start()

    def stop(self) -> None:
        self._worker.stop()
        self._duty.away(DeviceError("closed", Reason.DISABLED))

    def read(self, done: Callable[[Reading], object]) -> None:
        """A scale that is not there says so at once, on this thread or its own; so does one whose
        approval nobody named, whatever lies on it."""
        if not self.approval:
            done(NoWeight(Reason.NOT_APPROVED))
            return
        try:
            self._inbox.put(done)
        except DeviceError as error:
            done(NoWeight(error.code))
            return
        match self.row.health.state:
            case State.CLOSED:
                self._duty.away(DeviceError("closed", Reason.DISABLED))
            case State.OPENED:
                self._worker.again()
            case _:
                pass

    def check(self, what: Check) -> None:
        match what:
            case Check.WEIGH:
                self._inbox.wake()  # only a look: what lies on it may still be sold
            case Check.AGAIN:
                self._worker.again()
            case _:
                raise DeviceError(what.value, Reason.ILLEGAL)


class _Weighing:
    def __init__(
        self, row: Row, language: Language, inbox: Inbox[Callable[[Reading], object]]
    ) -> None:
        self._row, self._language, self._inbox = row, language, inbox
        self._reader = language.reader()
        self._taken = False
        """Whether what was weighed last may still lie on it."""

    def greet(self, line: Transport) -> None:
        # What was sold may lie there still when a cable is in again.
        self._see(self._answer(line))

    def turn(self, line: Transport) -> None:
        done = self._inbox.take(LOADED if self._taken else IDLE)
        if done is None:
            self._see(self._answer(line))
            return
        try:
            reading = self._read(line)
        except DeviceError as error:
            done(NoWeight(error.code))
            raise
        self._taken = self._taken or isinstance(reading, Weight)
        done(reading)

    def away(self, error: DeviceError) -> None:
        for done in self._inbox.all():
            done(NoWeight(error.code))

    def wake(self) -> None:
        self._inbox.wake()

    def _read(self, line: Transport) -> Reading:
        """At rest, or why not. Raises DeviceError when it does not answer."""
        until = monotonic() + PATIENCE
        before: Reading | None = None
        while True:
            said = self._answer(line)
            self._see(said)
            if self._taken and isinstance(said, Weight):
                return NoWeight(Reason.NOT_CLEARED)
            rests = isinstance(said, Weight) and (not self._language.twice or said == before)
            if rests or (isinstance(said, NoWeight) and said.why is not Reason.UNSTABLE):
                return said
            if monotonic() > until:
                return NoWeight(Reason.UNSTABLE)
            before = said
            line.read(256, BETWEEN)

    def _see(self, said: Reading) -> None:
        if isinstance(said, NoWeight) and said.why in _CLEARED:
            self._taken = False
        now = str(said.grams) if isinstance(said, Weight) else said.why.value
        self._row.worked()
        self._row.fact("reading", now)

    def _answer(self, line: Transport) -> Reading:
        """To one question. Raises DeviceError (TIMEOUT); never a zero for a silence."""
        for _ in range(16):  # of a question that nobody waits for any more
            if not line.read(256, 0):
                break
        self._reader = self._language.reader()
        until = monotonic() + ANSWER
        if line.write(self._language.ask, ANSWER) < len(self._language.ask):
            raise DeviceError("takes no question", Reason.TIMEOUT)
        while (left := until - monotonic()) > 0:
            if said := self._reader.feed(line.read(64, left)):
                return said[-1]
        raise DeviceError("no answer to a question for the weight", Reason.TIMEOUT)
