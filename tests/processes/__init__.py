"""A chain of real processes that are killed while they trade, over a line that lies."""

from __future__ import annotations

import sys
from pathlib import Path

# What the tests share lies above; `python -m tests.processes` does not have it on its path.
_SHARED = str(Path(__file__).resolve().parent.parent)
if _SHARED not in sys.path:
    sys.path.append(_SHARED)
