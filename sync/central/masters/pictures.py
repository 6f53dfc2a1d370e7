"""Pictures of products, each by the SHA-256 of its bytes, so that a copy of one is never old."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, select

from app.domain.errors import BadValue
from app.domain.picture import LARGEST, media_type, name_of
from sync.central import bulk
from sync.central.database import Tx
from sync.central.tables import pictures


class Picture(NamedTuple):
    media_type: str
    content: bytes


def put(tx: Tx, content: bytes) -> str:
    """Keep a PNG, JPEG, GIF or WebP; its SHA-256, hexadecimal. Raises BadValue."""
    kind = media_type(content)
    if kind is None or len(content) > LARGEST:
        raise BadValue(field="image", value=f"{len(content)} B")
    name = name_of(content)
    bulk.add(
        tx, pictures, ["sha256", "media_type", "content"], [(name, kind, content)], "DO NOTHING"
    )
    return name


def get(connection: Connection, sha256: str) -> Picture | None:
    row = connection.execute(select(pictures).where(pictures.c.sha256 == sha256)).first()
    return None if row is None else Picture(row.media_type, bytes(row.content))
