"""What the first day shows: ten lessons, what to do for each, and where."""

from __future__ import annotations

from collections.abc import Set

from app.domain.tour import Lesson
from app.ui.screens.matter_view import MatterView
from app.ui.widgets.chip import ChipView
from app.ui.words import fill, tr


def tour_view(done: Set[Lesson]) -> tuple[MatterView, ...]:
    """The first that is not done is lit, with the button that goes to where it is done."""
    current = next((lesson for lesson in Lesson if lesson not in done), None)
    return tuple(_card(lesson, done=lesson in done, current=lesson is current) for lesson in Lesson)


def tour_chip(done: Set[Lesson]) -> ChipView:
    """Which opens it, in the bar of the demo."""
    words = tr("Demostración")
    if len(done) < len(Lesson):
        words = fill(tr("Demostración %1/%2"), len(done), len(Lesson))
    return ChipView(words, "info", "quiet", "tour")


PLACES = {Lesson.SHIFT: "shift", Lesson.RETURN: "return", Lesson.ORDER: "pickups",
          Lesson.CLOSE: "shift"}  # fmt: skip
"""The screen that a lesson is about; of the others the selling one."""


def _card(lesson: Lesson, *, done: bool, current: bool) -> MatterView:
    words, detail = _words(lesson)
    number = list(Lesson).index(lesson) + 1
    return MatterView(
        lesson.value,
        f"{number}. {words}",
        detail,
        tr("Hecho") if done else "",
        "check-circle" if done else "caret-right" if current else "circle",
        "positive" if done else "accent" if current else "muted",
        (("go", tr("Ir a hacerlo")),) if current else (),
    )


def _words(lesson: Lesson) -> tuple[str, str]:
    """What is learned, and how it is done."""
    return {
        Lesson.SHIFT: (
            tr("Abre el turno"),
            tr("Cuenta el dinero que hay en el cajón, escríbelo y pulsa Intro. En la demo, 100."),
        ),
        Lesson.CASH: (
            tr("Vende y cobra en efectivo"),
            tr("Toca tres productos, pulsa Intro, escribe lo que te dan y otra vez Intro."),
        ),
        Lesson.UNDO: (
            tr("Quita una línea y arrepiéntete"),
            tr("Con la línea elegida pulsa Quitar; durante diez segundos puedes deshacerlo."),
        ),
        Lesson.DISCOUNT: (
            tr("Haz un descuento"),
            tr("F9, un 10 % y su motivo. Más del 20 % lo autoriza otra persona: 2001 y 2222."),
        ),
        Lesson.PARK: (
            tr("Aparca un ticket y recupéralo"),
            tr("F6 lo aparca y atiendes a otra persona; tócalo arriba para seguir con él."),
        ),
        Lesson.CARD: (
            tr("Cobra con tarjeta"),
            tr("F12 con algo en el ticket. El datáfono de la demo acepta solo."),
        ),
        Lesson.CUSTOMER: (
            tr("Vende a un cliente del club"),
            tr("Escribe D-1001 y pulsa Intro como si escanearas su tarjeta; luego vende y cobra."),
        ),
        Lesson.RETURN: (
            tr("Devuelve un artículo"),
            tr("F7, elige un ticket de la lista y marca la línea. Lo autoriza 2001 con 2222."),
        ),
        Lesson.ORDER: (
            tr("Entrega un pedido de la web"),
            tr("En Recogidas prepara uno, ponlo en su estante y entrégalo a quien viene a por él."),
        ),
        Lesson.CLOSE: (
            tr("Cierra el turno"),
            tr("F10: cuenta el cajón sin ver lo esperado y ciérralo. La Z queda impresa."),
        ),
    }[lesson]
