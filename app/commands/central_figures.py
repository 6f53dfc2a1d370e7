"""What central is asked from a terminal, and by scripts with `--json`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from app.commands.central_folder import central_options, folder_of, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import language, shown

if TYPE_CHECKING:
    from sync.central.figures import Till


@click.command()
@central_options
@json_option
def status(data: str | None, database: str | None, as_json: bool) -> None:
    """The tills, the streams, and what waits."""
    from sync.central import figures
    from sync.central.masters import settings
    from sync.central.masters.keeping import built

    with opened(data, database) as central, central.read() as connection:
        found = figures.status(connection)
        zone = settings.get(connection, settings.TIMEZONE, "")
    lines = [
        shown(
            f"época {found.epoch}; {found.waiting} cambios esperan turno;"
            f" {sum(found.exceptions.values())} incidencias",
            f"epoch {found.epoch}; {found.waiting} changes wait;"
            f" {sum(found.exceptions.values())} exceptions",
        )
    ]
    for till in found.tills:
        lines.append(_till(till, zone))
    answer(as_json, built(found), lines)


def _till(till: Till, zone: str) -> str:
    said = [shown(f"hechos recibidos: {till.acked_seq}", f"facts received: {till.acked_seq}")]
    if till.behind is None:
        said.append(shown("no ha dicho qué ha leído", "has not said what it has read"))
    elif till.behind:
        left = till.behind
        said.append(shown(f"cambios por leer: {left}", f"changes it has yet to read: {left}"))
    else:
        said.append(shown("al día", "up to date"))
    seen = _moment(till.last_seen, zone)
    said.append(shown(f"vista {seen}", f"seen {seen}") if seen else shown("sin ver", "not seen"))
    if till.alarm or till.revoked_at:
        said.append(till.alarm or shown("revocada", "revoked"))
    where = f"{till.installation} {till.shop}/{till.till} {till.generation}".rstrip()
    return f"{where}: {', '.join(said)}"


def _moment(text: str, zone: str) -> str:
    """By the chain's clock; without one it is said to be UTC."""
    if not text:
        return ""
    at = datetime.fromisoformat(text).astimezone(ZoneInfo(zone) if zone else UTC)
    return f"{at:%Y-%m-%d %H:%M:%S}" if zone else f"{at:%Y-%m-%d %H:%M:%S} UTC"


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
@click.option("--day", default="", metavar="2026-11-21", help="By default the last one sold on.")
@click.option("--to", "last", default="", metavar="2026-11-30", help="From --day to this one.")
def sales(
    data: str | None, database: str | None, as_json: bool, shop: str, day: str, last: str
) -> None:
    """What was sold, by shop and day."""
    from app.domain.money import Money
    from app.messages import tender_names
    from sync.central import figures

    names = {kind.value: name for kind, name in tender_names(language()).items()}
    with opened(data, database) as central, central.read() as connection:
        first = day or figures.newest_day(connection)
        days = figures.sold(connection, first, last or first, shop)
    lines = [
        f"{one.day} {one.shop} {one.documents} {Money(one.total)} EUR  "
        + "  ".join(f"{names.get(kind, kind)} {Money(a)}" for kind, a in one.tenders.items())
        for one in days
    ]
    _answer(as_json, "days", days, lines)


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
@click.option("--sku", default="")
@click.pass_context
def stock(
    ctx: click.Context,
    /,
    data: str | None,
    database: str | None,
    as_json: bool,
    shop: str,
    sku: str,
) -> None:
    """What a shop has, or which shops have a product."""
    from sync.central import figures

    if not shop and not sku:
        raise click.UsageError("--shop, --sku or both.", ctx)
    with opened(data, database) as central, central.read() as connection:
        found = figures.on_hand(connection, shop, sku)
    lines = [f"{one.shop} {one.sku:20} {one.on_hand:>12} {one.name}" for one in found]
    _answer(as_json, "stock", found, lines)


@click.command()
@central_options
@json_option
@click.option("--card", default="", help="Only who has this card.")
@click.option("--region", default="")
@click.option("--limit", default=100, show_default=True)
@click.option("--names", is_flag=True, help="Unseal who they are.")
def customers(
    data: str | None,
    database: str | None,
    as_json: bool,
    card: str,
    region: str,
    limit: int,
    names: bool,
) -> None:
    """Customers by card: level, points, consent."""
    from sync.central import figures

    with opened(data, database) as central, central.read() as connection:
        found = figures.known(connection, card=card, region=region, limit=limit, names=names)
    lines = [
        f"{one.uuid} {one.card:16} {one.level:10} {one.points:>8} {one.name}".rstrip()
        for one in found
    ]
    _answer(as_json, "customers", found, lines)


@click.command()
@central_options
@json_option
@click.option("--code", default="", help="Only this one.")
@click.option("--shop", default="", metavar="042", help="Only those that it issued.")
@click.option("--left", is_flag=True, help="Only those that have something left, or took too much.")
@click.option("--limit", default=100, show_default=True)
def vouchers(
    data: str | None,
    database: str | None,
    as_json: bool,
    code: str,
    shop: str,
    left: bool,
    limit: int,
) -> None:
    """Store credit: what was issued, what was redeemed, what is left."""
    from app.domain.money import Money
    from sync.central import figures

    with opened(data, database) as central, central.read() as connection:
        found = figures.credit(connection, code=code, shop=shop, unspent=left, limit=limit)
    lines = [
        f"{one.code:20} {one.shop:4} {Money(one.issued)} - {Money(one.redeemed)} ="
        f" {Money(one.left)} EUR {one.document} {one.expires}".rstrip()
        for one in found
    ]
    _answer(as_json, "vouchers", found, lines)


@click.command()
@central_options
@json_option
@click.option("--shop", default="", metavar="042")
def exceptions(data: str | None, database: str | None, as_json: bool, shop: str) -> None:
    """What central cannot account for by itself, each with the ways to settle it."""
    from sync.central import exceptions as kept

    with opened(data, database) as central, central.read() as connection:
        found = kept.open_ones(connection, shop)
    value: dict[str, Any] = {
        "exceptions": [
            {
                "id": one.id,
                "installation": one.installation,
                "shop": one.shop,
                "till": one.till,
                "seq": one.seq,
                "kind": one.kind,
                "facts": one.facts,
                "raised_at": one.raised_at,
                "sentence": one.sentence,
                "ways": list(one.ways),
            }
            for one in found
        ]
    }
    lines = [
        f"{one.id} {one.shop}/{one.till} {one.sentence[language()]} ({', '.join(one.ways)})"
        for one in found
    ]
    answer(as_json, value, lines)


@click.command()
@central_options
@json_option
@click.argument("number", type=int, metavar="ID")
@click.argument("how")
@click.option("--to", default="", help="Of `assign`: the SKU, customer or voucher.")
def settle(
    data: str | None, database: str | None, as_json: bool, number: int, how: str, to: str
) -> None:
    """Settle an exception, HOW being one of its ways: retry, accept, assign, project."""
    from sync.central import exceptions as kept

    with opened(data, database) as central, central.write() as tx:
        kept.settle(tx, number, how, WHO, to)
    text = shown(f"Incidencia {number} resuelta.", f"Exception {number} settled.")
    answer(as_json, {"id": number, "how": how}, [text])


@click.command()
@central_options
@json_option
def doctor(data: str | None, database: str | None, as_json: bool) -> None:
    """Say whether central is well. Exit 1 when something must be seen to."""
    from sync.central.doctor import examine

    with opened(data, database) as central:
        findings = examine(central, folder_of(data))
    well = all(finding.ok for finding in findings)
    value = {
        "ok": well,
        "findings": [{"check": one.check, "ok": one.ok, "detail": one.detail} for one in findings],
    }
    lines = [f"{'ok ' if one.ok else '!! '} {one.check:12} {one.detail}" for one in findings]
    answer(as_json, value, lines)
    sys.exit(0 if well else 1)


@click.command()
@central_options
@json_option
@click.option("--list", "codes", multiple=True, metavar="CODE", help="A set of its own.")
def snapshot(data: str | None, database: str | None, as_json: bool, codes: tuple[str, ...]) -> None:
    """Make the ready catalogues that new tills will ask for; what is fresh is not made again."""
    from sync.central import snapshots

    folder = folder_of(data) / "snapshots"
    with opened(data, database) as central:
        if codes:
            made = [snapshots.build(central, folder, codes)]
        else:
            made = snapshots.keep_fresh(central, folder)
    lines = [f"{one.id} {one.rows} {one.size // 1024} KiB {' '.join(one.cursors)}" for one in made]
    _answer(as_json, "snapshots", made, lines)


def _answer(as_json: bool, name: str, rows: Sequence[Any], lines: list[str]) -> None:
    """Rows, by their name for machines."""
    from sync.central.masters.keeping import built

    answer(as_json, {name: [built(row) for row in rows]}, lines)
