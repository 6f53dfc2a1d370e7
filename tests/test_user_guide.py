"""The guide for people: the same chapters in both languages, and every picture that it shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

GUIDES = Path(__file__).parent.parent / "docs" / "user"
_PICTURE = re.compile(r"!\[[^\]]+\]\((\S+)\)")


def chapters(page: str) -> list[list[str]]:
    """The scenes that each chapter shows, in order."""
    text = (GUIDES / page).read_text("utf-8")
    return [
        [Path(shown).name.rsplit("-", 3)[0] for shown in _PICTURE.findall(chapter)]
        for chapter in text.split("\n## ")
    ]


@pytest.mark.parametrize("page", ["guia.md", "guide.md"])
def test_every_picture_of_the_guide_is_there(page: str) -> None:
    shown = _PICTURE.findall((GUIDES / page).read_text("utf-8"))
    assert shown
    assert not [one for one in shown if not (GUIDES / one).is_file()]


def test_both_languages_have_the_same_chapters_with_the_same_pictures() -> None:
    assert chapters("guia.md") == chapters("guide.md")
