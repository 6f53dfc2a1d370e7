"""What is fetched by its name and never changes: pictures, and catalogues made ready."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath, HeaderParameter
from litestar.response import Stream

from sync.central import snapshots
from sync.central.api.callers import caller_of, said_in, till_only
from sync.central.api.ready import FOR_EVER, Ready
from sync.central.api.refusals import SIGNED, responses
from sync.central.api.schema import TILL
from sync.central.api.served import Served, Serves
from sync.central.errors import Refusal
from sync.central.installations import InstallationRow
from sync.central.masters import pictures
from sync.protocol import PART, SIGNATURE

BYTES = "application/octet-stream"
_RANGE = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")
_BLOCK = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


@get(
    "/v1/picture/{sha256:str}",
    guards=[till_only],
    security=TILL,
    operation_id="picture",
    media_type="image/*",
    responses={
        304: ResponseSpec(None, description="It is what you have, by `If-None-Match`"),
        **responses(*SIGNED, "upgrade", "not_found"),
    },
)
async def picture(
    request: Request[Any, Any, Any], served: Serves, sha256: FromPath[str]
) -> Response[bytes]:
    """A product's picture, by the SHA-256 of its bytes: PNG, JPEG, GIF or WebP."""
    if not _SHA256.fullmatch(sha256):
        raise Refusal("not_found", "picture")
    target = said_in(request).target
    found = served.shelf.find(target)
    if found is None:
        found = served.shelf.put(target, await served.reading(_picture, served, target, sha256))
    return found.answer(request.headers)


def _picture(served: Served, target: str, sha256: str) -> Ready:
    with served.central.read() as conn:
        found = pictures.get(conn, sha256)
    if found is None:
        raise Refusal("not_found", "picture")
    signature = served.signer.sign(target, 200, found.content)
    cache = f"public, {FOR_EVER}"
    return Ready(found.content, signature, tag=sha256, cache=cache, media=found.media_type)


@get(
    "/v1/snap/{name:str}",
    guards=[till_only],
    security=TILL,
    operation_id="snapshot",
    media_type=BYTES,
    responses={
        206: ResponseSpec(
            bytes, description="What of the `Range` is in one part", media_type=BYTES
        ),
        304: ResponseSpec(None, description="It is what you have, by `If-None-Match`"),
        **responses(*SIGNED, "upgrade", "not_found", "bad_range"),
    },
)
async def snapshot(
    request: Request[Any, Any, Any],
    served: Serves,
    name: FromPath[str],
    wanted: Annotated[str, HeaderParameter(name="Range", description="`bytes=a-b`")] = "",
) -> Response[bytes]:
    """A ready catalogue, zstd; whole, or at most 4 MiB of it from where the range begins."""
    caller = caller_of(request)
    path = await served.reading(_snapshot, served, caller, name)
    headers = {"ETag": f'"{name}"', "Cache-Control": f"public, {FOR_EVER}"}
    if f'"{name}"' in request.headers.get("if-none-match", ""):
        return Response(b"", status_code=304, headers=headers)
    size = path.stat().st_size
    headers["Accept-Ranges"] = "bytes"
    if wanted:
        first, last = byte_range(wanted, size)
        content = await served.reading(_read, path, first, last)
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        return Response(content, status_code=206, headers=headers)
    headers[SIGNATURE] = await served.reading(
        served.signer.sign_file, said_in(request).target, path
    )
    headers["Content-Length"] = str(size)
    whole: Any = Stream(_blocks(served, path, size), media_type=BYTES, headers=headers)
    return whole  # type: ignore[no-any-return]


def _snapshot(served: Served, caller: InstallationRow, name: str) -> Path:
    """Its file. Raises Refusal (not_found), also for one that has lists of other shops."""
    reach = set(served.reach.of(caller))
    with served.central.read() as conn:
        known = {one.id for one in snapshots.offered(conn, reach)}
    path = snapshots.file_of(served.folder, name) if served.folder and name in known else None
    if path is None:
        raise Refusal("not_found", "snapshot")
    return path


def byte_range(text: str, size: int) -> tuple[int, int]:
    """First and last byte of one `Range` (RFC 9110 14.1.2), PART of them at most.

    Raises Refusal (bad_range).
    """
    found = _RANGE.fullmatch(text.strip())
    if not found or not (found[1] or found[2]):
        raise Refusal("bad_range", "bytes=a-b")
    if not found[1]:
        first, last = max(0, size - int(found[2])), size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
    if first > last:
        raise Refusal("bad_range", f"of {size} B")
    return first, min(last, first + PART - 1)


def _read(path: Path, first: int, last: int) -> bytes:
    with path.open("rb") as file:
        file.seek(first)
        return file.read(last - first + 1)


async def _blocks(served: Served, path: Path, size: int) -> AsyncIterator[bytes]:
    for first in range(0, size, _BLOCK):
        yield await served.reading(_read, path, first, min(first + _BLOCK, size) - 1)
