"""What tills read: the manifest, pages, segments, bases, and waiting for more."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, PathParameter, QueryParameter
from msgspec.structs import replace
from sqlalchemy import Connection, func, select

from sync.central import feeds, installations, snapshots
from sync.central.api.callers import caller_of, check_reach, said_in, till_only
from sync.central.api.ready import FOR_EVER, Ready
from sync.central.api.refusals import SIGNED, responses
from sync.central.api.schema import TILL
from sync.central.api.served import Served, Serves
from sync.central.chain import epoch_of
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow
from sync.central.stands import Stand
from sync.central.tables import installations as t
from sync.protocol import (
    OLDEST_VERSION,
    PAGE,
    SEGMENT,
    VERSION,
    WAIT,
    Heads,
    Manifest,
    Pace,
    Page,
    Snapshot,
    encode,
)

MOST = 2**53
FIRST_CONTACTS = 15
"""Tills a second that are let in after an outage."""
LONGEST_SPREAD = 300.0
_CURSOR = re.compile(r"([^=,]{1,80})=([0-9]{1,15})")
_CURSORS = 100

Epoch = Annotated[str, QueryParameter(description="Of the cursor.", max_length=64)]
After = Annotated[int, QueryParameter(ge=0, le=MOST, description="The cursor's seq.")]


@get(
    "/v1/manifest",
    guards=[till_only],
    security=TILL,
    operation_id="manifest",
    responses={
        304: ResponseSpec(None, description="As it was, by `If-None-Match`"),
        **responses(*SIGNED, "upgrade", "not_found"),
    },
)
async def manifest(request: Request[Any, Any, Any], served: Serves) -> Response[Manifest]:
    """Epoch, heads, snapshots, and how far the journal has come. Its ETag ignores the time."""
    made = await served.reading(_manifest, served, caller_of(request))
    served.heads.saw(made.epoch, {one.stream: one.head for one in made.streams})
    tag = hashlib.sha256(encode(replace(made, server_time=""))).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        empty: Any = Response(None, status_code=304, headers=headers)
        return empty  # type: ignore[no-any-return]
    return Response(made, headers=headers)


def _manifest(served: Served, caller: InstallationRow) -> Manifest:
    with served.central.read() as conn:
        row = installations.find(conn, caller.number) or caller
        heads = feeds.streams_of(conn, row)
        return Manifest(
            epoch=epoch_of(conn),
            server_time=served.now(),
            versions=(OLDEST_VERSION, VERSION),
            streams=heads,
            snapshots=_ready(served, conn, {head.stream for head in heads}),
            acked_seq=row.last_seq,
            acked_hash=row.last_hash,
            pace=Pace(spread=_spread(conn)),
        )


def _ready(served: Served, conn: Connection, streams: set[str]) -> list[Snapshot]:
    """Those whose file is here."""
    folder = served.folder
    if folder is None:
        return []
    return [one for one in snapshots.offered(conn, streams) if snapshots.file_of(folder, one.id)]


def _spread(conn: Connection) -> float:
    living = select(func.count()).where(t.c.revoked_at == "")
    tills: int = conn.execute(living).scalar_one()
    return min(LONGEST_SPREAD, round(tills / FIRST_CONTACTS, 1))


@get(
    "/v1/feed/{stream:str}",
    guards=[till_only],
    security=TILL,
    operation_id="feed",
    responses=responses(*SIGNED, "upgrade", "not_yours", "not_found", "epoch", "trimmed"),
)
async def feed(
    request: Request[Any, Any, Any],
    served: Serves,
    stream: FromPath[str],
    epoch: Epoch,
    after: After,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = PAGE,
) -> Response[Page]:
    """The changes after `after`, dense and in order; at most 500 rows."""
    served.heads.check(epoch)
    await check_reach(served, caller_of(request), stream)
    find = partial(feeds.page, stream=stream, after=after, limit=limit)
    return await _page(request, served, stream, find)


@get(
    "/v1/feed/{stream:str}/seg/{n:int}",
    guards=[till_only],
    security=TILL,
    operation_id="segment",
    responses=responses(*SIGNED, "upgrade", "not_yours", "not_found", "epoch", "trimmed"),
)
async def segment(
    request: Request[Any, Any, Any],
    served: Serves,
    stream: FromPath[str],
    n: Annotated[int, PathParameter(ge=0, le=MOST // SEGMENT)],
    epoch: Epoch,
) -> Response[Page]:
    """Changes n x 5000 + 1 to (n + 1) x 5000. It never changes."""
    served.heads.check(epoch)
    await check_reach(served, caller_of(request), stream)
    find = partial(_full, stream=stream, n=n)
    return await _page(request, served, stream, find, for_ever=True)


@get(
    "/v1/base/{stream:str}",
    guards=[till_only],
    security=TILL,
    operation_id="base",
    responses=responses(*SIGNED, "upgrade", "not_yours", "not_found", "epoch", "trimmed"),
)
async def base(
    request: Request[Any, Any, Any],
    served: Serves,
    stream: FromPath[str],
    epoch: Epoch,
    at: After = 0,
    after: After = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=MOST)] = SEGMENT,
) -> Response[Page]:
    """The newest row of every key, by seq; `at` is the first page's `head`, then `after` its `to`.

    At most 5000 rows.
    """
    served.heads.check(epoch)
    await check_reach(served, caller_of(request), stream)
    find = partial(feeds.base, stream=stream, at=at, after=after, limit=limit)
    return await _page(request, served, stream, find)


def _full(conn: Connection, stream: str, n: int) -> Page:
    found = feeds.segment(conn, stream, n)
    if found is None:
        raise Refusal("not_found", f"segment {n} of {stream} is not full")
    return found


def shared(stream: str) -> bool:
    """Whether nothing in it is about people. Only then may copies of it lie about: what is about
    people may have to be forgotten."""
    return stream in ("config", "catalog") or stream.startswith("price:")


async def _page(
    request: Request[Any, Any, Any],
    served: Served,
    stream: str,
    find: Callable[[Connection], Page],
    *,
    for_ever: bool = False,
) -> Response[Any]:
    target, heads = said_in(request).target, served.heads
    key = (target, heads.epoch, 0 if for_ever else heads.of(stream))
    found = served.shelf.find(key)
    if found is None:
        make = partial(served.reading, _made, served, target, find, for_ever=for_ever)
        found = await served.flights.made(key, make)
        if shared(stream):
            served.shelf.put(key, found)
    return found.answer(request.headers)


def _made(
    served: Served, target: str, find: Callable[[Connection], Page], *, for_ever: bool
) -> Ready:
    with served.central.read() as conn:
        page = find(conn)
    content = encode(page)
    signature = served.signer.sign(target, 200, content)
    if not shared(page.stream):
        return Ready(content, signature, cache="no-store")
    if for_ever:
        tag = f"{page.epoch}-{page.check}"
        return Ready(content, signature, tag=tag, cache=f"public, {FOR_EVER}")
    return Ready(content, signature, cache="private, no-cache")


@get(
    "/v1/wait",
    guards=[till_only],
    security=TILL,
    operation_id="wait",
    responses=responses(*SIGNED, "upgrade", "not_yours", "epoch"),
)
async def wait(
    request: Request[Any, Any, Any],
    served: Serves,
    epoch: Epoch,
    heads: Annotated[
        str,
        QueryParameter(
            max_length=4_000,
            description="The heads that the till knows: `stream=seq`, commas between them.",
        ),
    ],
    seconds: Annotated[int, QueryParameter(ge=0, le=WAIT)] = WAIT,
    read: Annotated[
        str | None,
        QueryParameter(
            max_length=4_000,
            description="What the till has taken in, in the same form; 0 while it reads a base.",
        ),
    ] = None,
) -> Heads:
    """Answered when one of `heads` is beyond its number, or the time is up; heads only.

    By `read` central knows how far the till has come; it wakes nobody.
    """
    asked = cursors(heads)
    taken = None if read is None else cursors(read)
    served.heads.check(epoch)
    caller = caller_of(request)
    await check_reach(served, caller, *asked, *(taken or ()))
    served.seen.note(caller.number, Stand(epoch=epoch, heard=asked, read=taken))
    await _until_moved(request, served, asked, seconds)
    served.heads.check(epoch)
    return Heads(epoch=served.heads.epoch, heads=served.heads.beyond(asked))


def cursors(text: str) -> dict[str, int]:
    """`config=12,catalog=7`. Raises Refusal (bad_request)."""
    found = [_CURSOR.fullmatch(one) for one in text.split(",")] if text else []
    if not all(found) or len(found) > _CURSORS:
        raise Refusal("bad_request", "heads")
    return {one[1]: int(one[2]) for one in found if one}


async def _until_moved(
    request: Request[Any, Any, Any], served: Served, asked: dict[str, int], seconds: int
) -> None:
    """Whoever hangs up is not waited with."""
    moved = asyncio.ensure_future(served.heads.wait(asked, seconds))
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({moved, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        moved.cancel()
        gone.cancel()


async def _hung_up(request: Request[Any, Any, Any]) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
