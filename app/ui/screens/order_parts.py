"""What the side of an order on the pickups screen is made of: steps, parcels, lines, actions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.screens.order_lines import LineView
from app.ui.screens.order_view import ParcelView, StepView
from app.ui.widgets.button import GAP, ICON, Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.text import RIGHT, Text, frame, restyle, show
from app.ui.words import fill, tr


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
        self.updateGeometry()

    def _aloud(self) -> None:
        """Whole; what is to be done is no button of that name."""
        words = tr("Hecho: %1") if self._view.look == "done" else tr("Por hacer: %1")
        self.setAccessibleName(fill(words, self._view.words))

    def whole(self) -> int:
        """Its width with its hour, in px, whatever it shows now: words that are there for a moment
        only have everything laid out for them."""
        measure = self._words.fontMetrics().horizontalAdvance
        return self.checked() - measure(self.words()) + measure(self._view.words)

    def checked(self) -> int:
        """Its width as it is worded now, in px, with the check that only what is done has."""
        left_out = self._bare and self._view.look == "done"
        return self.sizeHint().width() + (ICON + GAP if left_out else 0)

    def uncheck(self, *, all_: bool) -> None:
        """Without its check, because not all that are done have room for theirs."""
        bare = all_ or self._view.look != "done"
        if bare != self._bare:
            self.bare(bare)
            self.updateGeometry()

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
