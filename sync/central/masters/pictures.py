"""Pictures of products, each by the SHA-256 of its bytes, so that a copy of one is never old."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from sqlalchemy import Connection, select

from app.domain.errors import BadValue
from sync.central import bulk
from sync.central.database import Tx
from sync.central.tables import pictures

LARGEST = 1024 * 1024
"""Bytes; a till shows them as large as a key."""
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


class Picture(NamedTuple):
    media_type: str
    content: bytes


def put(tx: Tx, content: bytes) -> str:
    """Keep a PNG, JPEG, GIF or WebP; its SHA-256, hexadecimal. Raises BadValue."""
    kind = media_type(content)
    if kind is None or len(content) > LARGEST:
        raise BadValue(field="image", value=f"{len(content)} B")
    name = hashlib.sha256(content).hexdigest()
    bulk.add(
        tx, pictures, ["sha256", "media_type", "content"], [(name, kind, content)], "DO NOTHING"
    )
    return name


def get(connection: Connection, sha256: str) -> Picture | None:
    row = connection.execute(select(pictures).where(pictures.c.sha256 == sha256)).first()
    return None if row is None else Picture(row.media_type, bytes(row.content))


def media_type(content: bytes) -> str | None:
    """What the bytes are, when it is something that a till can show."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _BEGINNINGS if content.startswith(mark)), None)
