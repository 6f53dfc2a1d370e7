"""Words and figures on a screen: one way to make each, so that they look and read alike."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui.theme import strengthen

_STRONG = {"eyebrow", "title", "figure", "total", "due", "savings", "strong"}
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


class Text(QLabel):
    """A label in a role of the style sheet; plain text always, so no name can be markup.

    `elide`: where there is no room it ends in an ellipsis instead of asking for more.
    """

    def __init__(
        self,
        words: str = "",
        role: str = "body",
        *,
        tone: str = "",
        strong: bool | None = None,
        align: Qt.AlignmentFlag = LEFT,
        wrap: bool = False,
        elide: bool = False,
    ) -> None:
        super().__init__(words)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        if role in _STRONG if strong is None else strong:
            self.setFont(strengthen(self.font()))
        self.setAlignment(align)
        self.setWordWrap(wrap)
        self._elide = elide

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        hint = super().minimumSizeHint()
        return QSize(0, hint.height()) if self._elide else hint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        if not self._elide:
            super().paintEvent(event)
            return
        area, metrics = self.contentsRect(), self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= area.width():
            super().paintEvent(event)
            return
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(area, self.alignment(), words)

    def say(self, words: str, *, tone: str | None = None) -> None:
        """New words, and a new tone when one is given; hides itself when there are none."""
        if words != self.text():
            self.setText(words)
        show(self, visible=bool(words))
        if tone is not None:
            restyle(self, tone=tone)


def show(widget: QWidget, *, visible: bool) -> None:
    """Show or hide, only when that changes something: each change lays a whole page out anew."""
    if widget.isHidden() == visible:
        widget.setVisible(visible)


def restyle(widget: QWidget, **properties: object) -> None:
    """Set properties that the style sheet looks at, and have it look again if one moved."""
    moved = False
    for name, value in properties.items():
        if widget.property(name) != value:
            widget.setProperty(name, value)
            moved = True
    if moved:  # no unpolish: the sheet forgets what it knew by itself, and all fonts stay
        style = widget.style()
        for one in (widget, *widget.findChildren(QWidget)):
            style.polish(one)


def frame(ground: str) -> QFrame:
    """A ground of the style sheet: card, bar, soft, sunken, warning, negative, paper, rule."""
    result = QFrame()
    result.setProperty("ground", ground)
    return result


def rule() -> QFrame:
    result = frame("rule")
    result.setFixedHeight(1)
    return result
