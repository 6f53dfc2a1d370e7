"""Pickups in figures: how well the shop keeps its promises, for whoever runs it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.screen import Key, Screen
from app.ui.screens.figures_view import PERIODS, FiguresView, FigureView, period_words
from app.ui.widgets.chart import Chart, ChartView
from app.ui.widgets.choice import Choice
from app.ui.widgets.icon import Icon
from app.ui.widgets.kept import Kept
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import RIGHT, Text, frame, rule
from app.ui.words import tr


class FigureRow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        self._words, self._goal = Text("", strong=True, elide=True), Text("", "muted", elide=True)
        self._value = Text("", "lead", strong=True, align=RIGHT)
        self._icon = Icon("", 22)
        kept = self._icon.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # figures stand under one another
        self._icon.setSizePolicy(kept)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._goal)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._value)
        row.addWidget(self._icon)
        column.addLayout(row)
        column.addWidget(rule())

    def show_view(self, view: FigureView) -> None:
        self._words.say(view.words)
        self._goal.say(view.goal)
        self._value.say(view.value, tone=view.tone)
        self._icon.show_icon(view.icon, view.tone)
        self.setAccessibleName(f"{view.words}: {view.value}. {view.goal}")


class ChartCard(QWidget):
    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        self._name, self._chart = Text("", "strong", wrap=True), Chart()
        self._goal = Text("", "muted", align=RIGHT)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._name, 1)
        head.addWidget(self._goal)
        column.addLayout(head)
        column.addWidget(self._chart, 1)

    def show_view(self, view: ChartView) -> None:
        self._name.say(view.name)
        self._goal.say(f"- - {view.goal_words}" if view.goal_words else "")
        self._chart.show_view(view)


class FiguresScreen(Screen):
    """`view` gets how many days, today the last. It reads when it opens and when that changes:
    a month of orders takes a moment."""

    name = "figures"

    def __init__(self, view: Callable[[int], FiguresView]) -> None:
        super().__init__()
        self._view = view
        outer = QHBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(16)
        left = frame("card")
        column = QVBoxLayout(left)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        periods = [(str(days), period_words(days)) for days in PERIODS]
        self.period = Choice(periods, str(PERIODS[1]))
        self.period.changed.connect(lambda _days: self.refresh())
        column.addWidget(self.period)
        self._about = Text("", "muted")
        column.addWidget(self._about)
        self._figures: Kept[FigureView] = Kept(lambda _key: FigureRow())
        column.addWidget(scrolled(self._figures, name=self.title()), 1)
        outer.addWidget(left, 44)
        self._charts: Kept[ChartView] = Kept(lambda _key: ChartCard(), spacing=16)
        outer.addWidget(self._charts, 56)

    def title(self) -> str:
        return tr("Recogidas: cifras")

    def shortcuts(self) -> tuple[Key, ...]:
        return tuple(
            Key(f"F{place}", period_words(days), partial(self._choose, days))
            for place, days in enumerate(PERIODS, 5)
        )

    def _choose(self, days: int) -> None:
        self.period.show_chosen(str(days))
        self.refresh()

    def refresh(self) -> None:
        view = self._view(int(self.period.chosen))
        self._about.say(view.about)
        self._figures.show_views((one.words, one) for one in view.figures)
        self._charts.show_views((chart.name, chart) for chart in view.charts)
