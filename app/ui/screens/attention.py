"""Attention: what a person must settle."""

from __future__ import annotations

from typing import ClassVar

from app.changes import Topic
from app.ui.screens.cards import CardsScreen
from app.ui.words import tr


class AttentionScreen(CardsScreen):
    name = "attention"
    shows: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def title(self) -> str:
        return tr("Pendientes")

    def nothing(self) -> str:
        return tr("Nada pendiente")
