"""Refusals in the user's words: what is kept at central, and what waits there for a person."""

from __future__ import annotations

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
    "BadValue": ("«{value}» no vale para {field}.", "“{value}” will not do for {field}."),
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
