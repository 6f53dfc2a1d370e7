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
}
