"""Pictures of products on the disk of a till: files that are written once, named by what is in
them. Any may go: an enrolled till asks for it again, and what has none sells the same."""

from __future__ import annotations

import contextlib
import os
from datetime import datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import BadValue, ImportRunning
from app.domain.picture import LARGEST, is_name, media_type, name_of
from app.mirror import folder

FOLDER = "pictures"
YOUNG = timedelta(days=1)
"""What is no older stays, whatever names it."""
_SWEPT = "swept"
"""The catalogue that was in use when everything it does not name went; with a day after it, all
that was not young on that day."""


def keep(where: Path, content: bytes) -> str:
    """Keep a PNG, JPEG, GIF or WebP in the data folder `where`; returns its name.

    Raises BadValue, OSError.
    """
    if len(content) > LARGEST or media_type(content) is None:
        raise BadValue(field="image", value=f"{len(content)} B")
    name = name_of(content)
    file = place(where, name)
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
    file = place(where, name)
    return file if file.is_file() else None


def named(catalogue: Path) -> set[str] | None:
    """The pictures that its products name; None when it cannot be read."""
    try:
        with contextlib.closing(folder.connect(catalogue, readable_only=True)) as connection:
            rows = connection.execute("SELECT DISTINCT image FROM product WHERE image <> ''")
            return {image for (image,) in rows if is_name(image)}
    except sqlite.DatabaseError:
        return None


def sweep(where: Path, now: datetime) -> list[str]:
    """Remove the files that nothing in the catalogue in use names, nor anybody wrote just now; call
    it when a till starts, before it shows any.

    The products of a catalogue are read for it once, and once more each day while a young file
    waits. While an import runs, or when nothing is in use, nothing is touched. Returns the names
    that went.
    """
    gone: list[str] = []
    if not (where / FOLDER).is_dir():
        return gone
    with contextlib.suppress(ImportRunning, OSError), folder.writing(where):
        current, swept = folder.current(where), where / FOLDER / _SWEPT
        if current is None:
            return gone
        whole, for_today = current.name, f"{current.name} {now:%Y-%m-%d}"
        if swept.is_file() and swept.read_text("utf-8") in (whole, for_today):
            return gone
        if (kept := named(current)) is None:
            return gone
        before, young = (now - YOUNG).timestamp(), False
        for file in [one for one in swept.parent.glob("*/*") if one.name not in kept]:
            if file.stat().st_mtime >= before:
                young = True
                continue
            with contextlib.suppress(OSError):  # Windows, open elsewhere
                file.unlink()
                gone.append(file.name)
        swept.write_text(for_today if young else whole, "utf-8")
    return sorted(gone)


def place(where: Path, name: str) -> Path:
    """Where the file of that name is, or would be."""
    return where / FOLDER / name[:2] / name
