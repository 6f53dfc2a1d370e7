"""What the face says: Spanish in the source, other languages from resources/translations.

The `.ts` files are read as they are. There is no compile step to forget and no tool that a bare
machine lacks, and the file that translators edit is the file that runs.
"""

from __future__ import annotations

from importlib import resources

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

SPANISH, ENGLISH = "es", "en"


def tr(text: str) -> str:
    """`text` in the language in use; `%1`, `%2` stay for `fill`."""
    return QCoreApplication.translate("", text)


def fill(text: str, *values: object) -> str:
    """Put `values` in the places `%1`, `%2`... of a translated sentence."""
    for number, value in enumerate(values, 1):
        text = text.replace(f"%{number}", str(value))
    return text


class Sentences(QTranslator):
    """A language, by source text.

    Give it to a parent: gone as garbage in the middle of a translation it would wait for itself.
    """

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_source = read(language)

    def isEmpty(self) -> bool:  # noqa: N802 (Qt's name)
        return not self._by_source

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        return self._by_source.get(source)


def read(language: str) -> dict[str, str]:
    """Source text -> finished translation; of Spanish, nothing: it is the source."""
    if language == SPANISH:
        return {}
    from xml.etree import ElementTree  # what speaks Spanish starts without it

    file = resources.files("resources.translations").joinpath(f"mostrador_{language}.ts")
    tree = ElementTree.fromstring(file.read_text("utf-8"))  # noqa: S314 (our own file)
    found = {}
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None:
            found[message.findtext("source", "")] = translation.text or ""
    return found
