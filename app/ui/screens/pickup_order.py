"""The right of the pickups screen: one order as one story, painted in place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.screens.order_lines import LineView
from app.ui.screens.order_parts import ActionButton, LineButton, ParcelCard, Step
from app.ui.screens.order_view import OrderView, ParcelView, StepView
from app.ui.widgets.banner import Banners
from app.ui.widgets.button import Button
from app.ui.widgets.chip import ChipView, chip
from app.ui.widgets.icon import Icon
from app.ui.widgets.kept import Kept
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import CENTRE, Text, frame, restyle, show
from app.ui.words import fill, tr

IN_SIGHT = 3
"""Actions with a button of their own, where they fit; the others are behind `Más`."""
ACTION_KEYS = ("F5", "F6", "F7")
MORE_KEY, SECOND_KEY, FIRST_KEY = "F8", "F11", "F12"
MARGIN, WAY = 24, 180
"""Beside all of it, and the least width of a button that brings the order on, in px."""


def _wide(widths: Sequence[int], gap: int) -> int:
    """Of things side by side."""
    return sum(widths) + gap * max(0, len(widths) - 1)


def _beside(order: OrderView) -> tuple[object, ...]:
    """What lies side by side, and has to fit."""
    return order.steps, order.actions, order.ways, order.due, order.due_words


class OrderSide(QWidget):
    does = Signal(str)
    """A button of the order, by what it does."""
    line = Signal(str)
    """A line was touched."""
    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._nothing, self._something = self._empty(), self._story()
        outer.addWidget(self._nothing)
        outer.addWidget(self._something)
        self._order: OrderView | None = None
        self._in_sight = IN_SIGHT
        self._something.hide()
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self._lay_out)

    def _empty(self) -> QWidget:
        card = frame("card")
        column = QVBoxLayout(card)
        column.addStretch(1)
        column.addWidget(Icon("package", 56), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(Text(tr("Elige un pedido o escanéalo"), "title", align=CENTRE))
        column.addStretch(1)
        return card

    def _story(self) -> QWidget:
        card = frame("card")
        column = self._column = QVBoxLayout(card)
        column.setContentsMargins(MARGIN, 12, MARGIN, 16)
        column.setSpacing(8)
        self._title, self._about = Text("", "title", elide=True), Text("", "muted", elide=True)
        self._proof = chip(ChipView("", "check", "positive"))
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._proof)
        column.addLayout(head)
        column.addWidget(self._about)
        self._steps: Kept[StepView] = Kept(lambda _key: Step(), row=True, spacing=6)
        steps = QHBoxLayout()
        steps.addWidget(self._steps)
        steps.addStretch(1)
        column.addLayout(steps)
        self._banners = Banners(most=3)
        self._banners.acted.connect(lambda does, key: self.does.emit(f"{does}:{key}"))
        banners = self._banners.layout()
        if banners is not None:
            banners.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._banners)
        column.addWidget(self._goods(), 1)
        self._note = Text("", "muted", wrap=True)
        column.addWidget(self._note)
        column.addLayout(self._buttons())
        column.addLayout(self._end())
        return card

    def _goods(self) -> QScrollArea:
        """Parcels and lines: what may need more room than there is."""
        self._parcels: Kept[ParcelView] = Kept(lambda _key: ParcelCard(self.does.emit), spacing=8)
        self._lines: Kept[LineView] = Kept(lambda _key: LineButton(self.line.emit))
        self._area = scrolled(self._parcels, self._lines, name=tr("Bultos y artículos del pedido"))
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._area

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._actions: Kept[tuple[str, str, str]] = Kept(
            lambda key: ActionButton(key, self.does.emit), row=True, spacing=8
        )
        row.addWidget(self._actions)
        self._rest = Button(tr("Más"), self.more.emit, icon="dots-three-circle", key=MORE_KEY)
        self._rest.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row.addStretch(1)
        row.addWidget(self._rest)
        return row

    def _offered(self) -> Sequence[tuple[str, str, str]]:
        return self._order.actions if self._order is not None else ()

    def _end(self) -> QBoxLayout:
        row = self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(16)
        self._due_words, self._due = Text("", "eyebrow"), Text("", "total")
        due = QVBoxLayout()
        due.setSpacing(0)
        due.addWidget(self._due_words)
        due.addWidget(self._due)
        row.addLayout(due)
        row.addStretch(1)
        ways = QHBoxLayout()
        ways.setSpacing(16)
        self._ways = [
            Button("", partial(self._way, 1), key=SECOND_KEY, kind="soft", stacked=True, height=72),
            Button("", partial(self._way, 0), key=FIRST_KEY, kind="primary", stacked=True, big=True,
                   height=72),
        ]  # fmt: skip
        for button, share in zip(self._ways, (2, 3), strict=True):
            button.setMinimumWidth(WAY)
            ways.addWidget(button, share)
        row.addLayout(ways, 5)
        return row

    def _way(self, place: int) -> None:
        if self._order is not None and place < len(self._order.ways):
            self.does.emit(self._order.ways[place][0])

    def first(self) -> None:
        """The big button."""
        self._way(0)

    def second(self) -> None:
        self._way(1)

    def act(self, place: int) -> None:
        """The action in that place, by its key."""
        if place < min(len(self._offered()), self._in_sight):
            self.does.emit(self._offered()[place][0])

    def action(self, place: int) -> str:
        """What the action in that place is called."""
        there = self._offered()[: self._in_sight]
        return there[place][1] if place < len(there) else tr("Botón del pedido")

    def rest(self) -> Sequence[tuple[str, str, str]]:
        """The actions behind `Más`."""
        return self._offered()[self._in_sight :]

    def show_view(self, order: OrderView | None) -> None:
        before, self._order = self._order, order
        show(self._nothing, visible=order is None)
        show(self._something, visible=order is not None)
        if order is None:
            return
        self._column.setEnabled(False)  # or all around is laid out with each thing that shows
        try:
            self._say(before, order)
        finally:
            self._column.setEnabled(True)
        if before is None or _beside(before) != _beside(order):
            self._make_room()
        self._bring_moved(before, order)

    def _say(self, before: OrderView | None, order: OrderView) -> None:
        self._title.say(order.title)
        self._about.say(order.about)
        self._proof.say(order.proof)
        show(self._proof, visible=bool(order.proof))
        self._steps.show_views((str(place), step) for place, step in enumerate(order.steps))
        self._banners.show_banners(order.banners)
        self._parcels.show_views((str(place), one) for place, (_, one) in enumerate(order.parcels))
        self._lines.show_views((str(place), one) for place, one in enumerate(order.lines))
        self._note.say(order.note)
        in_sight = order.actions[:IN_SIGHT]
        self._actions.show_views(zip(ACTION_KEYS, in_sight, strict=False))
        if before is None or _beside(before) != _beside(order):
            self._show_end(order)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Nothing is cut off on a narrow screen: hours go first, then the checks of all steps, then
        actions behind `Más`, and what is due stands over its buttons."""
        if self._order is None:
            return
        room = self.width() - 2 * MARGIN
        steps: list[Step] = self._steps.widgets()
        brief = _wide([step.whole() for step in steps], 6) > room
        for step in steps:
            step.shorten(brief=brief)
        tight = _wide([step.checked() for step in steps], 6) > room
        for step in steps:
            step.uncheck(all_=tight)
        self._fit_actions(room)
        ways = [button.sizeHint().width() for button in self._ways if not button.isHidden()]
        due = max(self._due.sizeHint().width(), self._due_words.sizeHint().width())
        under = bool(ways) and _wide([due, *(max(WAY, one) for one in ways)], 16) > room
        direction = QBoxLayout.Direction
        wanted = direction.TopToBottom if under else direction.LeftToRight
        if wanted != self._foot.direction():  # telling it the same has all of it laid out anew
            self._foot.setDirection(wanted)
            self._foot.setSpacing(4 if under else 16)
        self._again.start()

    def _make_room(self) -> None:
        """From outside in: Qt begins inside, where new words find the old room, drop their icons,
        and fetch them again a moment later."""
        for row in (self._steps, self._actions):
            row.updateGeometry()
        self._column.activate()

    def _lay_out(self) -> None:
        """Once more when all is still: an icon that shows or goes while its row is being laid out
        has Qt lay that row out within itself, which leaves the first of it as they were."""
        for row in (self._steps, self._actions):
            layout = row.layout()
            if layout is not None:
                layout.invalidate()
                layout.activate()

    def _fit_actions(self, room: int) -> None:
        buttons: list[ActionButton] = self._actions.widgets()
        widths = [button.minimumSizeHint().width() for button in buttons]
        more = self._rest.minimumSizeHint().width()
        self._in_sight = len(buttons)
        while self._in_sight > 1 and (
            _wide(
                widths[: self._in_sight]
                + ([more] if self._in_sight < len(self._offered()) else []),
                8,
            )
            > room
        ):
            self._in_sight -= 1
        for place, button in enumerate(buttons):
            show(button, visible=place < self._in_sight)
        show(self._rest, visible=len(self._offered()) > self._in_sight)

    def _bring_moved(self, before: OrderView | None, order: OrderView) -> None:
        """Whoever picks sees the line of what was scanned, however long the order is."""
        if before is None or before.key != order.key:
            return
        for old, new, row in zip(before.lines, order.lines, self._lines.widgets(), strict=False):
            if old != new:
                self._area.ensureWidgetVisible(row)
                return

    def _show_end(self, order: OrderView) -> None:
        self._due_words.say(order.due_words)
        self._due.say(order.due)
        self._due.setAccessibleName(fill(tr("Por pagar %1"), order.due))
        for place, button in enumerate(reversed(self._ways)):
            there = place < len(order.ways)
            if there:
                button.say(order.ways[place][1])
            show(button, visible=there)
        if order.due:
            restyle(self._due, tone="muted" if not order.ways else "")
