"""Refusals in the user's words: what is counted, put right and labelled."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "CountOpen": (
        "Hay un recuento abierto desde las {since}: ciérralo o déjalo antes.",
        "A count has been under way since {since}: close it or leave it first.",
    ),
    "NoCount": ("No hay ningún recuento abierto.", "No count is under way."),
    "NothingCounted": (
        "El recuento no ha encontrado nada: se deja, no se cierra.",
        "The count has found nothing: leave it, there is nothing to close.",
    ),
    "NoSuchFamily": (
        "No hay ningún artículo en la familia «{path}».",
        "There is no product in the family “{path}”.",
    ),
    "RecountFirst": (
        "Hay {count} diferencias sin comprobar ({names}): cuéntalas otra vez.",
        "{count} differences were not checked ({names}): count them again.",
    ),
    "OutOfCount": (
        "{name} no es de este recuento: apártalo.",
        "{name} is not part of this count: put it aside.",
    ),
    "NotCounted": (
        "{code} no está contado en ese sitio.",
        "{code} has not been counted in that place.",
    ),
    "OnePlaceOnly": (
        "Este recuento es de un solo sitio: ciérralo y empieza el del otro.",
        "This count is of one place alone: close it and begin the other's.",
    ),
    "NotAPlace": (
        "A solas se cuentan la tienda o la trastienda; las recogidas se suman por sí mismas.",
        "Alone, the floor or the back room is counted; pickups are added by themselves.",
    ),
    "AdjustTooMuch": (
        "Sin recuento se ajustan como mucho {most}: cuéntalo.",
        "Without a count, {most} at most can be adjusted: count it.",
    ),
    "AlreadyLost": (
        "«{name}» ya está apuntado como falta para este cliente.",
        "“{name}” is noted as missing for this customer already.",
    ),
    "NoLabels": (
        "Ninguna etiqueta de estante tiene un precio distinto.",
        "No shelf label has another price than its product.",
    ),
}
