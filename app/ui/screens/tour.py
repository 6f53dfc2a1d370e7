"""The first day: what there is to learn at a till, ticked off as it is done."""

from __future__ import annotations

from typing import ClassVar

from app.changes import Topic
from app.ui.screens.cards import CardsScreen
from app.ui.words import tr


class TourScreen(CardsScreen):
    name = "tour"
    shows: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def title(self) -> str:
        return tr("Tu primer día, en diez minutos")

    def nothing(self) -> str:
        return tr("Esto solo se aprende en la tienda de demostración.")
