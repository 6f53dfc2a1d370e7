"""One thing that waits for a person, as the Attention screen shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MatterView:
    """`actions` are (what it does, its word); `key` tells matters apart."""

    key: str
    words: str
    detail: str
    age: str = ""
    icon: str = "warning"
    tone: str = "warning"
    actions: tuple[tuple[str, str], ...] = ()
