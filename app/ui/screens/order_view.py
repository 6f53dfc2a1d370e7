"""What the pickups screen shows of one order: its story, its parcels, what is next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from app.domain import coming_back
from app.domain import order_event as e
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.parcel import Parcel, ParcelState
from app.ui import format as written
from app.ui.screens.order_actions import Standing, order_actions, order_ways
from app.ui.screens.order_banners import moment, order_banners
from app.ui.screens.order_lines import LineView, line_view
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class StepView:
    """`look`: done, now or later; `brief`: the words where there is no room for their hour."""

    words: str
    look: str
    brief: str = ""


@dataclass(frozen=True, slots=True)
class ParcelView:
    words: str
    detail: str
    tone: str = "accent"
    icon: str = "package"
    does: str = ""
    """Of a demo, which has no scanner: what scanning it is called."""


@dataclass(frozen=True, slots=True)
class OrderView:
    """`actions`: (does, word, icon); `ways`: (does, word), the one that finishes it first."""

    key: str
    title: str
    about: str
    proof: str
    steps: tuple[StepView, ...]
    banners: tuple[BannerView, ...]
    parcels: tuple[tuple[str, ParcelView], ...]
    lines: tuple[LineView, ...]
    actions: tuple[tuple[str, str, str], ...]
    ways: tuple[tuple[str, str], ...]
    due: str
    due_words: str
    note: str = ""


def order_view(f: Fulfilment, at: Standing) -> OrderView:
    """The chosen order."""
    zone = at.now.tzinfo
    return OrderView(
        f.order.number,
        " · ".join(filter(None, (f.order.number, f.order.name))),
        _about(f, zone),
        tr("Código del cliente verificado aquí") if at.proved else "",
        _steps(f, at.now),
        order_banners(f, at.now, at.name, at.device, at.others),
        tuple(
            (parcel.id, _parcel(parcel, f, at.name, zone, demo=at.demo))
            for parcel in f.parcels.values()
            if parcel.state is not ParcelState.REPLACED
        ),
        tuple(
            line_view(line, f, at.refused or {}, started_here=at.started_here)
            for line in f.order.lines
        ),
        order_actions(f, at),
        order_ways(f, at),
        written.money(f.order.due) if f.order.due and f.goes_on else "",
        _due_words(f),
        _note(f, at.now),
    )


def _due_words(f: Fulfilment) -> str:
    if not f.goes_on:
        return ""
    return tr("PAGADO: NADA QUE COBRAR") if f.order.paid else tr("POR PAGAR, COMO MUCHO")


def _about(f: Fulfilment, zone: tzinfo | None) -> str:
    placed = fill(tr("pedido el %1 a las %2"), *moment(f.order.placed_at, zone))
    parts = [f.order.channel.capitalize(), placed]
    told = [one.at for one in f.told if isinstance(one.what, e.Told) and one.what.reached]
    if told:
        parts.append(fill(tr("avisado el %1 a las %2"), *moment(told[-1], zone)))
    elif f.told:
        parts.append(tr("sin avisar: no dejó dónde"))
    return " · ".join(parts)


def _steps(f: Fulfilment, now: datetime) -> tuple[StepView, ...]:
    prepared = any(parcel.state is not ParcelState.IN_TRANSIT for parcel in f.set)
    given = f.state is OrderState.HANDED_OVER or f.came_back
    shelved = given or f.state in (OrderState.READY, OrderState.PART_HANDED_OVER)
    shelved = shelved or (f.ready_at is not None and not f.goes_on)
    packed = max((one.at for one in f.events if isinstance(one.what, e.Packed)), default=None)
    given_at = f.hand_overs[-1].event.at if f.hand_overs else None
    steps = [
        (tr("Recibido"), tr("Recibido"), True, f.order.placed_at),
        (tr("Preparado"), tr("Preparar"), prepared, packed),
        (tr("En estante"), tr("Al estante"), shelved, f.ready_at),
        (tr("Pagado"), tr("Cobrar"), f.order.paid or given, None),
        (_end(f), tr("Entregar"), given, given_at),
    ]
    if f.order.paid:
        steps = [steps[place] for place in (0, 3, 1, 2, 4)]
    if not f.goes_on:  # what nobody will do any more is no step
        steps = [step for step in steps if step[2]]
    left = [place for place, step in enumerate(steps) if not step[2]]
    first = left[0] if left else len(steps)
    return tuple(
        StepView(
            _timed(was, at, now) if done else to_do,
            "done" if done else "now" if place == first else "later",
            _brief(was, f) if done else to_do,
        )
        for place, (was, to_do, done, at) in enumerate(steps)
    )


def _end(f: Fulfilment) -> str:
    if f.came_back:
        return tr("Devuelto")
    if any(one.said.carrier for one in f.hand_overs):
        return tr("Enviado")
    return tr("No se llevó nada") if f.took_nothing else tr("Entregado")


def _brief(words: str, f: Fulfilment) -> str:
    """Of something that was done, where there is no room."""
    return tr("Se quedó") if f.took_nothing and words == _end(f) else words


def _timed(words: str, at: datetime | None, now: datetime) -> str:
    """With its hour when it was today."""
    if at is None:
        return words
    here = at.astimezone(now.tzinfo)
    return f"{words} {written.clock(here)}" if here.date() == now.date() else words


def _parcel(
    parcel: Parcel,
    f: Fulfilment,
    name: Callable[[str], str],
    zone: tzinfo | None,
    *,
    demo: bool,
) -> ParcelView:
    which = fill(tr("bulto %1 de %2"), parcel.number, parcel.of)
    scan = f"scan:{parcel.id}" if demo and parcel.here else ""
    if parcel.id in f.surplus:
        words = fill(tr("Sobra: %1"), which)
        return ParcelView(words, tr("Devuélvelo a su sitio y escanéalo."), "warning", does=scan)
    if (parcel.damaged or parcel.undelivered) and parcel.here:
        words = fill(tr("Dañado: %1") if parcel.damaged else tr("De vuelta: %1"), which)
        detail = tr("No se entrega: escanéalo para que vuelva a donde vino.")
        return ParcelView(words, detail, "negative", "warning", scan)
    when = " ".join((name(parcel.who), "·", *moment(parcel.at, zone)))
    match parcel.state:
        case ParcelState.SHELVED:
            detail = tr("Escanéalo para sacarlo: sin eso no se entrega.")
            if f.stopped or f.expired:
                detail = tr("Escanéalo al devolver a su sitio lo que lleva.")
            words = fill(tr("Estante %1 · %2"), parcel.place, which)
            return ParcelView(words, detail, does=scan)
        case ParcelState.OUT:
            words = fill(tr("Fuera: %1"), which)
            return ParcelView(words, tr("Listo para entregar."), "positive", does=scan)
        case ParcelState.WITH_CUSTOMER:
            return _gone(parcel, f, which, when)
        case ParcelState.PACKED | ParcelState.ARRIVED:
            words = fill(tr("En la mano: %1"), which)
            return ParcelView(words, tr("Escanéalo, y después el estante."), "warning", does=scan)
        case ParcelState.IN_TRANSIT:
            words = fill(tr("De camino: %1"), which)
            scan = f"scan:{parcel.id}" if demo else ""
            return ParcelView(words, parcel.id, "muted", "truck", scan)
        case _:
            return ParcelView(fill(tr("Devuelto: %1"), which), when, "muted")


def _gone(parcel: Parcel, f: Fulfilment, which: str, when: str) -> ParcelView:
    """Out of the shop's hands."""
    if f.took_nothing:
        words = fill(tr("Se quedó aquí: %1"), which)
        return ParcelView(words, tr("Lo que lleva vuelve a su sitio."), "warning")
    if parcel in coming_back.sent(f):
        words = fill(tr("Con el transportista: %1"), which)
        return ParcelView(words, when, "positive", "truck")
    return ParcelView(fill(tr("Entregado: %1"), which), when, "positive", "check-circle")


def _note(f: Fulfilment, now: datetime) -> str:
    if f.order.hold_until is not None and f.state is OrderState.READY:
        left = f.order.hold_until - now
        if left < timedelta(days=2):
            return fill(
                tr("Se guarda hasta el %1 a las %2."), *moment(f.order.hold_until, now.tzinfo)
            )
    return f.order.note
