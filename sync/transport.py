"""Asking central over HTTP: every request signed, every answer's signature checked."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

import httpx
import msgspec
import zstandard

from app.domain.picture import name_of
from app.domain.skew import SKEW
from app.storage.enrolment import Enrolment
from sync import effects as fx
from sync import events as e
from sync import trust
from sync.protocol import SIGNATURE, Ack, Batch, Heads, Manifest, Page, Refused, encode
from sync.questions import (
    AddressAnswer,
    AddressQuery,
    CustomerAnswer,
    CustomerQuery,
    OrderAnswer,
    OrderQuery,
    StockAnswer,
    StockQuery,
    TicketAnswer,
    TicketQuery,
)
from sync.signing import Voice, is_centrals

T = TypeVar("T")

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer, decompressed; a segment has some MB."""
WORTH = 512
"""Bytes of a body from which on it travels compressed."""
CONNECT, READ = 10.0, 30.0
"""Seconds."""
BUMP = 24 * 60 * 60 * 1000
"""A day of counters."""
GATEWAY = (502, 503, 504)


class Unanswered(Exception):
    """No answer that counts: `why` is events.Offline or events.Untrusted."""

    def __init__(self, why: type[e.Offline] | type[e.Untrusted], detail: str) -> None:
        super().__init__(why.__name__, detail)
        self.why, self.detail = why, detail


class Refusing(Exception):
    """Central refused, and signed that it did."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.kind, refused.detail)
        self.refused = refused


class Signs:
    """Who speaks, when, and how often: shared by everything that asks."""

    def __init__(self, voice: Voice, now: Callable[[], datetime], last: int = 0) -> None:
        """`last`: the counter that was used last."""
        self._voice, self._now = voice, now
        self._lock = threading.Lock()
        self.last = last
        self.skew = timedelta()
        """What central's clock is ahead of ours, by its own word."""

    def headers(self, method: str, target: str, body: bytes) -> dict[str, str]:
        with self._lock:
            at = self._now()
            self.last = max(self.last + 1, int(at.timestamp() * 1000))
            counter, at = self.last, at + self.skew
        return self._voice.headers(method, target, body, at.astimezone(UTC), counter)

    def believe(self, server_time: str) -> None:
        """Sign with central's time from now on; the clock of the machine is not touched."""
        if at := _moment(server_time):
            self.skew = at - self._now()

    def behind(self, server_time: str) -> float:
        """Seconds that central's clock is ahead of ours by its own word; 0: it does not say."""
        at = _moment(server_time)
        return (at - self._now()).total_seconds() if at else 0

    @property
    def borrowed(self) -> bool:
        """Whether the machine's time will not do to sign with."""
        return abs(self.skew) > SKEW

    def bump(self) -> None:
        """Go above every earlier counter: of ours, if our clock was ahead once."""
        with self._lock:
            self.last += BUMP


@dataclass(frozen=True, slots=True)
class Said:
    """What central answered; `skew`: seconds that its clock is ahead, if it said its time."""

    answer: Manifest | Page | Heads | Ack | bytes
    skew: float = 0


class Transport:
    """One connection to central; for one thread."""

    def __init__(
        self, enrolment: Enrolment, where: Path, signs: Signs, now: Callable[[], datetime]
    ) -> None:
        """Raises BadCentralUrl, PlainNotHere (plain HTTP beyond this machine),
        UnusableCertificate."""
        self._base = trust.check_url(enrolment.url)
        self._key, self._signs, self._now = enrolment.central_key, signs, now
        authority = where / enrolment.ca if enrolment.ca else None
        self._client = httpx.Client(
            verify=trust.context(enrolment.pins, authority),
            # No proxy of the machine's: what is pinned is central's key, not a proxy's.
            trust_env=False,
            timeout=httpx.Timeout(READ, connect=CONNECT),
            headers={"Accept-Encoding": "zstd, gzip"},
        )
        self._pack = zstandard.ZstdCompressor(level=3)
        self._known: tuple[str, bytes] | None = None
        """The manifest's ETag and body."""

    def close(self) -> None:
        self._client.close()

    def ask(self, request: fx.Request, batch: Batch | None = None) -> Said:
        """Raises Unanswered, Refusing. `batch`: of a push."""
        match request:
            case fx.GetManifest():
                return self._manifest()
            case fx.Push(installation=of):
                if batch is None:
                    raise ValueError("a push without facts")
                body = encode(batch)
                return self._read(self._ask("POST", f"/v1/till/{of}/journal", body), Ack)
            case fx.GetPage():
                query = f"epoch={_quoted(request.epoch)}&after={request.after}"
                path = f"/v1/feed/{_quoted(request.stream)}?{query}&limit={request.limit}"
                return self._read(self._ask("GET", path), Page)
            case fx.GetSegment():
                path = f"/v1/feed/{_quoted(request.stream)}/seg/{request.n}"
                query = f"epoch={_quoted(request.epoch)}"
                return self._read(self._ask("GET", f"{path}?{query}"), Page)
            case fx.GetBase():
                query = f"epoch={_quoted(request.epoch)}&at={request.at}&after={request.after}"
                path = f"/v1/base/{_quoted(request.stream)}?{query}"
                return self._read(self._ask("GET", path), Page)
            case fx.Wait():
                path = f"{_waited(request)}&seconds={request.seconds}"
                patience = request.seconds + READ
                return self._read(self._ask("GET", path, patience=patience), Heads)
            case fx.Tell():
                return self._read(self._ask("GET", f"{_waited(request)}&seconds=0"), Heads)
            case fx.GetPart():
                raise ValueError("a part is asked for with its range: `part`")

    def ticket(self, number: str, patience: float) -> TicketAnswer:
        """A ticket of any shop by its number, in so many seconds for each step of the way.

        Raises Unanswered, Refusing.
        """
        return self._answer("ticket", TicketQuery(number=number), TicketAnswer, patience)

    def customer(self, card: str, patience: float) -> CustomerAnswer:
        """Whose card it is, as `ticket`. Raises Unanswered, Refusing."""
        return self._answer("customer", CustomerQuery(card=card), CustomerAnswer, patience)

    def orders(self, words: str, patience: float) -> OrderAnswer:
        """Orders of any shop, as `ticket`. Raises Unanswered, Refusing."""
        return self._answer("order", OrderQuery(words=words), OrderAnswer, patience)

    def address(self, number: str, patience: float) -> AddressAnswer:
        """Where an order of this shop is sent to, as `ticket`. Raises Unanswered, Refusing."""
        return self._answer("address", AddressQuery(number=number), AddressAnswer, patience)

    def stock(self, sku: str, patience: float) -> StockAnswer:
        """What each shop has of a product, as `ticket`. Raises Unanswered, Refusing."""
        return self._answer("stock", StockQuery(sku=sku), StockAnswer, patience)

    def picture(self, name: str, patience: float) -> bytes:
        """A product's picture, by its SHA-256. Raises Unanswered, Refusing."""
        target = f"/v1/picture/{_quoted(name)}"
        content = self._ask("GET", target, patience=patience, sealed=False).body
        if name_of(content) != name:
            raise Unanswered(e.Untrusted, f"another picture, {len(content)} bytes")
        return content

    def _answer(self, about: str, query: msgspec.Struct, kind: type[T], patience: float) -> T:
        answer = self._ask("POST", f"/v1/query/{about}", encode(query), patience=patience)
        return _decoded(answer.body, kind)

    def part(self, snapshot: str, first: int, last: int) -> bytes:
        """Those bytes of a snapshot's file. Raises Unanswered, Refusing."""
        headers = {"Range": f"bytes={first}-{last}", "Accept-Encoding": "identity"}
        answer = self._ask("GET", f"/v1/snap/{_quoted(snapshot)}", more=headers, sealed=False)
        if answer.status != 206 or len(answer.body) != last - first + 1:
            raise Unanswered(e.Untrusted, f"status {answer.status}, {len(answer.body)} bytes")
        return answer.body

    def _manifest(self) -> Said:
        # That nothing is new says no time: with a clock that is wrong, central's is worth more.
        again = self._known if not self._signs.borrowed else None
        more = {"If-None-Match": again[0]} if again else {}
        answer = self._ask("GET", "/v1/manifest", more=more)
        if answer.status == 304 and self._known:
            said = self._read(_Answer(200, self._known[1], "", ""), Manifest)
            return Said(said.answer)
        if answer.tag:
            self._known = (answer.tag, answer.body)
        return self._read(answer, Manifest)

    def _ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        *,
        more: dict[str, str] | None = None,
        patience: float = READ,
        sealed: bool = True,
    ) -> _Answer:
        headers = dict(more or {})
        if body:
            headers["Content-Type"] = "application/json"
            if len(body) > WORTH:
                body = self._pack.compress(body)
                headers["Content-Encoding"] = "zstd"
        request = self._client.build_request(
            method, self._base + path, content=body or None, headers=headers
        )
        # What is signed is what is sent, however the library writes it.
        target = request.url.raw_path.decode("ascii")
        request.headers.update(self._signs.headers(method, target, body))
        request.extensions["timeout"] = {
            "connect": min(CONNECT, patience),
            "read": patience,
            "write": min(READ, patience),
            "pool": READ,
        }
        return self._checked(target, self._send(request), sealed=sealed)

    def _send(self, request: httpx.Request) -> _Answer:
        try:
            response = self._client.send(request, stream=True)
            try:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > LARGEST:
                        raise Unanswered(e.Untrusted, "an answer without end")
            finally:
                response.close()
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise _unanswered(error) from error
        signature = response.headers.get(SIGNATURE, "")
        tag = response.headers.get("ETag", "")
        return _Answer(response.status_code, bytes(content), signature, tag)

    def _checked(self, target: str, answer: _Answer, *, sealed: bool) -> _Answer:
        """Whose hash the manifest has (`sealed` False) needs no signature of its own."""
        status = answer.status
        good = is_centrals(self._key, target, status, answer.body, answer.signature)
        if good and status >= 400:
            raise Refusing(_refused(answer.body))
        if good or (not sealed and status < 300):
            return answer
        if status in GATEWAY and not answer.signature:
            raise Unanswered(e.Offline, f"status {status}")
        raise Unanswered(e.Untrusted, f"status {status} without central's signature")

    def _read(self, answer: _Answer, kind: type[Manifest | Page | Heads | Ack]) -> Said:
        said = _decoded(answer.body, kind)
        at = _moment(getattr(said, "server_time", ""))
        return Said(said, (at - self._now()).total_seconds() if at else 0)


@dataclass(frozen=True, slots=True)
class _Answer:
    """`body`: decompressed."""

    status: int
    body: bytes
    signature: str
    tag: str


def _waited(request: fx.Wait | fx.Tell) -> str:
    heads, read = _seqs(request.heads), _seqs(request.read)
    return f"/v1/wait?epoch={_quoted(request.epoch)}&heads={heads}&read={read}"


def _seqs(by_stream: Mapping[str, int]) -> str:
    return _quoted(",".join(f"{stream}={seq}" for stream, seq in by_stream.items()))


def _refused(body: bytes) -> Refused:
    return _decoded(body, Refused)


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unanswered(e.Untrusted, str(error)) from error


def _unanswered(error: BaseException) -> Unanswered:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, (trust.WrongKey, ssl.SSLCertVerificationError)):
            return Unanswered(e.Untrusted, str(cause))
        cause = cause.__cause__ or cause.__context__
    return Unanswered(e.Offline, f"{type(error).__name__}: {error}")


def _moment(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else None


def _quoted(text: str) -> str:
    return quote(text, safe="")
