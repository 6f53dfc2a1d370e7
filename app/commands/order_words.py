"""What happened to an order, how it stands and what is still to come, for who reads a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from app.commands.refusals import shown
from app.domain.facts import FactType
from app.domain.fulfilment import DONE, OrderState

_EVENTS: Mapping[str, tuple[str, str]] = {
    FactType.ORDER_ACCEPTED: ("aceptado", "accepted"),
    FactType.ORDER_LINE_REJECTED: ("una línea rechazada", "a line rejected"),
    FactType.ORDER_STARTED: ("empieza a prepararse", "somebody begins to prepare it"),
    FactType.ORDER_PICKED: ("un artículo en la cesta", "a product in the basket"),
    FactType.ORDER_SHORT: ("falta un artículo", "a product is not to be found"),
    FactType.ORDER_SUBSTITUTED: ("otro artículo en su lugar", "another product instead"),
    FactType.ORDER_PACKED: ("en bultos", "in parcels"),
    FactType.PARCEL_PROVED: ("un bulto consta por su etiqueta", "a parcel known by its label"),
    FactType.PARCEL_ARRIVED: ("llega un bulto", "a parcel arrives"),
    FactType.PARCEL_SHELVED: ("un bulto en su estante", "a parcel on its shelf"),
    FactType.PARCEL_SCANNED_OUT: ("un bulto sale al mostrador", "a parcel is out at the counter"),
    FactType.PARCEL_KEPT: ("un bulto se queda", "a parcel stays"),
    FactType.ORDER_HANDED_OVER: ("entregado", "handed over"),
    FactType.ORDER_TOLD: ("se escribe al cliente", "the customer is written to"),
    FactType.ORDER_CANCEL_ASKED: ("se pide anularlo", "its cancellation is asked for"),
    FactType.ORDER_CANCEL_AGREED: ("la tienda lo anula", "the shop agrees to cancel it"),
    FactType.ORDER_CANCELLED: ("anulado", "cancelled"),
    FactType.ORDER_EXPIRED: ("venció su plazo", "its deadline passed"),
    FactType.PARCEL_PUT_BACK: (
        "lo de un bulto vuelve a la venta",
        "goods of it on sale again",
    ),
    FactType.PARCEL_SENT_BACK: ("un bulto se devuelve al almacén", "a parcel goes back"),
    FactType.ORDER_RESOURCED: ("otra tienda trae lo que falta", "another shop brings the rest"),
    FactType.ORDER_UNSOURCED: ("nadie tiene lo que falta", "no shop has the rest"),
    FactType.ORDER_PRESENTED: ("alguien viene a por él", "somebody is there for it"),
    FactType.ORDER_MATTER_SETTLED: ("resuelto por una persona", "settled by a person"),
    FactType.ORDER_PAID_BACK: ("se devuelve su ticket", "its ticket was paid back"),
    FactType.ORDER_RETURNED: ("devuelto en el mostrador", "brought back to the counter"),
    FactType.ORDER_CAME_BACK: (
        "devuelto por el transportista",
        "brought back by the carrier",
    ),
    FactType.REFUND_ORDERED: ("se manda devolver dinero", "money is ordered back"),
    FactType.CAPTURE_ORDERED: ("se manda cobrar lo retenido", "what is held is to be taken"),
    FactType.REFUND_ANSWERED: ("se sabe qué fue del dinero", "what became of the money is known"),
}
_STATES: Mapping[str, tuple[str, str]] = {
    OrderState.NEW: ("nuevo", "new"),
    OrderState.ACCEPTED: ("aceptado", "accepted"),
    OrderState.REJECTED: ("rechazado", "rejected"),
    OrderState.PICKING: ("preparándose", "being prepared"),
    OrderState.PICKED: ("preparado, sin bultos", "picked"),
    OrderState.PACKED: ("en bultos", "packed"),
    OrderState.IN_TRANSIT: ("de camino a la tienda", "on its way to the shop"),
    OrderState.ARRIVED: ("ha llegado a la tienda", "in the shop"),
    OrderState.READY: ("listo", "ready"),
    OrderState.PART_HANDED_OVER: ("entregado en parte", "handed over in part"),
    OrderState.HANDED_OVER: ("entregado", "handed over"),
    OrderState.CANCELLING: ("anulándose", "being cancelled"),
    OrderState.CANCELLED: ("anulado", "cancelled"),
    OrderState.EXPIRED: ("vencido", "expired"),
    OrderState.RETURN_TO_WAREHOUSE: ("vuelve al almacén", "to go back to the warehouse"),
    OrderState.PUT_BACK: ("de vuelta a la venta", "on sale again"),
    OrderState.CAME_BACK: ("devuelto por el transportista", "brought back by the carrier"),
}
_LOOKS: Mapping[str, tuple[str, str]] = {
    "late": ("se mira si llega tarde", "looked at whether it is late"),
    "remind": ("se le recuerda al cliente", "the customer is reminded"),
    "expire": ("vence", "it expires"),
    "answer": ("se anula si la tienda no contesta", "cancelled if the shop does not answer"),
    "source": ("se busca en otra tienda lo que falta", "the rest is looked for in other shops"),
}


def happened(what: str, carrier: str = "") -> str:
    if carrier:
        return shown("entregado al transportista", "handed to the carrier")
    return shown(*_EVENTS[what])


def state(name: str) -> str:
    return shown(*_STATES[name])


def look(what: str) -> str:
    """What is done of itself; of several reminders which, after a colon."""
    name, _, which = what.partition(":")
    words = shown(*_LOOKS[name])
    return f"{words} ({which})" if which else words


def payment(name: str, *, paid: bool) -> str:
    """How an order in that state is paid."""
    if paid:
        return shown("pagado", "paid")
    if name == OrderState.HANDED_OVER:
        return shown("pagado al recogerlo", "paid when collected")
    if name in DONE:
        return shown("sin cobrar", "nothing paid")
    return shown("a pagar", "to pay")


def moment(text: str, zone: tzinfo) -> str:
    """An ISO 8601 time by the shop's clock."""
    return f"{datetime.fromisoformat(text).astimezone(zone):%Y-%m-%d %H:%M}"
