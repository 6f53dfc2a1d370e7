"""Reading the journal and the fiscal records: verify, export, declare."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.refusals import shown

if TYPE_CHECKING:
    from app.config import Config
    from app.domain.shop import Shop
    from app.storage.database import Database

DAY = click.DateTime(["%Y-%m-%d"])


@contextmanager
def reading(data: str | None) -> Iterator[tuple[Config, Shop, Database]]:
    """The journal of a till that may be selling, read-only."""
    from app import config as till_toml
    from app.services.opening import journal_of, secrets_of, shop_of, store_of

    folder = folder_of(data)
    config = till_toml.read(folder)
    kept = secrets_of(folder, config)
    with journal_of(folder, kept) as db, store_of(folder, kept) as shops:
        yield config, shop_of(shops), db


def _check_order(since: datetime | None, until: datetime | None) -> None:
    if since and until and since > until:
        raise click.UsageError("--from is later than --to.")


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


@click.group()
@data_option
def journal(data: str | None) -> None:
    """The facts of this till: verify, export."""


@journal.command()
@data_option
@json_option
def verify(data: str | None, as_json: bool) -> None:
    """Check the chain, every sum, every shift. Exit 1 when something does not add up."""
    from app.services.opening import regime_of
    from app.services.verify import verify as read_through

    with reading(data) as (config, shop, db):
        verdict = read_through(db, regime_of(shop.regime, demo=config.demo))
    value = {
        "ok": not verdict.violations,
        "facts": verdict.facts,
        "documents": verdict.documents,
        "shifts": verdict.shifts,
        "fiscal_records": verdict.fiscal_records,
        "heads": {str(number): head for number, head in verdict.heads.items()},
        "violations": [{"where": one.where, "what": one.what} for one in verdict.violations],
    }
    counted = f"{verdict.facts} · {verdict.documents} · {verdict.fiscal_records}"
    lines = [f"{one.where}: {one.what}" for one in verdict.violations]
    if verdict.violations:
        lines.append(shown("El diario no cuadra.", "The journal does not add up."))
    else:
        lines.append(
            shown(
                f"El diario cuadra: hechos, documentos y registros fiscales {counted}.",
                f"The journal adds up: facts, documents and fiscal records {counted}.",
            )
        )
    answer(as_json, value, lines)
    sys.exit(1 if verdict.violations else 0)


@journal.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="JSON lines; there is no other form.")
@click.option("--from", "since", type=DAY, help="The first local day.")
@click.option("--to", "until", type=DAY, help="The last local day.")
def export(data: str | None, as_json: bool, since: datetime | None, until: datetime | None) -> None:
    """Write facts as JSON lines; all of them without dates. Sealed parts stay sealed."""
    from app.storage import journal as facts

    _check_order(since, until)
    first, last = _day(since), _day(until)
    with reading(data) as (_, _, db), db.read() as connection:
        for fact in facts.since(connection):
            day = facts.local_time(fact).date()
            if (first is None or first <= day) and (last is None or day <= last):
                click.echo(json.dumps(facts.as_body(fact), ensure_ascii=False, sort_keys=True))


@click.group()
@data_option
def fiscal(data: str | None) -> None:
    """The fiscal records of this till: export, declaration."""


@fiscal.command("export")
@data_option
@json_option
@click.option("--from", "since", type=DAY, help="The first date of issue.")
@click.option("--to", "until", type=DAY, help="The last date of issue.")
@click.option("--out", required=True, metavar="DIR", help="Made when it does not exist.")
def fiscal_export(
    data: str | None,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
    out: str,
) -> None:
    """Write the records as XML, at most 1,000 a file, names in the order of the chain."""
    from app.domain.errors import UnwritableFile
    from app.fiscal.document import Issuer
    from app.fiscal.export import write_batches
    from app.fiscal.regime import StoredRecord
    from app.services.opening import regime_of
    from app.storage import fiscal as records
    from app.storage import journal as facts

    _check_order(since, until)
    with reading(data) as (config, shop, db), db.read() as connection:
        letters = facts.generations(connection)
        found = (
            StoredRecord(record.seq, record.xml, letters[record.installation])
            for record in records.between(connection, _day(since), _day(until))
        )
        try:
            regime = regime_of(shop.regime, demo=config.demo)
            written = write_batches(found, Path(out), Issuer(shop.nif, shop.company), regime)
        except OSError as error:
            raise UnwritableFile(file=out, reason=str(error)) from None
    names = [str(path) for path in written]
    answer(as_json, {"files": names}, names)


@fiscal.command()
@json_option
@data_option
def declaration(data: str | None, as_json: bool) -> None:
    """The declaración responsable of this version (RD 1007/2023 art. 13)."""
    from app.fiscal.declaration import text
    from app.services.declaring import of_this_version

    declared = of_this_version()
    value = {
        "draft": declared.draft,
        "items": {item.letter: item.says for item in declared.items},
    }
    answer(as_json, value, text(declared).splitlines())
