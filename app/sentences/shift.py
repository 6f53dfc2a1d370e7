"""Refusals in the user's words: the drawer, from its opening to its count."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "NoOpenShift": ("No hay turno abierto: ábrelo antes.", "No shift is open: open one first."),
    "ShiftOpen": ("Ya hay un turno abierto.", "A shift is open already."),
    "ReasonMissing": ("Indica el motivo.", "Give the reason."),
    "NotEnoughCash": (
        "No hay tanto efectivo en el cajón.",
        "There is not that much cash in the drawer.",
    ),
    "BadCount": ("«{text}» no es un recuento válido.", "“{text}” is not a valid count."),
    "NothingToAccept": (
        "El turno {shift} no tiene diferencia por aceptar.",
        "Shift {shift} has no difference to accept.",
    ),
    "UnknownShift": (
        "En esta caja no se ha cerrado ese turno.",
        "No such shift was closed at this till.",
    ),
    "BadPlace": (
        "«{place}» no es un sitio del efectivo: drawer, safe, transit, bank, outside.",
        "“{place}” is no place of the cash: drawer, safe, transit, bank, outside.",
    ),
    "BadBag": (
        "«{text}» no es un número de bolsa: letras, cifras, guion o barra, 30 como mucho.",
        "“{text}” is no bag number: letters, digits, hyphen or slash, 30 at most.",
    ),
    "BagTaken": ("Ya hubo una bolsa {bag}.", "There was a bag {bag} already."),
    "UnknownBag": (
        "La bolsa {bag} no está en la caja fuerte según esta caja. Si es de otra, escribe "
        "{bag}=IMPORTE.",
        "Bag {bag} is not in the safe by what this till knows. When it is another till's, write "
        "{bag}=AMOUNT.",
    ),
    "BagDiffers": (
        "En la bolsa {bag} hay {amount}, no lo escrito.",
        "Bag {bag} holds {amount}, not what was typed.",
    ),
}
