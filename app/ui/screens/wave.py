"""The walk for several orders: the next thing to fetch, big enough to be read at arm's length."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from app.changes import Topic
from app.ui.screen import Key, Screen
from app.ui.screens.wave_view import NextView, WaveView
from app.ui.widgets.button import Button
from app.ui.widgets.chip import Chips, ChipView
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowList
from app.ui.widgets.text import CENTRE, Text, frame, show
from app.ui.words import tr

TALL = 72
WIDE = 1000
"""From so many px of width on, the lists stand beside what is next."""


def _card(title: str, rows: RowList) -> QFrame:
    card = frame("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 12, 16, 4)
    column.setSpacing(4)
    column.addWidget(Text(title, "eyebrow"))
    column.addWidget(rows, 1)
    return card


class WaveActions(Protocol):
    def choose(self, number: str) -> None:
        """An order joins the walk, or leaves those that are to join it."""

    def start(self) -> None: ...
    def scan(self, code: str, host: PanelHost) -> bool: ...
    def weigh(self, host: PanelHost) -> None:
        """What is shown, by hand."""

    def short(self) -> None:
        """What is shown is not to be found."""

    def print_list(self) -> None: ...
    def work(self, number: str) -> None: ...


class WaveScreen(Screen):
    name = "wave"
    shows: ClassVar[frozenset[Topic]] = frozenset({Topic.ORDERS, Topic.STORE})

    def __init__(self, view: Callable[[], WaveView], do: WaveActions) -> None:
        super().__init__()
        self._view, self._do = view, do
        self._shown: WaveView | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 16, 16, 16)
        self.host = PanelHost()
        whole.addWidget(self.host)
        column = self.host.content
        column.setSpacing(12)
        self._orders = Chips(do.work)
        column.addWidget(self._orders)
        self._after = RowList(tr("Después"))
        self._choose = RowList(tr("Pedidos que pueden ir juntos"))
        self._choose.chosen.connect(do.choose)
        self._later = _card(tr("DESPUÉS"), self._after)
        self._join = _card(tr("PEDIDOS QUE PUEDEN IR JUNTOS"), self._choose)
        lists = QVBoxLayout()
        lists.setSpacing(12)
        lists.addWidget(self._later, 1)
        lists.addWidget(self._join, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(12)
        self._sides.addWidget(self._big(), 1)
        self._sides.addLayout(lists, 1)
        column.addLayout(self._sides, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._start = Button(
            tr("Empezar con estos"), do.start, key="F12", kind="primary", stacked=True, big=True,
            height=TALL,
        )  # fmt: skip
        self._missing = Button(tr("No está"), do.short, icon="prohibit", key="F5", height=TALL)
        self._list = Button(
            tr("Imprimir la lista"), do.print_list, icon="printer", key="F6", height=TALL
        )
        self._weigh = Button(tr("Pesar"), self._ask_weight, icon="scales", key="F7", height=TALL)
        for button in (self._missing, self._weigh, self._list, self._start):
            foot.addWidget(button, 1)
        column.addLayout(foot)

    def _big(self) -> QFrame:
        card = frame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(8)
        self._family = Text("", "muted", align=CENTRE)
        self._quantity = Text("", "due", align=CENTRE)
        self._name = Text("", "title", wrap=True, align=CENTRE)
        self._shares = Text("", "lead", wrap=True, align=CENTRE)
        self._so_far = Text("", "strong", tone="warning", wrap=True, align=CENTRE)
        self._said = Text("", "strong", tone="positive", wrap=True, align=CENTRE)
        inside.addStretch(1)
        for part in (self._family, self._quantity, self._name, self._shares, self._so_far):
            inside.addWidget(part)
        inside.addStretch(1)
        inside.addWidget(self._said)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        super().resizeEvent(event)
        under, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(beside if self.width() >= WIDE else under)

    def title(self) -> str:
        return tr("Preparar varios")

    def shortcuts(self) -> tuple[Key, ...]:
        return (
            Key("F5", tr("No está"), self._do.short),
            Key("F6", tr("Imprimir la lista"), self._do.print_list),
            Key("F7", tr("Pesar"), self._ask_weight),
            Key("F12", tr("Empezar con estos"), self._do.start),
        )

    def refresh(self) -> None:
        view = self._view()
        if view == self._shown:
            return
        self._shown = view
        self._orders.show_chips(
            tuple(ChipView(number, "package", "accent", number) for number in view.orders)
        )
        self._show_next(view.next, bool(view.orders))
        self._said.say(view.said)
        self._after.show_rows(view.after)
        self._choose.show_rows(view.choose, tr("No hay más pedidos por preparar."))
        show(self._later, visible=bool(view.after))
        show(self._join, visible=bool(view.choose) or not view.orders)
        show(self._missing, visible=view.next is not None)
        show(self._weigh, visible=view.next is not None and view.next.measured)
        show(self._list, visible=bool(view.orders))
        show(self._start, visible=bool(view.choose))

    def _show_next(self, of: NextView | None, any_order: bool) -> None:
        if of is None:
            done = tr("Todo encontrado: cierra los bultos") if any_order else tr("Elige pedidos")
            for part, words in ((self._family, ""), (self._quantity, ""), (self._name, done)):
                part.say(words)
            self._shares.say("")
            self._so_far.say("")
            return
        self._family.say(of.family)
        self._quantity.say(of.quantity)
        self._name.say(of.name)
        self._shares.say("   ".join(f"{number}: {much}" for number, much in of.shares))
        self._so_far.say(of.so_far)

    def scanned(self, code: str) -> bool:
        self.host.close_panel()
        return self._do.scan(code, self.host)

    def _ask_weight(self) -> None:
        self._do.weigh(self.host)

    def escape(self) -> None:
        if self.host.panel is not None:
            self.host.close_panel()
        else:
            self.leaves.emit()
