"""Every sentence of the face, in every language of resources/translations."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtWidgets import QApplication

import app.ui
from app.ui import words

UI = Path(app.ui.__path__[0])
FILES = sorted((UI.parent.parent / "resources" / "translations").glob("*.ts"))


def said() -> set[str]:
    """Every literal that goes through `tr`, wherever it stands (lupdate misses f-strings)."""
    found = set()
    for path in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="tr"), args=[ast.Constant(value=str(text)), *_]):
                    found.add(text)
                case ast.Call(func=ast.Name(id="tr")):
                    raise AssertionError(f"{path}:{node.lineno}: not a literal")
                case _:
                    pass
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_sentence_is_left_unfinished(file: Path) -> None:
    unfinished = [
        message.findtext("source")
        for message in ElementTree.parse(file).iter("message")  # noqa: S314 (our own file)
        if (done := message.find("translation")) is None or done.get("type") or not done.text
    ]
    assert unfinished == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_sentence_is_in_the_file(file: Path) -> None:
    known = set(words.read(file.stem.removeprefix("mostrador_")))
    assert said() - known == set()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_translation_keeps_every_place_of_its_sentence(file: Path) -> None:
    for source, translation in words.read(file.stem.removeprefix("mostrador_")).items():
        assert sorted(re.findall(r"%\d", source)) == sorted(re.findall(r"%\d", translation)), source


def test_the_application_speaks_the_language_installed(qapp: QApplication) -> None:
    english = words.Sentences(words.ENGLISH)
    qapp.installTranslator(english)
    try:
        assert words.tr("Descuento") == "Discount"
        assert words.tr("no está en ningún fichero") == "no está en ningún fichero"
    finally:
        qapp.removeTranslator(english)
    assert words.tr("Descuento") == "Descuento"
