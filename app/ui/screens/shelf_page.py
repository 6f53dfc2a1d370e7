"""The pickup shelves before a shift closes: each parcel scanned, touched, or all of them by eye."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.widgets.button import Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.kept import Kept
from app.ui.widgets.panel import PanelHost
from app.ui.widgets.rows import RowsPanel, RowView
from app.ui.widgets.scrolled import scrolled
from app.ui.widgets.text import RIGHT, Text, frame
from app.ui.words import fill, tr

GO_ON_KEY = "F9"
"""Not the key that leads here: pressed twice, it would state what nobody has looked at."""


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """`seen`: scanned or touched; `note`: what is to be known of it."""

    key: str
    place: str
    words: str
    note: str = ""
    seen: bool = False


@dataclass(frozen=True, slots=True)
class ShelfView:
    rows: tuple[ShelfRow, ...]
    surplus: tuple[str, ...] = ()
    """Parcels that were scanned and should not be there."""
    out: tuple[str, ...] = ()
    """Parcels that were scanned out, and nobody has said what became of them."""

    @property
    def left(self) -> int:
        return sum(1 for row in self.rows if not row.seen)


class ShelfActions(Protocol):
    def shelf(self) -> ShelfView | None:
        """None when nothing is to be looked at before the shift closes."""

    def shelf_seen(self, parcel: str) -> None:
        """Touched: it is there, or, touched again, it is not."""

    def shelf_scan(self, code: str) -> bool:
        """False: no parcel of an order."""

    def shelf_done(self) -> None: ...
    def shelf_skip(self, why: str) -> None: ...


class ParcelRow(Button):
    def __init__(self, key: str, on: Callable[[str], object]) -> None:
        super().__init__("", lambda: on(key), kind="row", height=56)
        layout = self.empty()
        self._tick = Icon("circle", 24, tone="muted")
        self._place = Text("", "strong")
        self._place.setMinimumWidth(72)
        self._words, self._note = Text("", elide=True), Text("", "muted", align=RIGHT)
        row = QHBoxLayout()
        row.setSpacing(12)
        for part, share in ((self._tick, 0), (self._place, 0), (self._words, 1), (self._note, 0)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part, share)
        layout.addLayout(row)

    def show_view(self, view: ShelfRow) -> None:
        seen = view.seen
        self._tick.show_icon("check-circle" if seen else "circle", "positive" if seen else "muted")
        self._place.setText(view.place)
        self._words.setText(view.words)
        self._note.say(view.note, tone="warning")
        state = tr("visto") if seen else tr("sin ver")
        spoken = (view.place, view.words, view.note, state)
        self.setAccessibleName(", ".join(part for part in spoken if part))


class ShelfPage(QWidget):
    """`after`: what comes when the shelves are done with."""

    def __init__(self, do: ShelfActions, after: Callable[[], object]) -> None:
        super().__init__()
        self._do, self._after = do, after
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.host = PanelHost()
        outer.addWidget(self.host)
        card = frame("card")
        self.host.content.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(Text(tr("Estantes de recogida"), "title"))
        self._about = Text("", "muted", wrap=True)
        column.addWidget(self._about)
        self._rows: Kept[ShelfRow] = Kept(lambda key: ParcelRow(key, self._touch))
        column.addWidget(scrolled(self._rows, name=tr("Bultos que deberían estar")), 1)
        self._out = Text("", tone="warning", wrap=True)
        self._surplus = Text("", tone="warning", wrap=True)
        column.addWidget(self._out)
        column.addWidget(self._surplus)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Button(tr("Ahora no se puede"), self.skip, key="F8", height=64))
        foot.addStretch(1)
        self._go_on = Button("", self.go_on, key=GO_ON_KEY, kind="primary", stacked=True,
                             height=64)  # fmt: skip
        self._go_on.setMinimumWidth(320)
        foot.addWidget(self._go_on)
        column.addLayout(foot)

    def show_view(self, view: ShelfView) -> None:
        seen = len(view.rows) - view.left
        about = tr("%1 bultos deberían estar aquí. Escanéalos o tócalos: vistos %2.")
        self._about.setText(fill(about, len(view.rows), seen))
        self._rows.show_views((row.key, row) for row in view.rows)
        extra = fill(tr("No deberían estar: %1"), ", ".join(view.surplus))
        self._surplus.say(extra if view.surplus else "")
        out = fill(tr("Fuera de su estante y sin cerrar: %1"), ", ".join(view.out))
        self._out.say(out if view.out else "")
        if not view.rows:
            self._go_on.say(tr("Seguir"))
        elif not seen and not view.surplus:
            self._go_on.say(tr("Están todos, a la vista"))
        elif view.left:
            self._go_on.say(fill(tr("Seguir: no aparecen %1"), view.left))
        else:
            self._go_on.say(tr("Seguir: están todos"))

    def refresh(self) -> None:
        view = self._do.shelf()
        if view is not None:
            self.show_view(view)

    def _touch(self, parcel: str) -> None:
        self._do.shelf_seen(parcel)
        self.refresh()

    def scanned(self, code: str) -> bool:
        known = self._do.shelf_scan(code)
        self.refresh()
        return known

    def go_on(self) -> None:
        if self.host.panel is None:
            self._do.shelf_done()
            self._after()

    def skip(self) -> None:
        """A word why, and the drawer waits no longer."""
        words = (
            tr("No hay tiempo"),
            tr("Lo mira el turno siguiente"),
            tr("El cuarto está cerrado"),
        )
        rows = [RowView(word, word) for word in words]
        self.host.open(RowsPanel(tr("¿Por qué no?"), rows, self._skipped))

    def _skipped(self, why: str) -> None:
        self._do.shelf_skip(why)
        self.host.close_panel()  # now: it gives the focus away when it closes
        self._after()
