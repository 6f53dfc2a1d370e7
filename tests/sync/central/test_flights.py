"""What many tills ask for in the same moment is made once, and kept by nobody."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from sync.central.api import ready
from sync.central.api.ready import Flights, Ready
from sync.central.errors import Refusal


def making(made: list[int], *, wrong: bool = False) -> Callable[[], Awaitable[Ready]]:
    async def make() -> Ready:
        made.append(len(made))
        await asyncio.sleep(0.01)
        if wrong:
            raise Refusal("trimmed")
        return Ready(b"{}", "signed")

    return make


def test_a_hundred_who_ask_at_once_get_what_is_made_once() -> None:
    async def ask() -> tuple[int, int]:
        flights, made = Flights(), list[int]()
        found = await asyncio.gather(*(flights.made("a", making(made)) for _ in range(100)))
        await flights.made("b", making(made))
        return len({id(one) for one in found}), len(made)

    assert asyncio.run(ask()) == (1, 2)


def test_who_hangs_up_takes_it_from_nobody_else() -> None:
    async def ask() -> Ready:
        flights, made = Flights(), list[int]()
        first = asyncio.ensure_future(flights.made("a", making(made)))
        second = asyncio.ensure_future(flights.made("a", making(made)))
        await asyncio.sleep(0)
        first.cancel()
        return await second

    assert asyncio.run(ask()).size == 2


def test_it_is_gone_a_moment_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ready, "MOMENT", 0.0)

    async def ask() -> list[int]:
        flights, made = Flights(), list[int]()
        for _ in range(2):
            await flights.made("a", making(made))
            await asyncio.sleep(0.01)
        return made

    assert asyncio.run(ask()) == [0, 1]


def test_a_refusal_is_said_to_all_and_asked_again_at_once() -> None:
    async def ask() -> list[int]:
        flights, made = Flights(), list[int]()
        wrong = (flights.made("a", making(made, wrong=True)) for _ in range(2))
        said = await asyncio.gather(*wrong, return_exceptions=True)
        assert [one.kind for one in said if isinstance(one, Refusal)] == ["trimmed", "trimmed"]
        await flights.made("a", making(made))
        return made

    assert asyncio.run(ask()) == [0, 1]
