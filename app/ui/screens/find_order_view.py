"""What the look-up of any order of the chain shows: to be read aloud, not worked on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from app.domain.chain_order import ChainOrder, Said, told
from app.domain.fulfilment import Fulfilment, OrderState
from app.services.chain_orders import Asked, Looked
from app.ui import format as written
from app.ui.screens.letters import about, way
from app.ui.widgets.rows import RowView
from app.ui.words import fill, tr


@dataclass(frozen=True, slots=True)
class FoundView:
    """One order. `facts`: (name, value); `lines`: (quantity, name, amount); `told`: (when, what).
    `ours`: it is worked on in this shop."""

    title: str
    where: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[tuple[str, str, str], ...]
    told: tuple[tuple[str, str], ...]
    age: str
    ours: bool


@dataclass(frozen=True, slots=True)
class FindOrderView:
    words: str
    says: str
    """How what is shown came about; "" before anybody asked."""
    tone: str
    rows: tuple[RowView, ...]
    chosen: FoundView | None


def find_order_view(
    words: str, looked: Looked | None, chosen: str, *, asking: bool, now: datetime
) -> FindOrderView:
    if looked is None:
        return FindOrderView(words, "", "", (), None)
    rows = [*(_row(f, tr("Esta tienda")) for f in looked.here)]
    rows += [_row(one.order, one.name) for one in looked.elsewhere]
    says, tone = _says(looked, now, asking=asking)
    return FindOrderView(words, says, tone, tuple(rows), _chosen(looked, chosen, now))


def _row(f: Fulfilment, shop: str) -> RowView:
    order = f.order
    return RowView(
        order.number, " · ".join(filter(None, (order.number, order.name))), shop,
        order_state(f.state), written.day(order.promised_at),
    )  # fmt: skip


def _says(looked: Looked, now: datetime, *, asking: bool) -> tuple[str, str]:
    if asking:
        return tr("Preguntando a la central…"), "muted"
    match looked.asked:
        case Asked.ANSWERED if looked.nothing:
            return tr("La central no conoce ningún pedido así."), "muted"
        case Asked.ANSWERED:
            return tr("Según la central, ahora."), "muted"
        case Asked.ALONE:
            return tr("Esta caja no tiene central: solo se ven sus pedidos."), "muted"
        case _:
            known = tr("Sin respuesta de la central: solo lo que se sabe aquí.")
            if looked.heard is None:
                return known, "warning"
            since = fill(tr("Se la oyó %1."), written.age(looked.heard, now))
            return f"{known} {since}", "warning"


def _chosen(looked: Looked, number: str, now: datetime) -> FoundView | None:
    for f in looked.here:
        if f.order.number == number:
            return _found(f, told(f), tr("Se recoge en esta tienda"), "", now, ours=True)
    for one in looked.elsewhere:
        if one.order.order.number == number:
            where = fill(tr("Se recoge en %1 · %2"), one.order.order.shop, one.name)
            return _found(one.order, one.told, where, _age(one, now), now, places=one.places)
    return None


def _age(one: ChainOrder, now: datetime) -> str:
    """How old what is shown may be: since central said it, and since that shop was heard."""
    said = fill(tr("Lo dijo la central %1"), written.age(one.asked, now))
    heard = tr("A esa tienda no se la ha oído nunca.")
    if one.heard is not None:
        heard = fill(tr("A esa tienda se la oyó %1."), written.age(one.heard, now))
    return f"{said}. {heard}"


def _found(
    f: Fulfilment,
    letters: Sequence[Said],
    where: str,
    age: str,
    now: datetime,
    *,
    places: Sequence[str] = (),
    ours: bool = False,
) -> FoundView:
    order, zone = f.order, now.tzinfo
    facts = [
        (tr("Cómo está"), order_state(f.state)),
        (tr("Prometido"), _moment(order.promised_at, zone)),
        (tr("Pago"), tr("Pagado") if order.paid else _due(f)),
    ]
    if places:
        facts.append((tr("Dónde"), ", ".join(places)))
    lines = tuple(
        (written.quantity(line.quantity, line.unit), line.name, written.money(line.amount))
        for line in order.lines
    )
    said = tuple((_moment(one.at, zone), f"{about(one.what)} · {way(one.by)}") for one in letters)
    title = " · ".join(filter(None, (order.number, order.name)))
    return FoundView(title, where, tuple(facts), lines, said, age, ours)


def _due(f: Fulfilment) -> str:
    return fill(tr("por pagar %1"), written.money(f.order.due))


def _moment(at: datetime, zone: tzinfo | None) -> str:
    here = at.astimezone(zone)
    return f"{written.day(here)} {written.clock(here)}"


def order_state(state: OrderState) -> str:
    """An order's state in two words."""
    words = {
        OrderState.NEW: tr("sin empezar"),
        OrderState.ACCEPTED: tr("aceptado"),
        OrderState.REJECTED: tr("rechazado"),
        OrderState.PICKING: tr("preparándose"),
        OrderState.PICKED: tr("por embolsar"),
        OrderState.PACKED: tr("preparado"),
        OrderState.IN_TRANSIT: tr("de camino"),
        OrderState.ARRIVED: tr("llegado"),
        OrderState.READY: tr("listo en estante"),
        OrderState.PART_HANDED_OVER: tr("entregado en parte"),
        OrderState.HANDED_OVER: tr("entregado"),
        OrderState.CANCELLING: tr("cancelándose"),
        OrderState.CANCELLED: tr("cancelado"),
        OrderState.EXPIRED: tr("caducado"),
        OrderState.RETURN_TO_WAREHOUSE: tr("vuelve al almacén"),
        OrderState.PUT_BACK: tr("devuelto a su sitio"),
        OrderState.CAME_BACK: tr("devuelto por el transportista"),
    }
    return words[state]
