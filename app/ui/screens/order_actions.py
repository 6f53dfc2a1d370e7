"""What may be done with an order as it is: the button that brings it on, and the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain import bringing_back, coming_back
from app.domain.collecting import Refused
from app.domain.fulfilment import DONE, Fulfilment, OrderState, content_of
from app.domain.order import Delivery
from app.domain.parcel import ParcelState
from app.services.pickups import Group, group_of
from app.ui.words import fill, tr

Action = tuple[str, str, str]
"""What it does, its word, its icon."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the window knows of an order besides its events."""

    now: datetime
    name: Callable[[str], str]
    """A person's code to the name."""
    device: Callable[[int], str]
    proved: bool = False
    """Whether its QR was verified here."""
    started_here: bool = False
    refused: Refused | None = None
    """What its customer does not want, said at this counter and not yet final."""
    others: Sequence[Fulfilment] = ()
    """Other orders of the same customer that can be collected now."""
    demo: bool = False


def order_actions(f: Fulfilment, at: Standing) -> tuple[Action, ...]:
    """What else may be done with it, the most likely first."""
    found = [*_at_the_counter(f)]
    if f.order.delivery is Delivery.HOME and f.state not in DONE:
        found.append(("address", tr("Adónde va"), "truck"))
    if f.goes_on and f.cancel_asked:
        found.append(("agree", tr("Parar y cancelar"), "x-circle"))
    if f.goes_on:
        found += _to_prepare(f, at)
        found += _of_parcels(f, at)
    elif any(f.loose(line) for line in f.lines) and not _packed(f):
        found.append(("down-all", tr("Todo está en su sitio"), "check"))
    found.append(("told", tr("Qué sabe el cliente"), "envelope-simple"))
    if coming_back.sent(f):
        found.append(("undelivered", tr("Ha vuelto"), "arrow-u-up-left"))
    if f.hand_overs and (bringing_back.left(f) or bringing_back.instead(f)):
        found.append(("return", tr("Devolución"), "arrow-u-up-left"))
    if f.hand_overs:
        found.append(("proof", tr("Justificante"), "printer"))
    if at.demo and f.state not in DONE:
        found.append(("scan", tr("Simular lectura del QR"), "barcode"))
    return tuple(found)


def _packed(f: Fulfilment) -> bool:
    return any(not parcel.closed for parcel in f.set)


def _out(f: Fulfilment) -> bool:
    return any(parcel.state is ParcelState.OUT for parcel in f.set)


def _at_the_counter(f: Fulfilment) -> Iterator[Action]:
    if _out(f) and f.order.delivery is not Delivery.HOME:
        yield "who", tr("Quién recoge"), "user"
    if _out(f):
        yield "keep", tr("No se entrega"), "arrow-u-up-left"


def _to_prepare(f: Fulfilment, at: Standing) -> Iterator[Action]:
    if _packed(f) or group_of(f) is not Group.TO_PREPARE:
        return
    if at.started_here and any(f.wanted(line.number) for line in f.order.lines):
        yield "short", tr("No está"), "prohibit"
    if f.state is OrderState.NEW:
        yield "accept", tr("Aceptar"), "check"
    if f.state is not OrderState.ARRIVED:
        yield "reject", tr("No podemos"), "x"
    if at.started_here and f.state is OrderState.PICKED:
        yield "split", tr("Varios bultos"), "package"


def _of_parcels(f: Fulfilment, at: Standing) -> Iterator[Action]:
    if at.started_here and _packed(f) and not _out(f) and not f.hand_overs:
        yield "split", tr("Otros bultos"), "package"
    if any(one.closed and one.here and not one.damaged for one in f.set):
        yield "damaged", tr("Llegó dañado"), "warning"
    if _packed(f):
        yield "labels", tr("Etiquetas"), "printer"
    past = f.order.hold_until is not None and f.order.hold_until < at.now
    if past and not f.hand_overs:
        yield "expire", tr("Caducado: retirarlo"), "clock"


def order_ways(f: Fulfilment, at: Standing) -> tuple[tuple[str, str], ...]:
    """The button that brings it on, first."""
    if f.state is OrderState.HANDED_OVER and at.others:
        number = at.others[0].order.number
        return ((f"next:{number}", fill(tr("Seguir con %1"), number)),)
    if not f.goes_on:
        return ()
    out = [parcel for parcel in f.set if parcel.state is ParcelState.OUT]
    if out and f.order.delivery is Delivery.HOME:
        return (("carrier", tr("Entregar al transportista")),)
    if out and f.order.paid:
        refused = at.refused or {}
        none = all(much <= refused.get(one, (0, ""))[0] for one, much in content_of(out))
        return (("handover", tr("Cerrar: no se lleva nada") if none else tr("Entregar")),)
    if out:
        return (("pay", tr("Cobrar y entregar")), ("cash", tr("Efectivo exacto")))
    if _packed(f) or f.state in _NOTHING_TO_PICK:
        return ()
    if f.holder and not at.started_here:
        return (("take", tr("Hacerme cargo")),)
    if not f.holder:
        return (("start", tr("Empezar a preparar")),)
    if not any(f.wanted(line.number) for line in f.order.lines):
        return (("pack", tr("Cerrar el bulto")),)
    return ()


_NOTHING_TO_PICK = (OrderState.IN_TRANSIT, OrderState.ARRIVED, OrderState.READY)
