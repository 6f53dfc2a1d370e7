"""Pictures of products on the disk of a till: files that are written once, named by what is in
them. Any may go: it is asked for again, and what has none sells the same."""

from __future__ import annotations

import os
from pathlib import Path

from app.domain.errors import BadValue
from app.domain.picture import LARGEST, is_name, media_type, name_of

FOLDER = "pictures"


def keep(where: Path, content: bytes) -> str:
    """Keep a PNG, JPEG, GIF or WebP in the data folder `where`; returns its name.

    Raises BadValue, OSError.
    """
    if len(content) > LARGEST or media_type(content) is None:
        raise BadValue(field="image", value=f"{len(content)} B")
    name = name_of(content)
    file = _place(where, name)
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{name}.{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(file)
    return name


def at_hand(where: Path, name: str) -> Path | None:
    """The file of the picture that a product's `image` names; None when it is not here."""
    if not is_name(name):
        return None
    file = _place(where, name)
    return file if file.is_file() else None


def _place(where: Path, name: str) -> Path:
    return where / FOLDER / name[:2] / name
