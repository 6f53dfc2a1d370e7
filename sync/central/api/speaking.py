"""The door of central: reads a request within its limits, checks who asks, signs the answer.

docs/protocol.md, "Who speaks". Outside of Litestar, so that also what it refuses by itself (no such
call, no such method) is signed, and so that the body is at hand as it travelled.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Iterable
from typing import Any

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from sync.central.api import bodies
from sync.central.api.refusals import JSON, KIND, as_refusal, body_of, headers_of
from sync.central.api.served import Served
from sync.central.auth import Spoken
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow
from sync.protocol import INSTALLATION, MAX_BODY, OLDEST_VERSION, PROTOCOL, SIGNATURE, VERSION

log = logging.getLogger(__name__)

CALLER, SAID = "caller", "said"
"""Where the scope's state has who asks (an InstallationRow, or None), and what was said."""
ENROL = "/v1/enrol"
PATIENCE = 60
"""Seconds in which a body must be there."""
_CHANGES = re.compile(r"/v1/till/[^/]+/journal")
_DRAIN = 4 * MAX_BODY
_AT_ONCE = 64 * 1024
"""Bytes that are hashed and decompressed without a thread."""


class Speaking:
    """ASGI. A request without the headers of a till goes through: the calls say who may."""

    def __init__(self, app: ASGIApp, served: Served) -> None:
        self._app = app
        self._served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        await self._answer(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        began = time.monotonic()
        answer = _Answer(self._served, scope, send)
        state = scope.setdefault("state", {})
        try:
            await self._hear(scope, receive, answer)
        except Exception as error:
            refusal = as_refusal(error)
            state[KIND] = refusal.kind
            await answer.refuse(refusal)
        finally:
            _record(scope, answer.status, time.monotonic() - began)

    async def _hear(self, scope: HTTPScope, receive: Receive, answer: _Answer) -> None:
        headers = {
            name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]
        }
        body = await _whole(receive)
        spoken = Spoken(scope["method"], answer.target, body, headers)
        scope["state"][SAID] = spoken
        scope["state"][CALLER], content = await self._check(spoken, scope["path"])
        if content is not body:
            scope["headers"] = list(_of_plain(scope["headers"], len(content)))
        await self._app(scope, _again(content, receive), answer)

    async def _check(self, spoken: Spoken, path: str) -> tuple[InstallationRow | None, bytes]:
        changes = spoken.method == "POST" and _CHANGES.fullmatch(path) is not None
        signed = spoken.header(INSTALLATION) != "" and path != ENROL
        quick = len(spoken.body) <= _AT_ONCE
        if signed:
            _check_version(spoken, pushes=changes)
            quick = quick and not changes and self._served.tills.remembers(spoken)
        if quick:
            return self._checked(spoken, signed=signed, changes=changes)
        work = self._served.taking if changes else self._served.reading
        return await work(self._checked, spoken, signed=signed, changes=changes)

    def _checked(
        self, spoken: Spoken, *, signed: bool, changes: bool
    ) -> tuple[InstallationRow | None, bytes]:
        caller = self._served.tills.check(spoken, changes=changes) if signed else None
        return caller, bodies.plain(spoken.body, spoken.header("Content-Encoding"))


def _check_version(spoken: Spoken, *, pushes: bool) -> None:
    """Raises Refusal (upgrade): a till that reads what is no longer written may still push."""
    version = spoken.header(PROTOCOL) or str(VERSION)
    if not re.fullmatch(r"[0-9]{1,6}", version):
        raise Refusal("bad_request", PROTOCOL)
    if int(version) < OLDEST_VERSION and not pushes:
        raise Refusal("upgrade", f"feeds from version {OLDEST_VERSION}")


async def _whole(receive: Receive) -> bytes:
    """The body. Raises Refusal: too_large, bad_request when it does not come."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(PATIENCE):
            while True:
                message: Any = await receive()
                if message["type"] == "http.disconnect":
                    raise Refusal("bad_request", "gone")
                part = message.get("body", b"")
                size += len(part)
                if size <= MAX_BODY:
                    parts.append(part)
                # Read on for a while, or the refusal would be lost with the connection.
                if not message.get("more_body") or size > _DRAIN:
                    break
    except TimeoutError:
        raise Refusal("bad_request", "the body did not come") from None
    if size > MAX_BODY:
        raise Refusal("too_large", f"beyond {MAX_BODY} B")
    return b"".join(parts)


def _again(body: bytes, receive: Receive) -> Receive:
    """What the app hears: the body that was read, then whatever comes."""
    heard = False

    async def hear() -> Any:
        nonlocal heard
        if heard:
            return await receive()
        heard = True
        return {"type": "http.request", "body": body, "more_body": False}

    return hear


def _of_plain(headers: Iterable[tuple[bytes, bytes]], size: int) -> Iterable[tuple[bytes, bytes]]:
    for name, text in headers:
        if name not in (b"content-encoding", b"content-length", b"transfer-encoding"):
            yield name, text
    yield b"content-length", str(size).encode()


class _Answer:
    """ASGI's `send`: keeps an answer until it is whole, signs it, compresses it.

    One that is signed already goes through as it comes: it was made ahead, or is too large.
    """

    def __init__(self, served: Served, scope: HTTPScope, send: Send) -> None:
        self._served = served
        self._scope = scope
        self._send = send
        self._start: Any = None
        self._parts: list[bytes] = []
        self.status = 0
        path = scope["raw_path"].decode("latin-1")
        query = scope["query_string"].decode("latin-1")
        self.target = f"{path}?{query}" if query else path

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            names = {name.lower() for name, _ in message["headers"]}
            if SIGNATURE.lower().encode() in names:
                await self._send(message)
            else:
                self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._parts.append(message.get("body", b""))  # type: ignore[arg-type]
            if not message.get("more_body"):
                await self._finish()

    async def refuse(self, refusal: Refusal) -> None:
        if self.status:
            return  # too late: what went out has another status
        self.status = refusal.status
        body = body_of(refusal, self._served.now())
        headers = {"content-type": JSON, **headers_of(refusal)}
        self._start = {
            "type": "http.response.start",
            "status": refusal.status,
            "headers": [(n.lower().encode(), text.encode()) for n, text in headers.items()],
        }
        self._parts = [body]
        await self._finish()

    async def _finish(self) -> None:
        content = b"".join(self._parts)
        headers = [one for one in self._start["headers"] if one[0].lower() != b"content-length"]
        signature = self._served.signer.sign(self.target, self.status, content)
        headers.append((SIGNATURE.lower().encode(), signature.encode()))
        if len(content) >= bodies.SMALL:
            accept = dict(self._scope["headers"]).get(b"accept-encoding", b"").decode("latin-1")
            headers.append((b"vary", b"Accept-Encoding"))
            if encoding := bodies.accepted(accept):
                content = bodies.packed(content, encoding)
                headers.append((b"content-encoding", encoding.encode()))
        if self.status != 304:
            headers.append((b"content-length", str(len(content)).encode()))
        start: Any = {**self._start, "headers": headers}
        await self._send(start)
        await self._send({"type": "http.response.body", "body": content, "more_body": False})


def _record(scope: HTTPScope, status: int, seconds: float) -> None:
    """One line of the log: numbers and kinds, no names, no keys, no addresses."""
    state = scope["state"]
    caller = state.get(CALLER)
    facts = {
        "method": scope["method"],
        "call": scope.get("path_template", ""),
        "status": status,
        "ms": round(seconds * 1000, 1),
        "installation": caller.number if caller else None,
        "kind": state.get(KIND),
    }
    level = logging.INFO if status >= 400 or scope["method"] != "GET" else logging.DEBUG
    log.log(level, "request", extra={"facts": facts})
