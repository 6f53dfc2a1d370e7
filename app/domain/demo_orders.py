"""The orders of a demo shop: who signs for a central and a tablet that are only told of."""

from __future__ import annotations

DEMO_KEY = b"mostrador demo, known to anybody"
"""The seed of the key that a demo's orders are signed with, 32 bytes; worth nothing elsewhere."""
DEMO_TABLET = 999_999
"""The installation that prepared what a demo shop opens with."""
