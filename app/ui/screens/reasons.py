"""Why goods stay or come back: what is kept, and the words for it."""

from __future__ import annotations

from app.domain.order_event import Rejection, Undelivered
from app.ui.words import tr

BROKEN = "broken"
"""Nobody is sold it again."""


def refusal_reasons() -> tuple[tuple[str, str], ...]:
    """Why a customer leaves something at the counter: (what is kept, its words)."""
    return (
        ("not_wanted", tr("No le convence")),
        ("size", tr("No es su talla")),
        (BROKEN, tr("Está roto o estropeado")),
        ("wrong", tr("No es lo que pidió")),
    )


def return_reasons() -> tuple[tuple[str, str], ...]:
    """Why they bring something back."""
    return (
        ("not_wanted", tr("No le convence")),
        ("size", tr("No es su talla")),
        ("wrong", tr("No es lo que pidió")),
        (BROKEN, tr("Está roto o estropeado: no se vende")),
    )


def drawer_reasons() -> tuple[str, ...]:
    """Why somebody opens the drawer without a sale; the fact has the words."""
    return (
        tr("Cambiar billetes o monedas"),
        tr("Comprobar el efectivo"),
        tr("Sacar un papel que quedó dentro"),
        tr("Otro motivo"),
    )


def reject_reasons() -> tuple[tuple[str, str], ...]:
    """Why a shop cannot have a line."""
    return (
        (Rejection.NOT_FOUND, tr("No está en la tienda")),
        (Rejection.BROKEN, tr("Está roto o estropeado")),
        (Rejection.LAST_ONE, tr("Es el último y está en el escaparate")),
        (Rejection.NO_TIME, tr("No hay tiempo para prepararlo")),
    )


def reject_words(why: str) -> str:
    """Of what is kept; what somebody wrote is its own words."""
    return dict(reject_reasons()).get(why, why)


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
