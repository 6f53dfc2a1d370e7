"""Where the streams stand, and who waits for them to move.

One question to the database for all who wait, however many they are: each is a future, not a
thread. What moves in this process is known at once (`poke`), in another within POLL.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.feed_tables import streams

log = logging.getLogger(__name__)

POLL = 0.5
LONG = 15.0
"""Seconds: between two looks, and after which something is wrong with them."""


class Heads:
    """Of one process; `watch` runs in its event loop, and everything but `poke` is called there."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self._loop: asyncio.AbstractEventLoop | None = None
        self._poked = asyncio.Event()
        self._waiting: dict[asyncio.Future[None], Mapping[str, int]] = {}
        self._closed = False
        self._looked = float("-inf")
        self.epoch = ""
        self._heads: dict[str, int] = {}

    def of(self, stream: str) -> int:
        return self._heads.get(stream, 0)

    async def look(self) -> None:
        """Once; what goes wrong is in the log."""
        try:
            epoch, heads = await asyncio.to_thread(self._read)
        except (Refusal, SQLAlchemyError) as error:
            log.warning("heads: %s", error)
            return
        self._looked = time.monotonic()
        if epoch != self.epoch:
            self.epoch, self._heads = epoch, heads
            self._wake(lambda asked: True)
        else:
            self.saw(epoch, heads)

    async def watch(self) -> None:
        """Look until `close`."""
        self._loop = asyncio.get_running_loop()
        while not self._closed:
            await self.look()
            try:
                async with asyncio.timeout(POLL):
                    await self._poked.wait()
            except TimeoutError:
                pass
            self._poked.clear()

    def poke(self) -> None:
        """Something moved; from any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._poked.set)

    def close(self) -> None:
        """Answer everybody who waits, now: central is stopping."""
        self._closed = True
        self._poked.set()
        self._wake(lambda asked: True)

    def check_watch(self) -> None:
        """Raises Refusal (busy) when nobody has looked for long: whoever waits, waits in vain."""
        if time.monotonic() - self._looked > LONG:
            raise Refusal("busy", "nobody looks at the heads", retry_after=1)

    def check(self, epoch: str) -> None:
        """Raises Refusal (epoch) when it is another one; busy before the first look."""
        if not self.epoch:
            raise Refusal("busy", "starting", retry_after=1)
        if epoch != self.epoch:
            raise Refusal("epoch", epoch=self.epoch)

    def beyond(self, asked: Mapping[str, int]) -> dict[str, int]:
        """The streams that are beyond the numbers asked with."""
        return {name: self.of(name) for name, seq in asked.items() if self.of(name) > seq}

    def saw(self, epoch: str, heads: Mapping[str, int]) -> None:
        """Where streams stood when somebody read it; in one epoch none goes back. Whoever is told
        so asks for pages at once, and is not to get one that was made before."""
        moved = {name: seq for name, seq in heads.items() if seq > self.of(name)}
        if epoch == self.epoch and moved:
            self._heads = {**self._heads, **moved}
            self._wake(self.beyond)

    async def wait(self, asked: Mapping[str, int], seconds: float) -> None:
        """Until one of them moves, the epoch is another, or the time is up."""
        if self._closed or self.beyond(asked):
            return
        moved: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[moved] = asked
        try:
            await asyncio.wait([moved], timeout=seconds)
        finally:
            self._waiting.pop(moved, None)

    def _read(self) -> tuple[str, dict[str, int]]:
        with self._central.read() as conn:
            rows = conn.execute(_HEADS)
            return epoch_of(conn), {row.stream: row.head for row in rows}

    def _wake(self, concerns: Callable[[Mapping[str, int]], object]) -> None:
        for moved, asked in self._waiting.items():
            if not moved.done() and concerns(asked):
                moved.set_result(None)


_HEADS = select(streams.c.stream, streams.c.head)
