"""What the pickups screen shows on its left: the queue by time left, and what was looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from app.domain.fulfilment import DONE, Fulfilment, OrderState
from app.domain.parcel import ParcelState
from app.domain.product import Unit
from app.services.pickups import Group, Haste, Only, Waiting, group_of
from app.ui import format as written
from app.ui.screens.order_view import OrderView
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
class PickupsView:
    """`groups` and `only`: (key, words, chosen); `heard`: how old central's word is, and its tone;
    `found`: the rows are what was looked for."""

    groups: tuple[tuple[str, str, bool], ...]
    only: tuple[tuple[str, str, bool], ...]
    heard: str
    heard_tone: str
    rows: tuple[QueueRow, ...]
    chosen: str
    order: OrderView | None
    found: bool = False
    figures: bool = True
    """Whether who is here may see the shop's figures."""


def pickups_view(
    queue: Sequence[Waiting],
    counts: Mapping[Group, int],
    group: Group | None,
    order: OrderView | None,
    heard: str,
    rows: Callable[[Sequence[Waiting]], tuple[QueueRow, ...]],
    *,
    only: Only | None = None,
    found: bool = False,
    heard_tone: str = "muted",
    figures: bool = True,
) -> PickupsView:
    return PickupsView(
        tuple(
            (one.value, f"{words} {counts[one]}", one is group)
            for one, words in _groups().items()
            if counts[one] or one is group
        ),
        tuple((one.value, words, one is only) for one, words in _only().items()),
        heard,
        heard_tone,
        rows(queue),
        order.key if order else "",
        order,
        found,
        figures,
    )


def _groups() -> dict[Group, str]:
    return {
        Group.TO_PREPARE: tr("Por preparar"),
        Group.ON_SHELF: tr("En estante"),
        Group.COMING: tr("De camino"),
        Group.TO_PUT_BACK: tr("Por devolver"),
    }


def _only() -> dict[Only, str]:
    return {
        Only.LATE: tr("Con retraso"),
        Only.TODAY: tr("Para hoy"),
        Only.MINE: tr("Míos"),
        Only.TO_PAY: tr("Por pagar"),
    }


def queue_row(one: Waiting, device: Callable[[int], str]) -> QueueRow:
    """One order in the queue."""
    f = one.order
    stands, tone = _stands(one, device)
    over = f.state in DONE or group_of(f) is Group.TO_PUT_BACK
    return QueueRow(
        f.order.number,
        f.order.number,
        f.order.name,
        f"{_units(f)} · {_paid(f)}",
        "" if over else left_words(one),
        {Haste.CALM: "muted", Haste.SOON: "warning", Haste.LATE: "negative"}[one.haste],
        stands,
        tone,
    )


class QueueRows:
    """The rows of the queue, each worded anew only when its order stands otherwise."""

    def __init__(self, device: Callable[[int], str]) -> None:
        self._device = device
        self._made: dict[str, tuple[Waiting, QueueRow]] = {}
        self._names: dict[int, str] = {}
        """Of the devices that have them."""

    def rows(self, shown: Sequence[Waiting]) -> tuple[QueueRow, ...]:
        names = {number: self._device(number) for number in {one.order.holder for one in shown}}
        before = self._made if names == self._names else {}
        self._names = names
        self._made = {one.order.order.number: self._row(one, before) for one in shown}
        return tuple(row for _, row in self._made.values())

    def _row(
        self, one: Waiting, before: Mapping[str, tuple[Waiting, QueueRow]]
    ) -> tuple[Waiting, QueueRow]:
        known = before.get(one.order.order.number)
        if known is not None and known[0] is one:
            return known
        return one, queue_row(one, self._names.__getitem__)


def _units(f: Fulfilment) -> str:
    parcels = len(f.set)
    words = written.goods((line.quantity, line.unit) for line in f.order.lines)
    if parcels > 1:
        return " · ".join((words, fill(tr("%1 bultos"), parcels)))
    return words


def _paid(f: Fulfilment) -> str:
    if f.order.paid:
        return tr("pagado")
    return fill(tr("por pagar %1"), written.money(f.order.due))


def left_words(one: Waiting) -> str:
    """How it stands to its promise; what is on its shelf has kept it, and waits since then."""
    ready = one.order.ready_at
    if one.haste is Haste.CALM and one.left < timedelta() and ready is not None:
        return fill(tr("espera %1"), _span(one.order.order.promised_at - one.left - ready))
    if one.left < timedelta():
        return fill(tr("%1 de retraso"), _span(-one.left))
    return fill(tr("quedan %1"), _span(one.left))


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
    if any(parcel.state is ParcelState.OUT for parcel in f.set):
        return tr("fuera: sin cerrar"), "warning"
    if one.here:
        return tr("el cliente está aquí"), "warning"
    if group_of(f) is Group.TO_PUT_BACK:
        return _to_put_back(f), "muted"
    if f.cancel_asked and f.state not in DONE and not f.stopped:
        return tr("piden cancelarlo"), "warning"
    if f.state is OrderState.PICKING:
        return fill(tr("preparando · %1"), device(f.holder)), "warning"
    if missing := sum((f.line(line.number).short for line in f.order.lines), Decimal(0)):
        return fill(tr("falta %1"), written.quantity(missing, Unit.EACH)), "warning"
    if f.state is OrderState.HANDED_OVER:
        if f.took_nothing:
            return tr("no se llevó nada"), "warning"
        last = f.hand_overs[-1]
        words = tr("enviado el %1") if last.said.carrier else tr("entregado el %1")
        return fill(words, written.day(last.event.at)), "positive"
    return _stage(f), "muted"


def _stage(f: Fulfilment) -> str:
    """How far it has come, by its state alone."""
    words = {
        OrderState.NEW: tr("sin empezar"),
        OrderState.ACCEPTED: tr("aceptado"),
        OrderState.PICKED: tr("por embolsar"),
        OrderState.PACKED: tr("falta ponerlo en estante"),
        OrderState.IN_TRANSIT: tr("de camino"),
        OrderState.ARRIVED: tr("llegó: falta estante"),
        OrderState.PART_HANDED_OVER: tr("entregado en parte"),
        OrderState.CANCELLED: tr("cancelado"),
        OrderState.REJECTED: tr("rechazado"),
        OrderState.PUT_BACK: tr("caducado y devuelto"),
        OrderState.CAME_BACK: tr("devuelto por el transportista"),
    }
    if f.state is OrderState.READY:
        places = ", ".join(sorted({parcel.place for parcel in f.set if parcel.place}))
        return fill(tr("en estante %1"), places)
    return words.get(f.state, f.state.value)


def _to_put_back(f: Fulfilment) -> str:
    if f.came_back:
        return tr("devuelto por el transportista: al almacén")
    if f.hand_overs:
        return tr("entregado en parte: devolver el resto a su sitio")
    if f.stopped:
        return tr("cancelado: devolver a su sitio")
    if f.state is OrderState.RETURN_TO_WAREHOUSE:
        return tr("caducado: devolver al almacén")
    return tr("caducado: devolver a su sitio")
