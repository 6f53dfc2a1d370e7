"""What is fetched by its name and never changes: pictures of products."""

from __future__ import annotations

import re
from typing import Any

from litestar import Request, Response, get
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import FromPath

from sync.central.api.callers import said_in, till_only
from sync.central.api.ready import FOR_EVER, Ready
from sync.central.api.refusals import SIGNED, responses
from sync.central.api.schema import TILL
from sync.central.api.served import Served, Serves
from sync.central.errors import Refusal
from sync.central.masters import pictures

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
