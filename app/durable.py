"""On the disk for good: what `fsync` takes, on every system."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sync_file(path: Path) -> None:
    """fsync a file, or a folder so that the names in it last."""
    if sys.platform == "win32":  # folders cannot be opened there, and files need writing
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
