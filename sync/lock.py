"""One worker a folder, and whether there is one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from app.domain.errors import WorkerRunning

NAME = "sync.lock"


class Lock:
    """An OS lock that dies with its process. Raises WorkerRunning."""

    def __init__(self, where: Path) -> None:
        self._file: IO[bytes] = (where / NAME).open("ab")
        try:
            _take(self._file, alone=True)
        except OSError:
            self._file.close()
            raise WorkerRunning(folder=str(where)) from None

    def release(self) -> None:
        self._file.close()


def is_held(where: Path) -> bool:
    """Whether a worker runs there."""
    try:
        with (where / NAME).open("rb") as file:
            _take(file, alone=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _take(file: IO[bytes], *, alone: bool) -> None:
    """Until the file is closed. Raises OSError when somebody else has it."""
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(file.fileno(), (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
