"""However many wait for the streams to move, the database is asked once a look."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection

from sync.central.api.heads import POLL, Heads
from sync.central.database import Central

HERD = 500
LOOKS = 3


def test_a_herd_that_waits_costs_one_question_a_look(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0
    real = central.read

    @contextmanager
    def read() -> Iterator[Connection]:
        nonlocal asked
        asked += 1
        with real() as connection:
            yield connection

    monkeypatch.setattr(central, "read", read)
    heads = Heads(central)

    async def wait() -> None:
        watch = asyncio.create_task(heads.watch())
        while not heads.epoch:  # the first look answers everybody
            await asyncio.sleep(0.01)
        herd = [heads.wait({"config": 0, "catalog": 7}, LOOKS * POLL) for _ in range(HERD)]
        await asyncio.gather(*herd)
        heads.close()
        await watch

    asyncio.run(wait())
    assert 2 <= asked <= LOOKS + 3


def test_what_somebody_read_of_the_heads_is_known_at_once_and_never_goes_back(
    central: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    heads = Heads(central)

    async def look() -> int:
        await heads.look()
        epoch, before = heads.epoch, {"config": 3}
        heads.saw("another", {"config": 900})
        heads.saw(epoch, {"config": 8})
        monkeypatch.setattr(heads, "_read", lambda: (epoch, before))  # begun before, answered after
        await heads.look()
        return heads.of("config")

    assert asyncio.run(look()) == 8


def test_who_waits_is_answered_by_what_somebody_read(central: Central) -> None:
    heads = Heads(central)

    async def wait() -> dict[str, int]:
        await heads.look()
        waits = asyncio.create_task(heads.wait({"store:042": 3}, 30))
        await asyncio.sleep(0)
        heads.saw(heads.epoch, {"store:042": 4})
        async with asyncio.timeout(5):
            await waits
        return heads.beyond({"store:042": 3})

    assert asyncio.run(wait()) == {"store:042": 4}
