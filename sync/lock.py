"""One worker a folder, and whether there is one."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from app.domain.errors import WorkerRunning
from app.storage.folder import take

NAME = "sync.lock"


class Lock:
    """An OS lock that dies with its process. Raises WorkerRunning."""

    def __init__(self, where: Path) -> None:
        self._file: IO[bytes] = (where / NAME).open("ab")
        try:
            take(self._file)
        except OSError:
            self._file.close()
            raise WorkerRunning(folder=str(where)) from None

    def release(self) -> None:
        self._file.close()


def is_held(where: Path) -> bool:
    """Whether a worker runs there."""
    try:
        with (where / NAME).open("rb") as file:
            take(file, alone=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
