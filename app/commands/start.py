"""`mostrador start --single`: a shop of one till, in one command."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.display import check_display
from app.commands.making import making_options, recovery_line, series_of, value_of
from app.commands.refusals import shown
from app.commands.window import open_window

if TYPE_CHECKING:
    from app.commands.start_single import Known, Wanted
    from app.services.installing import Made

FIRST_SHOP, FIRST_TILL = "001", "01"


@click.command()
@data_option
@json_option
@click.option("--single", is_flag=True, required=True, help="A shop that is its own chain.")
@click.option(
    "--shop", "shop_code", metavar="042", help="The shop's three digits; 001 if not said."
)
@click.option("--till", "till_code", metavar="03", help="The till's two digits; 01 if not said.")
@making_options
@click.option(
    "--backups", default="", metavar="DIR", help="Where the daily backups go (else beside DATA)."
)
@click.option("--no-window", is_flag=True, help="Make what is missing, and leave.")
@click.pass_context
def start(
    ctx: click.Context,
    /,
    data: str | None,
    as_json: bool,
    single: bool,
    backups: str,
    no_window: bool,
    **facts: Any,
) -> None:
    """Open a shop of one till: till, central and daily backups, all in one folder.

    The first time it makes them, and needs to know who the shop is (--nif, --name, --address) and
    who runs it (--manager). It says the recovery code once: no backup opens without it.
    """
    from app.commands.beside import check_made, ready

    if not no_window:
        check_display()
    folder = folder_of(data)
    # Here: on most days all is made, and the sign-in screen waits for every import.
    if not ready(folder):
        from app.commands import start_single

        known = start_single.known(folder)
        if missing := _missing(facts, known):
            raise click.UsageError(f"Missing {', '.join(missing)}.", ctx)
        wanted = _wanted(facts, known, backups)
        start_single.prepare(folder, wanted, lambda made: _say(folder, made, as_json=as_json))
    elif backups:
        from app.commands.start_single import keep_backups_in

        keep_backups_in(folder, backups)
    elif no_window:
        check_made(folder)
    if not no_window:
        sys.exit(open_window(str(folder)))


def _missing(facts: dict[str, Any], known: Known) -> list[str]:
    needed = () if known.shop else ("nif", "name", "address")
    missing = [f"--{name}" for name in needed if not facts[name]]
    if not known.people and not facts["manager"]:
        missing.append("--manager")
    return missing


def _wanted(facts: dict[str, Any], known: Known, backups: str) -> Wanted:
    from app.commands.start_single import Wanted
    from sync.central.masters.shops import ShopValue

    shop = None
    if facts["nif"] and facts["name"] and facts["address"]:
        shop = ShopValue(
            code=facts["shop_code"] or known.shop or FIRST_SHOP,
            name=facts["shop_name"] or facts["name"],
            company=facts["name"],
            nif=facts["nif"].strip().upper(),
            address=facts["address"],
            territory=facts["territory"],
            timezone=facts["tz"],
            language=facts["language"],
            regime=facts["regime"],
        )
    return Wanted(
        shop,
        facts["till_code"] or FIRST_TILL,
        facts["manager"],
        facts["key_place"],
        facts["last_ticket"],
        backups,
    )


def _say(folder: Path, made: Made, *, as_json: bool) -> None:
    series = series_of(made.config)
    lines = [
        shown(
            f"Tienda lista en {folder} (serie {series}).",
            f"The shop is ready in {folder} (series {series}).",
        ),
        recovery_line(made),
    ]
    answer(as_json, value_of(folder, made), lines)
    sys.stdout.flush()
