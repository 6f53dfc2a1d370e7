"""Refusals in the user's words: what a session of commands cannot read."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "UnknownDevice": (
        "Esta caja no tiene ningún aparato «{name}»; tiene: {known}.",
        "This till has no device “{name}”; it has: {known}.",
    ),
    "UnknownCommand": ("No existe la orden «{command}».", "There is no command “{command}”."),
    "BadArguments": ("{wrong}Se escribe así: {usage}", "{wrong}It is written like this: {usage}"),
}
