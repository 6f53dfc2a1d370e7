"""How a till stands with its chain, in Spanish and English: states, streams, alarms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.line import Alarm, LineState, LineStatus
from app.messages import span

SPANISH, ENGLISH = "es", "en"

# (Spanish, English). What stands in braces are the alarm's facts.
_STATES: dict[LineState, tuple[str, str]] = {
    LineState.ALONE: ("Esta caja no pertenece a ninguna cadena.", "This till is of no chain."),
    LineState.STARTING: ("Conectando con la central.", "Connecting to central."),
    LineState.IN_STEP: ("Al día con la central.", "In step with central."),
    LineState.SENDING: ("Enviando: quedan {unsent}.", "Sending: {unsent} to go."),
    LineState.OFFLINE: (
        "Sin conexión desde {since}; quedan {unsent} por enviar.",
        "Offline since {since}; {unsent} to send.",
    ),
    LineState.ENDED: (
        "Nadie envía ni recibe ahora; quedan {unsent} por enviar.",
        "Nothing is sent or received now; {unsent} to send.",
    ),
    LineState.HELD: (
        "Retenido: {held}; quedan {unsent} por enviar.",
        "Held back: {held}; {unsent} to send.",
    ),
    LineState.SIGNED_OUT: (
        "La central ha dado de baja esta caja.",
        "Central has signed this till out.",
    ),
    LineState.NEEDS_UPDATE: (
        "El programa es demasiado antiguo para la central: hay que actualizarlo."
        " Se sigue vendiendo y enviando.",
        "The program is too old for central: update it. It goes on selling and sending.",
    ),
}

# What the last worker said, without what has changed since.
_WAS: dict[LineState, tuple[str, str]] = {
    LineState.STARTING: ("conectando", "connecting"),
    LineState.IN_STEP: ("al día", "in step"),
    LineState.SENDING: ("enviando", "sending"),
    LineState.HELD: ("retenido: {held}", "held back: {held}"),
    LineState.OFFLINE: ("sin conexión desde {since}", "offline since {since}"),
    LineState.SIGNED_OUT: ("de baja en la central", "signed out by central"),
    LineState.NEEDS_UPDATE: ("hay que actualizar el programa", "the program must be updated"),
}
_LAST = ("Lo último que se supo ({at}): {was}.", "Last known ({at}): {was}.")
_OLDEST = ("Lo más antiguo por enviar: {oldest}.", "The oldest to send: {oldest}.")

_ALARMS: dict[str, tuple[str, str]] = {
    "fork": (
        "La central tiene otro hecho con el número {seq} de la instalación {installation}: ¿hay"
        " una copia de esta caja? No se envía nada más hasta que se resuelva en la central.",
        "Central has another fact with number {seq} of installation {installation}: is there a"
        " copy of this till? Nothing more is sent until it is settled at central.",
    ),
    "poison": (
        "La central no puede leer el hecho {seq} de la instalación {installation} ({why}): se ha"
        " guardado una copia y lo demás sigue.",
        "Central cannot read fact {seq} of installation {installation} ({why}): a copy was kept"
        " and the rest goes on.",
    ),
    "stuck": (
        "El hecho {seq} no pasa a la central: avisa a soporte.",
        "Fact {seq} does not get through to central: tell support.",
    ),
    "behind": (
        "La central dice tener {seq} hechos y ya confirmó {ours}: puede haber perdido datos.",
        "Central says that it has {seq} facts and had confirmed {ours}: it may have lost some.",
    ),
    "not_yours": (
        "La central no acepta los hechos de la instalación {installation} de esta caja.",
        "Central does not take the facts of installation {installation} from this till.",
    ),
    "page": (
        "Lo que llegó de «{stream}» no sigue a lo que hay ({fault}): no se aplica y se vuelve a"
        " pedir entero.",
        "What came of “{stream}” does not follow what is here ({fault}): it is not applied, and"
        " asked for again as a whole.",
    ),
    "poison_page": (
        "Una página de «{stream}» no se puede leer ({why}): queda apartada y lo demás sigue.",
        "A page of “{stream}” cannot be read ({why}): it is set aside and the rest goes on.",
    ),
    "held": (
        "La central quiere quitar {gone} de {rows} ({what}): no se aplica hasta que alguien lo"
        " apruebe.",
        "Central wants to take away {gone} of {rows} ({what}): not applied until somebody says"
        " yes.",
    ),
    "disk": (
        "El disco no deja guardar lo que dice la central ({why}).",
        "The disk does not take what central says ({why}).",
    ),
    "journal": (
        "El diario de la caja no se puede leer para enviarlo ({detail}).",
        "The till's journal cannot be read to be sent ({detail}).",
    ),
    "snapshot": (
        "El catálogo completo que ofrece la central está dañado: se pide por partes.",
        "The whole catalogue that central offers is damaged: it is asked for in pieces.",
    ),
    "signed_out": (
        "La central ya no conoce esta caja ({why}). Se sigue vendiendo; hay que darla de alta de"
        " nuevo.",
        "Central does not know this till any more ({why}). It goes on selling; enrol it again.",
    ),
    "needs_update": (
        "Hay que actualizar el programa para recibir lo que dice la central.",
        "The program must be updated to receive what central says.",
    ),
    "clock": (
        "El reloj de esta caja va {amount} {where} del de la central: ponlo en hora.",
        "This till's clock is {amount} {where} central's: set it right.",
    ),
    "replayed": (
        "La central dice que ya oyó lo que se le envía: ¿hay una copia de esta caja?",
        "Central says that it heard this before: is there a copy of this till?",
    ),
    "untrusted": (
        "Quien contesta no es la central ({detail}): no se acepta nada suyo.",
        "Whoever answers is not central ({detail}): nothing of it is taken.",
    ),
    "refused": (
        "La central no acepta lo que se le pide ({kind}: {detail}): avisa a soporte.",
        "Central does not take what it is asked ({kind}: {detail}): tell support.",
    ),
}
_CLOCK = (
    "El reloj de esta caja y el de la central no coinciden: ponlo en hora.",
    "This till's clock and central's differ: set it right.",
)
"""When nobody said by how much."""
_WHERE = {True: ("por detrás", "behind"), False: ("por delante", "ahead of")}
_UNKNOWN = ("Aviso «{kind}».", "Alarm “{kind}”.")
_WHAT: dict[str, tuple[str, str]] = {
    "products": ("artículos", "products"),
    "staff": ("personas", "people"),
}
_STREAMS: dict[str, tuple[str, str]] = {
    "config": ("avisos y ajustes", "stops and settings"),
    "catalog": ("catálogo", "catalogue"),
    "snapshot": ("catálogo", "catalogue"),
    "price": ("precios", "prices"),
    "store": ("datos de la tienda", "the shop's data"),
    "loyalty": ("clientes", "customers"),
}


def alarm_sentence(alarm: Alarm, language: str = SPANISH) -> str:
    """What somebody has to see to."""
    at = int(language == ENGLISH)
    facts: dict[str, str] = {"kind": alarm.kind, **alarm.facts}
    if alarm.kind == "held":
        whole, left = facts.get("rows", "0"), facts.get("left", "0")
        if whole.isdecimal() and left.isdecimal():
            facts["gone"] = str(int(whole) - int(left))
        facts["what"] = _WHAT.get(facts.get("what", ""), ("", ""))[at] or facts.get("what", "")
    words = _ALARMS.get(alarm.kind, _UNKNOWN)[at]
    if alarm.kind == "clock":
        seconds = facts.get("seconds", "")
        if not seconds.removeprefix("-").isdecimal():
            return _CLOCK[at]
        facts["amount"] = span(timedelta(seconds=abs(int(seconds))))
        facts["where"] = _WHERE[int(seconds) > 0][at]
    return words.format_map(_Facts(facts))


def state_sentence(status: LineStatus, now: datetime, language: str = SPANISH) -> str:
    """`now`: aware, of the zone in which times are said."""
    return _STATES[status.state][int(language == ENGLISH)].format_map(_facts(status, now, language))


def lines(status: LineStatus, now: datetime, language: str = SPANISH) -> list[str]:
    """Everything about the line, for the command line; `now` as of `state_sentence`."""
    at = int(language == ENGLISH)
    facts = _facts(status, now, language)
    said = [state_sentence(status, now, language)]
    if status.state is LineState.ENDED and status.was in _WAS:
        facts["was"] = _WAS[status.was][at].format_map(facts)
        said.append("  " + _LAST[at].format_map(facts))
    if status.oldest is not None:
        said.append("  " + _OLDEST[at].format_map(facts))
    said += [
        f"  {stream:16} {age.astimezone(now.tzinfo):%Y-%m-%d %H:%M:%S}"
        for stream, age in sorted(status.ages.items())
    ]
    said += [f"! {alarm_sentence(alarm, language)}" for alarm in status.alarms]
    return said


def held_words(held: tuple[str, ...], language: str = SPANISH) -> str:
    """What is held back: `catálogo, precios`."""
    known = [_STREAMS.get(name.partition(":")[0], (name, name)) for name in held]
    return ", ".join(dict.fromkeys(words[int(language == ENGLISH)] for words in known))


def _facts(status: LineStatus, now: datetime, language: str) -> _Facts:
    said = {
        "unsent": str(status.unsent),
        "since": _moment(status.since, now, language),
        "at": _moment(status.at, now, language),
        "oldest": _moment(status.oldest, now, language),
        "held": held_words(status.held, language) or "?",
    }
    return _Facts(said)


def _moment(moment: datetime | None, now: datetime, language: str) -> str:
    """The time, with the day when that is another one than `now`'s."""
    if moment is None:
        return "?"
    here = moment.astimezone(now.tzinfo)
    time = f"{here:%H:%M}" if language == ENGLISH else f"las {here:%H:%M}"
    if here.date() == now.date():
        return time
    if language == ENGLISH:
        return f"{here:%d/%m/%Y} {time}"
    return f"el {here:%d/%m/%Y} a {time}"


class _Facts(dict[str, str]):
    """What an alarm does not say is left out, and never an error."""

    def __init__(self, facts: Mapping[str, str]) -> None:
        super().__init__(facts)

    def __missing__(self, name: str) -> str:
        return "?"
