"""Refusals in the user's words: who may do what at a till."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "NotSignedIn": ("Identifícate primero.", "Sign in first."),
    "SignInRefused": ("Código o PIN incorrectos.", "Wrong code or PIN."),
    "NobodyYet": (
        "Aún no ha llegado nadie de la central: no hay conexión con ella, o no tiene a nadie en "
        "esta tienda.",
        "Nobody has come from central yet: there is no line to it, or it has nobody in this shop.",
    ),
    "LockedOut": (
        "Demasiados intentos: espera hasta las {until}.",
        "Too many tries: wait until {until}.",
    ),
    "NotAllowed": (
        "{who} no tiene permiso: lo autoriza otra persona{by} con su código y PIN.",
        "{who} may not do that: somebody else{by} has to allow it with code and PIN.",
    ),
    "UnknownPerson": ("No hay nadie con el código {code}.", "Nobody has the code {code}."),
    "WeakPin": (
        "El PIN debe tener al menos {least} cifras y no ser evidente.",
        "The PIN needs at least {least} digits and must not be obvious.",
    ),
    "TakesTwo": (
        "Esto lo hacen dos personas: {who} necesita a otra que también pueda.",
        "This takes two: {who} needs somebody else who may do it too.",
    ),
    "LooksOnly": (
        "La inspección consulta los documentos y sus registros, nada más.",
        "The inspection reads documents and their records, and nothing else.",
    ),
    "ForThemselves": (
        "Nadie se vende, se devuelve ni se autoriza a sí mismo: que lo haga otra persona.",
        "Nobody sells to, refunds or allows for themselves: somebody else has to.",
    ),
    "BadLimit": (
        "«{name}» no es un límite de un perfil.",
        "“{name}” is no limit of a role.",
    ),
    "BadBadge": (
        "Ese código no sirve de tarjeta de personal: de 6 a 40 letras o cifras que no sean un "
        "artículo, un ticket ni una tarjeta de cliente.",
        "That code cannot be a staff badge: 6 to 40 letters or digits that are no product, ticket "
        "or customer's card.",
    ),
    "StaffTooOld": (
        "Hace {days} días que no se sabe quién trabaja aquí: solo entra una persona encargada.",
        "For {days} days nothing was heard of who works here: only a manager may sign in.",
    ),
}
