"""Refusals in the user's words: what a session of commands cannot read."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "SimulatedElsewhere": (
        "La caja está abierta, y sus aparatos simulados solo están en ella: mira Más → Aparatos.",
        "The till is open, and its simulated devices are in it alone: look at More → Devices.",
    ),
    "UnknownDevice": (
        "Esta caja no tiene ningún aparato «{name}»; tiene: {known}.",
        "This till has no device “{name}”; it has: {known}.",
    ),
    "UnknownCommand": ("No existe la orden «{command}».", "There is no command “{command}”."),
    "BadArguments": ("{wrong}Se escribe así: {usage}", "{wrong}It is written like this: {usage}"),
}
