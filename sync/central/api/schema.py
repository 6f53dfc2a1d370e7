"""What /openapi.json says: Litestar's description of the calls, msgspec's of what travels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from litestar import MediaType, Request
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import OpenAPIRenderPlugin
from litestar.openapi.spec import Components, Reference, SecurityScheme

from sync.protocol import COUNTER, INSTALLATION, SIGNATURE, TIME

TILL: list[dict[str, list[str]]] = [
    {"installation": [], "time": [], "counter": [], "signature": []}
]
"""Signed, by all four headers."""
OFFICE: list[dict[str, list[str]]] = [{"office": []}]

EMPTY = {"204", "304"}
"""Statuses that have no body; Litestar would describe one."""
_HEADERS = {
    "installation": (INSTALLATION, "The till's installation number; 0 when it enrols."),
    "time": (TIME, "The till's time, ISO 8601 in UTC."),
    "counter": (COUNTER, "An integer; POST /journal: larger than any before."),
    "signature": (SIGNATURE, "Ed25519 over the request, base64; docs/protocol.md."),
}


class Described(OpenAPIRenderPlugin):
    """Serves the description. What travels is said by msgspec, which reads and writes it: rows are
    arrays, and limits are those that hold."""

    def __init__(self, types: Sequence[type]) -> None:
        super().__init__(path="/", media_type=MediaType.JSON)
        self._types = types
        self._text = b""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        if not self._text:
            _, exact = msgspec.json.schema_components(
                self._types, ref_template="#/components/schemas/{name}"
            )
            openapi_schema["components"]["schemas"].update(exact)
            for path in openapi_schema["paths"].values():
                for call in path.values():
                    for status in EMPTY & call["responses"].keys():
                        call["responses"][status].pop("content", None)
            self._text = msgspec.json.encode(openapi_schema)
        return self._text


def config(version: str, types: Sequence[type]) -> OpenAPIConfig:
    """`types`: the structures that travel."""
    schemes: dict[str, SecurityScheme | Reference] = {
        name: SecurityScheme(
            type="apiKey", security_scheme_in="header", name=header, description=says
        )
        for name, (header, says) in _HEADERS.items()
    }
    schemes["office"] = SecurityScheme(
        type="http", scheme="bearer", description="A token of `mostrador central token`."
    )
    return OpenAPIConfig(
        title="Mostrador central",
        version=version,
        description="What tills and the office ask of central; docs/protocol.md explains it.",
        components=Components(security_schemes=schemes),
        path="/openapi.json",
        render_plugins=[Described(types)],
        use_handler_docstrings=True,
        create_examples=False,
    )
