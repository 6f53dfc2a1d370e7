"""Room on the disk kept for the sale in hand: known to be there before money is taken."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from app.domain.errors import DiskFull, DiskReadOnly

NAME = "reserve"
SIZE = 64 * 1024 * 1024
LEAST = 16 * 1024 * 1024
"""Free bytes below which no payment begins: thousands of sales fit in less."""
_BLOCK = b"\xa5" * (1024 * 1024)


def make(folder: Path) -> bool:
    """Fill the reserve file; False when the disk has no room for it (then it is left out)."""
    path = folder / NAME
    if path.exists() and path.stat().st_size >= SIZE:
        return True
    if shutil.disk_usage(folder).free < SIZE + LEAST:
        return False
    with path.open("wb") as handle:
        # Written, not truncated to size: a sparse file reserves nothing.
        for _ in range(SIZE // len(_BLOCK)):
            handle.write(_BLOCK)
        handle.flush()
        os.fsync(handle.fileno())
    return True


def check(folder: Path) -> None:
    """Before money is taken. Gives the reserve up when the disk is nearly full, and then
    refuses, so that what is in progress can still be finished. Raises DiskFull, DiskReadOnly.
    """
    if not os.access(folder, os.W_OK):
        raise DiskReadOnly()
    free = shutil.disk_usage(folder).free
    if free >= LEAST:
        return
    (folder / NAME).unlink(missing_ok=True)
    raise DiskFull()
