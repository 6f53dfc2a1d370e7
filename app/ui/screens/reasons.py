"""Why a customer leaves something at the counter: what is kept, and the words for it."""

from __future__ import annotations

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
