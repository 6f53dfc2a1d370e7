"""What customers read, in Spanish and in English: a subject and its sentences for each letter.

What stands in braces: `name` of whoever ordered, `number`, `shop`, `promised`, `opens` (when the
shop does after that), `deadline`, `due` (what is to pay at most), `lost` (names of what no shop
has), `amount` (what is given back).
"""

from __future__ import annotations

from dataclasses import dataclass

from sync.central.telling.occasions import Subject

SPANISH, ENGLISH = "es", "en"


@dataclass(frozen=True, slots=True)
class Words:
    """`lists`: whether what is in the order goes along; `shows`: and its QR, too."""

    title: str
    says: tuple[str, ...]
    shows: bool = False
    lists: bool = False


_SPANISH = {
    Subject.CONFIRMED: Words(
        "Tu pedido {number}",
        (
            "Tenemos tu pedido {number}. Estará listo para recoger en {shop} el {promised}; te"
            " avisaremos.",
            "El código QR adjunto es tu pedido: enséñalo en la tienda, en el móvil o impreso.",
        ),
        shows=True,
    ),
    Subject.CHANGED: Words(
        "Tu pedido {number} ha cambiado",
        (
            "Hemos cambiado tu pedido {number}. Estará listo en {shop} el {promised}.",
            "Este es su código QR nuevo: usa este y borra el anterior.",
        ),
        shows=True,
    ),
    Subject.READY: Words(
        "Ya puedes recoger tu pedido {number}",
        (
            "Tu pedido {number} está listo en {shop}. Te lo guardamos hasta el {deadline}.",
            "Trae el código QR adjunto, o dinos el número del pedido y tu nombre.",
        ),
        shows=True,
    ),
    Subject.DELAYED: Words(
        "Tu pedido {number}: la tienda está sin conexión",
        (
            "Tu pedido {number} tenía que estar listo el {promised}, pero {shop} está sin conexión"
            " y no sabemos si ya lo está.",
            "Tu código QR sigue valiendo: la tienda puede entregarte el pedido sin conexión.",
        ),
        shows=True,
    ),
    Subject.REMINDER: Words(
        "Tu pedido {number} te espera",
        (
            "Tu pedido {number} sigue esperándote en {shop}. Te lo guardamos hasta el {deadline}.",
            "Trae el código QR adjunto, o dinos el número del pedido y tu nombre.",
        ),
        shows=True,
    ),
    Subject.PART_HANDED_OVER: Words(
        "Has recogido una parte de tu pedido {number}",
        (
            "Has recogido una parte de tu pedido {number} en {shop}. Te avisaremos cuando esté el"
            " resto; el código QR adjunto sigue valiendo.",
        ),
        shows=True,
    ),
    Subject.HANDED_OVER: Words(
        "Has recogido tu pedido {number}",
        ("Tu pedido {number} se ha entregado en {shop}. Gracias.",),
    ),
    Subject.CANCEL_ASKED: Words(
        "Cancelación de tu pedido {number}: solicitada",
        (
            "La cancelación de tu pedido {number} está solicitada, pendiente de la tienda.",
            "Te escribiremos en cuanto {shop} conteste, o cuando cierre sin haber contestado.",
        ),
    ),
    Subject.CANCELLED: Words(
        "Tu pedido {number} está cancelado",
        ("Tu pedido {number} está cancelado y ya no puede recogerse.",),
    ),
    Subject.EXPIRED: Words(
        "Tu pedido {number} ya no te espera",
        (
            "Te hemos guardado el pedido {number} en {shop} hasta el {deadline} y no se ha"
            " recogido: vuelve a la venta.",
        ),
    ),
    Subject.UNAVAILABLE: Words(
        "Falta algo de tu pedido {number}",
        (
            "No podemos servirte esto de tu pedido {number}, ni en {shop} ni en otra tienda:"
            " {lost}.",
            "Lo demás sigue adelante.",
        ),
    ),
    Subject.UNDELIVERED: Words(
        "Tu pedido {number} ha vuelto a la tienda",
        (
            "El transportista no ha podido entregarte el pedido {number}, o una parte de él, y lo"
            " ha devuelto a {shop}: no se vuelve a enviar.",
        ),
    ),
    Subject.REFUND: Words(
        "Devolución de tu pedido {number}",
        (
            "Hemos ordenado devolverte {amount} de tu pedido {number} por el mismo medio con el"
            " que pagaste. Puede tardar unos días en llegar.",
        ),
    ),
}
_ENGLISH = {
    Subject.CONFIRMED: Words(
        "Your order {number}",
        (
            "We have your order {number}. It will be ready to collect at {shop} on {promised}; we"
            " will tell you.",
            "The QR code attached is your order: show it in the shop, on your phone or on paper.",
        ),
        shows=True,
    ),
    Subject.CHANGED: Words(
        "Your order {number} has changed",
        (
            "We have changed your order {number}. It will be ready at {shop} on {promised}.",
            "This is its new QR code: use this one and delete the one before.",
        ),
        shows=True,
    ),
    Subject.READY: Words(
        "Your order {number} is ready",
        (
            "Your order {number} is ready at {shop}. We keep it for you until {deadline}.",
            "Bring the QR code attached, or tell us the order's number and your name.",
        ),
        shows=True,
    ),
    Subject.DELAYED: Words(
        "Your order {number}: the shop has no connection",
        (
            "Your order {number} was to be ready on {promised}, but {shop} has no connection and"
            " we cannot tell whether it is.",
            "Your QR code still holds: the shop can hand the order over without a connection.",
        ),
        shows=True,
    ),
    Subject.REMINDER: Words(
        "Your order {number} is waiting",
        (
            "Your order {number} is still waiting at {shop}. We keep it for you until {deadline}.",
            "Bring the QR code attached, or tell us the order's number and your name.",
        ),
        shows=True,
    ),
    Subject.PART_HANDED_OVER: Words(
        "You have collected a part of your order {number}",
        (
            "You have collected a part of your order {number} at {shop}. We will tell you when the"
            " rest is there; the QR code attached still holds.",
        ),
        shows=True,
    ),
    Subject.HANDED_OVER: Words(
        "You have collected your order {number}",
        ("Your order {number} was handed over at {shop}. Thank you.",),
    ),
    Subject.CANCEL_ASKED: Words(
        "Cancelling your order {number}: requested",
        (
            "The cancellation of your order {number} is requested, and waits for the shop.",
            "We will write as soon as {shop} has answered, or has closed without an answer.",
        ),
    ),
    Subject.CANCELLED: Words(
        "Your order {number} is cancelled",
        ("Your order {number} is cancelled and cannot be collected any more.",),
    ),
    Subject.EXPIRED: Words(
        "Your order {number} waits no longer",
        (
            "We kept your order {number} at {shop} until {deadline} and nobody collected it: it"
            " goes back on sale.",
        ),
    ),
    Subject.UNAVAILABLE: Words(
        "Something of your order {number} is missing",
        (
            "We cannot bring you this of your order {number}, neither at {shop} nor at another"
            " shop: {lost}.",
            "The rest goes on.",
        ),
    ),
    Subject.UNDELIVERED: Words(
        "Your order {number} has come back to the shop",
        (
            "The carrier could not deliver your order {number}, or a part of it, and has brought"
            " it back to {shop}: it is not sent again.",
        ),
    ),
    Subject.REFUND: Words(
        "Money back for your order {number}",
        (
            "We have ordered {amount} of your order {number} to be paid back the way you paid. It"
            " may take some days to arrive.",
        ),
    ),
}
_SPANISH_HOME = {
    Subject.CONFIRMED: Words(
        "Tu pedido {number}",
        ("Tenemos tu pedido {number}. Lo prepara {shop} y te lo enviamos a casa.",),
        lists=True,
    ),
    Subject.CHANGED: Words(
        "Tu pedido {number} ha cambiado",
        ("Hemos cambiado tu pedido {number}. Lo prepara {shop} y te lo enviamos a casa.",),
        lists=True,
    ),
    Subject.PART_HANDED_OVER: Words(
        "Una parte de tu pedido {number} va de camino",
        (
            "Una parte de tu pedido {number} ha salido de {shop} hacia tu casa; el resto va"
            " después.",
        ),
    ),
    Subject.HANDED_OVER: Words(
        "Tu pedido {number} va de camino",
        ("Tu pedido {number} ha salido de {shop} hacia tu casa.",),
    ),
    Subject.CANCELLED: Words(
        "Tu pedido {number} está cancelado",
        ("Tu pedido {number} está cancelado y no se envía.",),
    ),
}
_ENGLISH_HOME = {
    Subject.CONFIRMED: Words(
        "Your order {number}",
        ("We have your order {number}. {shop} prepares it, and we send it to your home.",),
        lists=True,
    ),
    Subject.CHANGED: Words(
        "Your order {number} has changed",
        ("We have changed your order {number}. {shop} prepares it, and we send it to your home.",),
        lists=True,
    ),
    Subject.PART_HANDED_OVER: Words(
        "A part of your order {number} is on its way",
        ("A part of your order {number} has left {shop} for your home; the rest follows.",),
    ),
    Subject.HANDED_OVER: Words(
        "Your order {number} is on its way",
        ("Your order {number} has left {shop} for your home.",),
    ),
    Subject.CANCELLED: Words(
        "Your order {number} is cancelled",
        ("Your order {number} is cancelled and is not sent.",),
    ),
}
WORDS = {SPANISH: _SPANISH, ENGLISH: _ENGLISH}
HOME = {SPANISH: _SPANISH | _SPANISH_HOME, ENGLISH: _ENGLISH | _ENGLISH_HOME}
"""Of what is sent to a home."""
CARRIER = {SPANISH: "Lo lleva {carrier}.", ENGLISH: "{carrier} takes it."}
TRACKING = {
    SPANISH: "Número de seguimiento: {tracking}.",
    ENGLISH: "Tracking number: {tracking}.",
}
DUE_HOME = {SPANISH: "A pagar: {due} como máximo.", ENGLISH: "To pay: {due} at most."}

GREETING = {SPANISH: "Hola, {name}:", ENGLISH: "Hello {name},"}
NOBODY = {SPANISH: "Hola:", ENGLISH: "Hello,"}
CODE = {SPANISH: "Pedido {number}", ENGLISH: "Order {number}"}
DUE = {
    SPANISH: "A pagar al recogerlo: {due} como máximo.",
    ENGLISH: "To pay when you collect it: {due} at most.",
}
PAID = {SPANISH: "Está pagado.", ENGLISH: "It is paid."}
MONEY_BACK = {
    SPANISH: "Lo que pagaste te lo devolvemos por el mismo medio, en 14 días como máximo.",
    ENGLISH: "What you paid comes back the way you paid, within 14 days at most.",
}
"""Said of what was paid and will not be had; else one of the next two, or nothing."""
NOT_CHARGED = {
    SPANISH: "No te lo cobramos: lo que quedó reservado en tu tarjeta se libera.",
    ENGLISH: "You are not charged for it: what was reserved on your card is let go.",
}
WITH_TICKET = {
    SPANISH: "Lo que pagaste te lo devuelven, con tu ticket, en la tienda en la que lo pagaste.",
    ENGLISH: "What you paid is given back, with your ticket, in the shop where you paid it.",
}
COLLECT_FROM = {
    SPANISH: "A esa hora {shop} está cerrada: puedes recogerlo desde el {opens}.",
    ENGLISH: "{shop} is closed at that hour: you can collect it from {opens}.",
}
PART_OF = {
    SPANISH: "Completa tu pedido {number}: su tienda no lo tenía todo.",
    ENGLISH: "It completes your order {number}, of which its shop did not have everything.",
}
OPENS = {SPANISH: "Horario", ENGLISH: "Opening hours"}
CLOSED = {SPANISH: "cerrado", ENGLISH: "closed"}
DAYS = {
    SPANISH: ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    SPANISH: (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto"),
        *("septiembre", "octubre", "noviembre", "diciembre"),
    ),
    ENGLISH: (
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December"),
    ),
}
MOMENT = {
    SPANISH: "{weekday} {day} de {month} a las {time}",
    ENGLISH: "{weekday} {day} {month} at {time}",
}
DATE = {SPANISH: "{day} de {month}", ENGLISH: "{day} {month}"}


def language_of(said: str) -> str:
    """Spanish for whoever speaks neither."""
    return ENGLISH if said.lower().startswith(ENGLISH) else SPANISH
