"""The wire between till and central, in both directions; docs/protocol.md explains it.

Bodies are JSON. Amounts are integer cents, quantities decimal strings in the unit of the product,
times ISO 8601 in UTC. Unknown fields are ignored on both sides; a field that is missing has the
default that stands here, so either side may be older. `enrolment` has what makes an installation,
`questions` what a till asks of the whole chain.
"""

from __future__ import annotations

import hashlib
from json.encoder import encode_basestring
from typing import Any

import msgspec
from msgspec import Struct

from app.domain.facts import fact_hash

VERSION = 1
"""Major version of the feeds: a till says which it reads, the manifest which there are."""
OLDEST_VERSION = 1

MAX_RECORDS = 100
MAX_BYTES = 256 * 1024
"""Of one batch of facts, before compression; whichever comes first."""
MAX_BODY = 8 * 1024 * 1024
"""Bytes of any request, after decompression."""
PAGE = 500
"""Rows of a tail page at most."""
SEGMENT = 5_000
"""Rows of an immutable segment; segment n holds seq n*SEGMENT+1 ... (n+1)*SEGMENT."""
PART = 4 * 1024 * 1024
"""Bytes of one part of a snapshot, of the compressed file; the last is shorter."""
WAIT = 55
"""Seconds that a long poll is held at most."""

# Streams are named "config", "catalog", "price:{list}", "store:{shop}", "loyalty:{region}".
PUT, DELETE = "P", "D"

# Headers. What is signed is `request_text` and `response_text`, by Ed25519, base64.
INSTALLATION = "Mostrador-Installation"
TIME = "Mostrador-Time"
COUNTER = "Mostrador-Counter"
SIGNATURE = "Mostrador-Signature"
PROTOCOL = "Mostrador-Protocol"


class Record(Struct, kw_only=True):
    """A fact as docs/journal.md says it; or, with `skip`, the place of one that cannot be read.

    A skipped record has the fact's seq, uuid, previous and hash, and `skip` says why.
    """

    installation: int
    seq: int
    uuid: str
    previous: str
    hash: str
    type: str = ""
    v: int = 1
    at: str = ""
    offset: int = 0
    who: str = ""
    body: dict[str, Any] = {}
    sealed: str | None = None
    skip: str = ""


class Batch(Struct, kw_only=True):
    """Facts of one installation, dense and in order. POST /v1/till/{installation}/journal"""

    epoch: str
    records: list[Record]
    keys: dict[str, str] = {}
    """By uuid of the customers that these records make: the key of `sealed`, base64. No fact has
    it, so that it can be destroyed."""


class Trouble(Struct, kw_only=True):
    """Something that a person at central will settle; the fact stands."""

    seq: int
    kind: str
    sentence: dict[str, str] = {}
    """By language."""


class Ack(Struct, kw_only=True):
    """Everything up to `acked_seq` is on central's disk."""

    epoch: str
    acked_seq: int
    acked_hash: str = ""
    exceptions: list[Trouble] = []
    server_time: str = ""
    retry_after: float = 0


class Row(Struct, array_like=True):
    """One change: seq in its stream, op, kind of thing, its key, its version, its value."""

    seq: int
    op: str
    kind: str
    key: str
    version: int
    value: dict[str, Any] | None = None


class Page(Struct, kw_only=True):
    """Rows `after` < seq <= `to`: all of them, dense; of a base, only each key's newest.

    `check` is the stream's checksum at `to`; see `check_after`. Of a base, `head` is the seq that
    it is of: asked again on every page, and where the tail goes on; only the last page, which
    goes to it, has a `check`. Of a segment, `head` is its end, so that it never changes.
    """

    epoch: str
    stream: str
    after: int
    to: int
    head: int
    rows: list[Row]
    check: str = ""
    base: bool = False
    done: bool = True
    """Of a base: whether this was its last page."""


class StreamHead(Struct, kw_only=True):
    stream: str
    head: int
    oldest: int = 1
    """The first seq that the feed still has; whoever is before it takes the base."""


class Cursor(Struct, kw_only=True):
    seq: int
    check: str = ""


class Snapshot(Struct, kw_only=True):
    """A ready catalogue file, zstd-compressed; `cursors` is where each of its streams stands."""

    id: str
    cursors: dict[str, Cursor]
    schema: int
    size: int
    """Bytes of the compressed file."""
    sha256: str
    """Of the file when decompressed."""
    parts: list[str]
    """SHA-256 of each PART of the compressed file."""
    rows: int


class Pace(Struct, kw_only=True, frozen=True):
    """How hard a till may ask."""

    records: int = MAX_RECORDS
    spread: float = 0
    """Seconds over which first contacts are spread after an outage."""


class Manifest(Struct, kw_only=True):
    """GET /v1/manifest, for the installation that asks."""

    epoch: str
    server_time: str
    versions: tuple[int, int]
    streams: list[StreamHead]
    snapshots: list[Snapshot] = []
    acked_seq: int = 0
    acked_hash: str = ""
    pace: Pace = Pace()


class Heads(Struct, kw_only=True):
    """GET /v1/wait: the heads that are beyond those asked with; empty when the time was up."""

    epoch: str
    heads: dict[str, int]


class Refused(Struct, kw_only=True):
    """The body of every 4xx and 5xx. `kind` is one of KINDS; `detail` is for the log."""

    kind: str
    detail: str = ""
    epoch: str = ""
    seq: int = 0
    oldest: int = 0
    server_time: str = ""
    retry_after: float = 0


KINDS = {
    "bad_request": 400,
    "bad_signature": 401,
    "clock": 401,
    "replayed": 401,
    "unknown_installation": 401,
    "bad_token": 401,
    "revoked": 403,
    "not_yours": 403,
    "demo": 403,
    "not_found": 404,
    "bad_code": 404,
    "bad_method": 405,
    "epoch": 409,
    "fork": 409,
    "order_exists": 409,
    "no_stock": 409,
    "no_room": 409,
    "too_late": 409,
    "trimmed": 410,
    "changed": 412,
    "too_large": 413,
    "bad_encoding": 415,
    "bad_range": 416,
    "poison": 422,
    "upgrade": 426,
    "paced": 429,
    "failed": 500,
    "busy": 503,
}
"""What central refuses, and the status that it travels under."""


_HASHED = (
    *("installation", "seq", "uuid", "type", "v", "at", "offset", "who", "body"),
    *("sealed", "previous"),
)


def hash_of(record: Record) -> str:
    """What `hash` must be, by the rule of docs/journal.md."""
    return fact_hash({name: getattr(record, name) for name in _HASHED})


def whole(record: Record) -> str:
    """A record as JSON, when `hash` is what it must be; else ""."""
    others = {name: getattr(record, name) for name in _HASHED if name != "previous"}
    # As canonical JSON has it, several times quicker; but of a number with a point, other digits.
    said = _canonical(others)
    digest = hashlib.sha256(record.previous.encode())
    digest.update(said)
    if digest.hexdigest() != record.hash and hash_of(record) != record.hash:
        return ""
    return f'{{"hash":"{record.hash}","previous":{_quoted(record.previous)},{said[1:].decode()}'


def check_after(check: str, row: Row) -> str:
    """A stream's checksum after `row`, from the one before it; "" before the first."""
    # The whole row at once: msgspec writes names and values as `check_after_text` does.
    said = _canonical((row.seq, row.op, row.kind, row.key, row.version, row.value))
    return hashlib.sha256(check.encode() + said).hexdigest()[:32]


def check_after_text(
    check: str, seq: int, op: str, kind: str, key: str, version: int, value: str
) -> str:
    """`check_after` of a row whose value is at hand as canonical JSON ("null" for none)."""
    names = f"{_quoted(op)},{_quoted(kind)},{_quoted(key)}"
    text = f"{check}[{seq},{names},{version},{value}]"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


_quoted = encode_basestring
# As `facts.canonical` writes what is in a row, where no number has a point; several times quicker.
_canonical = msgspec.json.Encoder(order="sorted").encode


def request_text(method: str, target: str, body: bytes, headers: dict[str, str]) -> bytes:
    """What a till signs: method, path with its query, the body's SHA-256, and the headers.

    `body`: as it travels, compressed or not.
    """
    digest = hashlib.sha256(body).hexdigest()
    named = [headers[name] for name in (INSTALLATION, TIME, COUNTER)]
    return "\n".join(["mostrador-request-1", method, target, digest, *named]).encode()


def response_text(target: str, status: int, body: bytes) -> bytes:
    """What central signs: the path that was asked, the status, the SHA-256 of the plain body."""
    return response_text_of(target, status, hashlib.sha256(body).hexdigest())


def response_text_of(target: str, status: int, digest: str) -> bytes:
    """`response_text` of a body whose SHA-256 is known."""
    return "\n".join(["mostrador-response-1", target, str(status), digest]).encode()


encode = msgspec.json.Encoder().encode
