"""A till's line to a central that really serves, over a real socket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import httpx
import msgspec

from sync.protocol import KINDS, SIGNATURE, Manifest, Page, Refused, Row, check_after
from sync.signing import is_centrals

from .speaking import SpeakingTill

T = TypeVar("T")


class Line:
    """Signs what it asks; every answer must be central's, whatever it says."""

    def __init__(self, url: str, till: SpeakingTill, clock: Callable[[], datetime]) -> None:
        self.till = till
        self.clock = clock
        self.http = httpx.Client(base_url=url, timeout=70, trust_env=False)

    def ask(
        self,
        method: str,
        target: str,
        body: bytes = b"",
        *,
        at: datetime | None = None,
        counter: int = 0,
        **more: Any,
    ) -> httpx.Response:
        """`more`: headers, with `_` for `-`."""
        signed = self.till.headers(at or self.clock(), method, target, body, counter)
        named = {name.replace("_", "-"): text for name, text in more.items()}
        answer = self.http.request(method, target, content=body, headers={**named, **signed})
        assert self.till.enrolled
        key, signature = self.till.enrolled.central_key, answer.headers.get(SIGNATURE, "")
        assert is_centrals(key, target, answer.status_code, answer.content, signature)
        return answer

    def get(self, target: str, kind: type[T], **more: Any) -> T:
        answer = self.ask("GET", target, **more)
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=kind)

    def post(self, target: str, value: Any, kind: type[T]) -> T:
        answer = self.ask("POST", target, msgspec.json.encode(value))
        assert answer.status_code == 200, answer.text
        return msgspec.json.decode(answer.content, type=kind)

    def refused(self, method: str, target: str, body: bytes = b"", **more: Any) -> Refused:
        """Of an answer that must be a refusal, under the status of its kind."""
        answer = self.ask(method, target, body, **more)
        assert answer.status_code >= 400, answer.text
        return refusal_in(answer)

    @property
    def epoch(self) -> str:
        return self.get("/v1/manifest", Manifest).epoch

    def feed(self, stream: str, after: int = 0, **more: Any) -> Page:
        return self.get(feed_of(stream, self.epoch, after, **more), Page)


def refusal_in(answer: httpx.Response) -> Refused:
    refused = msgspec.json.decode(answer.content, type=Refused)
    assert KINDS[refused.kind] == answer.status_code
    return refused


def feed_of(stream: str, epoch: str, after: int = 0, **more: Any) -> str:
    query = httpx.QueryParams({"epoch": epoch, "after": after, **more})
    return f"/v1/feed/{named(stream)}?{query}"


def named(stream: str) -> str:
    return stream.replace(":", "%3A")


def waiting(
    epoch: str, heads: dict[str, int], seconds: int = 55, read: dict[str, int] | None = None
) -> str:
    """`read` None: as an older till, which does not say."""
    query = httpx.QueryParams({"epoch": epoch, "heads": _seqs(heads), "seconds": seconds})
    if read is not None:
        query = query.set("read", _seqs(read))
    return f"/v1/wait?{query}"


def _seqs(by_stream: dict[str, int]) -> str:
    return ",".join(f"{name}={seq}" for name, seq in by_stream.items())


def check_dense(rows: list[Row], after: int = 0, check: str = "") -> str:
    """Rows without a gap; the checksum at their end."""
    for row in rows:
        after += 1
        assert row.seq == after
        check = check_after(check, row)
    return check
