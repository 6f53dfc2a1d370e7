"""What has to be said of an order before anything else: who has it, what is in the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo

from app.domain.fulfilment import DONE, Conflict, Fulfilment, LineProgress, OrderState
from app.domain.order import Delivery
from app.domain.order_event import CameBack, HandedOver, Settled, Shown
from app.domain.parcel import ParcelState
from app.ui import format as written
from app.ui.screens.order_money_view import money_banners
from app.ui.screens.reasons import undelivered_words
from app.ui.widgets.banner import BannerView
from app.ui.words import fill, tr

Name = Callable[[str], str]
Device = Callable[[int], str]


def moment(at: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """(day, hour) by the shop's clock."""
    here = at.astimezone(zone)
    return written.day(here), written.clock(here)


def order_banners(
    f: Fulfilment, now: datetime, name: Name, device: Device, others: Sequence[Fulfilment]
) -> tuple[BannerView, ...]:
    """The strips over an order, the gravest first."""
    found = [conflict_banner(one, f) for one in sorted(f.conflicts) if one not in f.settled]
    found += _collected(f, now, name, device)
    found += _brought_back(f, now, name, device)
    found += _in_the_way(f)
    over = f.state in DONE or f.stopped or f.came_back
    if f.order.delivery is Delivery.HOME and not over:
        words = tr("Va a casa del cliente: se entrega a un transportista.")
        found.append(BannerView("home", words, tone="accent", icon="truck"))
    found += money_banners(f)
    if others and f.state is not OrderState.HANDED_OVER:
        found.append(_others(others))
    return tuple(found)


def conflict_banner(conflict: Conflict, f: Fulfilment) -> BannerView:
    words = conflict_words(conflict, by_ticket=bool(f.paid_back))
    settle = (("settle", tr("Ya está aclarado")),)
    return BannerView(conflict.value, words, tone="negative", actions=settle)


def conflict_words(conflict: Conflict, *, by_ticket: bool = False) -> str:
    """`by_ticket`: a return of its ticket gave back what it was paid with."""
    match conflict:
        case Conflict.HANDED_OVER_AND_CANCELLED if by_ticket:
            return tr("Se entregó, y una caja había devuelto su ticket.")
        case Conflict.HANDED_OVER_TWICE:
            return tr("Consta entregado dos veces.")
        case Conflict.HANDED_OVER_TOO_MUCH:
            return tr("Se entregó algo que ya no se pedía.")
        case Conflict.HANDED_OVER_AND_PUT_BACK:
            return tr("Consta entregado y también devuelto a su sitio.")
        case Conflict.HANDED_OVER_AND_CANCELLED:
            return tr("Se entregó y la central lo había cancelado.")
        case Conflict.REFUNDED_TOO_MUCH:
            return tr("Se ha pedido devolver más de lo que no se llevó.")


def _collected(f: Fulfilment, now: datetime, name: Name, device: Device) -> list[BannerView]:
    """Who has it; or that nobody is known to, when it is shown at the counter."""
    if f.came_back:
        return []
    if f.hand_overs:
        last = f.hand_overs[-1]
        again = any(one.turn > last.event.turn for one in f.presented)
        words = tr("El %1 a las %2 en %3, con %4.")
        words = fill(
            words, *moment(last.event.at, now.tzinfo), device(last.event.installation),
            name(last.event.who).rstrip("."),
        )  # fmt: skip
        if f.took_nothing:
            return [BannerView("given", words, tr("No se llevó nada"))]
        words = f"{words} {_how(last.said)}"
        part = f.state is OrderState.PART_HANDED_OVER
        whole = tr("Lo tiene el transportista") if last.said.carrier else tr("Ya se entregó")
        strong = tr("Entregado en parte") if part else whole
        tone, icon = ("negative", "warning") if again and not part else ("positive", "check-circle")
        return [BannerView("given", words, strong, tone, icon)]
    if not f.presented or f.state in DONE:
        return []
    if f.state is OrderState.READY:
        places = sorted({one.place for one in f.set if one.state is ParcelState.SHELVED})
        if places:
            words = fill(tr("No consta entregado: buscar en %1."), ", ".join(places))
            return [BannerView("look", words, tone="accent", icon="magnifying-glass")]
        return []
    return [BannerView("early", tr("El cliente está aquí y el pedido aún no está listo."))]


def _brought_back(f: Fulfilment, now: datetime, name: Name, device: Device) -> list[BannerView]:
    """What a carrier could not deliver, and why."""
    said = [one for one in f.events if isinstance(one.what, CameBack)]
    if not said or not isinstance(last := said[-1].what, CameBack):
        return []
    words = fill(
        tr("El %1 a las %2 en %3, con %4."),
        *moment(said[-1].at, now.tzinfo), device(said[-1].installation),
        name(said[-1].who).rstrip("."),
    )  # fmt: skip
    strong = tr("Devuelto por el transportista") if f.came_back else tr("Una parte ha vuelto")
    return [BannerView("back", f"{undelivered_words(last.why)}. {words}", strong)]


def _how(said: HandedOver) -> str:
    if not said.carrier:
        return shown_words(said.shown, other=said.other)
    if not said.tracking:
        return fill(tr("Lo lleva %1."), said.carrier)
    return fill(tr("Lo lleva %1, seguimiento %2."), said.carrier, said.tracking)


def shown_words(shown: Shown, *, other: bool) -> str:
    """Who collected, as far as it is kept."""
    how = {
        Shown.CODE: tr("con el código"),
        Shown.NAME: tr("con el número y el nombre"),
        Shown.CARD: tr("con la tarjeta de cliente"),
    }[shown]
    who = tr("Lo recogió otra persona, %1.") if other else tr("Lo recogió quien lo compró, %1.")
    return fill(who, how)


def _in_the_way(f: Fulfilment) -> list[BannerView]:
    found = []
    if f.state in DONE:
        return []
    if f.stopped:
        found.append(BannerView("stopped", tr("Cancelado: lo que hay vuelve a su sitio.")))
    elif f.expired:
        found.append(BannerView("expired", tr("Caducado: lo que hay vuelve a su sitio.")))
    elif f.cancel_asked:
        words = tr("El cliente ha pedido cancelarlo en la web.")
        actions = (("agree", tr("Parar y cancelar")),)
        found.append(BannerView("cancel", words, actions=actions))
    if f.unseen:
        words = tr("Falta 1 bulto: nadie ha dicho dónde está.")
        if f.unseen > 1:
            words = fill(tr("Faltan %1 bultos: nadie ha dicho dónde están."), f.unseen)
        found.append(BannerView("unseen", words))
    if any(progress.short and progress.settled is Settled.OPEN and not progress.substitutes
           for progress in f.lines.values()) and not f.stopped:  # fmt: skip
        words = tr("Falta género: pregunta al cliente qué prefiere.")
        found.append(BannerView("short", words, actions=(("ask", tr("Decidir")),)))
    return found


def _others(others: Sequence[Fulfilment]) -> BannerView:
    one = others[0]
    places = ", ".join(sorted({parcel.place for parcel in one.set if parcel.place}))
    words = fill(tr("El mismo cliente tiene también %1, en %2."), one.order.number, places)
    actions = (("next", tr("Abrirlo")),)
    return BannerView(one.order.number, words, tone="accent", icon="package", actions=actions)


def settled_words(progress: LineProgress) -> str:
    """What the customer chose for what is missing."""
    return {
        Settled.OPEN: tr("por decidir"),
        Settled.WAIT: tr("espera a que llegue"),
        Settled.OTHER_SHOP: tr("lo recoge en otra tienda"),
        Settled.SUBSTITUTE: tr("quiere otro en su lugar"),
        Settled.MONEY: tr("se le devuelve el dinero"),
    }[progress.settled]
