"""What somebody typed, as it is kept: one line of letters that a screen and a paper can show."""

from __future__ import annotations


def tidy(words: str, most: int) -> str:
    """At most `most` letters; what cannot be shown (control characters, marks that turn the
    direction of writing) is a blank, and blanks are one."""
    shown = "".join(ch if ch.isprintable() else " " for ch in words)
    return " ".join(shown.split())[:most].rstrip()
