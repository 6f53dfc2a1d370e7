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
