"""`mostrador enrol`: a folder becomes a till of a chain."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.making import recovery_line, series_of, value_of
from app.commands.refusals import say, shown

if TYPE_CHECKING:
    from app.config import Config
    from app.services.enrolling import Folder, Membership
    from app.services.installing import Made
    from sync.enrolling import Joined

_PATIENCE = 30.0
"""Seconds for people, shop and settings to come; whoever enrols stands before the till."""


@click.command()
@click.argument("url", metavar="URL")
@click.argument("code", metavar="CODE")
@data_option
@json_option
@click.option("--demo", is_flag=True, help="A new folder is a demo till, at a demo central.")
@click.option(
    "--ca",
    "authority",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The private authority (PEM) that signed central's certificate.",
)
@click.option(
    "--key-place",
    type=click.Choice(["file", "keyring"]),
    default="file",
    show_default=True,
    help="Of a new folder: where key and pepper are kept.",
)
@click.option(
    "--kind",
    type=click.Choice(["till", "stock"]),
    help="What a new folder becomes: a till, or a tablet that prepares orders and counts.",
)
@click.option(
    "--last-ticket",
    default="",
    metavar="NUMBER",
    help="Of a new folder: the newest paper ticket of this till, when it was installed before.",
)
def enrol(
    url: str,
    code: str,
    data: str | None,
    as_json: bool,
    demo: bool,
    authority: Path | None,
    key_place: str,
    kind: str | None,
    last_ticket: str,
) -> None:
    """Make the till's folder a till of the central at URL, by the CODE that `central enrol-code`
    said. A till that is there keeps its journal and opens its next installation. People, shop and
    settings come at once, when central answers; the catalogue comes with the first window."""
    folder = folder_of(data)
    joined, made = join(
        url,
        code,
        folder,
        demo=demo,
        authority=authority,
        key_place=key_place,
        kind=kind,
        last_ticket=last_ticket,
    )
    people = None
    try:
        people = _fetch(folder, made.config.shop)
    finally:  # the recovery code is not said twice, whatever happened
        _say(as_json, folder, joined, made, people)
    if people == 0:
        _warn(made.config.shop)


def _say(as_json: bool, folder: Path, joined: Joined, made: Made, people: int | None) -> None:
    """`people`: how many came; None when central did not answer."""
    config = made.config
    value = value_of(folder, made) | {
        "url": joined.url,
        "shop": config.shop,
        "till": config.till,
        "kind": config.kind.value,
        "pins": list(joined.pins),
        "people_here": people is not None,
        "people": people,
    }
    lines = [
        _enrolled(joined.url, config),
        recovery_line(made),
    ]
    if people == 0:
        come = "Tienda y ajustes ya están en la caja."
        lines.append(shown(come, "Shop and settings are at the till."))
    elif people:
        come = "Personas, tienda y ajustes ya están en la caja."
        lines.append(shown(come, "People, shop and settings are at the till."))
    else:
        lines.append(
            shown(
                "La central no ha contestado a tiempo: nadie puede identificarse hasta que lleguen"
                f" las personas (mostrador sync --once --data {folder}, o la ventana con línea).",
                "Central did not answer in time: nobody can sign in until the people come"
                f" (mostrador sync --once --data {folder}, or the window with a line).",
            )
        )
    answer(as_json, value, lines)


def _enrolled(url: str, config: Config) -> str:
    from app.domain.installation import DeviceKind

    where = f"{config.shop}/{config.till}"
    if config.kind is DeviceKind.STOCK:
        return shown(
            f"Tableta {where} dada de alta en {url}: instalación {config.installation}, sin cajón"
            " ni serie.",
            f"Tablet {where} enrolled at {url}: installation {config.installation}, no drawer and"
            " no series.",
        )
    series = series_of(config)
    return shown(
        f"Caja {where} dada de alta en {url}: instalación {config.installation}, serie {series}.",
        f"Till {where} enrolled at {url}: installation {config.installation}, series {series}.",
    )


def _fetch(folder: Path, shop: str) -> int | None:
    """How many people came with shop and settings; None when these did not. The till is enrolled
    whatever happens here: a line, a disk or a central that does not is said on stderr, and the next
    round tries again."""
    from sync.first import fetch_people

    try:
        return _people(folder) if fetch_people(folder, shop, _PATIENCE) else None
    except Exception as error:
        say(error)
        return None


def _people(folder: Path) -> int:
    from app import config
    from app.services.opening import secrets_of, store_of
    from app.storage import store

    kept = secrets_of(folder, config.read(folder))
    with store_of(folder, kept) as shops, shops.read() as connection:
        return len(store.people(connection))


def _warn(shop: str) -> None:
    """Central's people take the place of the till's, also when they are none."""
    spanish = (
        f"Aviso: la central no tiene a nadie en la tienda {shop}, y en esta caja no puede"
        " identificarse nadie, tampoco quien podía antes, hasta que en la central haya personas"
        " (mostrador central import staff FICHERO)."
    )
    english = (
        f"Warning: central has nobody in shop {shop}, and nobody can sign in at this till, nor can"
        " who could before, until there are people at central"
        " (mostrador central import staff FILE)."
    )
    click.echo(shown(spanish, english), err=True)


def join(
    url: str,
    code: str,
    folder: Path,
    *,
    demo: bool = False,
    authority: Path | None = None,
    key_place: str = "file",
    kind: str | None = None,
    last_ticket: str = "",
    only: bool = False,
) -> tuple[Joined, Made]:
    """Make `folder` a till of the central at `url`; `only` as of `holding`. Raises what asking and
    making raise."""
    from app.domain.installation import DeviceKind
    from app.services.enrolling import become, holding

    wanted = DeviceKind(kind) if kind else None
    with holding(folder, demo=demo, kind=wanted, last_ticket=last_ticket, only=only) as held:
        joined = _ask(url, code, held, authority)
        return joined, become(held, _membership(joined, authority), key_place)


def _ask(url: str, code: str, held: Folder, authority: Path | None) -> Joined:
    from app.services.opening import version
    from sync.enrolling import enrol as ask
    from sync.enrolment import EnrolRequest, Life

    asked = EnrolRequest(
        code=code,
        public_key="",
        kind=held.kind.value,
        program=version(),
        last_installation=held.lives[-1].installation if held.lives else 0,
        lives=[
            Life(installation=one.installation, generation=one.generation) for one in held.lives
        ],
        generation=held.generation,
        shop=held.shop,
        till=held.till,
        demo=held.demo,
    )
    return ask(url, asked, held.seed, datetime.now(UTC), authority)


def _membership(joined: Joined, authority: Path | None) -> Membership:
    from app.domain.errors import CentralRefused
    from app.domain.shop import Shop
    from app.services.enrolling import Membership
    from app.storage.enrolment import AUTHORITY, Enrolment

    said = joined.answer
    shop: dict[str, Any] = dict(said.shop)
    names = ("code", "name", "company", "nif", "address", "territory", "timezone", "language")
    try:
        shop_of_till = Shop(**{name: shop[name] for name in (*names, "regime")})
        pepper = base64.b64decode(said.pepper, validate=True)
    except (KeyError, ValueError) as error:
        raise CentralRefused(kind="shop", detail=str(error)) from None
    private = authority is not None and joined.url.startswith("https:")
    return Membership(
        Enrolment(
            joined.url,
            said.central_key,
            said.installation,
            said.epoch,
            joined.pins,
            AUTHORITY if private else "",
        ),
        said.number,
        said.generation,
        said.till,
        pepper,
        shop_of_till,
        shop.get("region", ""),
        shop.get("calendar", {}),
        shop.get("policies", {}),
        authority if private else None,
    )
