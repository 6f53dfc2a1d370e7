"""Widgets that stay while what they show changes: no flicker, and focus and scroll are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from app.ui.widgets.text import show

T = TypeVar("T")


class Kept(QWidget, Generic[T]):
    """Widgets by key, in the order of their views; `make` makes one, with a `show_view`, for a key
    not seen yet."""

    def __init__(
        self,
        make: Callable[[str], Any],
        *,
        row: bool = False,
        spacing: int = 0,
        stretch: Callable[[int], int] = lambda _place: 0,
    ) -> None:
        super().__init__()
        self._make, self._stretch = make, stretch
        self._there: dict[str, Any] = {}
        self._views: dict[str, T] = {}
        self._order: tuple[str, ...] = ()
        direction = QBoxLayout.Direction
        self._box = QBoxLayout(direction.LeftToRight if row else direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)

    def show_views(self, views: Iterable[tuple[str, T]]) -> None:
        """(key, view) of each; those that show the same are left alone."""
        wanted = dict(views)
        for key in [key for key in self._there if key not in wanted]:
            gone = self._there.pop(key)
            self._box.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for key, view in wanted.items():
            if key not in self._there:
                self._there[key] = self._make(key)
                self._there[key].show_view(view)
            elif self._views[key] != view:
                self._there[key].show_view(view)
        self._views = wanted
        order = tuple(wanted)
        if order != self._order:
            self._order = order
            for place, key in enumerate(order):
                if self._box.indexOf(self._there[key]) != place:
                    self._box.insertWidget(place, self._there[key])
                self._box.setStretch(place, self._stretch(place))
                show(self._there[key], visible=True)
        show(self, visible=bool(order))

    def keys(self) -> tuple[str, ...]:
        return self._order

    def widgets(self) -> list[Any]:
        """In the order that they are shown in."""
        return [self._there[key] for key in self._order]
