"""Pickups: the queue by time left, and one order from its preparation to its hand-over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.pickups_view import LineView, OrderView, ParcelView, PickupsView, QueueRow
from app.ui.widgets.button import Button
from app.ui.widgets.chip import ChipView, chip
from app.ui.widgets.icon import Icon
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.text import CENTRE, RIGHT, Text, frame, rule
from app.ui.words import fill, tr


class PickupActions(Protocol):
    def choose(self, number: str) -> None: ...
    def show(self, group: str) -> None:
        """Only one group of the queue, or with the one that is shown, all of it again."""

    def scan(self, code: str, host: PanelHost) -> bool:
        """An order's QR, a parcel or a product of the chosen order; False: none of these."""

    def act(self, does: str, host: PanelHost) -> None:
        """A button of the chosen order."""


class QueueButton(Button):
    """One order of the queue, all of it one target."""

    def __init__(self, row: QueueRow, on: Callable[[str], object], *, chosen: bool) -> None:
        super().__init__(row.number, lambda: on(row.key), kind="row", height=72)
        self.setProperty("chosen", chosen)
        layout = self.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
        column = QVBoxLayout()
        column.setSpacing(2)
        for left, right in (
            (
                (Text(row.number, strong=True), Text(row.name, elide=True)),
                Text(row.left, "strong", tone=row.tone, align=RIGHT),
            ),
            (
                (Text(row.detail, "muted", elide=True),),
                Text(row.stands, "muted", tone=row.stands_tone, align=RIGHT),
            ),
        ):
            line = QHBoxLayout()
            line.setSpacing(12)
            for part in left:
                line.addWidget(part, 1 if part is left[-1] else 0)
            line.addWidget(right)
            column.addLayout(line)
        layout.addLayout(column)  # type: ignore[union-attr]
        for part in self.findChildren(Text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        spoken = (row.number, row.name, row.left, row.detail, row.stands)
        self.setAccessibleName(", ".join(part for part in spoken if part))


class PickupsScreen(Screen):
    name = "pickups"
    shows: ClassVar[frozenset[Topic]] = frozenset(
        {Topic.ORDERS, Topic.STORE, Topic.SALE, Topic.DOCUMENT}
    )

    def __init__(self, view: Callable[[], PickupsView], do: PickupActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: PickupsView | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(self._queue_side(), 44)
        self.host = PanelHost()
        self._order = QWidget()
        self._column = QVBoxLayout(self._order)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(12)
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self._order)
        self.host.content.addWidget(card)
        row.addWidget(self.host, 56)

    def _queue_side(self) -> QWidget:
        side = frame("card")
        column = QVBoxLayout(side)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 12)
        head.addWidget(Text(tr("POR HORA PROMETIDA"), "eyebrow"))
        head.addStretch(1)
        self._heard = Text("", "muted")
        head.addWidget(self._heard)
        column.addLayout(head)
        column.addWidget(rule())
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(holder)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("Cola de recogidas"))
        column.addWidget(area, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(Icon("barcode", 18))
        foot.addWidget(
            Text(tr("Escanea el código del cliente, un bulto o un producto"), "muted", elide=True),
            1,
        )
        column.addLayout(foot)
        return side

    def title(self) -> str:
        return tr("Recogidas")

    def shortcuts(self) -> tuple[Key, ...]:
        return (Key("F12", tr("Lo que toca con el pedido"), self._first_way),)

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self._heard.say(view.heard)
        _clear(self._rows)
        groups = QHBoxLayout()
        groups.setContentsMargins(12, 8, 12, 8)
        groups.setSpacing(8)
        for key, words, chosen in view.groups:
            tone = "now" if chosen else "accent"
            groups.addWidget(chip(ChipView(words, tone=tone, does=key), self._do.show))
        groups.addStretch(1)
        self._rows.addLayout(groups)
        for row in view.rows:
            self._rows.addWidget(QueueButton(row, self._do.choose, chosen=row.key == view.chosen))
        if not view.rows:
            self._rows.addWidget(Text(tr("Nada por hacer"), "muted", align=CENTRE))
        self._rows.addStretch(1)
        _clear(self._column)
        if view.order is None:
            self._column.addStretch(1)
            self._column.addWidget(Icon("package", 56), 0, Qt.AlignmentFlag.AlignHCenter)
            self._column.addWidget(Text(tr("Elige un pedido o escanéalo"), "title", align=CENTRE))
            self._column.addStretch(1)
        else:
            self._show_order(view.order)

    def _show_order(self, order: OrderView) -> None:
        head = QHBoxLayout()
        head.addWidget(Text(order.title, "title", elide=True), 1)
        if order.proof:
            head.addWidget(chip(ChipView(order.proof, "check", "positive")))
        self._column.addLayout(head)
        self._column.addWidget(Text(order.about, "muted", elide=True))
        steps = QHBoxLayout()
        steps.setSpacing(6)
        for step in order.steps:
            tone = {"done": "accent", "now": "now", "later": "quiet"}[step.look]
            icon = "check" if step.look == "done" else ""
            steps.addWidget(chip(ChipView(step.words, icon, tone)))
        steps.addStretch(1)
        self._column.addLayout(steps)
        for parcel in order.parcels:
            self._column.addWidget(_parcel(parcel))
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for line in order.lines:
            lines.addLayout(_line(line))
        self._column.addLayout(lines)
        if order.note:
            self._column.addWidget(Text(order.note, "muted", wrap=True))
        self._column.addStretch(1)
        actions = QHBoxLayout()
        actions.setSpacing(8)
        for does, words, icon in order.actions:
            actions.addWidget(Button(words, partial(self._do.act, does, self.host), icon=icon))
        actions.addStretch(1)
        self._column.addLayout(actions)
        self._show_ways(order)

    def _show_ways(self, order: OrderView) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        due = QVBoxLayout()
        due.addWidget(Text(tr("POR PAGAR"), "eyebrow"))
        amount = Text(order.due, "total")
        amount.setAccessibleName(fill(tr("Por pagar %1"), order.due))
        due.addWidget(amount)
        row.addLayout(due)
        row.addStretch(1)
        for place, (does, words) in enumerate(order.ways):
            row.addWidget(
                Button(
                    words,
                    partial(self._do.act, does, self.host),
                    key="" if place else "F12",
                    kind="soft" if place else "primary",
                    stacked=True,
                    height=72,
                ),
                1,
            )
        self._column.addLayout(row)

    def _first_way(self) -> None:
        order = self._shown.order if self._shown else None
        if order is not None and order.ways:
            self._do.act(order.ways[0][0], self.host)

    def scanned(self, code: str) -> bool:
        panel = self.host.panel
        if panel is not None and panel.scanned(code):
            return True
        return self._do.scan(code, self.host)

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            self.leaves.emit()


def _parcel(view: ParcelView) -> QWidget:
    card = frame("sunken")
    row = QHBoxLayout(card)
    row.setContentsMargins(20, 10, 20, 10)
    row.setSpacing(16)
    row.addWidget(Icon(view.icon, 32, tone=view.tone))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(view.words, "lead", strong=True, elide=True))
    words.addWidget(Text(view.detail, "muted", elide=True))
    row.addLayout(words, 1)
    return card


def _line(view: LineView) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(12)
    row.addWidget(Text(view.quantity, "strong", align=RIGHT))
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(Text(view.name, elide=True))
    if view.detail:
        words.addWidget(Text(view.detail, "muted", tone=view.tone, elide=True))
    row.addLayout(words, 1)
    row.addWidget(Text(view.amount, "strong", align=RIGHT))
    return row


def _clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QVBoxLayout | QHBoxLayout):
            _clear(inner)
