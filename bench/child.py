"""A program of its own that measures one thing, and what it answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_COMPILED = str(Path(tempfile.gettempdir()) / "mostrador-bench-compiled")
_TESTS = Path(__file__).parent.parent / "tests"


def environment(display: str = "") -> dict[str, str]:
    """Compiled, as in a shop, whatever the shell of who measures says; beside, not in the tree.

    Without a screen unless there is a `display`, and with the PostgreSQL of the tests at hand.
    """
    found = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": _COMPILED,
        "PYTHONPATH": str(_TESTS),
    }
    found.pop("PYTHONDONTWRITEBYTECODE", None)
    if display:
        found |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    return found


def said_by(module: str, *words: str, patience: float = 300, display: str = "") -> str:
    """What `python -m module` writes. It ends within `patience` seconds, or it is ended."""
    run = subprocess.run(
        [sys.executable, "-m", module, *words],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=patience,
        env=environment(display),
        cwd=_TESTS.parent,
    )
    return run.stdout


def answer_of(module: str, *words: str, patience: float = 300, display: str = "") -> Any:
    """The one JSON line that `python -m module` writes; see `said_by`."""
    return json.loads(said_by(module, *words, patience=patience, display=display))
