"""Who may ask for what: a till for its own streams, office and channels by their tokens."""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from sync.central import auth
from sync.central.api.served import Served
from sync.central.api.speaking import CALLER, SAID
from sync.central.auth import Bearer, Spoken
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow

_BEARER, _WHO = "bearer ", "who"


async def till_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard. Raises Refusal (bad_signature) for who brought none."""
    # Litestar takes a guard that is no coroutine to a thread, every time.
    if connection.scope["state"].get(CALLER) is None:
        raise Refusal("bad_signature", "unsigned")


async def office_only(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard; notes under which name. Raises Refusal: bad_token; not_yours for a channel's, which
    is for its orders and nothing else."""
    if (await _bearer(connection)).channel:
        raise Refusal("not_yours", "the office's", says="Only the office's tokens open this call.")


async def channel_or_office(
    connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler
) -> None:
    """A guard; whoever has it checks each order's channel. Raises Refusal (bad_token)."""
    await _bearer(connection)


async def _bearer(connection: ASGIConnection[Any, Any, Any, Any]) -> Bearer:
    """Who brought a token, noted for the call. Raises Refusal (bad_token)."""
    given = connection.headers.get("authorization", "")
    if not given.lower().startswith(_BEARER):
        raise Refusal("bad_token", "none", says="It takes the header Authorization: Bearer TOKEN.")
    served: Served = connection.app.state["served"]
    who = await served.reading(auth.who_has, served.central, given[len(_BEARER) :].strip())
    connection.scope["state"][_WHO] = who
    return who


def caller_of(request: Request[Any, Any, Any]) -> InstallationRow:
    row: InstallationRow = request.scope["state"][CALLER]
    return row


def said_in(request: Request[Any, Any, Any]) -> Spoken:
    spoken: Spoken = request.scope["state"][SAID]
    return spoken


def office_of(request: Request[Any, Any, Any]) -> str:
    """For the record: `office NAME`, or `channel NAME`."""
    who: Bearer = request.scope["state"][_WHO]
    return f"{'channel' if who.channel else 'office'} {who.name}"


def check_channel(request: Request[Any, Any, Any], channel: str) -> None:
    """Raises Refusal (not_yours) for an order or the events of another channel."""
    who: Bearer = request.scope["state"][_WHO]
    if who.channel not in ("", channel):
        says = f"That is of channel {channel}; the token is for the orders of {who.channel} alone."
        raise Refusal("not_yours", channel, says=says)


async def check_reach(served: Served, caller: InstallationRow, *streams: str) -> None:
    """Raises Refusal (not_yours) for a stream that does not concern the till."""
    reach = served.reach
    known = reach.of(caller) if reach.fresh(caller) else await served.reading(reach.of, caller)
    for stream in streams:
        if stream not in known:
            raise Refusal("not_yours", stream)
