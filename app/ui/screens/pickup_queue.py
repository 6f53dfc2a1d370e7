"""The left of the pickups screen: search, filters, and the orders by time left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.screens.pickups_view import PickupsView, QueueRow
from app.ui.widgets.button import Button
from app.ui.widgets.chip import Chips, ChipView
from app.ui.widgets.field import Field
from app.ui.widgets.icon import Icon
from app.ui.widgets.in_sight import InSight
from app.ui.widgets.text import CENTRE, RIGHT, Text, frame, restyle, rule, show
from app.ui.words import tr

ROW = 72
"""The least height of an order in the queue, in px."""


class QueueButton(Button):
    """One order of the queue, all of it one target."""

    def __init__(self, on: Callable[[str], object]) -> None:
        self._key_of_row = ""
        super().__init__("", lambda: on(self._key_of_row), kind="row", height=ROW)
        layout = self.empty()
        self._number, self._who = Text("", strong=True), Text("", elide=True)
        self._left = Text("", "strong", align=RIGHT)
        self._detail, self._stands = Text("", "muted", elide=True), Text("", "muted", align=RIGHT)
        column = QVBoxLayout()
        column.setSpacing(2)
        for parts in ((self._number, self._who, self._left), (self._detail, self._stands)):
            line = QHBoxLayout()
            line.setSpacing(12)
            for part in parts:
                part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
                line.addWidget(part, 1 if part in (self._who, self._detail) else 0)
            column.addLayout(line)
        layout.addLayout(column)

    def show_view(self, view: tuple[QueueRow, bool]) -> None:
        """The row, and whether it is the chosen one."""
        row, chosen = view
        self._key_of_row = row.key
        restyle(self, chosen=chosen)
        self._number.say(row.number)
        self._who.setText(row.name)
        self._left.say(row.left, tone=row.tone)
        self._detail.say(row.detail)
        self._stands.say(row.stands, tone=row.stands_tone)
        spoken = (row.number, row.name, row.left, row.detail, row.stands)
        self.setAccessibleName(", ".join(part for part in spoken if part))


class QueueSide(QWidget):
    chosen = Signal(str)
    group = Signal(str)
    only = Signal(str)
    figures = Signal()
    sought = Signal(str)
    """The words to look for, as they are typed; empty: the queue again."""
    everywhere = Signal(str)
    """Look for these words in the whole chain."""
    entered = Signal(str)
    """Intro: a code that was typed, or the first that was found."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(rule())
        column.addWidget(self._area(), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 10)
        foot.setSpacing(8)
        foot.addWidget(Icon("barcode", 18))
        words = tr("Escanea un código, un bulto o un producto")
        foot.addWidget(Text(words, "muted", elide=True), 1)
        column.addLayout(foot)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 4)
        head.setSpacing(4)
        words = QHBoxLayout()
        self._title = Text(tr("POR HORA PROMETIDA"), "eyebrow")
        self._heard = Text("", "muted", align=RIGHT)
        words.addWidget(self._title)
        words.addStretch(1)
        words.addWidget(self._heard)
        head.addLayout(words)
        self.search = Field()
        self.search.setPlaceholderText(tr("Buscar: número, nombre o final del teléfono · F3"))
        self.search.setAccessibleName(tr("Buscar un pedido"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.sought)
        self.search.returnPressed.connect(lambda: self.entered.emit(self.search.text()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        self._figures = Button(tr("Cifras"), self.figures.emit, icon="chart-bar", key="F4")
        row.addWidget(self._figures)
        head.addLayout(row)
        self._groups, self._only = Chips(self.group.emit), Chips(self.only.emit)
        for chips in (self._groups, self._only):
            head.addWidget(chips)
        return head

    def _area(self) -> QScrollArea:
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        area = QScrollArea()
        self._rows: InSight[tuple[QueueRow, bool]] = InSight(
            area, lambda: QueueButton(self.chosen.emit), ROW
        )
        self._nothing = Text("", "muted", align=CENTRE)
        self._nothing.setContentsMargins(0, 24, 0, 0)
        inside.addWidget(self._rows)
        inside.addWidget(self._nothing)
        self._everywhere = Button(
            tr("Buscar en toda la cadena"),
            lambda: self.everywhere.emit(self.search.text()),
            icon="magnifying-glass",
            kind="ghost",
        )
        inside.addWidget(self._everywhere)
        inside.addStretch(1)
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(tr("Cola de recogidas"))
        return area

    def show_view(self, view: PickupsView) -> None:
        self._title.say(tr("ENCONTRADOS") if view.found else tr("POR HORA PROMETIDA"))
        self._heard.say(view.heard, tone=view.heard_tone)
        self._groups.show_chips(_chips(view.groups, "accent"))
        self._only.show_chips(_chips(view.only, "quiet"))
        for chips in (self._groups, self._only):
            show(chips, visible=not view.found)
        show(self._figures, visible=view.figures)
        self._rows.show_views((row.key, (row, row.key == view.chosen)) for row in view.rows)
        nothing = tr("Ningún pedido es así") if view.found else tr("Nada por hacer")
        self._nothing.say("" if view.rows else nothing)
        show(self._everywhere, visible=view.found)

    def walk(self, step: int, chosen: str) -> str:
        """The key of the order before or after the chosen one; "" with none."""
        keys = self._rows.keys()
        if not keys:
            return ""
        place = keys.index(chosen) + step if chosen in keys else 0 if step > 0 else len(keys) - 1
        place = max(0, min(place, len(keys) - 1))
        self._rows.bring(place)
        return keys[place]


def _chips(pairs: tuple[tuple[str, str, bool], ...], tone: str) -> tuple[ChipView, ...]:
    return tuple(ChipView(words, tone="now" if on else tone, does=key) for key, words, on in pairs)
