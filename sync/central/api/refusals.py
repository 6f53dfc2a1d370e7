"""Refusals as they travel, and as /openapi.json says them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.openapi.datastructures import ResponseSpec
from sqlalchemy.exc import DataError, OperationalError

from app.domain.errors import ShopError
from app.messages import ENGLISH, sentence
from sync.central.errors import Refusal, rule_of
from sync.protocol import KINDS, Refused, encode

log = logging.getLogger(__name__)

JSON = "application/json"
KIND = "refusal"
"""Where the scope's state has the kind of a refusal, for the log."""
SPOKEN = ("bad_request", "too_large", "bad_encoding", "failed", "busy", "paced")
"""What any request may meet."""
SIGNED = (*SPOKEN, "bad_signature", "unknown_installation", "clock", "replayed", "revoked")
"""What a till's request may meet besides."""
OFFICE = (*SPOKEN, "bad_token", "not_yours")

_NOT_THERE = {
    "UnknownItem",
    "UnknownPerson",
    "UnknownShop",
    "UnknownList",
    "UnknownStop",
    "UnknownCustomer",
    "NoSuchOrder",
    "UnknownConsignment",
    "UnknownRefund",
}


def responses(*kinds: str) -> dict[int, ResponseSpec]:
    """What a handler may refuse, by status."""
    by_status: dict[int, list[str]] = {}
    for kind in dict.fromkeys(kinds):
        by_status.setdefault(KINDS[kind], []).append(f"`{kind}`")
    return {
        status: ResponseSpec(
            Refused, description=f"Refused: {', '.join(names)}", generate_examples=False
        )
        for status, names in sorted(by_status.items())
    }


def as_refusal(error: Exception) -> Refusal:
    """What an exception is to whoever asked. What nobody foresaw is `failed`, and in the log."""
    match error:
        case Refusal():
            return error
        case ShopError():
            kind = "not_found" if type(error).__name__ in _NOT_THERE else "bad_request"
            return Refusal(kind, rule_of(error), says=sentence(error, ENGLISH))
        case HTTPException(status_code=status) if status < 500:
            return _of_http(error)
        case RecursionError():
            return Refusal("bad_request", "nested too deeply")
        case DataError() | OverflowError() | UnicodeError():
            return Refusal("bad_request", "a value that the database cannot hold")
        case OperationalError():
            log.error("database", exc_info=error)
            return Refusal("busy", "database", retry_after=5)
        case _:
            log.error("unforeseen", exc_info=error)
            return Refusal("failed", type(error).__name__)


def _of_http(error: HTTPException) -> Refusal:
    match error.status_code:
        case 404:
            return Refusal("not_found", says="There is no such call.")
        case 405:
            return Refusal("bad_method")
        case 413:
            return Refusal("too_large")
        case _:
            return Refusal("bad_request", _first(error))


def _first(error: HTTPException) -> str:
    """The first thing that did not fit; without what was sent, which may be somebody's."""
    match error.extra:
        case [{"key": key, "message": message}, *_]:
            return f"{key}: {message}"
        case _:
            return str(error.detail).partition(" for ")[0].partition(": ")[0]


def body_of(refusal: Refusal, server_time: str) -> bytes:
    return encode(refusal.refused(server_time))


def headers_of(refusal: Refusal) -> dict[str, str]:
    found = {}
    if refusal.retry_after:
        found["Retry-After"] = str(max(1, round(refusal.retry_after)))
    if refusal.kind == "bad_token":
        found["WWW-Authenticate"] = "Bearer"
    return found


def handler(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Litestar's way to here."""
    refusal = as_refusal(error)
    request.scope["state"][KIND] = refusal.kind
    now = request.app.state["served"].now()
    headers: Mapping[str, str] = headers_of(refusal)
    if isinstance(error, MethodNotAllowedException) and error.headers:
        headers = {**headers, **error.headers}
    return Response(
        body_of(refusal, now), status_code=refusal.status, media_type=JSON, headers=headers
    )
