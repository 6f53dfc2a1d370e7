"""Central as an ASGI application: its calls, behind the door that checks and signs."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import metadata

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp
from sqlalchemy.exc import SQLAlchemyError

from sync import enrolment, protocol, questions
from sync.central.api import (
    consignments,
    goods,
    health,
    house,
    journal,
    orders,
    people,
    queries,
    refunds,
    refusals,
    schema,
    streams,
    things,
)
from sync.central.api.served import Served
from sync.central.api.speaking import Speaking
from sync.central.api.strict import StrictRequest
from sync.central.errors import Refusal
from sync.protocol import MAX_BODY

log = logging.getLogger(__name__)

NOTED = 15
"""Seconds between two notes of how far the tills have read."""
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
    queries.query_order,
    queries.query_address,
    queries.query_customer,
    health.health,
    *goods.CALLS,
    *people.CALLS,
    *house.CALLS,
    *orders.CALLS,
    *consignments.CALLS,
    *refunds.CALLS,
]
TRAVELS = [
    protocol.Manifest,
    protocol.Page,
    protocol.Heads,
    protocol.Batch,
    protocol.Ack,
    enrolment.EnrolRequest,
    enrolment.Enrolled,
    questions.StockQuery,
    questions.AddressQuery,
    questions.AddressAnswer,
    questions.OrderQuery,
    questions.OrderAnswer,
    questions.FoundOrder,
    questions.StockAnswer,
    questions.TicketQuery,
    questions.TicketAnswer,
    protocol.Refused,
    health.Health,
    *goods.TRAVELS,
    *people.TRAVELS,
    *house.TRAVELS,
    *orders.TRAVELS,
    *consignments.TRAVELS,
    *refunds.TRAVELS,
]


def make_app(served: Served) -> ASGIApp:
    """The application of one process."""

    @asynccontextmanager
    async def watching(app: Litestar) -> AsyncIterator[None]:
        await served.heads.look()  # before anybody can ask: a till would be told to come again
        tasks = [asyncio.create_task(served.heads.watch()), asyncio.create_task(_noting(served))]
        try:
            yield
        finally:
            served.heads.close()
            tasks[1].cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
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


async def _noting(served: Served) -> None:
    """Write down how far the tills have read, until it is cancelled."""
    while True:
        await asyncio.sleep(NOTED)
        try:
            await served.taking(served.seen.write)
        except (Refusal, SQLAlchemyError) as error:
            log.warning("cursors: %s", error)
