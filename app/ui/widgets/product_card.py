"""What was just scanned, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.ui.widgets.button import TOUCH
from app.ui.widgets.chip import FittingRow
from app.ui.widgets.icon import Icon
from app.ui.widgets.picture import Picture
from app.ui.widgets.text import Text, frame, show

SIDE = 88


@dataclass(frozen=True, slots=True)
class ProductView:
    name: str
    price: str
    was: str = ""
    """The price struck through."""
    icon: str = "tag"
    facts: tuple[str, ...] = ()
    """At most two lines: stock with its age, family, code."""
    related: tuple[tuple[str, str], ...] = ()
    """(SKU, its name and how many there are) of what goes with it."""
    sizes: tuple[tuple[str, str], ...] = ()
    """(SKU, size and how many there are) of its model; shown in the place of what goes with it."""
    picture: Path | None = None


class ProductCard(QFrame):
    added = Signal(str)
    """The SKU of something that goes with it was touched."""
    sized = Signal(str)
    """The SKU of one of its sizes was touched."""

    def __init__(self, invitation: str) -> None:
        super().__init__()
        self.setProperty("ground", "card")
        self._invitation = invitation
        self._shown: ProductView | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(16)
        self._soft = frame("soft")
        self._soft.setFixedSize(SIDE, SIDE)
        inside = QVBoxLayout(self._soft)
        self._icon = Icon("barcode", 44)
        inside.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignCenter)
        self._picture = Picture(SIDE)
        for place in (self._soft, self._picture):
            row.addWidget(place, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._name = Text("", "lead", elide=True)
        self._price, self._was = Text("", "title"), Text("", "struck")
        price = QHBoxLayout()
        price.setSpacing(12)
        price.addWidget(self._price)
        price.addWidget(self._was)
        price.addStretch(1)
        self._facts = [Text("", "muted", elide=True), Text("", "muted", elide=True)]
        self._related = FittingRow(TOUCH, 3, "plus")
        self._related.chosen.connect(self.added)
        self._sizes = FittingRow(TOUCH, 6, "")
        self._sizes.chosen.connect(self.sized)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addLayout(price)
        for fact in self._facts:
            column.addWidget(fact)
        column.addWidget(self._sizes)
        column.addWidget(self._related)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.setFixedHeight(160)
        self.show_product(None)

    def show_product(self, view: ProductView | None) -> None:
        if view is None:
            view = ProductView(self._invitation, "", icon="barcode")
        if view == self._shown:
            return
        self._shown = view
        self._icon.show_icon(view.icon)
        pictured = self._picture.show_file(view.picture)
        show(self._picture, visible=pictured)
        show(self._soft, visible=not pictured)
        self._name.setText(view.name)
        self._name.setToolTip(view.name)
        self._price.say(view.price)
        self._was.say(view.was)
        self._was.setAccessibleName(view.was)
        for place, label in enumerate(self._facts):
            label.say(view.facts[place] if place < len(view.facts) else "")
        show(self._sizes, visible=bool(view.sizes))
        self._sizes.show_pairs(view.sizes)
        show(self._related, visible=bool(view.related) and not view.sizes)
        self._related.show_pairs(view.related)
