"""Reading a body as the type that a call asks for, at once and to the letter."""

from __future__ import annotations

from functools import cache
from typing import Any, cast

import msgspec
from litestar import Request
from litestar.handlers import HTTPRouteHandler

from sync.central.errors import Refusal


class StrictRequest(Request[Any, Any, Any]):
    """Litestar would read into dictionaries first, and then take the text `"1"` for a number."""

    async def json(self) -> Any:
        """The body as the call's `data`. Raises Refusal (bad_request)."""
        field = cast("HTTPRouteHandler", self.scope["route_handler"]).parsed_data_field
        try:
            return _decoder(field.annotation if field else Any).decode(await self.body())
        except msgspec.MsgspecError as error:
            raise Refusal("bad_request", str(error)) from None


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)
