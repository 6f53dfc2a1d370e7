"""How far two clocks may be apart before somebody has to see to one of them."""

from __future__ import annotations

from datetime import timedelta

SKEW = timedelta(minutes=5)
"""Of a till, of central, and of the newest fact (sync-and-performance 1.2)."""
