"""Whoever was erased stays erased: their uuids in a file beside the till and beside its backups.

A backup of before has the key that was destroyed since. Who restores it brings that back, unless
something outside of the backup remembers (retail-rules 9). The file tells nothing of anybody: a
uuid means nothing without the till. It is only ever added to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from app.durable import sync_file

NAME = "mostrador-erased.txt"
_PLACES = "backups.txt"
"""In a till's folder: where backups of it are, a folder a line."""
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def listed(place: Path) -> set[str]:
    """Who is erased by the file there; nobody when there is none. What is no uuid is passed over:
    the last line may have been cut short."""
    try:
        lines = (place / NAME).read_text("ascii", "replace").splitlines()
    except OSError:
        return set()
    return {line for line in lines if _UUID.fullmatch(line)}


def kept(place: Path) -> bool:
    """Whether there is a file, whoever is on it."""
    return (place / NAME).exists()


def add(place: Path, uuids: Collection[str]) -> None:
    """Raises OSError."""
    new = sorted(set(uuids) - listed(place))
    if not new:
        return
    # Appended, never replaced: two tills may keep their backups in one folder.
    with (place / NAME).open("ab") as file:
        file.write("".join(f"\n{uuid}\n" for uuid in new).encode())
        file.flush()
        os.fsync(file.fileno())
    sync_file(place)


def keep_beside(folder: Path, place: Path, uuids: Iterable[str] = ()) -> None:
    """A backup of the till in `folder` goes to `place`: what is erased is known there from now on,
    also that nobody is.

    `uuids`: of the till's own journal. Raises OSError when `place` takes nothing.
    """
    whole = place.resolve()
    (whole / NAME).touch()  # empty it says that nobody is; none says nothing
    add(whole, listed(folder) | set(uuids))
    with suppress(OSError):  # a till that can only be read is backed up all the same
        if whole not in places(folder):
            with (folder / _PLACES).open("a", encoding="utf-8") as file:
                file.write(f"{whole}\n")


def places(folder: Path) -> list[Path]:
    """Where backups of the till are, or were."""
    try:
        lines = (folder / _PLACES).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return []
    return [Path(line) for line in dict.fromkeys(lines) if line]


def spread(folder: Path, uuids: Iterable[str]) -> None:
    """They are erased at the till in `folder`: let it be known there and beside every backup that
    can be reached. What takes nothing now learns of it by the next backup: the journal knows."""
    known = listed(folder) | set(uuids)
    for place in (folder, *places(folder)):
        with suppress(OSError):
            add(place, known)


def lacking(folder: Path) -> list[Path]:
    """Where backups are and somebody who was erased is not on the list: a disk that is not here."""
    known = listed(folder)
    return [place for place in places(folder) if known - listed(place)]
