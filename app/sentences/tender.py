"""Refusals in the user's words: how a ticket is paid, and what its buyer must say."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "CashOverLimit": (
        "Con un total de {total} la ley no admite efectivo (límite {limit}).",
        "With a total of {total} the law allows no cash (limit {limit}).",
    ),
    "TooMuch": (
        "Solo quedan {due} por cobrar y esta forma de pago no da cambio.",
        "Only {due} is due and this way of paying gives no change.",
    ),
    "NothingDue": ("No queda nada por cobrar.", "Nothing is due."),
    "BadTender": (
        "La forma de pago «{code}» no se puede usar así: revisa {reason}.",
        "The way of paying “{code}” cannot be used like that: check {reason}.",
    ),
    "TenderOff": (
        "En esta caja no se cobra con «{kind}».",
        "This till does not take “{kind}”.",
    ),
    "TenderOverLimit": (
        "Con esa forma de pago se cobran como mucho {limit} de un ticket.",
        "That way of paying takes at most {limit} of a ticket.",
    ),
    "ReferenceMissing": (
        "Escribe la referencia del pago: sin ella no se puede encontrar.",
        "Type the payment’s reference: without it nobody can find it.",
    ),
    "CardNumber": (
        "Eso es un número de tarjeta y no se guarda en ningún sitio: escribe la referencia.",
        "That is a card number, which is kept nowhere: type the reference.",
    ),
    "InvoiceRequired": (
        "Por encima de {limit} hace falta factura completa: pide NIF, nombre y dirección.",
        "Above {limit} a full invoice is required: ask for tax id, name and address.",
    ),
    "OwedBack": (
        "El cliente no paga nada: se le devuelven {amount}.",
        "The customer pays nothing and gets {amount} back.",
    ),
    "BadTaxId": (
        "{text} no es un NIF, un IVA de la Unión ni un documento con su país: revísalo.",
        "{text} is no Spanish tax id, VAT number of the Union or document with its country.",
    ),
    "BuyerIncomplete": (
        "Para la factura hacen falta nombre y dirección.",
        "The invoice needs name and address.",
    ),
    "CardPending": (
        "Hay un pago con tarjeta sin confirmar: compruébalo antes de seguir.",
        "A card payment is unconfirmed: look it up before going on.",
    ),
    "NotPending": (
        "Ningún pago con tarjeta espera que alguien diga qué pasó.",
        "No card payment waits for anybody to say what became of it.",
    ),
    "BadDeclaration": (
        "Hace falta un documento de otro país: passport, id-card o residence-card, y sus dos"
        " letras.",
        "A document of another country is needed: passport, id-card or residence-card, and its two"
        " letters.",
    ),
    "NotPrivate": (
        "{name} compra como empresa: el límite de efectivo es el de todos.",
        "{name} buys as a company: the limit for cash is everybody’s.",
    ),
    "NoLastTicket": (
        "El último documento no es una venta de este turno.",
        "The last document is no sale of this shift.",
    ),
    "NotRetendered": (
        "De {number} ya no se puede cambiar la forma de pago.",
        "The payment of {number} cannot be changed any more.",
    ),
    "PaidSo": ("{number} ya está pagado así.", "{number} is paid that way already."),
    "UnknownVoucher": ("No hay ningún vale {code}.", "There is no voucher {code}."),
    "VoucherExpired": (
        "El vale {code} caducó el {on}.",
        "The voucher {code} expired on {on}.",
    ),
    "VoucherSpent": (
        "Del vale {code} quedan {left}.",
        "{left} is left of the voucher {code}.",
    ),
    "VoucherUnheard": (
        "Sin conexión, de un vale que otra caja puede cobrar también se aceptan {limit}.",
        "With the line down, {limit} is taken of a voucher that another till may take too.",
    ),
}
