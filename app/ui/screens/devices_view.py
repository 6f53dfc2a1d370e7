"""What the screen of the devices shows: a card each, and in the demo what may be broken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.messages import detail, device_state
from app.ui import format as written
from app.ui.screens.matter_view import MatterView
from app.ui.widgets.chip import ChipView
from app.ui.words import fill, tr
from hardware.health import NEVER, Check, Health, Kind, State

_ICONS = {
    Kind.PRINTER: "printer",
    Kind.DRAWER: "lock-open",
    Kind.SCANNER: "barcode",
    Kind.TERMINAL: "credit-card",
    Kind.SCALE: "scales",
    Kind.DISPLAY: "monitor",
    Kind.LABELS: "tag",
}


def devices_view(
    healths: Iterable[Health],
    now: datetime,
    language: str,
    faults: Mapping[str, Iterable[tuple[str, bool]]],
) -> tuple[MatterView, ...]:
    """`faults`: of each simulated device, which may be set and whether they are."""
    return (
        *(_card(health, now, language) for health in healths),
        *(_metal(name, list(said)) for name, said in faults.items()),
    )


def device_chip(healths: Iterable[Health], language: str) -> ChipView | None:
    """What is not well, and only then: the one, or how many."""
    ill = [one for one in healths if (not one.well and one.state is not State.CLOSED) or one.code]
    if not ill:
        return None
    if len(ill) > 1:
        words = fill(tr("%1 aparatos fallan"), len(ill))
        return ChipView(words, "warning", "warning", "devices")
    words = fill(tr("%1: %2"), _names()[ill[0].kind], _short(ill[0], language))
    return ChipView(words, _ICONS[ill[0].kind], "warning", "devices")


def _short(health: Health, language: str) -> str:
    """The state up to its first stop: the rest is what to do about it."""
    words = device_state(health, language)
    for stop in (":", ";", ","):
        words = words.partition(stop)[0]
    return words.rstrip(".").lower()


def _card(health: Health, now: datetime, language: str) -> MatterView:
    name = _names()[health.kind]
    words = fill(tr("%1 · %2"), name, device_state(health, language))
    return MatterView(
        health.name,
        words,
        " · ".join(_details(health, now, words, language)),
        "" if health.since == NEVER else written.age(health.since, now),
        _ICONS[health.kind],
        _tone(health),
        tuple((check.value, _checks()[check]) for check in health.checks),
    )


def _tone(health: Health) -> str:
    if health.well:
        return "warning" if health.facts.get("paper") == "near_end" else "positive"
    return "negative" if health.code else "warning"


def _details(health: Health, now: datetime, words: str, language: str) -> Iterable[str]:
    """What `words` do not say."""
    yield fill(tr("%1, en %2"), health.name, health.address)
    if health.facts.get("model"):
        yield health.facts["model"]
    if health.facts.get("paper") == "near_end":
        yield tr("queda poco papel")
    if health.facts.get("answers") == "no":
        yield tr("no dice cómo está")
    if health.facts.get("drawer") == "open":
        yield tr("cajón abierto")
    yield from _said(health)
    if health.queued:
        yield fill(tr("esperan %1"), health.queued)
    if health.last_success is not None:
        yield fill(tr("funcionó %1"), written.age(health.last_success, now))
    if health.code and health.detail not in words:
        yield detail(health.detail.removeprefix(f"{health.name}: "), language)


def _said(health: Health) -> Iterable[str]:
    """What a scale and a scanner read last."""
    if (reading := health.facts.get("reading", "")).isdigit():
        yield fill(tr("marca %1 g"), reading)
    if scan := health.facts.get("scan", ""):
        waits = tr("lee un código: solo se enseñará aquí")
        yield waits if scan == "waits" else fill(tr("leyó %1"), scan)
    if health.kind is Kind.TERMINAL and health.facts.get("host") == "no":
        yield tr("no llega al banco")
    if health.kind is Kind.SCALE and not health.facts.get("approval"):
        yield tr("sin aprobación para vender: el peso se teclea")


def _metal(name: str, faults: list[tuple[str, bool]]) -> MatterView:
    """A card of the flight simulator: what is wrong is set and taken away by a press."""
    on = [_faults()[fault] for fault, set_ in faults if set_]
    known = {kind.value: word for kind, word in _names().items()}
    wrong = ", ".join(on) or tr("sin averías")
    words = fill(tr("Simulador · %1: %2"), known.get(name, name), wrong)
    actions = tuple(
        (fault, fill(tr("Quitar: %1"), _faults()[fault]) if set_ else _faults()[fault].capitalize())
        for fault, set_ in faults
    )
    about = tr("Estropéalo y mira qué hace la caja.")
    return MatterView(f"sim:{name}", words, about, "", "wrench", "accent", actions)


def _names() -> Mapping[Kind, str]:
    return {
        Kind.PRINTER: tr("Impresora"),
        Kind.DRAWER: tr("Cajón"),
        Kind.SCANNER: tr("Lector"),
        Kind.TERMINAL: tr("Datáfono"),
        Kind.SCALE: tr("Balanza"),
        Kind.DISPLAY: tr("Visor"),
        Kind.LABELS: tr("Etiquetadora"),
    }


def _checks() -> Mapping[Check, str]:
    return {
        Check.PRINT: tr("Imprimir prueba"),
        Check.KICK: tr("Abrir"),
        Check.WEIGH: tr("Pesar"),
        Check.SCAN: tr("Probar"),
        Check.ASK: tr("Preguntar"),
        Check.SHOW: tr("Mostrar"),
        Check.AGAIN: tr("Buscar ahora"),
    }


def _faults() -> Mapping[str, str]:
    return {
        "paper_out": tr("sin papel"),
        "near_end": tr("poco papel"),
        "cover_open": tr("tapa abierta"),
        "cutter": tr("cuchilla atascada"),
        "off": tr("apagada"),
        "mute": tr("no contesta"),
        "drawer": tr("cajón abierto"),
        "decline": tr("deniega"),
        "partial": tr("aprueba la mitad"),
        "busy": tr("ocupado"),
        "hang": tr("se cuelga"),
        "die": tr("cobra y se apaga"),
        "drop": tr("cobra y corta"),
        "late": tr("tarda"),
        "lie-amount": tr("miente en el importe"),
        "loaded": tr("algo encima"),
        "read": tr("leer un código"),
        "moves": tr("se mueve"),
    }
