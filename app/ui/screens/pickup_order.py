"""The right of the pickups screen: one order as one story, painted in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
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
from app.ui.screens.order_view import OrderView, ParcelView, StepView
from app.ui.widgets.banner import Banners
from app.ui.widgets.button import GAP, ICON, Button
from app.ui.widgets.chip import ChipView, chip
from app.ui.widgets.icon import Icon
from app.ui.widgets.kept import Kept
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import CENTRE, RIGHT, Text, frame, restyle, show
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


class Step(Button):
    """A part of the order's story: done, now, or later."""

    def __init__(self) -> None:
        super().__init__("", icon="check", kind="chip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view = StepView("", "later")

    def show_view(self, view: StepView) -> None:
        self._view = view
        self._aloud()
        self.look(tone={"done": "accent", "now": "next", "later": "quiet"}[view.look])
        self.bare(view.look != "done")
        self.updateGeometry()

    def _aloud(self) -> None:
        """Whole; what is to be done is no button of that name."""
        words = tr("Hecho: %1") if self._view.look == "done" else tr("Por hacer: %1")
        self.setAccessibleName(fill(words, self._view.words))

    def whole(self) -> int:
        """Its width with its hour, in px, whatever it shows now: words that are there for a moment
        only have everything laid out for them."""
        measure = self._words.fontMetrics().horizontalAdvance
        return self.sizeHint().width() - measure(self.words()) + measure(self._view.words)

    def shorten(self, *, brief: bool) -> None:
        """Without its hour, or with it."""
        self.say(self._view.brief if brief and self._view.brief else self._view.words)
        self._aloud()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """No room for the check that only what is done has."""
        hint = super().sizeHint()
        return QSize(hint.width() - ICON - GAP, hint.height()) if self._bare else hint


class ParcelCard(QWidget):
    def __init__(self, does: Callable[[str], object]) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._card = frame("soft")
        outer.addWidget(self._card)
        row = QHBoxLayout(self._card)
        row.setContentsMargins(20, 8, 8, 8)
        row.setSpacing(16)
        self._icon = Icon("package", 32)
        self._words = Text("", "lead", strong=True, elide=True)
        self._detail = Text("", "muted", elide=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._words)
        words.addWidget(self._detail)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        self._does = ""
        self._scan = Button(tr("Escanear"), lambda: does(self._does), icon="barcode")
        row.addWidget(self._scan)

    def show_view(self, view: ParcelView) -> None:
        self._icon.show_icon(view.icon, view.tone)
        grounds = {"accent": "soft", "muted": "sunken"}
        restyle(self._card, ground=grounds.get(view.tone, view.tone))
        self._words.say(view.words)
        self._detail.say(view.detail)
        self._does = view.does
        show(self._scan, visible=bool(view.does))
        self._scan.setAccessibleDescription(view.words)


class LineButton(Button):
    """A line of the order; touched, it says what may be done with it."""

    def __init__(self, on: Callable[[str], object]) -> None:
        self._key_of_line = ""
        super().__init__("", lambda: self._key_of_line and on(self._key_of_line), kind="row",
                         height=56)  # fmt: skip
        layout = self.empty()
        self._quantity = Text("", "strong", align=RIGHT)
        self._quantity.setMinimumWidth(40)
        self._name_of_line = Text("", elide=True)
        self._detail, self._amount = Text("", "muted", elide=True), Text("", "strong", align=RIGHT)
        self._more = Icon("caret-right", 18, tone="muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name_of_line)
        words.addWidget(self._detail)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._quantity)
        row.addLayout(words, 1)
        row.addWidget(self._amount)
        row.addWidget(self._more)
        for part in (self._quantity, self._name_of_line, self._detail, self._amount):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        layout.addLayout(row)

    def show_view(self, view: LineView) -> None:
        self._key_of_line = view.key
        self._quantity.say(view.quantity)
        self._name_of_line.say(view.name)
        self._detail.say(view.detail, tone=view.tone)
        self._amount.say(view.amount)
        self._more.show_icon("caret-right" if view.key else "", "muted")
        policy = Qt.FocusPolicy.StrongFocus if view.key else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        spoken = (view.quantity, view.name, view.amount, view.detail)
        self.setAccessibleName(", ".join(part for part in spoken if part))


class ActionButton(Button):
    """One of the places for what else may be done; making one anew is felt in a scan."""

    def __init__(self, key: str, on: Callable[[str], object]) -> None:
        self._does = ""
        super().__init__(key, lambda: on(self._does), icon="check", key=key)
        # Where there is little room the others shrink before a word of this one is cut.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_view(self, view: tuple[str, str, str]) -> None:
        """What it does, its words and its icon."""
        does, words, icon = view
        if does != self._does:
            self.clearFocus()  # nobody does with Intro what was not there a moment ago
        self._does = does
        self.say(words)
        if self._icon is not None:
            self._icon.show_icon(icon)


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
        """Nothing is cut off on a narrow screen: hours go first, then actions behind `Más`, and
        what is due stands over its buttons."""
        if self._order is None:
            return
        room = self.width() - 2 * MARGIN
        steps: list[Step] = self._steps.widgets()
        brief = _wide([step.whole() for step in steps], 6) > room
        for step in steps:
            step.shorten(brief=brief)
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
