"""The side of the services of the first day at the demo's till."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.tour import Lesson
from app.services.tour import Tour
from app.ui.screens.matter_view import MatterView
from app.ui.screens.tour_view import PLACES, tour_chip, tour_view
from app.ui.widgets.chip import ChipView


class TourDesk:
    """`home` and `go` open where a lesson is done."""

    def __init__(self, tour: Tour, home: Callable[[], object], go: Callable[[str], object]) -> None:
        self._tour, self._home, self._go = tour, home, go

    def view(self) -> tuple[MatterView, ...]:
        return tour_view(self._tour.done()) if self._tour.offered else ()

    def chip(self) -> ChipView:
        return tour_chip(self._tour.done())

    def act(self, does: str, lesson: str) -> None:
        if does != "go":
            raise ValueError(does)
        place = PLACES.get(Lesson(lesson))
        if place is None:
            self._home()
        else:
            self._go(place)
