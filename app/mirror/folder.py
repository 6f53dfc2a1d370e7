"""The catalogues of a data folder: which one is in use, who may write, what may go.

`catalog.current` is one line, the file name of the catalogue in use, replaced by rename. A file
that was once named is never written again nor replaced, so whoever has it open is safe.
"""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from app.domain.errors import ImportRunning
from app.durable import sync_file

CURRENT = "catalog.current"
_LOCK = "catalog.lock"
_NAME = re.compile(r"catalog-([0-9]+)\.db")
_UNFINISHED = ".building"


def connect(path: Path, *, readable_only: bool) -> Any:
    """A plain connection in autocommit. The library is the one of app.storage (ADR 0004)."""
    mode = "ro" if readable_only else "rwc"
    return sqlite.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=5
    )


def current(folder: Path) -> Path | None:
    """The catalogue in use; None before the first import or when its file is not there."""
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    path = folder / name
    return path if _NAME.fullmatch(name) and path.is_file() else None


def next_name(folder: Path) -> str:
    """A name that no catalogue of the folder has, nor the one in use had."""
    numbers = []
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if named := _NAME.fullmatch((folder / CURRENT).read_text("ascii").strip()):
            numbers.append(int(named[1]))
    for path in folder.glob("catalog-*.db*"):
        if match := _NAME.match(path.name):
            numbers.append(int(match[1]))
    return f"catalog-{max(numbers, default=0) + 1}.db"


def unfinished(folder: Path, name: str) -> Path:
    """Where the catalogue `name` is built."""
    return folder / (name + _UNFINISHED)


@contextlib.contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the one who writes catalogues here; the lock dies with its process.

    Raises ImportRunning when another does. Removes what a killed one left half built.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("ab") as lock:
        if not _locked(lock.fileno()):
            raise ImportRunning(folder=str(folder))
        for left in folder.glob(f"catalog-*{_UNFINISHED}*"):
            left.unlink(missing_ok=True)
        yield


def keep(folder: Path, name: str) -> None:
    """The file of `name` is finished; power may fail at any point."""
    built = unfinished(folder, name)
    sync_file(built)
    built.rename(folder / name)
    sync_file(folder)


def use(folder: Path, name: str) -> None:
    """Make a finished file the catalogue in use; power may fail at any point."""
    waiting = folder / (CURRENT + ".new")
    waiting.write_text(name + "\n", "ascii")
    sync_file(waiting)
    waiting.replace(folder / CURRENT)
    sync_file(folder)


def sweep(folder: Path) -> list[str]:
    """Remove the catalogues that are no longer named; call it when a till starts.

    Files that cannot go yet (Windows, open elsewhere) stay for the next time. While an import
    runs, or when nothing is named, nothing is touched. Returns the names that went.
    """
    gone: list[str] = []
    keep = current(folder)
    if keep is None:
        return gone
    with contextlib.suppress(ImportRunning), writing(folder):
        for path in folder.glob("catalog-*.db*"):
            # The journal files of the one in use (-wal, -shm) begin with its name.
            if _NAME.match(path.name) and not path.name.startswith(keep.name):
                with contextlib.suppress(OSError):
                    path.unlink()
                    gone.append(path.name)
    return sorted(gone)


def _locked(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
