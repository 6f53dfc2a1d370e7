"""Refusals in the user's words: what a machine with a wrong clock may not do."""

from __future__ import annotations

SENTENCES: dict[str, tuple[str, str]] = {
    "ClockBlocked": (
        "El reloj de esta caja va {by} {fault}: no se cobra nada nuevo hasta ponerlo en hora, o"
        " hasta que una persona encargada lo permita con su PIN y un motivo.",
        "This till's clock is {by} {fault}: no new money is taken until it is set right, or until a"
        " manager allows it with PIN and reason.",
    ),
    "ClockDoubted": (
        "El reloj de esta caja va {by} {fault}: nada caduca hasta ponerlo en hora.",
        "This till's clock is {by} {fault}: nothing expires until it is set right.",
    ),
    "ClockRight": (
        "No consta que el reloj de esta caja esté mal: no hay nada que permitir.",
        "Nothing says that this till's clock is wrong: there is nothing to allow.",
    ),
    "ClockWrong": (
        "El reloj de este equipo y el de la central ({server_time}) no coinciden: corrígelo.",
        "This machine's clock and central's ({server_time}) disagree: set it right.",
    ),
}
