"""Every screen as a picture: `python -m tests.ui.gallery DIR [WORD...]`, to be looked at.

With words: the pictures whose names have them (`all`: any). Without: those that a document shows.
"""

from __future__ import annotations

import importlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent.parent))

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.ui import format as written
from app.ui.line_view import line_chip
from app.ui.screen import Screen
from app.ui.theme import DARK, LIGHT, theme
from app.ui.widgets.top_bar import BarView
from app.ui.window import Window
from app.ui.words import ENGLISH, SPANISH, Sentences
from ui import (
    goods_samples,
    order_samples,
    order_states,
    samples,
    scenes,
    stock_samples,
    ticket_samples,
)

ROOT = Path(__file__).parent.parent.parent
_PICTURE = re.compile(r"images/([\w-]+)\.png")
SIZES = ((1366, 768), (1024, 768), (1920, 1080))
_SPOKEN = (
    samples,
    order_samples,
    order_states,
    stock_samples,
    ticket_samples,
    goods_samples,
    scenes,
)
"""Modules whose views have their words from when they were made, scenes last."""


def speak(language: str) -> None:
    """Show everything in `language`, whose translator is installed."""
    written.use(language)
    for module in _SPOKEN:
        importlib.reload(module)


def settle() -> None:
    """Let layouts, then what they asked for, happen."""
    until = time.monotonic() + 0.15  # a panel slides in for 0.1 s
    while time.monotonic() < until:
        QCoreApplication.sendPostedEvents()
        QApplication.processEvents()


def shots() -> Iterator[tuple[str, str, tuple[int, int]]]:
    """(theme, language, size) of the pictures that there are of a scene."""
    yield LIGHT, SPANISH, SIZES[0]
    yield DARK, SPANISH, SIZES[0]
    for size in SIZES[1:]:
        yield LIGHT, SPANISH, size
    yield LIGHT, ENGLISH, SIZES[0]
    yield LIGHT, ENGLISH, SIZES[1]


def shown() -> set[str]:
    """The pictures that the documents show, by name."""
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    return {name for page in pages for name in _PICTURE.findall(page.read_text("utf-8"))}


def render(app: QApplication, folder: Path, words: list[str]) -> None:
    english = Sentences(ENGLISH)
    named = set() if words else shown()
    for look, language, size in shots():
        (app.installTranslator if language == ENGLISH else app.removeTranslator)(english)
        speak(language)
        theme.apply(app, look)
        for name, scene in scenes.SCENES.items():
            width, height = size if not scene.sizes else scene.sizes[SIZES.index(size) % 2]
            tag = f"{name}-{look}-{language}-{width}"
            asked = all(word == "all" or word in tag for word in words) if words else tag in named
            if not asked:
                continue
            window = make(scene)
            window.resize(width, height)
            window.show()
            window.activateWindow()
            settle()
            scene.arrange(window)
            settle()
            window.grab().save(str(folder / f"{tag}.png"))
            window.close()
            window.deleteLater()
            settle()


def make(scene: scenes.Scene) -> Window:
    makes: dict[str, Callable[[], Screen]] = {}
    window = Window(makes, lambda: _bar(scene), str)
    window.start_at("stockroom" if scene.sizes else "sell")
    makes[scene.screen] = lambda: scene.make(window)
    window.open(scene.screen)
    return window


def _bar(scene: scenes.Scene) -> BarView | None:
    if not scene.bar:
        return None
    chips = tuple(chip for status in scene.line if (chip := line_chip(status, samples.NOW)))
    return replace(samples.BAR, status=chips)


def main() -> int:
    app = QApplication(sys.argv[:1])
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    render(app, folder, sys.argv[2:])
    return 0


if __name__ == "__main__":
    sys.exit(main())
