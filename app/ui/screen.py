"""A screen: what it shows, when it must read again, and the keys it answers to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.changes import Topic
from app.domain.errors import ShopError
from app.ui.widgets.chip import ChipView


@dataclass(frozen=True)
class Key:
    """A key of the screen: as QKeySequence reads it, and in words for the help."""

    press: str
    words: str
    do: Callable[[], object]


class Screen(QWidget):
    """The base of every screen. `refresh` reads and paints; it never writes."""

    shows: ClassVar[frozenset[Topic]] = frozenset()
    """A commit that names one of these makes an open screen read again."""
    name: ClassVar[str] = ""
    gathers: ClassVar[bool] = False
    """A scan makes several commits: they are painted together."""

    goes = Signal(str)
    """Open the screen of that name."""
    leaves = Signal()
    """Back to where one came from."""
    says = Signal(str)
    """A sentence that needs no answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "surface")

    def title(self) -> str:
        """For the bar; empty on the selling screen, which has the search there."""
        return ""

    def chips(self) -> Sequence[ChipView]:
        """Beside the title."""
        return ()

    def typed_keys(self) -> tuple[tuple[str, str], ...]:
        """(key, words) of what is typed here and is no shortcut."""
        return ()

    def shortcuts(self) -> Sequence[Key]:
        return ()

    def refresh(self) -> None:
        """Read again and paint."""

    def tick(self) -> None:
        """Some seconds went by."""

    def opened(self) -> None:
        """Became the screen in sight."""

    def scanned(self, code: str) -> bool:
        """A scan while this screen is open; False: not mine, the window knows what to do."""
        return False

    def typed(self, text: str) -> None:
        """A character that no field took."""

    def refused(self, error: ShopError) -> bool:
        """The rules said no; True when the screen itself shows it."""
        return False

    def enter(self) -> None:
        """Intro, when no field took it."""

    def escape(self) -> None:
        self.leaves.emit()
