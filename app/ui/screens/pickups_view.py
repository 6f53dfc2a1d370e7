"""What the pickups screen shows: the queue by time left, and the chosen order as one story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from decimal import Decimal

from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.money import Money
from app.domain.order import OrderLine
from app.domain.parcel import Parcel, ParcelState
from app.domain.product import Unit
from app.services.pickups import GROUPS, Group, Haste, Waiting
from app.ui import format as written
from app.ui.words import fill, tr

_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`left` and `tone`: how it stands to its promise; `stands`: what is in its way."""

    key: str
    number: str
    name: str
    detail: str
    left: str
    tone: str
    stands: str
    stands_tone: str = "muted"


@dataclass(frozen=True, slots=True)
class StepView:
    """`look`: done, now or later."""

    words: str
    look: str


@dataclass(frozen=True, slots=True)
class ParcelView:
    words: str
    detail: str
    tone: str = "accent"
    icon: str = "package"


@dataclass(frozen=True, slots=True)
class LineView:
    quantity: str
    name: str
    detail: str
    amount: str
    tone: str = "muted"


@dataclass(frozen=True, slots=True)
class OrderView:
    """`actions`: (does, word, icon); `ways`: (does, word), the one that finishes it first."""

    key: str
    title: str
    about: str
    proof: str
    steps: tuple[StepView, ...]
    parcels: tuple[ParcelView, ...]
    lines: tuple[LineView, ...]
    actions: tuple[tuple[str, str, str], ...]
    ways: tuple[tuple[str, str], ...]
    due: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class PickupsView:
    """`groups`: (key, words, chosen)."""

    groups: tuple[tuple[str, str, bool], ...]
    heard: str
    rows: tuple[QueueRow, ...]
    chosen: str
    order: OrderView | None


def pickups_view(
    queue: Sequence[Waiting],
    counts: Mapping[Group, int],
    group: Group | None,
    order: OrderView | None,
    heard: str,
    device: Callable[[int], str],
) -> PickupsView:
    return PickupsView(
        tuple(
            (one.value, f"{words} {counts[one]}", one is group)
            for one, words in _groups().items()
            if counts[one] or one is group
        ),
        heard,
        tuple(queue_row(one, device) for one in queue),
        order.key if order else "",
        order,
    )


def _groups() -> dict[Group, str]:
    return {
        Group.TO_PREPARE: tr("Por preparar"),
        Group.ON_SHELF: tr("En estante"),
        Group.COMING: tr("De camino"),
        Group.TO_PUT_BACK: tr("Por devolver"),
    }


def queue_row(one: Waiting, device: Callable[[int], str]) -> QueueRow:
    """One order in the queue."""
    f = one.order
    stands, tone = _stands(one, device)
    return QueueRow(
        f.order.number,
        f.order.number,
        f.order.name,
        f"{_units(f)} · {_paid(f)}",
        _left(one.left),
        {Haste.CALM: "muted", Haste.SOON: "warning", Haste.LATE: "negative"}[one.haste],
        stands,
        tone,
    )


def _units(f: Fulfilment) -> str:
    count = sum(
        (Decimal(1) if line.unit.measured else line.quantity for line in f.order.lines),
        Decimal(0),
    )
    parcels = len(f.set)
    words = tr("1 ud") if count == 1 else fill(tr("%1 uds"), written.quantity(count, Unit.EACH))
    if parcels > 1:
        return " · ".join((words, fill(tr("%1 bultos"), parcels)))
    return words


def _paid(f: Fulfilment) -> str:
    if f.order.paid:
        return tr("pagado")
    return fill(tr("por pagar %1"), written.money(f.order.due))


def _left(left: timedelta) -> str:
    if left < timedelta():
        return fill(tr("%1 de retraso"), _span(-left))
    return fill(tr("quedan %1"), _span(left))


def _span(span: timedelta) -> str:
    if span < _HOUR:
        return fill(tr("%1 min"), span // _MINUTE)
    if span < timedelta(days=1):
        return fill(tr("%1 h %2"), span // _HOUR, f"{span % _HOUR // _MINUTE:02d}")
    return fill(tr("%1 d"), span.days)


def _stands(one: Waiting, device: Callable[[int], str]) -> tuple[str, str]:
    """Where an order stands, and how loud that is said."""
    f = one.order
    if one.surplus:
        return tr("sobra un bulto"), "warning"
    if f.cancel_asked and f.state not in DONE and not f.stopped:
        return tr("piden cancelarlo"), "warning"
    if f.state is OrderState.PICKING:
        return fill(tr("preparando · %1"), device(f.holder)), "warning"
    if missing := sum((f.line(line.number).short for line in f.order.lines), Decimal(0)):
        return fill(tr("falta %1"), written.quantity(missing, Unit.EACH)), "warning"
    words = {
        OrderState.NEW: tr("sin empezar"),
        OrderState.ACCEPTED: tr("aceptado"),
        OrderState.PICKED: tr("por embolsar"),
        OrderState.PACKED: tr("falta ponerlo en estante"),
        OrderState.IN_TRANSIT: tr("de camino"),
        OrderState.ARRIVED: tr("llegó: falta estante"),
        OrderState.PART_HANDED_OVER: tr("entregado en parte"),
        OrderState.CANCELLING: tr("cancelado: devolver a su sitio"),
        OrderState.EXPIRED: tr("caducado: devolver a su sitio"),
        OrderState.RETURN_TO_WAREHOUSE: tr("caducado: devolver al almacén"),
    }
    if f.state is OrderState.READY:
        places = ", ".join(sorted({parcel.place for parcel in f.set if parcel.place}))
        return fill(tr("en estante %1"), places), "muted"
    return words.get(f.state, f.state.value), "muted"


def order_view(
    f: Fulfilment, now: datetime, name: Callable[[str], str], *, proved: bool, started_here: bool
) -> OrderView:
    """The chosen order. `proved`: its QR was verified here; `started_here`: this device prepares
    it."""
    return OrderView(
        f.order.number,
        " · ".join(filter(None, (f.order.number, f.order.name))),
        _about(f, now.tzinfo),
        tr("Código del cliente verificado aquí") if proved else "",
        _steps(f),
        tuple(
            _parcel(parcel, f, name, now.tzinfo) for parcel in f.parcels.values() if _shown(parcel)
        ),
        tuple(_line(line, f) for line in f.order.lines),
        _actions(f, started_here=started_here),
        _ways(f, started_here=started_here),
        written.money(f.order.due if f.state not in DONE else Money(0)),
        _note(f, now),
    )


def _moment(at: datetime, zone: tzinfo | None) -> tuple[str, str]:
    """(day, hour) by the shop's clock."""
    here = at.astimezone(zone)
    return written.day(here), written.clock(here)


def _about(f: Fulfilment, zone: tzinfo | None) -> str:
    placed = fill(tr("pedido el %1 a las %2"), *_moment(f.order.placed_at, zone))
    parts = [f.order.channel.capitalize(), placed]
    if f.told:
        parts.append(fill(tr("avisado el %1 a las %2"), *_moment(f.told[-1].at, zone)))
    return " · ".join(parts)


def _steps(f: Fulfilment) -> tuple[StepView, ...]:
    prepared = any(parcel.state is not ParcelState.IN_TRANSIT for parcel in f.set)
    shelved = f.state in (OrderState.READY, OrderState.PART_HANDED_OVER, OrderState.HANDED_OVER)
    done = [True, prepared, shelved, f.order.paid or f.state is OrderState.HANDED_OVER,
            f.state is OrderState.HANDED_OVER]  # fmt: skip
    words = [tr("Recibido"), tr("Preparado"), tr("En estante"),
             tr("Pagado") if f.order.paid else tr("Cobrar"), tr("Entregado")]  # fmt: skip
    if f.order.paid:
        order = [0, 3, 1, 2, 4]
        done, words = [done[i] for i in order], [words[i] for i in order]
    first = next((i for i, one in enumerate(done) if not one), len(done))
    return tuple(
        StepView(word, "done" if one else "now" if i == first else "later")
        for i, (word, one) in enumerate(zip(words, done, strict=True))
    )


def _shown(parcel: Parcel) -> bool:
    return parcel.state is not ParcelState.REPLACED


def _parcel(
    parcel: Parcel, f: Fulfilment, name: Callable[[str], str], zone: tzinfo | None
) -> ParcelView:
    which = fill(tr("bulto %1 de %2"), parcel.number, parcel.of)
    if parcel.id in f.surplus:
        return ParcelView(
            fill(tr("Sobra: %1"), which), tr("Devuélvelo a su sitio y escanéalo."), "warning"
        )
    when = " ".join((name(parcel.who), "·", *_moment(parcel.at, zone)))
    match parcel.state:
        case ParcelState.SHELVED:
            return ParcelView(
                fill(tr("Estante %1 · %2"), parcel.place, which),
                tr("Escanea el bulto para sacarlo. Sin bulto escaneado no hay entrega."),
            )
        case ParcelState.OUT:
            return ParcelView(fill(tr("Fuera: %1"), which), tr("Listo para entregar."), "positive")
        case ParcelState.WITH_CUSTOMER:
            return ParcelView(fill(tr("Entregado: %1"), which), when, "positive", "check-circle")
        case ParcelState.PACKED | ParcelState.ARRIVED:
            return ParcelView(
                fill(tr("En la mano: %1"), which), tr("Escanéalo y di en qué estante."), "warning"
            )
        case ParcelState.IN_TRANSIT:
            return ParcelView(fill(tr("De camino: %1"), which), parcel.id, "muted", "truck")
        case _:
            return ParcelView(fill(tr("Devuelto: %1"), which), when, "muted")


def _line(line: OrderLine, f: Fulfilment) -> LineView:
    progress = f.line(line.number)
    detail, tone = "", "muted"
    if progress.rejected:
        detail, tone = fill(tr("rechazada: %1"), progress.rejected), "warning"
    elif progress.short:
        detail, tone = fill(tr("faltan %1"), written.quantity(progress.short, line.unit)), "warning"
    elif f.holder and not f.set and f.wanted(line.number):
        left = written.quantity(f.wanted(line.number), line.unit)
        detail = fill(tr("quedan por encontrar %1"), left)
    elif progress.picked and not f.set:
        detail, tone = tr("encontrado"), "positive"
    return LineView(
        written.quantity(line.quantity, line.unit),
        line.name,
        detail,
        written.money(line.amount),
        tone,
    )


def _actions(f: Fulfilment, *, started_here: bool) -> tuple[tuple[str, str, str], ...]:
    """What else may be done with it."""
    if f.state in DONE:
        return ()
    found: list[tuple[str, str, str]] = []
    if f.state in GROUPS[Group.TO_PREPARE] and not f.set and started_here:
        found.append(("short", tr("No está"), "prohibit"))
    if f.state in (OrderState.NEW, OrderState.ACCEPTED, OrderState.PICKING) and not f.set:
        found.append(("reject", tr("No podemos"), "x"))
    if any(parcel.state is ParcelState.OUT for parcel in f.set):
        found.append(("other", tr("Recoge otra persona"), "user"))
        found.append(("keep", tr("No se entregó"), "arrow-u-up-left"))
    if f.set:
        found.append(("labels", tr("Etiquetas"), "printer"))
    if f.cancel_asked and not f.stopped:
        found.append(("agree", tr("Cancelar"), "x-circle"))
    return tuple(found)


def _ways(f: Fulfilment, *, started_here: bool) -> tuple[tuple[str, str], ...]:
    """The button that brings it on, first."""
    if f.state in DONE or f.stopped or f.expired:
        return ()
    out = [parcel for parcel in f.set if parcel.state is ParcelState.OUT]
    if out and f.order.paid:
        return (("handover", tr("Entregar")),)
    if out:
        return (("pay", tr("Cobrar y entregar")),)
    if f.set:
        return ()
    if f.holder and not started_here:
        return (("take", tr("Hacerme cargo")),)
    if not f.holder:
        return (("start", tr("Empezar a preparar")),)
    if f.state is OrderState.PICKED:
        return (("pack", tr("Cerrar el bulto")),)
    return ()


def _note(f: Fulfilment, now: datetime) -> str:
    if f.state is OrderState.HANDED_OVER:
        last = f.hand_overs[-1].event
        return fill(tr("Entregado el %1 a las %2."), *_moment(last.at, now.tzinfo))
    if f.order.hold_until is not None and f.state is OrderState.READY:
        left = f.order.hold_until - now
        if left < timedelta(days=2):
            return fill(
                tr("Se guarda hasta el %1 a las %2."), *_moment(f.order.hold_until, now.tzinfo)
            )
    return f.order.note
