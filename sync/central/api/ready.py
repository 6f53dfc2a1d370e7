"""Answers that are made once: signed, compressed, and given to everybody who may have them."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from typing import Any

from litestar import Response

from sync.central.api import bodies
from sync.central.api.refusals import JSON
from sync.protocol import SIGNATURE

FOR_EVER = "max-age=31536000, immutable"
LARGEST = 64 * 1024 * 1024
"""Bytes of all that is kept."""

MOMENT = 0.5
"""Seconds: the tills of a shop wake up at the same time and ask for the same page."""


class Ready:
    """An answer, 200. `tag` is its ETag, "" for none; `cache` its Cache-Control."""

    def __init__(
        self, content: bytes, signature: str, *, tag: str = "", cache: str = "", media: str = JSON
    ) -> None:
        self._content = content
        self._signature = signature
        self._media = media
        self._named = {"Vary": "Accept-Encoding"}
        self._tag = f'"{tag}"' if tag else ""
        if tag:
            self._named["ETag"] = self._tag
        if cache:
            self._named["Cache-Control"] = cache
        self._packed: dict[str, bytes] = {}
        self.size = len(content)

    def answer(self, asked: Mapping[str, str]) -> Response[Any]:
        """`asked`: the request's headers, by their names in small letters."""
        if self._tag and self._tag in asked.get("if-none-match", ""):
            return Response(b"", status_code=304, headers=self._named)
        accept = asked.get("accept-encoding", "")
        encoding = bodies.accepted(accept) if self.size >= bodies.SMALL else ""
        headers = {SIGNATURE: self._signature, **self._named}
        if encoding:
            headers["Content-Encoding"] = encoding
        return Response(self._pack(encoding), media_type=self._media, headers=headers)

    def _pack(self, encoding: str) -> bytes:
        if not encoding:
            return self._content
        if encoding not in self._packed:
            self._packed[encoding] = bodies.packed(self._content, encoding)
        return self._packed[encoding]


class Shelf:
    """What was made lately, up to LARGEST bytes; what nobody asked for longest goes first."""

    def __init__(self, most: int = LARGEST) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Hashable, Ready] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Ready | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
        return found

    def put(self, key: Hashable, made: Ready) -> Ready:
        with self._lock:
            before = self._kept.pop(key, None)
            self._kept[key] = made
            self._size += made.size - (before.size if before else 0)
            while self._size > self._most and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1].size
        return made

    def made(self, key: Hashable, make: Callable[[], Ready]) -> Ready:
        """What is there, or what `make` makes."""
        return self.find(key) or self.put(key, make())


class Flights:
    """What many ask for in the same moment is made once; all of one event loop.

    For what is about people: it is at nobody's hand for longer than MOMENT after it was made.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, asyncio.Future[Ready]] = {}

    async def made(self, key: Hashable, make: Callable[[], Awaitable[Ready]]) -> Ready:
        """What is being made, or what `make` makes. Raises what that raises, at all who ask."""
        flight = self._made.get(key)
        if flight is None:
            flight = self._made[key] = asyncio.ensure_future(make())
            flight.add_done_callback(lambda done: self._landed(key, done))
        return await asyncio.shield(flight)  # who hangs up takes it from nobody else

    def _landed(self, key: Hashable, flight: asyncio.Future[Ready]) -> None:
        if flight.cancelled() or flight.exception() is not None:
            self._made.pop(key, None)
        else:
            flight.get_loop().call_later(MOMENT, self._made.pop, key, None)
