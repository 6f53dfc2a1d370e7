"""Devices: how each one is, and a press to try it."""

from __future__ import annotations

from typing import ClassVar

from app.changes import Topic
from app.ui.screens.cards import CardsScreen
from app.ui.words import tr


class DevicesScreen(CardsScreen):
    name = "devices"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.DEVICES})

    def title(self) -> str:
        return tr("Aparatos")

    def nothing(self) -> str:
        return tr("Esta caja no tiene aparatos")
