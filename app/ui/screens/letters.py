"""What customers were written to, in words: what about, and by which way."""

from __future__ import annotations

from app.ui.words import tr


def about(what: str) -> str:
    """What somebody was written to. Of letters about one thing there may be several."""
    words = {
        "confirmed": tr("Pedido confirmado"),
        "changed": tr("Ha cambiado"),
        "ready": tr("Listo para recoger"),
        "delayed": tr("Va con retraso"),
        "reminder": tr("Recordatorio"),
        "part_handed_over": tr("Entregado en parte"),
        "handed_over": tr("Entregado"),
        "cancel_asked": tr("Cancelación pedida, pendiente de la tienda"),
        "cancelled": tr("Cancelado"),
        "expired": tr("Caducado"),
        "unavailable": tr("Algo no lo tiene ninguna tienda"),
        "undelivered": tr("No se pudo entregar"),
        "refund": tr("Dinero devuelto"),
    }
    kind = what.partition(":")[0]
    return words.get(kind, kind)


def way(by: str) -> str:
    words = {
        "mail": tr("correo"),
        "webhook": tr("la web"),
        "nobody": tr("sin avisar: no dejó dónde"),
    }
    return words.get(by, by)
