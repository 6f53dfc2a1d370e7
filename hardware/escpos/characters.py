"""Text as a printer's one code page has it, and what to do about what it has not."""

from __future__ import annotations

import unicodedata

from hardware.escpos.profile import CodePage

# What a reader takes for the same, of characters that no code page of a till has.
_ALIKE = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2015": "-",
        "\u2212": "-",
        "\u2018": "'",
        "\u2019": "'",
        "\u201a": ",",
        "\u201c": '"',
        "\u201d": '"',
        "\u2022": "·",
    }
)
_ELLIPSIS = "\u2026"


def clean(text: str) -> str:
    """Composed, without anything that a printer would obey; no longer than it was, but for an
    ellipsis, of which one dot is kept."""
    text = unicodedata.normalize("NFC", text).replace(_ELLIPSIS, ".")
    return "".join(" " if unicodedata.category(ch)[0] == "C" else ch for ch in text)


def encode(text: str, page: CodePage) -> bytes | None:
    """The bytes of a clean text, one a column; None when some character is not in the page: such a
    line is drawn."""
    for tried in (text, text.translate(_ALIKE)):
        try:
            return tried.encode(page.codec)
        except UnicodeEncodeError:
            continue
    return None
