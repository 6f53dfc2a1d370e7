"""What central and the till cannot settle between them, in words."""

from __future__ import annotations

from app.domain.line import Alarm
from app.ui import format as written
from app.ui.words import fill, tr


def alarm_words(alarm: Alarm) -> tuple[str, str]:
    """What happened, and what it means for who stands at the till."""
    facts = alarm.facts
    match alarm.kind:
        case "clock":
            return (_clock(facts.get("seconds", "")), tr("Hay que poner en hora esta caja."))
        case "needs_update":
            return (
                tr("Este programa es antiguo para la central"),
                tr("Se sigue vendiendo y enviando; hay que actualizarlo para recibir."),
            )
        case "signed_out":
            return (
                tr("La central ya no reconoce esta caja"),
                tr("Se sigue vendiendo; hay que darla de alta otra vez."),
            )
        case "fork":
            return (
                tr("Otra caja habla con el nombre de esta"),
                tr("No se envía nada más: hay que darla de alta otra vez. Avisa a la oficina."),
            )
        case "held":
            return (
                _held(alarm),
                tr("Está retenido. Pregunta a la oficina antes de dejarlo pasar."),
            )
        case "poison":
            return (
                tr("Un apunte del diario no se puede leer"),
                tr("Hay copia y la central lo sabe; lo demás se sigue enviando."),
            )
        case "page" | "poison_page" | "snapshot":
            return (
                tr("Lo que manda la central no se entiende"),
                fill(tr("No se ha aplicado (%1); lo demás sigue al día."), alarm.about),
            )
        case "disk":
            return (
                tr("No cabe en el disco lo que manda la central"),
                tr("Vender sí se puede; hay que hacer sitio."),
            )
        case "untrusted":
            return (
                tr("Contesta alguien que no es la central"),
                tr("No se le cree nada. Avisa a la oficina."),
            )
        case _:
            return (
                tr("La central y esta caja no se ponen de acuerdo"),
                fill(tr("Avisa a la oficina: %1"), alarm.key),
            )


def _clock(seconds: str) -> str:
    """`seconds`: that central's clock is ahead of ours; empty: nobody said."""
    if not seconds.removeprefix("-").isdecimal():
        return tr("El reloj no coincide con el de la central")
    ahead = int(seconds)
    if ahead > 0:
        return fill(tr("El reloj va %1 min atrasado respecto al de la central"), ahead // 60)
    return fill(tr("El reloj va %1 min adelantado respecto al de la central"), -ahead // 60)


def _figure(text: str) -> str:
    return written.whole(int(text)) if text.isdecimal() else text


def _held(alarm: Alarm) -> str:
    rows, left = (_figure(alarm.facts.get(name, "")) for name in ("rows", "left"))
    if alarm.facts.get("what") == "staff":
        return fill(tr("La central quita a las %1 personas de la tienda"), rows)
    return fill(tr("La central deja el catálogo en %1 artículos de %2"), left, rows)
