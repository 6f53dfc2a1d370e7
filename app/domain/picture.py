"""A product's picture: bytes that never change, known by their SHA-256."""

from __future__ import annotations

import hashlib
import re

LARGEST = 1024 * 1024
"""Bytes of a picture that is kept and sent."""
SIDE = 512
"""Pixels of its longest side, once it is made small."""
_NAME = re.compile(r"[0-9a-f]{64}")
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
)


def media_type(content: bytes) -> str | None:
    """What the bytes say they are, when it is something that a till can show."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for mark, kind in _BEGINNINGS if content.startswith(mark)), None)


def name_of(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def is_name(text: str) -> bool:
    """Whether a product's `image` names a picture; else it is some file's name, and none is."""
    return _NAME.fullmatch(text) is not None
