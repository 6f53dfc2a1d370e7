"""A till that waits for orders; run by bench.badge.

`python -m bench.badge_till FOLDER COUNT`: a line when it is open and in step, then one JSON line:
when the chip in its bar counted the first order, the second..., in seconds since the epoch.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.line import LineState
from bench.office import CODE, PIN
from bench.window_till import Till

if TYPE_CHECKING:
    from app.ui.widgets.chip import Chips

_PATIENCE = 120.0
_PAUSE = 0.01
"""Seconds between two looks at the chip: looking more often is work that others wait for."""


def counted(till: Till) -> int:
    """What the chip says."""
    from app.ui.widgets.chip import Chips

    rows: list[Chips] = till.program.window.findChildren(Chips)
    words = [view.words for row in rows for view in row._shown if view.does == "pickups"]
    return int(words[0].split()[1]) if words else 0


def main(folder: Path, count: int) -> list[float]:
    till = Till(folder, CODE, PIN)
    _until(till, lambda: till.counter.line.status.state is LineState.IN_STEP)
    print("open", flush=True)
    found: list[float] = []
    while (known := len(found)) < count:
        _until(till, partial(_more, till, known))
        found += [time.time()] * (counted(till) - known)
    till.closing.close()
    return found


def _more(till: Till, known: int) -> bool:
    return counted(till) > known


def _until(till: Till, done: Callable[[], object]) -> None:
    end = time.monotonic() + _PATIENCE
    while not done():
        till.app.processEvents()
        time.sleep(_PAUSE)
        if time.monotonic() > end:
            raise TimeoutError


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))), flush=True)
