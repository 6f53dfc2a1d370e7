"""A till's data folder: one till process at a time."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from app.domain.errors import AnotherTill, DiskReadOnly

JOURNAL = "journal.db"
LOCK = "till.lock"


class FolderLock:
    """An OS lock that dies with its holder. Raises AnotherTill, DiskReadOnly."""

    def __init__(self, folder: Path, name: str = LOCK) -> None:
        try:
            self._file: IO[bytes] = (folder / name).open("ab")
        except PermissionError:
            raise DiskReadOnly() from None
        except OSError as error:
            if error.errno == 30:  # EROFS
                raise DiskReadOnly() from None
            raise
        try:
            take(self._file)
        except OSError:
            self._file.close()
            raise AnotherTill(folder=str(folder)) from None

    def release(self) -> None:
        self._file.close()


def is_open(folder: Path) -> bool:
    """Whether a till process has it now."""
    try:
        FolderLock(folder).release()
    except AnotherTill:
        return True
    return False


def take(file: IO[bytes], *, alone: bool = True) -> None:
    """An OS lock, until the file is closed. Raises OSError when somebody else has it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
