"""What the screen of an issued document shows."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.paper import Block


@dataclass(frozen=True, slots=True)
class TicketView:
    """`actions` are (what it does, its word, icon, key); only those that may be done now."""

    title: str
    blocks: tuple[Block, ...] = ()
    facts: tuple[str, ...] = ()
    actions: tuple[tuple[str, str, str, str], ...] = ()
    nothing: str = ""
    """Instead of a document, when there is none yet."""
