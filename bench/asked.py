"""Pages of central, asked twice: from the database, and from what it keeps.

Signed requests to the ASGI application in one process, checked, answered and compressed as over a
socket, without the socket. Every page is asked for the first time, which takes the database, and
at once again, which does not: both from the same page of the same till.
"""

from __future__ import annotations

import asyncio
import base64
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import unquote

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from litestar.types import ASGIApp
from sqlalchemy import insert

from bench.bar import Bar, at_least
from bench.office import SHOP, found, keep_range
from sync.central.api.served import Served
from sync.central.app import make_app
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.central.tables import installations
from sync.protocol import COUNTER, INSTALLATION, PAGE, SEGMENT, SIGNATURE, TIME, request_text

PRODUCTS = 30_000
AGAIN = 5
"""Times that each page is asked for once it is kept."""
_NUMBER = 2001


class Asking:
    """A till that signs what it asks."""

    def __init__(self, central: Central, app: ASGIApp) -> None:
        self._key, self._app, self._counter = Ed25519PrivateKey.generate(), app, count(1)
        public = base64.b64encode(self._key.public_key().public_bytes_raw()).decode()
        row = {
            column.name: "" if column.type.python_type is str else 0
            for column in installations.columns
        }
        given = {"number": _NUMBER, "shop": SHOP, "till": "03", "kind": "till"}
        with central.write() as tx:
            tx.execute(insert(installations).values(**{**row, **given, "public_key": public}))

    async def get(self, target: str) -> float:
        """Seconds that central takes until the whole answer is there."""
        named = {
            INSTALLATION: str(_NUMBER),
            TIME: datetime.now(UTC).isoformat(timespec="milliseconds"),
            COUNTER: str(next(self._counter)),
        }
        signature = self._key.sign(request_text("GET", target, b"", named))
        headers = {
            **named,
            SIGNATURE: base64.b64encode(signature).decode(),
            "Accept-Encoding": "zstd",
        }
        begun = perf_counter()
        status, content = await self._answer(target, headers)
        seconds = perf_counter() - begun
        assert (status, bool(content)) == (200, True), (target, status, content)
        return seconds

    async def _answer(self, target: str, headers: dict[str, str]) -> tuple[int, bytes]:
        path, _, query = target.partition("?")
        scope: Any = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(n.lower().encode(), text.encode()) for n, text in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 2),
        }
        status, content = 0, b""

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status, content
            status = message.get("status", status)
            content += message.get("body", b"")

        await self._app(scope, receive, send)
        return status, content


@asynccontextmanager
async def living(app: ASGIApp) -> AsyncIterator[None]:
    """Between the application's start and its end."""
    said: asyncio.Queue[Any] = asyncio.Queue()
    heard: asyncio.Queue[Any] = asyncio.Queue()
    scope: Any = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    task = asyncio.ensure_future(app(scope, said.get, heard.put))
    for word in ("startup", "shutdown"):
        await said.put({"type": f"lifespan.{word}"})
        answer = await heard.get()
        assert answer["type"] == f"lifespan.{word}.complete", answer
        if word == "startup":
            yield
    await task


def bars(count: int = PRODUCTS) -> list[Bar]:
    """Every bar of this file; fewer products only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        central = found(f"sqlite:///{Path(place) / 'central.db'}")
        keep_range(central, count)
        try:
            return asyncio.run(_asked(central, count))
        finally:
            central.close()


async def _asked(central: Central, count: int) -> list[Bar]:
    with central.read() as conn:
        epoch = epoch_of(conn)
    app = make_app(Served(central))
    streams = ("catalog", "price%3Astore")
    segments = [
        f"/v1/feed/{stream}/seg/{number}?epoch={epoch}"
        for stream in streams
        for number in range(count // SEGMENT)
    ]
    pages = [
        f"/v1/feed/{stream}?epoch={epoch}&after={after}"
        for stream in streams
        for after in range(0, count - PAGE, PAGE)
    ]
    async with living(app):
        asking = Asking(central, app)
        await asking.get(pages.pop())
        return [
            await _twice(asking, f"pages of {SEGMENT} rows", segments),
            await _twice(asking, f"pages of {PAGE} rows", pages),
        ]


async def _twice(asking: Asking, name: str, targets: list[str]) -> Bar:
    database = kept = 0.0
    for target in targets:
        database += await asking.get(target)
        for _ in range(AGAIN):
            kept += await asking.get(target) / AGAIN
    return at_least(f"{name} a second, kept / from the database", 10, database / kept, "x")


if __name__ == "__main__":
    for bar in bars():
        print(bar)
