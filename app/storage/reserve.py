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
    """Before money is taken. The reserve stays: it is for finishing what has begun.

    Raises DiskFull, DiskReadOnly.
    """
    if not os.access(folder, os.W_OK):
        raise DiskReadOnly()
    if shutil.disk_usage(folder).free < LEAST:
        raise DiskFull()


def release(folder: Path) -> bool:
    """Give the reserve up, because money was taken and must be written down; False when it
    was gone already. The next start makes it again."""
    path = folder / NAME
    if not path.exists():
        return False
    path.unlink()
    return True


def make_room(folder: Path) -> None:
    """Before the till opens on a full disk: what was begun must be found and finished."""
    if shutil.disk_usage(folder).free < len(_BLOCK):
        release(folder)
