"""What the return screen shows: first the way to a ticket, then its lines to tick."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.widgets.facts_table import FactView
from app.ui.widgets.return_lines import ReturnLineView
from app.ui.widgets.rows import RowView


@dataclass(frozen=True, slots=True)
class FindView:
    """Nothing found yet: recent tickets to choose from."""

    recent: tuple[RowView, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnView:
    number: str
    about: str
    """`Ticket · 21/11/2026 12:41 · Ana P.`."""
    lines: tuple[ReturnLineView, ...]
    back: str
    """What would be paid back now; `0,00 €` while nothing is ticked."""
    anything: bool
    ways: tuple[tuple[str, str], ...]
    """(means, word): as it was paid first."""
    how: tuple[FactView, ...] = ()
    """How it was paid and what came back before."""
    trouble: str = ""
