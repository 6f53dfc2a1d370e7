"""What the engine is told, and what it wants done. Times are seconds of a clock that only goes
forward; it has no meaning beyond that, so a simulation has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.mirror.cursors import Standing
from sync.protocol import Ack, Heads, Manifest, Page, Refused, Snapshot

Facts = Mapping[str, str | int]


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


# what the engine wants done
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


# what happened
@dataclass(frozen=True, slots=True)
class Started:
    """What is on the disk. `acks`: (seq, hash) by installation; `heads`: its newest fact;
    `alarms`: of facts that were parked before; `remembered`: what an earlier life said last;
    `fresh`: when each stream was last known to be at its head, on this clock; `held`: as
    `Applied` has it."""

    now: float
    epoch: str
    spread: float = 0
    standings: Mapping[str, Standing] = field(default_factory=dict)
    acks: Mapping[int, tuple[int, str]] = field(default_factory=dict)
    heads: Mapping[int, int] = field(default_factory=dict)
    alarms: tuple[Alarm, ...] = ()
    remembered: tuple[Alarm, ...] = ()
    fresh: Mapping[str, float] = field(default_factory=dict)
    held: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tick:
    now: float


@dataclass(frozen=True, slots=True)
class Poked:
    """The journal's newest fact of each installation."""

    now: float
    heads: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Answered:
    """`ours`: of a manifest, the hash of our fact at its `acked_seq`, "" at 0, None without one.

    `skew`: seconds that central's clock is ahead of ours, when the answer said its time. For a
    part of a snapshot the answer is None.
    """

    now: float
    number: int
    answer: Manifest | Page | Heads | None
    ours: str | None = ""
    skew: float = 0


@dataclass(frozen=True, slots=True)
class Pushed:
    """`sent`: how many records; `ours`: the hash of our fact at the ack's `acked_seq`."""

    now: float
    number: int
    ack: Ack
    sent: int
    ours: str | None
    skew: float = 0


class Offline:
    """No answer: network, TLS, a gateway in central's place."""


class Untrusted:
    """An answer that central did not sign, or that nobody can read; worth as much as none."""


class Damaged:
    """A part of a snapshot that is not what the manifest says."""


class Unreadable:
    """Our own journal could not be read."""


@dataclass(frozen=True, slots=True)
class Failed:
    """`sent`: how many records a push had; `skew`: as of `Answered`, when a refusal said the
    time."""

    now: float
    number: int
    why: Refused | type[Offline | Untrusted | Damaged | Unreadable]
    sent: int = 0
    detail: str = ""
    skew: float = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """`held`: all streams that took away most of what there is, which is still here."""

    now: float
    stream: str
    standing: Standing
    held: Mapping[str, Facts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotApplied:
    """`why`: poison (it cannot be read), held (most of the catalogue would go), moved (we do not
    stand where it begins), disk, busy. `standings`: of all streams, as they are now."""

    now: float
    stream: str
    why: str
    facts: Mapping[str, str | int]
    standings: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Forgotten:
    now: float
    stream: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """`parts`: how many are here already."""

    now: float
    parts: int


@dataclass(frozen=True, slots=True)
class Installed:
    now: float
    standings: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class NotInstalled:
    """`why`: damaged, held, disk, busy."""

    now: float
    why: str
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Settle:
    """A person settled the alarm of that key."""

    now: float
    key: str


@dataclass(frozen=True, slots=True)
class Reached:
    """Central answered a question that somebody else put to it, beside the engine."""

    now: float


Event = (
    Started
    | Tick
    | Poked
    | Answered
    | Pushed
    | Failed
    | Applied
    | NotApplied
    | Forgotten
    | Prepared
    | Installed
    | NotInstalled
    | Settle
    | Reached
)
