"""The look: tokens from resources/styles, the fonts, and the one style sheet made of them."""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QColor, QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FAMILY = "Inter"
ICONS = "Phosphor"
LIGHT, DARK = "light", "dark"
_TOKEN = re.compile(r"@([a-z]+(?:-[a-z]+)*)")


@cache
def _styles() -> dict[str, dict[str, str | int]]:
    text = (_package("resources") / "styles" / "tokens.toml").read_text("utf-8")
    return tomllib.loads(text)


def tokens(name: str) -> dict[str, str]:
    """The colours of a theme (`light` or `dark`), by token."""
    return {token: str(value) for token, value in _styles()[name].items()}


def size(name: str) -> int:
    """A text size in px: small, body, lead, title, figure, total, due."""
    return int(_styles()["size"][name])


def style_sheet(name: str) -> str:
    """The QSS of a theme. Raises KeyError on a token that does not exist."""
    values = tokens(name) | {f"size-{key}": f"{px}px" for key, px in _styles()["size"].items()}
    text = (_package("resources") / "styles" / "till.qss").read_text("utf-8")
    return _TOKEN.sub(lambda match: values[match[1]], text)


class Theme:
    """The theme in use, for what paints itself."""

    def __init__(self) -> None:
        self.name = LIGHT
        self._colours: dict[str, QColor] = {}

    def apply(self, app: QApplication, name: str) -> None:
        """Dress every widget of `app`, now."""
        self.name = name
        self._colours = {token: QColor(value) for token, value in tokens(name).items()}
        load_fonts()
        app.setFont(font("body"))
        app.setStyleSheet(style_sheet(name))
        for window in app.topLevelWidgets():
            window.update()

    def colour(self, token: str) -> QColor:
        return self._colours[token]


theme = Theme()
"""What the window last applied; painting delegates have no other way to ask."""


@cache
def load_fonts() -> None:
    """Register Inter and the icon font (read from their packages without importing them).

    Importing qtawesome costs a third of a second at start; its font is all we use.
    """
    inter = _package("fontpkg_inter") / "files" / "Inter[opsz,wght].ttf"
    icons = _package("qtawesome") / "fonts"
    QFontDatabase.addApplicationFont(str(inter))
    for file in sorted(icons.glob("phosphor-*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def _package(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name)
    return Path(spec.origin).parent


def font(size_name: str, *, strong: bool = False) -> QFont:
    """Inter in a size of the scale, digits all of one width; `strong` is weight 600."""
    result = QFont(FAMILY)
    result.setPixelSize(size(size_name))
    result.setFeature(QFont.Tag("tnum"), 1)
    return strengthen(result) if strong else result


def strengthen(base: QFont) -> QFont:
    """`base` at weight 600, by the font's own axis: Qt finds no bold style in a variable font."""
    base.setVariableAxis(QFont.Tag("wght"), 600)
    return base


@cache
def _glyphs() -> dict[str, str]:
    """Names and hexadecimal code points: thousands, of which a screen asks a few."""
    file = next((_package("qtawesome") / "fonts").glob("phosphor-charmap-*.json"))
    codes: dict[str, str] = json.loads(file.read_text("utf-8"))
    return codes


def glyph(name: str) -> str:
    """The character of an icon in the icon font. Raises KeyError."""
    return chr(int(_glyphs()[name], 16))
