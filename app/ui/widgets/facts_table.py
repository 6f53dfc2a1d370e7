"""Pairs of a word and a figure, as a Z or an explanation reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.ui.widgets.text import RIGHT, Text, rule


@dataclass(frozen=True, slots=True)
class FactView:
    """`weight`: `plain`, `strong` for a sum, `heading` for the name of a group."""

    words: str
    figure: str = ""
    source: str = ""
    weight: str = "plain"
    tone: str = ""


class FactsTable(QWidget):
    def __init__(self, facts: Sequence[FactView] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._shown: tuple[FactView, ...] = ()
        self.show_facts(facts)

    def show_facts(self, facts: Sequence[FactView]) -> None:
        if tuple(facts) == self._shown:
            return
        self._shown = tuple(facts)
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        row = 0
        for fact in facts:
            row = self._add(fact, row)

    def _add(self, fact: FactView, row: int) -> int:
        if fact.weight == "heading":
            if row:
                self._grid.addWidget(rule(), row, 0, 1, 2)
            self._grid.addWidget(Text(fact.words.upper(), "eyebrow"), row + 1, 0, 1, 2)
            return row + 2
        strong = fact.weight == "strong"
        alone = not fact.figure
        words = Text(fact.words, strong=strong, wrap=True, tone=fact.tone if alone else "")
        if alone:
            self._grid.addWidget(words, row, 0, 1, 2)
        else:
            self._add_pair(fact, words, row)
        if fact.source:
            self._grid.addWidget(Text(fact.source, "muted", wrap=True), row + 1, 0, 1, 2)
            return row + 2
        return row + 1

    def _add_pair(self, fact: FactView, words: Text, row: int) -> None:
        figure = Text(fact.figure, tone=fact.tone, strong=True, align=RIGHT)
        words.setAccessibleName(f"{fact.words}: {fact.figure}")
        self._grid.addWidget(words, row, 0)
        self._grid.addWidget(figure, row, 1)
