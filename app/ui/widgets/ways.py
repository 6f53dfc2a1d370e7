"""A panel of ways to choose one of, each a large button."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from app.ui.widgets.action_grid import Action, ActionGrid
from app.ui.widgets.panel import Panel


class WaysPanel(Panel):
    """`ways` are (what it does, its word, icon); `chosen` gets what the one touched does."""

    def __init__(
        self,
        title: str,
        about: str,
        ways: Sequence[tuple[str, str, str]],
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(title, about)
        self._chosen = chosen
        actions = [Action(words, icon, partial(self.choose, does)) for does, words, icon in ways]
        self.body.addWidget(ActionGrid(actions, columns=1, height=56))
        self.body.addStretch(1)

    def choose(self, does: str) -> None:
        self._chosen(does)
        self.closed.emit()
