"""The line to central as a chip on the bar."""

from __future__ import annotations

from datetime import datetime

from app.domain.line import LineState, LineStatus
from app.ui import format as written
from app.ui.widgets.chip import ChipView
from app.ui.words import fill, tr


def line_chip(status: LineStatus, now: datetime) -> ChipView | None:
    """None for a till of no chain. `now`: aware, of the shop's zone, in which times are said."""
    match status.state:
        case LineState.ALONE:
            return None
        case LineState.STARTING | LineState.ENDED:  # the worker is started again by itself
            return ChipView(tr("Conectando"), "cloud", "quiet")
        case LineState.IN_STEP:
            return ChipView(tr("Al día"), "cloud-check", "quiet")
        case LineState.SENDING:
            return ChipView(fill(tr("Enviando %1"), status.unsent), "cloud-arrow-up", "quiet")
        case LineState.HELD:
            return ChipView(fill(tr("Retenido: %1"), held_words(status)), "warning", "warning")
        case LineState.SIGNED_OUT:
            return ChipView(tr("Caja dada de baja"), "cloud-slash", "negative")
        case LineState.NEEDS_UPDATE:
            return ChipView(tr("Hay que actualizar"), "arrow-circle-up", "warning")
        case LineState.OFFLINE:
            return ChipView(_offline(status.since, now), "cloud-slash", "warning")


def held_words(status: LineStatus) -> str:
    """What waits for a person: `catálogo, precios`."""
    return ", ".join(dict.fromkeys(_stream(name) for name in status.held))


def _stream(name: str) -> str:
    match name.partition(":")[0]:
        case "catalog" | "snapshot":
            return tr("catálogo")
        case "price":
            return tr("precios")
        case "store":
            return tr("datos de la tienda")
        case "loyalty":
            return tr("clientes")
        case "config":
            return tr("avisos y ajustes")
        case _:
            return name


def _offline(since: datetime | None, now: datetime) -> str:
    if since is None:
        return tr("Sin conexión")
    here = since.astimezone(now.tzinfo)
    if here.date() == now.date():
        return fill(tr("Sin conexión desde las %1"), written.clock(here))
    words = tr("Sin conexión desde el %1 a las %2")
    return fill(words, written.day(here), written.clock(here))
