"""What the sign-in screen shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignInView:
    shop: str
    till: str
    clock: str
    date: str
    shift: str
    """`Turno abierto a las 09:02`, or that there is none."""
    basket: str = ""
    """`Hay un ticket a medias: 5 líneas`."""
    hint: str = ""
    """In a demo shop: codes and PINs to try."""
