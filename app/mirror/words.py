"""How a name becomes searchable words: the same folding when a catalogue is written and asked."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile("[\u0300-\u036f\u00b7]")  # accents and tildes; the dot of Catalan col·lecció
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})
LONGEST = 40
"""Letters of a word that count; the rest would only fatten the index."""


def fold(text: str) -> str:
    """`text` without case, accents and compatibility forms; ñ becomes n, as keyboards lack it."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return plain if plain.isascii() else plain.translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of `text` in their order; everything else separates."""
    return [word[:LONGEST] for word in _WORD.findall(fold(text))]
