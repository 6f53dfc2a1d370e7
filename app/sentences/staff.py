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
        "{who} no tiene permiso: lo autoriza otra persona con su código y PIN.",
        "{who} may not do that: somebody else has to allow it with code and PIN.",
    ),
    "UnknownPerson": ("No hay nadie con el código {code}.", "Nobody has the code {code}."),
    "WeakPin": (
        "El PIN debe tener al menos {least} cifras y no ser evidente.",
        "The PIN needs at least {least} digits and must not be obvious.",
    ),
}
