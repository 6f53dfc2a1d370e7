"""Filling central from files: `mostrador central import WHAT FILE`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.catalogue import pairs, pictures_in, say_counts
from app.commands.central_folder import central_options, opened
from app.commands.central_serving import WHO
from app.commands.common import answer, json_option
from app.commands.refusals import shown

if TYPE_CHECKING:
    from sync.central.importing.run import Importer

KINDS = ("catalog", "prices", "staff", "shops", "customers", "stock", "deliveries")


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@central_options
@json_option
@click.option("--map", "mapping", multiple=True, callback=pairs, metavar="COLUMN=FIELD")
@click.option("--default", "defaults", multiple=True, callback=pairs, metavar="FIELD=VALUE")
@click.option("--report", type=click.Path(path_type=Path), help="Rows left out and warnings.")
@click.option(
    "--pictures",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="Pictures, by what `image` of a catalogue says, or called as a SKU or a barcode.",
)
@click.pass_context
def import_(
    ctx: click.Context,
    /,
    kind: str,
    file: Path,
    data: str | None,
    database: str | None,
    as_json: bool,
    mapping: dict[str, str],
    defaults: dict[str, str],
    report: Path | None,
    pictures: Path | None,
) -> None:
    """Bring a file (CSV, TSV) into central, also while it is serving.

    What a row does not say stays as it was; a row that changes nothing says nothing to the tills.
    A yes in the column `gone` takes a product, a price or a person away.

    \b
    catalog    sku barcodes name family brand unit tax|vat price_store price_web related image
               content content_unit sold gone, a tree more by family:NAME, an attribute by
               attr:NAME:TYPE (text, number, boolean, date)
    prices     sku|barcode list price starts|from ends|to priority level gone (a list that is not
               there is made when its priority is said: a season, or a level's)
    staff      code name role pin badge shops gone
    shops      code name company nif address territory timezone language regime region latitude
               longitude mon ... sun (09:30-14:00 17:00-20:30) policies (JSON)
    customers  card uuid name phone email document region level points consent consent:NAME
    stock      shop sku|barcode stock counted_at position:INSTALLATION (the newest fact of that
               till which was before the count)
    deliveries number shop supplier sku|barcode quantity box due note, a row a product (and box)
    """
    from sync.central.importing.run import import_file

    if pictures and kind != "catalog":
        raise click.UsageError("--pictures goes with catalog.", ctx)
    hidden = not sys.stderr.isatty()
    with (
        opened(data, database) as central,
        click.progressbar(length=1, label=file.name, file=sys.stderr, hidden=hidden) as bar,
    ):

        def progress(done: int, whole: int) -> None:
            bar.length = max(whole, 1)
            bar.update(done - bar.pos)

        done = import_file(
            central,
            file,
            _importer(kind, pictures),
            mapping=mapping,
            defaults=defaults,
            report=report,
            progress=progress,
        )
    say_counts(done.left_out, done.warnings)
    left_out, warnings = sum(done.left_out.values()), sum(done.warnings.values())
    value = {
        "rows_in": done.rows_in,
        "changed": done.changed,
        "left_out": dict(done.left_out),
        "warnings": dict(done.warnings),
    }
    spanish = f"{done.rows_in} filas, {done.changed} cambios; {left_out} fuera, {warnings} avisos."
    english = (
        f"{done.rows_in} rows, {done.changed} changes; {left_out} left out, {warnings} warnings."
    )
    answer(as_json, value, [shown(spanish, english)])


def _importer(kind: str, pictures: Path | None) -> Importer[Any]:
    from app.services.opening import tax_table
    from sync.central.importing.catalog import CatalogImporter
    from sync.central.importing.customers import CustomerImporter
    from sync.central.importing.deliveries import DeliveryImporter
    from sync.central.importing.prices import PriceImporter
    from sync.central.importing.shops import ShopImporter
    from sync.central.importing.staff import StaffImporter
    from sync.central.importing.stock import StockImporter

    match kind:
        case "catalog":
            return CatalogImporter(WHO, tax_table(), pictures_in(pictures))
        case "prices":
            return PriceImporter(WHO)
        case "staff":
            return StaffImporter(WHO)
        case "shops":
            return ShopImporter(WHO)
        case "customers":
            return CustomerImporter(WHO)
        case "deliveries":
            return DeliveryImporter(WHO)
        case _:
            return StockImporter(WHO)
