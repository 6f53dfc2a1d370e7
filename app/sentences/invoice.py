"""Refusals in the user's words: what an invoice may not bear."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "RegimeNotReady": (
        "VERI*FACTU solo funciona en demostración hasta que exista el envío a la AEAT.",
        "VERI*FACTU works in demo shops only until sending to the AEAT exists.",
    ),
    "BadInvoiceNumber": (
        "El número {number} no vale para una factura.",
        "The number {number} will not do for an invoice.",
    ),
    "BadInvoiceDate": (
        "La fecha {date} no vale para una factura: revisa el reloj.",
        "The date {date} will not do for an invoice: check the clock.",
    ),
}
