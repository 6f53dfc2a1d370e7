"""What the engine wants done, and what it has asked of central; `events` is what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.protocol import Page, Snapshot


# what is asked of central
@dataclass(frozen=True, slots=True)
class GetManifest:
    pass


@dataclass(frozen=True, slots=True)
class Push:
    """The facts of `installation` after `after`, at most `records` of them and `size` bytes."""

    installation: int
    epoch: str
    after: int
    records: int
    size: int


@dataclass(frozen=True, slots=True)
class GetPage:
    stream: str
    epoch: str
    after: int
    limit: int


@dataclass(frozen=True, slots=True)
class GetSegment:
    stream: str
    epoch: str
    n: int


@dataclass(frozen=True, slots=True)
class GetBase:
    """`at` and `after` 0: from its beginning."""

    stream: str
    epoch: str
    at: int
    after: int


@dataclass(frozen=True, slots=True)
class GetPart:
    """Part `index` of a snapshot's file; whoever gets it checks it and keeps it."""

    snapshot: Snapshot
    index: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Until a head is beyond `heads`. `read`: how far each stream has been taken in."""

    epoch: str
    heads: Mapping[str, int]
    seconds: int
    read: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tell:
    """A `Wait` of no time: it says what has been read since the one that is under way."""

    epoch: str
    heads: Mapping[str, int]
    read: Mapping[str, int]


Request = GetManifest | Push | GetPage | GetSegment | GetBase | GetPart | Wait | Tell
Pull = GetPage | GetSegment | GetBase


# what it wants done
@dataclass(frozen=True, slots=True)
class Ask:
    """Ask central, and answer with `Answered`, `Pushed` or `Failed` under this number.

    There is never more than one `Wait` and one other request under way.
    """

    number: int
    request: Request


@dataclass(frozen=True, slots=True)
class Apply:
    """Take a page in, with its cursor; answered by `Applied` or `NotApplied`."""

    page: Page
    let: bool = False
    """A person said yes to its taking most of the catalogue away."""
    segment: bool = False


@dataclass(frozen=True, slots=True)
class Let:
    """A person said that what this stream took away goes; answered by `Applied` or `NotApplied`."""

    stream: str


@dataclass(frozen=True, slots=True)
class Forget:
    """A stream is no longer ours: what it brought goes; answered by `Forgotten` or `NotApplied`."""

    stream: str
    let: bool = False


@dataclass(frozen=True, slots=True)
class Prepare:
    """Make room for a snapshot's file; answered by `Prepared`."""

    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class Install:
    """Check a snapshot that is here whole and switch to it; answered by `Installed` or
    `NotInstalled`."""

    snapshot: Snapshot
    epoch: str
    let: bool = False


@dataclass(frozen=True, slots=True)
class KeepAck:
    installation: int
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class KeepEpoch:
    epoch: str


@dataclass(frozen=True, slots=True)
class KeepSpread:
    """How far first contacts are spread after an outage; seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Skip:
    """Keep a copy of this fact, and from now on send its place only, saying why."""

    installation: int
    seq: int
    why: str


@dataclass(frozen=True, slots=True)
class ParkPage:
    """Keep a copy of a page that cannot be taken in."""

    page: Page
    why: str


@dataclass(frozen=True, slots=True)
class SignAs:
    """Sign with central's time; `bump`: and with a counter above every earlier one."""

    server_time: str = ""
    bump: bool = False


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is to be done before `until` unless something happens."""

    until: float
    in_step: bool
    """Everything is sent, and everything that central said is here."""
    all_tried: bool
    """Nothing is left to do but what only a person can set going, as where a stream is held."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that a person should know of; gone when the engine no longer lists it."""

    kind: str
    about: str = ""
    """A stream, an installation, a fact."""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    settles: bool = False
    """Whether a person may say `Settle` to its key."""

    @property
    def key(self) -> str:
        return f"{self.kind} {self.about}".strip()


@dataclass(frozen=True, slots=True)
class Status:
    """`state`: starting, in_step, sending, held, offline, signed_out, needs_update."""

    state: str
    unsent: int
    fresh: Mapping[str, float]
    """When each stream was last known to be at its head."""
    alarms: tuple[Alarm, ...]


Effect = (
    Ask
    | Apply
    | Let
    | Forget
    | Prepare
    | Install
    | KeepAck
    | KeepEpoch
    | KeepSpread
    | Skip
    | ParkPage
    | SignAs
    | Idle
    | Status
)
