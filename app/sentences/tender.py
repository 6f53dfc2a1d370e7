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
    "InvoiceRequired": (
        "Por encima de {limit} hace falta factura completa: pide NIF, nombre y dirección.",
        "Above {limit} a full invoice is required: ask for tax id, name and address.",
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
    "UnknownVoucher": ("No hay ningún vale {code}.", "There is no voucher {code}."),
}
