"""Refusals in the user's words: what is kept at central, and what waits there for a person."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: dict[str, tuple[str, str]] = {
    "NoCentral": (
        "En {folder} no hay ninguna central: créala con «mostrador central init».",
        "There is no central in {folder}: make one with “mostrador central init”.",
    ),
    "CentralExists": (
        "En {folder} ya hay una central; no se ha cambiado nada.",
        "There is a central in {folder} already; nothing was changed.",
    ),
    "BadDatabase": (
        "No se sabe dónde está la base de datos de la central ({reason}).",
        "Nothing says where central's database is ({reason}).",
    ),
    "CentralBusy": (
        "La base de datos de la central no responde: inténtalo otra vez.",
        "Central's database does not answer: try again.",
    ),
    "BadValue": ("«{value}» no vale para {field}{why}.", "“{value}” will not do for {field}{why}."),
    "CodeTaken": (
        "El código {code} ya es de {sku}.",
        "{sku} has the code {code} already.",
    ),
    "UnknownShop": ("No hay ninguna tienda {shop}.", "There is no shop {shop}."),
    "UnknownList": ("No hay ninguna tarifa {list}.", "There is no price list {list}."),
    "UnknownStop": (
        "No hay ninguna retirada de la venta {id}.",
        "There is no sale stop {id}.",
    ),
    "UnknownException": ("No hay ninguna incidencia {id}.", "There is no exception {id}."),
    "ExceptionSettled": (
        "La incidencia {id} ya estaba resuelta.",
        "Exception {id} was settled before.",
    ),
    "BadSettlement": (
        "Así no se puede resolver: {how}. Se puede: {ways}.",
        "That does not settle it: {how}. What does: {ways}.",
    ),
    "StillFails": (
        "La incidencia {id} sigue igual: se ha vuelto a intentar sin éxito.",
        "Exception {id} is as it was: it was tried again to no avail.",
    ),
}

WHYS: Mapping[str, tuple[str, str]] = {
    "day": ("un día se escribe 2026-11-21", "a day is written 2026-11-21"),
    "moment": (
        "una hora se escribe con su huso, 2026-11-21T12:00:00+01:00",
        "a time is written with its offset, 2026-11-21T12:00:00+01:00",
    ),
    "decimal": (
        "es un número de hasta un millón, con milésimas como mucho",
        "it is a number of up to a million, to the thousandth at most",
    ),
    "till_number": (
        "así numeran las cajas los pedidos que hacen",
        "that is how tills number the orders that they make",
    ),
    "how_many_lines": ("un pedido tiene de 1 a 200 líneas", "an order has 1 to 200 lines"),
    "same_line": ("dos líneas tienen el mismo", "two lines have the same"),
    "quantity": (
        "es más de cero, y entera en lo que no se pesa ni se mide",
        "it is more than zero, and whole of what is not weighed or measured",
    ),
    "negative": ("no puede ser menos de cero", "it cannot be below zero"),
    "percent": ("va de 0 a 100", "it goes from 0 to 100"),
    "parcel": (
        "cada bulto tiene su código, que no es de los que da una tienda",
        "each parcel has a code of its own, none that a shop gives",
    ),
    "parcel_taken": (
        "otro pedido abierto de la tienda tiene ese bulto",
        "another open order of the shop has that parcel",
    ),
    "closed": (
        "una línea llega cerrada entera o no llega cerrada",
        "a line comes closed as a whole or not at all",
    ),
    "qr": ("no cabe en el QR del cliente", "it does not fit into the customer's QR"),
    "reference": (
        "cada pago tiene su referencia, y ninguna se repite",
        "each payment has a reference, and none comes twice",
    ),
    "invoice": ("una factura es F1 o F2", "an invoice is F1 or F2"),
    "till_invoices": (
        "si factura la caja, el pedido no trae factura",
        "where the till invoices, the order brings no invoice",
    ),
    "order_state": (
        "un pedido está new, accepted, picking, ready, handed_over… (docs/orders.md)",
        "an order is new, accepted, picking, ready, handed_over… (docs/orders.md)",
    ),
    "unpaid_invoice": (
        "lo que se paga al recogerlo lo factura la caja: el pedido no trae factura",
        "what is paid when it is collected the till invoices: the order brings no invoice",
    ),
    "full_invoice": (
        "una F1 lleva NIF, nombre y dirección",
        "an F1 bears tax number, name and address",
    ),
    "recipient": (
        "pasa de lo que admite una simplificada: hace falta a quién se factura",
        "it is more than a simplified invoice takes: say whom to invoice",
    ),
    "home": (
        "lo que va a domicilio, y nada más, lleva dirección; está pagado, lo factura el canal y no"
        " pide edad",
        "what goes to a home, and nothing else, has an address; it is paid, its channel invoices"
        " it, and no age is asked for",
    ),
}
"""By app.domain.errors.central.Why: why a value will not do, after a colon."""
