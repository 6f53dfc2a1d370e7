"""What the shift screen shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.widgets.facts_table import FactView


@dataclass(frozen=True, slots=True)
class NoShiftView:
    """No shift is open: one may be, with its float."""

    about: str
    last: tuple[FactView, ...] = ()
    """The Z of the shift just closed."""


@dataclass(frozen=True, slots=True)
class ShiftView:
    title: str
    about: str
    facts: tuple[FactView, ...]
    unfinished: tuple[str, ...] = ()
    """What a close would pass on, each a sentence."""
    by_hand: str = ""
    """Asks for the total of the bank's own terminal; empty when it took nothing."""
