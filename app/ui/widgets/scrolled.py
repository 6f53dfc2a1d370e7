"""What may need more room than there is: it scrolls up and down, never sideways."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget


def scrolled(*parts: QWidget, name: str = "") -> QScrollArea:
    """`parts` one below the other, at the top. `name`: what a screen reader calls the whole."""
    holder = QWidget()
    inside = QVBoxLayout(holder)
    inside.setContentsMargins(0, 0, 8, 0)
    inside.setSpacing(8)
    for part in parts:
        inside.addWidget(part)
    inside.addStretch(1)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(holder)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    return area
