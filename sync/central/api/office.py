"""How the office changes and reads what the chain has: one transaction a call, a version each.

An answer's ETag is the version. `If-Match` with the version that was read makes a change only when
nobody else has made one since.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from litestar import Request, Response
from litestar.params import HeaderParameter
from sqlalchemy import Connection, Table, select

from sync.central.api.callers import channel_or_office, office_of, office_only
from sync.central.api.refusals import OFFICE as MEETS
from sync.central.api.refusals import responses
from sync.central.api.schema import OFFICE
from sync.central.api.served import Served
from sync.central.database import Tx
from sync.central.errors import Refusal

T = TypeVar("T")

PAGE = 500
Asked = Request[Any, Any, Any]
IfMatch = Annotated[
    str, HeaderParameter(name="If-Match", description="The version that is changed; none: any.")
]
GUARDED: dict[str, Any] = {"guards": [office_only], "security": OFFICE}
READS = {**GUARDED, "responses": responses(*MEETS, "not_found")}
CHANGES = {**GUARDED, "responses": responses(*MEETS, "not_found", "changed")}

OF_CHANNEL: dict[str, Any] = {"guards": [channel_or_office]}
"""Instead of the guard of READS or CHANGES: for calls that a channel makes, of its own orders."""

Key = dict[str, str]
"""Of a row, by column."""


async def look(served: Served, find: Callable[[Connection], T]) -> T:
    """What `find` finds, in one view."""

    def read() -> T:
        with served.central.read() as conn:
            return find(conn)

    return await served.reading(read)


async def shown(
    served: Served, table: Table, key: Key, find: Callable[[Connection], T]
) -> Response[T]:
    """One thing, with its version."""

    def both(conn: Connection) -> tuple[T, int]:
        return find(conn), version_of(conn, table, key)

    value, version = await look(served, both)
    return Response(value, headers={"ETag": f'"{version}"'})


async def change(
    asked: Asked,
    served: Served,
    make: Callable[[Tx, str], T],
    expected: tuple[Table, Key] | None = None,
) -> Response[T]:
    """What `make` makes of a transaction and of who asks. `expected`: whose version `If-Match` is
    about, and the answer's ETag. Raises Refusal (changed)."""
    who, if_match = office_of(asked), asked.headers.get("if-match", "")

    def write() -> tuple[T, int]:
        with served.central.write() as tx:
            if expected and if_match:
                _check_version(if_match, version_of(tx.connection, *expected, locked=True))
            made = make(tx, who)
            return made, version_of(tx.connection, *expected) if expected else 0

    value, version = await served.taking(write)
    served.said()
    headers = {"ETag": f'"{version}"'} if version else {}
    if value is None:
        return Response(value, status_code=204, headers=headers)
    return Response(value, headers=headers)


def version_of(conn: Connection, table: Table, key: Key, *, locked: bool = False) -> int:
    """0 for what there never was."""
    query = select(table.c.version).filter_by(**key)
    version: int | None = conn.execute(query.with_for_update() if locked else query).scalar()
    return version or 0


def _check_version(if_match: str, version: int) -> None:
    if not re.fullmatch(r'"?[0-9]{1,15}"?', if_match):
        raise Refusal("bad_request", "If-Match")
    if int(if_match.strip('"')) != version:
        raise Refusal("changed", f"it is at version {version}", seq=version)


def named(path: str) -> str:
    """A SKU at the end of a path; it may have slashes in it."""
    return path.removeprefix("/")
