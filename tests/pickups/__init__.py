"""Click & collect on a whole shop: real devices, a real central, and a line that a rule cuts.

Every device is a till's services over its own files; what they state reaches central by the real
ingest, and what central says reaches their mirrors by the real pages, when the line is there. Only
HTTP and the clocks are played, so that a run is a matter of milliseconds a step.
"""

from __future__ import annotations

import sys
from pathlib import Path

# What the tests share lies above; `python -m tests.pickups` does not have it on its path.
_TESTS = Path(__file__).resolve().parent.parent
for _shared in (_TESTS, _TESTS / "sync"):
    if str(_shared) not in sys.path:
        sys.path.append(str(_shared))
