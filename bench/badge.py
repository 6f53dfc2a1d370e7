"""An order at central until the badge: a hundred tills wait, one of them with its window.

Ninety-nine are what a worker says over HTTP: they wait (`GET /v1/wait`), and pull the page when
they are answered. The last is a real till, its worker as its child, and the chip in its bar. Time
goes from the moment that the channel asks (`POST /v1/orders`) until the order is there.

Who measures must not be what is measured: the ninety-nine are coroutines of this one process, on
bare connections that stay open, and no more is done with an answer than to read it; central is a
process of its own, the real till and its worker are two more. What they take of this machine's
cores, where a shop's tills have their own, is in the figure all the same.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from sqlalchemy import insert

from bench.badge_line import Line
from bench.bar import Bar, at_most, percentile
from bench.child import environment
from bench.in_step import bring_in_step, enrol, served
from bench.office import SHOP, found, keep_range, url_in
from sync.central.auth import new_token
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.central.masters import stock
from sync.central.tables import installations
from sync.signing import Voice
from sync.transport import Signs

TILLS = 100
ORDERS = 12
PRODUCTS = 50
STREAM = f"store:{SHOP}"
_FIRST = 3001
_BETWEEN = 2.0
"""Seconds between two orders."""
_SETTLE = 3.0
_WAIT = 25
_PATIENCE = 60.0


class Times(NamedTuple):
    """Seconds of each order: at each till that pulls, and at the chip."""

    pulled: list[float]
    shown: list[float]


class Placed(NamedTuple):
    """`at`: seconds since the epoch, when the channel asked."""

    number: str
    at: float


def bars(tills: int = TILLS) -> list[Bar]:
    """Fewer tills only to try the bench itself."""
    with tempfile.TemporaryDirectory(prefix="bench-") as made:
        office, till = Path(made) / "central", Path(made) / "till"
        office.mkdir()
        central = found(url_in(office))
        try:
            skus = keep_range(central, PRODUCTS)
            voices = _enrolled(central, tills - 1)
            with central.write() as tx:
                stock.count(tx, SHOP, dict.fromkeys(skus, 900_000), "bench")
                token = new_token(tx, "web")
            with central.read() as connection:
                epoch = epoch_of(connection)
            with served(office) as url:
                enrol(central, url, till)
                bring_in_step(till)
                times = asyncio.run(Waiting(url, token, epoch).measure(voices, till, skus[0]))
        finally:
            central.close()
    most = 1
    return [
        at_most(f"order at central to {tills} tills, p99", most, percentile(times.pulled, 99), "s"),
        at_most("the same to a badge, p99", most, percentile(times.shown, 99), "s"),
    ]


def _enrolled(central: Central, many: int) -> list[Signs]:
    """Tills of the shop that central knows."""
    empty = {
        column.name: "" if column.type.python_type is str else 0 for column in installations.columns
    }
    voices = []
    with central.write() as tx:
        for number in range(_FIRST, _FIRST + many):
            voice = Voice(number, os.urandom(32))
            given = {"number": number, "shop": SHOP, "till": "99", "kind": "till"}
            row = empty | given | {"public_key": voice.public_key}
            tx.execute(insert(installations).values(**row))
            voices.append(Signs(voice, lambda: datetime.now(UTC)))
    return voices


class Waiting:
    """Many tills at one central."""

    def __init__(self, url: str, token: str, epoch: str) -> None:
        self._url, self._token, self._epoch = url, token, epoch
        self._seen: dict[str, list[float]] = {}

    async def measure(self, voices: list[Signs], till: Path, sku: str) -> Times:
        window = _window(till)
        assert window.stdout is not None
        await asyncio.to_thread(window.stdout.readline)  # it is open and in step
        tasks = [asyncio.create_task(self._wait(voice)) for voice in voices]
        await asyncio.sleep(_SETTLE)
        placed = [await self._place(number, sku) for number in range(ORDERS)]
        badge: list[float] = json.loads(await asyncio.to_thread(window.stdout.readline))
        await self._all_have(placed, len(voices))
        for task in tasks:
            task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
        window.wait(_PATIENCE)
        return Times(
            [at - one.at for one in placed for at in self._seen[one.number]],
            [at - one.at for one, at in zip(placed, badge, strict=True)],
        )

    async def _all_have(self, placed: list[Placed], tills: int) -> None:
        end = time.monotonic() + _PATIENCE
        while any(len(self._seen.get(one.number, ())) < tills for one in placed):
            await asyncio.sleep(0.1)
            if time.monotonic() > end:
                raise TimeoutError({number: len(times) for number, times in self._seen.items()})

    async def _wait(self, voice: Signs) -> None:
        """What a worker does: wait, and take the page."""
        url = urlsplit(self._url)
        line = Line(url.hostname or "", url.port or 80, voice)
        await line.open()
        try:
            _, head = await line.pull(self._epoch, STREAM, 0)
            while True:
                if await line.wait(self._epoch, STREAM, head, _WAIT):
                    rows, head = await line.pull(self._epoch, STREAM, head)
                    now = time.time()
                    for _, _, kind, key, *_ in rows:
                        if kind == "order":
                            self._seen.setdefault(key, []).append(now)
        finally:
            line.close()

    async def _place(self, number: int, sku: str) -> Placed:
        now = datetime.now(UTC)
        body = {
            "number": f"W-{number:04d}",
            "shop": SHOP,
            "placed_at": now.isoformat(),
            "promised_at": (now + timedelta(hours=2)).isoformat(),
            "lines": [{"sku": sku, "quantity": "1", "price": 500, "percent": "21"}],
        }
        async with httpx.AsyncClient(base_url=self._url, timeout=_PATIENCE) as client:
            begun = time.time()
            named = {"Authorization": f"Bearer {self._token}"}
            answer = await client.post("/v1/orders", json=body, headers=named)
            answer.raise_for_status()
        await asyncio.sleep(_BETWEEN)
        return Placed(f"W-{number:04d}", begun)


def _window(till: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.badge_till", str(till), str(ORDERS)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        cwd=Path(__file__).parent.parent,
    )


if __name__ == "__main__":
    for bar in bars(*(int(word) for word in sys.argv[1:])):
        print(bar)
