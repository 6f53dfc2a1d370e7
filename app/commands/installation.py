"""Making, checking, copying and restoring a till."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.common import (
    answer,
    command_for,
    damaged_single,
    data_option,
    folder_of,
    json_option,
)
from app.commands.making import making_options, recovery_line, series_of, value_of
from app.commands.refusals import language, shown

if TYPE_CHECKING:
    from app.domain.line import LineStatus
    from app.services.doctor import Finding
    from app.services.installing import Made


@click.command()
@data_option
@json_option
@click.option("--demo", is_flag=True, help="The demo shop, with its products and people.")
@click.option("--shop", "shop_code", metavar="042", help="The shop's three digits.")
@click.option("--till", "till_code", metavar="03", help="The till's two digits.")
@making_options
@click.pass_context
def init(ctx: click.Context, /, data: str | None, as_json: bool, demo: bool, **facts: Any) -> None:
    """Make a till. On an existing one it refuses and changes nothing."""
    from app.commands.demo_shop import make_demo_till

    folder = folder_of(data)
    if demo:
        from app.commands.demo_orders import give_to_till

        made = make_demo_till(folder)
        give_to_till(folder, datetime.now().astimezone())
    else:
        names = {"shop_code": "--shop", "till_code": "--till"}
        missing = [
            names.get(name, f"--{name}")
            for name in ("shop_code", "till_code", "nif", "name", "address")
            if not facts[name]
        ]
        if missing:
            raise click.UsageError(f"Missing {', '.join(missing)}.", ctx)
        made = _make_till(folder, facts)
    series = series_of(made.config)
    lines = [
        shown(f"Caja creada en {folder} (serie {series}).", f"Till made in {folder} ({series})."),
        recovery_line(made),
    ]
    if not demo and not facts["manager"]:
        lines.append(
            shown(
                "Falta el personal: mostrador import --staff ARCHIVO.csv",
                "It has no staff yet: mostrador import --staff FILE.csv",
            )
        )
    answer(as_json, value_of(folder, made), lines)


def _make_till(folder: Path, facts: dict[str, Any]) -> Made:
    from app.domain.shop import Shop
    from app.domain.staff import Person, Role
    from app.services.installing import NewPerson, NewTill, make_till

    people: tuple[NewPerson, ...] = ()
    if facts["manager"]:
        code, pin = facts["manager"]
        people = (NewPerson(Person(code, code, Role.MANAGER), pin),)
    nif = facts["nif"].strip().upper()
    shop = Shop(
        facts["shop_code"],
        facts["shop_name"] or facts["name"],
        facts["name"],
        nif,
        facts["address"],
        territory=facts["territory"],
        timezone=facts["tz"],
        language=facts["language"],
        regime=facts["regime"],
    )
    new = NewTill(
        shop,
        facts["till_code"],
        people,
        facts["key_place"],
        last_ticket=facts["last_ticket"],
    )
    return make_till(folder, new)


@click.command()
@data_option
@json_option
def doctor(data: str | None, as_json: bool) -> None:
    """Say whether the till is well. Exit 1 when something must be seen to."""
    from app.services.doctor import examine
    from sync.state import last_acks

    folder = folder_of(data)
    line = _standing(folder)
    findings = examine(folder, line, last_acks(folder))
    well = all(finding.ok for finding in findings)
    value = {
        "ok": well,
        "findings": [{"check": one.check, "ok": one.ok, "detail": one.detail} for one in findings],
    }
    answer(
        as_json,
        value,
        [_line(one, line) for one in findings],
    )
    sys.exit(0 if well else 1)


_CHECKS = {
    "till": ("caja", "till"),
    "key": ("clave de los datos", "key of the data"),
    "recovery": ("código de recuperación", "recovery code"),
    "terminal": ("datáfono", "card terminal"),
    "library": ("base de datos", "database"),
    "disk": ("disco", "disk"),
    "writable": ("carpeta", "folder"),
    "reserve": ("espacio reservado", "room kept back"),
    "wal": ("apuntes recientes", "newest facts"),
    "backup": ("copia de seguridad", "backup"),
    "second_copy": ("segunda copia", "second copy"),
    "central": ("central", "central"),
    "unsent": ("por enviar", "to be sent"),
    "alarms": ("avisos de la central", "central's alarms"),
    "streams": ("lo que manda la central", "what central sends"),
    "journal": ("diario", "journal"),
    "archive": ("archivo", "archive"),
    "chain": ("apuntes", "facts"),
    "clock": ("reloj", "clock"),
    "shift": ("turno", "shift"),
    "cards": ("tarjetas", "cards"),
    "returns": ("devoluciones", "returns"),
    "printing": ("impresión", "printing"),
    "differences": ("descuadres", "cash differences"),
    "shop": ("empresa", "company"),
    "staff": ("personal", "staff"),
    "catalogue": ("catálogo", "catalogue"),
}
"""What a finding is about, for people; machines get its lasting name."""


def _line(one: Finding, line: LineStatus | None) -> str:
    from app.sync_words import alarm_sentence

    check = shown(*_CHECKS.get(one.check, (one.check, one.check)))
    detail = shown(one.spanish or one.detail, one.english or one.detail)
    if one.check == "alarms" and line is not None and line.alarms:
        detail = " ".join(alarm_sentence(alarm, language()) for alarm in line.alarms)
    return f"{'ok ' if one.ok else '!! '} {check:24} {detail}"


def _standing(folder: Path) -> LineStatus | None:
    """How an enrolled till stands with its chain; None: of no chain."""
    from app import config
    from app.domain.line import status_from
    from app.storage import enrolment, keys
    from sync.standing import standing

    if enrolment.read(folder) is None:
        return None
    found = config.read(folder)
    key = keys.get(folder, found.key_place, found.installation_number).key
    return status_from(standing(folder, key))


@click.command()
@click.argument("file", metavar="FILE", required=False, type=click.Path(path_type=Path))
@data_option
@json_option
@click.option("--daily", is_flag=True, help="Today's, where `start --single` was told.")
@click.pass_context
def backup(
    ctx: click.Context, /, file: Path | None, data: str | None, as_json: bool, daily: bool
) -> None:
    """Copy the whole till into FILE, also while it is selling; of a single shop central too.

    A FILE that is there is replaced once the new copy is on disk. Whoever was erased is on a list
    beside it (mostrador-erased.txt, uuids only; empty when nobody was): keep it there, so that no
    older backup brings anybody back. Of a till of a chain central erases, and restoring forgets
    whom central had told of.
    """
    from app.commands.central_erased import gather
    from app.services import single
    from app.services.backing import back_up

    folder = folder_of(data)
    kept = single.read(folder)
    if daily and isinstance(kept, single.Damaged):
        raise damaged_single(folder, kept.reason)
    if daily == (file is not None) or (daily and kept is None):
        raise click.UsageError("FILE, or --daily where `start --single` made the shop.", ctx)
    replaced = file is not None and file.exists()
    gather(folder)
    if file is not None:
        back_up(folder, file)
    elif isinstance(kept, single.Single):
        file = _daily(folder, Path(kept.backups))
    assert file is not None  # noqa: S101  one of both was done
    value = {"file": str(file), "bytes": file.stat().st_size, "replaced": replaced}
    text = shown(f"Copia hecha en {file}.", f"Backup written to {file}.")
    if replaced:
        text = shown(
            f"Copia hecha en {file}, en lugar del fichero que había.",
            f"Backup written to {file}, in place of the file that was there.",
        )
    answer(as_json, value, [text])


def _daily(folder: Path, into: Path) -> Path:
    """Today's backup, while the till goes first; what goes wrong is remembered in its words."""
    from app import config
    from app.domain.errors import ShopError
    from app.messages import sentence
    from app.services.backups import back_up_today
    from sync.worker import step_back

    step_back()
    language = config.read(folder).face.language

    def words(error: Exception) -> str:
        if isinstance(error, ShopError):
            return sentence(error, language)
        return f"{type(error).__name__}: {error}"

    return back_up_today(folder, into, datetime.now().astimezone(), words)


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@data_option
@json_option
@click.option(
    "--recovery-code",
    envvar="MOSTRADOR_RECOVERY_CODE",
    help="What `init` said once; asked for when not given.",
)
@click.option(
    "--last-ticket",
    default=None,
    metavar="NUMBER",
    help="The newest paper ticket of this till; asked for when not given.",
)
@click.option(
    "--second-copy",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FOLDER",
    help="Where the till's second copy is: what it sold after the backup.",
)
def restore(
    file: Path,
    data: str | None,
    as_json: bool,
    recovery_code: str | None,
    last_ticket: str | None,
    second_copy: Path | None,
) -> None:
    """Make the till of a backup anew, as its next installation with its own series letter.

    The central of a single shop comes back with it; `start --single` puts both together again.
    Customers who were erased since, by the list beside FILE, are erased again. Whom a central told
    of is forgotten until it tells again.
    """
    from app.commands.central_erased import Renewing
    from app.domain.errors import NoSuchFile
    from app.domain.installation import FIRST_OF_CENTRAL
    from app.services import erasures
    from app.services.backing import restore as bring_back
    from app.services.single import CENTRAL

    if not file.is_file():
        raise NoSuchFile(file=str(file))
    if recovery_code is None:
        recovery_code = _ask(shown("Código de recuperación", "Recovery code"))
    if last_ticket is None:
        last_ticket = _ask(
            shown(
                "Número del último ticket en papel de esta caja (Intro: no hay otro posterior)",
                "Number of this till's newest paper ticket (Enter: none after the backup)",
            )
        )
    folder = folder_of(data)
    renew = Renewing(erasures.listed(file.parent))
    restored = bring_back(file, folder, recovery_code, last_ticket, renew, second_copy)
    config, erased = restored.config, len(restored.erased | renew.erased)
    was_enrolled = config.installation >= FIRST_OF_CENTRAL
    series = series_of(config)
    if not last_ticket:
        click.echo(
            shown(
                "Sin el último ticket en papel: si esta copia ya se restauró antes, no vendas"
                " con esta caja y restaura otra vez con --last-ticket.",
                "Without the newest paper ticket: if this backup was restored before, do not sell"
                " here but restore again with --last-ticket.",
            ),
            err=True,
        )
    together = (folder / CENTRAL).exists()
    if together:
        command = command_for(folder, "start", "--single")
        click.echo(
            shown(
                f"La central ha vuelto con la caja: ábrelas con «{command}»; dirá la serie"
                " nueva y otro código de recuperación.",
                f"Central came back with the till: open them with “{command}”; it says the new"
                " series and another recovery code.",
            ),
            err=True,
        )
    elif was_enrolled:
        click.echo(
            shown(
                "Esta caja era de una cadena: dala de alta otra vez cuanto antes"
                " (mostrador enrol URL CÓDIGO). Lo que venda mientras tanto llegará entonces.",
                "This till belonged to a chain: enrol it again as soon as you can"
                " (mostrador enrol URL CODE). What it sells meanwhile will arrive then.",
            ),
            err=True,
        )
    came_back = renew.left and not erasures.kept(file.parent)
    if restored.unlisted or came_back:
        click.echo(
            shown(
                f"Junto a la copia no está {erasures.NAME}: a quien se borró después de hacerla,"
                " bórralo otra vez.",
                f"{erasures.NAME} is not beside the backup: whoever was erased after it was made,"
                " erase again.",
            ),
            err=True,
        )
    value = {
        "folder": str(folder),
        "installation": config.installation,
        "generation": config.generation,
        "enrol": was_enrolled,
        "erased": erased,
    }
    text = shown(
        f"Caja restaurada en {folder}; serie nueva {series}.",
        f"Till restored in {folder}; its new series is {series}.",
    )
    if together:  # nothing is sold in this one: its central gives the next
        text = shown(f"Tienda restaurada en {folder}.", f"Shop restored in {folder}.")
    lines = [text, _reach(restored.until, restored.ticket)]
    if erased:
        lines.append(
            shown(f"Clientes borrados otra vez: {erased}.", f"Customers erased again: {erased}.")
        )
    answer(as_json, value, lines)


def _reach(until: datetime, ticket: str) -> str:
    """What is not in a backup: whatever came after this."""
    at, day = f"{until:%H:%M}", f"{until:%d/%m/%Y}"
    return shown(
        f"Esta copia llega hasta las {at} del {day}" + (f", ticket {ticket}." if ticket else "."),
        f"This backup goes up to {at} of {day}" + (f", ticket {ticket}." if ticket else "."),
    )


def _ask(what: str) -> str:
    """A line from whoever types, or pipes; nothing more to read is an empty answer."""
    click.echo(f"{what}: ", nl=False, err=True)
    typed = sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        click.echo(err=True)  # nobody pressed Enter on the screen
    return typed
