"""On the smallest screens nothing is cut off and nothing is too small for a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.button import TOUCH, Button
from app.ui.widgets.icon import Icon
from app.ui.widgets.keys import LetterKeys
from app.ui.widgets.text import Text
from app.ui.window import Window
from app.ui.words import ENGLISH, SPANISH, Sentences
from ui import gallery, scenes
from ui.open_screen import settle

SMALL = (1024, 768)
COUNTED = 36
"""The least height of a field among others, with the screen's keys under it, in px."""


@pytest.fixture(params=[SPANISH, ENGLISH])
def spoken(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[str]:
    translator = Sentences(ENGLISH)
    if request.param == ENGLISH:
        dressed.installTranslator(translator)
    gallery.speak(request.param)
    yield request.param
    dressed.removeTranslator(translator)
    gallery.speak(SPANISH)


def drawn(name: str) -> Window:
    scene = scenes.SCENES[name]
    window = gallery.make(scene)
    window.resize(*(scene.sizes[0] if scene.sizes else SMALL))
    window.show()
    settle()
    scene.arrange(window)
    settle()
    return window


def cut_off(window: Window) -> Iterator[str]:
    """Words that have less room than they need, and lists wider than their place."""
    for label in window.findChildren(QLabel):
        words = label.text()
        if not words or not label.isVisible():
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                yield f"{words!r} needs more lines"
        elif isinstance(label, Text) and label._elide:
            continue
        elif label.fontMetrics().horizontalAdvance(words) > label.contentsRect().width() + 2:
            yield f"{words!r} is wider than its {label.width()} px"
    for area in window.findChildren(QScrollArea):
        inside = area.widget()
        if not area.isVisible() or inside is None:
            continue
        if inside.width() > area.viewport().width() + 1:
            yield f"{area.accessibleName()!r} is wider than its place"


def too_small(window: Window) -> Iterator[str]:
    for target in (*window.findChildren(QAbstractButton), *window.findChildren(QLineEdit)):
        least = COUNTED if isinstance(target, QLineEdit) and target.property("entry") else TOUCH
        letter = isinstance(target.parentWidget(), LetterKeys)  # ten in a row, as on a telephone
        narrow = target.width() < TOUCH and not letter
        if target.isVisible() and (target.height() < least or narrow):
            yield f"{target.accessibleName()!r} has {target.width()} x {target.height()} px"


def test_nothing_is_cut_off_or_too_small_on_a_small_screen(spoken: str) -> None:
    wrong = []
    for name in scenes.SCENES:
        window = drawn(name)
        wrong += [f"{name}: {what}" for what in (*cut_off(window), *too_small(window))]
        window.close()
        window.deleteLater()
        settle()
    assert not wrong, "\n".join(wrong)


def test_an_icon_stays_while_narrower_sides_make_its_room(
    qtbot: QtBot, dressed: QApplication
) -> None:
    place, button = QWidget(), Button("Cliente", icon="user")
    qtbot.addWidget(place)
    button.setParent(place)
    place.show()
    icon, whole = button.findChild(Icon), button.sizeHint().width()
    assert icon is not None
    for narrower, stays in ((0, True), (8, True), (40, False)):
        button.resize(whole - narrower, 48)
        assert (not icon.isHidden()) is stays, narrower
