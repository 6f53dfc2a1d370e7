"""A central that really serves: uvicorn, a socket, the sequencer; and tills that speak to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from sync.central import auth
from sync.central.database import Central
from sync.central.serving import Serving

from .line import Line
from .speaking import enrolled_till, put_shop


@pytest.fixture
def serving(central: Central) -> Iterator[Serving]:
    """One process of central, with shop 042."""
    put_shop(central)
    serving = Serving(central)
    serving.start()
    yield serving
    serving.stop()


@pytest.fixture
def line(central: Central, serving: Serving) -> Line:
    """The line of till 042/03."""
    return Line(serving.url, enrolled_till(central), central.clock)


@pytest.fixture
def office(central: Central, serving: Serving) -> Iterator[httpx.Client]:
    """Somebody of the office, by a token."""
    with central.write() as tx:
        token = auth.new_token(tx, "test")
    headers = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=serving.url, headers=headers, trust_env=False) as client:
        yield client
