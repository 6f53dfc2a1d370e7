"""What the payment screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.ui.widgets.chip import ChipView
from app.ui.widgets.rows import RowView


class CardState(StrEnum):
    """What the terminal is at."""

    NONE = "none"
    ASKED = "asked"
    REFUSED = "refused"
    """Declined or cancelled: nothing was charged."""
    UNKNOWN = "unknown"
    """Nobody knows; it is looked up, never guessed."""


@dataclass(frozen=True, slots=True)
class CardView:
    state: CardState
    words: str
    detail: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    """(what it does, its word), the first one the usual."""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A quick amount: what is handed over as `parse_money` reads it, and the word on it."""

    amount: str
    words: str


@dataclass(frozen=True, slots=True)
class PayView:
    due: str
    total: str
    document: str
    """`Ticket` or `Factura a …`."""
    tenders: tuple[RowView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    cash: bool = True
    no_cash: str = ""
    terminal: bool = True
    """Whether there is a terminal that the till speaks to."""
    card: CardView | None = None
    chips: tuple[ChipView, ...] = ()
