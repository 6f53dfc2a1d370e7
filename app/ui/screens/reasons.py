"""Why goods stay or come back: what is kept, and the words for it."""

from __future__ import annotations

from app.domain.order_event import Undelivered
from app.ui.words import tr


def refusal_reasons() -> tuple[tuple[str, str], ...]:
    """(what is kept, its words) of what may be chosen."""
    return (
        ("not_wanted", tr("No le convence")),
        ("size", tr("No es su talla")),
        ("broken", tr("Está roto o estropeado")),
        ("wrong", tr("No es lo que pidió")),
    )


def refusal_words(why: str) -> str:
    """Of what is kept; what somebody wrote is its own words."""
    return {**dict(refusal_reasons()), "age": tr("no tiene la edad")}.get(why, why)


def undelivered_reasons() -> tuple[tuple[str, str], ...]:
    """Why a carrier brings something back."""
    return (
        (Undelivered.ABSENT, tr("No había nadie")),
        (Undelivered.REFUSED, tr("No lo quiso")),
        (Undelivered.WRONG_ADDRESS, tr("La dirección no es buena")),
        (Undelivered.DAMAGED, tr("Llegó roto o estropeado: no se vende")),
    )


def undelivered_words(why: str) -> str:
    return dict(undelivered_reasons())[why]
