"""Whether central is well, for whoever watches; unsigned, and nobody's secret."""

from __future__ import annotations

from litestar import get
from msgspec import Struct

from sync.central import sequencer
from sync.central.api.refusals import responses
from sync.central.api.served import Served, Serves
from sync.central.chain import epoch_of
from sync.protocol import VERSION


class Health(Struct, kw_only=True):
    ok: bool
    epoch: str
    database: str
    """`sqlite` or `postgresql`."""
    waiting: int
    """Changes that no stream has yet; more and more of them: no sequencer leads."""
    feeds: int = VERSION
    """The major version of the feeds."""


@get("/health", operation_id="health", responses=responses("busy", "paced", "failed"))
async def health(served: Serves) -> Health:
    """200 while the database answers, and whoever waits will hear of what moves."""
    served.heads.check_watch()
    return await served.reading(_health, served)


def _health(served: Served) -> Health:
    with served.central.read() as conn:
        return Health(
            ok=True,
            epoch=epoch_of(conn),
            database=served.central.dialect,
            waiting=sequencer.waiting(conn),
        )
