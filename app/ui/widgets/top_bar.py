"""The bar on top: who sells where, the search, what is not well, and the time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.chip import Chips, ChipView
from app.ui.widgets.field import Field
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import Text
from app.ui.words import tr


@dataclass(frozen=True, slots=True)
class BarView:
    """What stands on the bar whatever screen is open."""

    shop: str
    """`Tienda 042 · Delicias`."""
    person: str
    """`Caja 03 · Ana P.`."""
    clock: str
    status: tuple[ChipView, ...] = ()


class SearchField(Field):
    """Where a code or words are typed; it does not need the focus for a scan."""

    up = Signal()
    down = Signal()
    left_by_esc = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("entry", "search")
        self.setPlaceholderText(tr("Escanea, o busca por nombre, código, familia…"))
        self.setAccessibleName(tr("Buscar un producto"))
        self.setMinimumWidth(200)
        self._icon = Icon("barcode", 20, tone="muted")
        self._icon.setParent(self)
        self._icon.move(14, 14)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 (Qt's name)
        moves = {
            Qt.Key.Key_Up: self.up,
            Qt.Key.Key_Down: self.down,
            Qt.Key.Key_Escape: self.left_by_esc,
        }
        signal = moves.get(Qt.Key(event.key()))
        if signal is not None:
            signal.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QFrame):
    """Two faces: the selling one with identity and search, and the other with a title."""

    back = Signal()
    person = Signal()
    chip = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "bar")
        self.setFixedHeight(64)
        self.search = SearchField()
        self._shop, self._who = Text("", strong=True), Text("", "small")
        self._identity = self._make_identity()
        self._back = Button(tr("Venta"), self.back.emit, icon="arrow-left", key="Esc")
        self._back.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._title = Text("", "title")
        self.heading = Chips(self.chip.emit)
        self._status = Chips(self.chip.emit)
        self._clock = Text("", strong=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 20, 0)
        row.setSpacing(16)
        for widget in (self._identity, self._back, self._title, self.heading):
            row.addWidget(widget)
        row.addWidget(self.search, 1)
        self._gap = QWidget()
        self._gap.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row.addWidget(self._gap)
        row.addWidget(self._status)
        row.addWidget(self._clock)

    def _make_identity(self) -> Button:
        button = Button("", self.person.emit, kind="ghost", height=56)
        layout = button.layout()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for label in (self._shop, self._who):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        words.addStretch(1)
        if isinstance(layout, QHBoxLayout):
            while layout.takeAt(0) is not None:
                pass
            layout.addWidget(Icon("storefront", 24))
            layout.addSpacing(8)
            layout.addLayout(words)
        return button

    def show_bar(self, view: BarView) -> None:
        self._shop.setText(view.shop)
        self._who.setText(view.person)
        wide = max(self._shop.sizeHint().width(), self._who.sizeHint().width())
        self._identity.setFixedWidth(min(wide + 72, 320))
        self._identity.setAccessibleName(f"{view.shop}. {view.person}")
        self._clock.setText(view.clock)
        self._status.show_chips(view.status)

    def show_title(self, title: str, chips: Sequence[ChipView] = (), back: str = "") -> None:
        """A screen's title; without one, the selling face."""
        selling = not title
        self._identity.setVisible(selling)
        self.search.setVisible(selling)
        self._back.setVisible(not selling)
        self._title.setVisible(not selling)
        self._gap.setVisible(not selling)
        self._title.setText(title)
        self._back.say(back or tr("Venta"))
        self.heading.show_chips(chips)
