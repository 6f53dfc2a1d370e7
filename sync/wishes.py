"""What somebody who is not the window wants settled: a file each, which the worker of the folder
takes when it looks, now or when it next runs."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

_NAMES = "settle-*.wish"


def put(where: Path, key: str) -> Path:
    """Wish that the alarm of `key` were settled; the file goes when a worker takes it.

    Raises OSError.
    """
    file = where / f"settle-{uuid4().hex}.wish"
    half = file.with_suffix(".half")
    half.write_text(key, encoding="utf-8")
    return half.replace(file)


def take(where: Path) -> list[str]:
    """The keys that are wished for, once."""
    keys = []
    for file in sorted(where.glob(_NAMES)):
        try:
            key = file.read_text(encoding="utf-8")
            file.unlink()
        except (OSError, ValueError):
            continue  # taken already, or not ours: the next look tells
        keys.append(key)
    return keys
