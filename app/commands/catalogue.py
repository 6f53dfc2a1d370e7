"""Importing products and staff from files."""

from __future__ import annotations

import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.refusals import shown
from app.domain.errors import NoSuchFile

if TYPE_CHECKING:
    from app.importing.pictures import Pictures
    from app.importing.products import ImportResult


def pictures_in(folder: Path | None) -> Pictures | None:
    """The pictures that lie in `folder`; None without one. Raises NoSuchFile."""
    if folder is None:
        return None
    # Qt takes its time to come, and most imports bring none.
    from app.importing.pictures import Pictures
    from app.pictures import shrink

    try:
        return Pictures(folder, shrink)
    except OSError:
        raise NoSuchFile(file=str(folder)) from None


def pairs(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """What was written `left=right`, some times."""
    made = {}
    for value in values:
        left, equals, right = value.partition("=")
        if not (left and equals and right):
            raise click.BadParameter(f"{value!r} is not written left=right", ctx, param)
        made[left] = right
    return made


@click.command("import")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@data_option
@json_option
@click.option("--map", "mapping", multiple=True, callback=pairs, metavar="COLUMN=FIELD")
@click.option("--default", "defaults", multiple=True, callback=pairs, metavar="FIELD=VALUE")
@click.option("--report", type=click.Path(path_type=Path), help="Rows left out and warnings.")
@click.option("--merge", is_flag=True, help="Change these products and keep the others.")
@click.option("--prices", type=click.Path(path_type=Path), metavar="FILE", help="Prices instead.")
@click.option("--closed", is_flag=True, help="The shop is closed: what rises does so at once.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="PNG, JPEG, WebP: by what `image` says, or called as a SKU or a barcode.",
)
@click.option("--staff", type=click.Path(path_type=Path), metavar="FILE", help="People instead.")
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    file: Path | None,
    data: str | None,
    as_json: bool,
    mapping: dict[str, str],
    defaults: dict[str, str],
    report: Path | None,
    merge: bool,
    prices: Path | None,
    closed: bool,
    pictures: Path | None,
    staff: Path | None,
) -> None:
    """Bring a product file (CSV, TSV) into a new catalogue, also while the till is selling.

    Fields: sku, barcodes (| between several), name, family (a/b), brand, unit (each, kg, l, m),
    tax (or vat: 21, 10, 4, 0), price_store, price_web, related, stock, image,
    content and content_unit (of a pack: g, kg, ml, cl, l, cm, m, unit), parent, size, colour,
    minimum_age, sale_hours, maximum_quantity, maximum_discount, not_returnable, attached.
    Of prices: sku (or barcode), list, price, from, to, priority, level, gone.
    """
    if sum(one is not None for one in (file, staff, prices)) != 1:
        raise click.UsageError("Give one of FILE, --staff FILE and --prices FILE.", ctx)
    if pictures and not file:
        raise click.UsageError("--pictures goes with FILE.", ctx)
    from app.services.enrolling import check_alone

    folder = folder_of(data)
    check_alone(folder)
    if staff:
        _people(folder, staff, mapping, defaults, report, as_json=as_json)
        return
    if prices:
        _prices(folder, prices, mapping, defaults, report, closed=closed, as_json=as_json)
    if file:
        _products(
            folder,
            file,
            mapping,
            defaults,
            report,
            merge=merge,
            closed=closed,
            pictures=pictures_in(pictures),
            as_json=as_json,
        )


def _products(
    folder: Path,
    file: Path,
    mapping: dict[str, str],
    defaults: dict[str, str],
    report: Path | None,
    *,
    merge: bool,
    closed: bool,
    pictures: Pictures | None,
    as_json: bool,
) -> None:
    from app.commands.price_lists import keep_lists, read_alone
    from app.importing.products import import_products
    from app.services.opening import tax_table

    alone, now = read_alone(folder), datetime.now(UTC)
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=file.name, file=sys.stderr, hidden=hidden) as bar:

        def progress(done: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(done - bar.pos)

        result = import_products(
            file,
            folder,
            mapping=mapping,
            defaults=defaults,
            report=report,
            merge=merge,
            taxes=tax_table(),
            progress=progress,
            now=now,
            territory=alone.territory,
            opening=None if closed else alone.opening(now),
            pictures=pictures,
        )
    keep_lists(folder, alone, {})
    _say(result, as_json=as_json)


def _say(result: ImportResult, *, as_json: bool) -> None:
    left_out, warnings = sum(result.left_out.values()), sum(result.warnings.values())
    say_counts(result.left_out, result.warnings)
    value = {
        "rows_in": result.rows_in,
        "left_out": dict(result.left_out),
        "warnings": dict(result.warnings),
        "catalogue": result.catalogue,
    }
    spanish = f"{result.rows_in} productos en {result.catalogue}; {left_out} filas fuera, "
    english = f"{result.rows_in} products in {result.catalogue}; {left_out} rows left out, "
    answer(
        as_json,
        value,
        [shown(f"{spanish}{warnings} avisos.", f"{english}{warnings} warnings.")],
    )


def _prices(
    folder: Path,
    file: Path,
    mapping: dict[str, str],
    defaults: dict[str, str],
    report: Path | None,
    *,
    closed: bool,
    as_json: bool,
) -> None:
    from app.commands.price_lists import bring_in

    done = bring_in(
        folder,
        file,
        mapping=mapping,
        defaults=defaults,
        report=report,
        closed=closed,
        now=datetime.now(UTC),
    )
    say_counts(done.left_out, done.warnings)
    left_out = sum(done.left_out.values())
    value = {
        "rows_in": done.rows_in,
        "lists": sorted(done.lists),
        "left_out": dict(done.left_out),
        "warnings": dict(done.warnings),
    }
    spanish = f"{done.rows_in} precios; {left_out} filas fuera."
    english = f"{done.rows_in} prices; {left_out} rows left out."
    answer(as_json, value, [shown(spanish, english)])


def say_counts(left_out: Counter[str], warnings: Counter[str]) -> None:
    """Say on stderr why rows are out, or odd."""
    from app.commands import reasons

    for line in (*reasons.left_out(left_out), *reasons.odd(warnings)):
        click.echo(line, err=True)


def _people(
    folder: Path,
    file: Path,
    mapping: dict[str, str],
    defaults: dict[str, str],
    report: Path | None,
    *,
    as_json: bool,
) -> None:
    from app import config
    from app.importing.staff import read_staff
    from app.services.installing import NewPerson
    from app.services.staffing import bring_in

    demo = config.read(folder).demo
    result = read_staff(file, mapping=mapping, defaults=defaults, report=report, demo=demo)
    people = [NewPerson(one.person, one.pin, one.badge) for one in result.entries]
    bring_in(folder, people)
    say_counts(result.left_out, result.warnings)
    left_out = sum(result.left_out.values())
    value = {"rows_in": len(people), "left_out": dict(result.left_out)}
    answer(
        as_json,
        value,
        [
            shown(
                f"{len(people)} personas; {left_out} filas fuera.",
                f"{len(people)} people; {left_out} rows left out.",
            )
        ],
    )
