"""Refusals in the user's words: what a session of commands cannot read."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "UnknownCommand": ("No existe la orden «{command}».", "There is no command “{command}”."),
    "BadArguments": ("{wrong}Se escribe así: {usage}", "{wrong}It is written like this: {usage}"),
}
