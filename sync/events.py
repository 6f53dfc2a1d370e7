"""What the engine is told. Times are seconds of a clock that only goes forward; it has no meaning
beyond that, so a simulation has its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.mirror.cursors import Standing
from sync.effects import Alarm
from sync.protocol import Ack, Heads, Manifest, Page, Refused

Facts = Mapping[str, str | int]


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
