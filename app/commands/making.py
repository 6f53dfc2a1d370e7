"""What a shop's first till is made from, as options, and what is said of a till that was made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from app.commands.refusals import shown

if TYPE_CHECKING:
    from app.config import Config
    from app.services.installing import Made

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--nif", help="The taxpayer's NIF."),
    click.option("--name", help="The taxpayer's name, as on its invoices."),
    click.option("--address", help="The shop's address."),
    click.option("--shop-name", default="", help="What people call the shop."),
    click.option("--tz", default="Europe/Madrid", show_default=True, help="The shop's time zone."),
    click.option(
        "--territory",
        type=click.Choice(["IVA", "IGIC", "IPSI"]),
        default="IVA",
        show_default=True,
        help="Whose tax it charges: IGIC in the Canary Islands, IPSI in Ceuta and Melilla.",
    ),
    click.option("--language", type=click.Choice(["es", "en"]), default="es", show_default=True),
    click.option("--regime", default="none", show_default=True, help="The fiscal regime."),
    click.option("--manager", nargs=2, metavar="CODE PIN", help="The first manager."),
    click.option(
        "--key-place",
        type=click.Choice(["file", "keyring"]),
        default="file",
        show_default=True,
        help="Where key and pepper are kept: a file only you can read, or the system's keyring.",
    ),
    click.option(
        "--last-ticket",
        default="",
        metavar="NUMBER",
        help="The newest paper ticket of this till number, when it was installed before.",
    ),
)


def making_options(command: F) -> F:
    """Of a shop, its first manager and its till, without the numbers of shop and till."""
    for option in reversed(_OPTIONS):  # as decorators: the last is applied first
        command = option(command)
    return command


def value_of(folder: Path, made: Made) -> dict[str, Any]:
    """For machines."""
    return {
        "folder": str(folder),
        "recovery_code": made.recovery_code,
        "installation": made.config.installation,
        "generation": made.config.generation,
    }


def series_of(config: Config) -> str:
    """Of its sales, without the year: `T042C03AS`."""
    return config.series("S", 0)[:-2]


def recovery_line(made: Made) -> str:
    return shown(
        f"Código de recuperación, apúntalo ahora, no se repite: {made.recovery_code}",
        f"Recovery code, write it down now, it is not shown again: {made.recovery_code}",
    )
