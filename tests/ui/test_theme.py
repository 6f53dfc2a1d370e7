"""The two sets of colours, held to the contrast that people need."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.ui import theme

STYLES = Path(theme.__file__).parent.parent.parent / "resources" / "styles"
TEXT = [
    ("text", "surface"),
    ("text", "surface-raised"),
    ("text", "surface-sunken"),
    ("text", "accent-soft"),
    ("text-muted", "surface"),
    ("text-muted", "surface-raised"),
    ("text-muted", "surface-sunken"),
    ("accent", "surface-raised"),
    ("accent", "accent-soft"),
    ("accent-text", "accent"),
    ("accent-text", "accent-hover"),
    ("positive", "surface-raised"),
    ("warning", "surface-raised"),
    ("warning", "warning-soft"),
    ("negative", "surface-raised"),
    ("negative", "negative-soft"),
    ("surface-raised", "text"),
]
MONEY = [
    ("text", "surface-raised"),
    ("text", "accent-soft"),
    ("text-ticket", "surface-raised"),
    ("text-ticket", "accent-soft"),
    ("positive-ticket", "surface-raised"),
    ("positive-ticket", "accent-soft"),
    ("negative-ticket", "surface-raised"),
    ("paper-ink", "paper"),
]


def _light(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_light(one), _light(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", [theme.LIGHT, theme.DARK])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [(*pair, 4.5) for pair in TEXT] + [(*pair, 7.0) for pair in MONEY],
)
def test_words_can_be_read_and_money_from_afar(
    name: str, ink: str, ground: str, least: float
) -> None:
    colours = theme.tokens(name)
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_themes_name_the_same_tokens() -> None:
    assert theme.tokens(theme.LIGHT).keys() == theme.tokens(theme.DARK).keys()


@pytest.mark.parametrize("name", [theme.LIGHT, theme.DARK])
def test_every_token_of_the_style_sheet_is_filled_in(name: str) -> None:
    assert "@" not in theme.style_sheet(name)


def test_colours_stand_in_the_table_of_tokens_only() -> None:
    colour = re.compile(r"#[0-9A-Fa-f]{6}\b|\bQColor\(\s*[\"'\d]|rgba?\(")
    sources = [*Path(theme.__file__).parent.rglob("*.py"), STYLES / "till.qss"]
    found = [path.name for path in sources if colour.search(path.read_text("utf-8"))]
    assert found == []


def test_money_is_never_small() -> None:
    assert theme.size("body") >= 15
