"""Central as an ASGI application: its calls, behind the door that checks and signs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp

from sync import protocol
from sync.central.api import (
    goods,
    health,
    house,
    journal,
    people,
    queries,
    refusals,
    schema,
    streams,
    things,
)
from sync.central.api.served import Served
from sync.central.api.speaking import Speaking
from sync.central.api.strict import StrictRequest
from sync.protocol import MAX_BODY

CALLS = [
    streams.manifest,
    streams.feed,
    streams.segment,
    streams.base,
    streams.wait,
    things.picture,
    things.snapshot,
    journal.journal,
    journal.enrol,
    queries.query_stock,
    queries.query_ticket,
    health.health,
    *goods.CALLS,
    *people.CALLS,
    *house.CALLS,
]
TRAVELS = [
    protocol.Manifest,
    protocol.Page,
    protocol.Heads,
    protocol.Batch,
    protocol.Ack,
    protocol.EnrolRequest,
    protocol.Enrolled,
    protocol.StockQuery,
    protocol.StockAnswer,
    protocol.TicketQuery,
    protocol.TicketAnswer,
    protocol.Refused,
    health.Health,
    *goods.TRAVELS,
    *people.TRAVELS,
    *house.TRAVELS,
]


def make_app(served: Served) -> ASGIApp:
    """The application of one process."""

    @asynccontextmanager
    async def watching(app: Litestar) -> AsyncIterator[None]:
        watch = asyncio.create_task(served.heads.watch())
        try:
            yield
        finally:
            served.heads.close()
            await watch
            served.close()

    app = Litestar(
        CALLS,
        dependencies={"served": Provide(lambda: served, sync_to_thread=False)},
        exception_handlers={Exception: refusals.handler},
        lifespan=[watching],
        logging_config=None,
        openapi_config=schema.config(metadata.version("mostrador"), TRAVELS),
        request_class=StrictRequest,
        request_max_body_size=MAX_BODY,
    )
    app.state["served"] = served
    return Speaking(app, served)
