"""Reading the journal and the fiscal records: verify, export, declare."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from app.commands.archiving import (
    archive,
    archive_option,
    archived,
    prune,
    say_where_it_begins,
    where_it_begins,
)
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
    """The facts of this till: verify, export, archive, prune."""


journal.add_command(archive)
journal.add_command(prune)


@journal.command()
@data_option
@json_option
@archive_option
def verify(data: str | None, as_json: bool, place: Path | None) -> None:
    """Check the chain, every sum, every shift. Exit 1 when something does not add up.

    Of a journal whose oldest days left it, from where it begins on; with --archive from fact 1.
    """
    from app.services.opening import regime_of
    from app.services.verify import verify as read_through

    with reading(data) as (config, shop, db):
        verdict = read_through(db, regime_of(shop.regime, demo=config.demo), place)
    value = {
        "ok": not verdict.violations,
        "facts": verdict.facts,
        "documents": verdict.documents,
        "shifts": verdict.shifts,
        "fiscal_records": verdict.fiscal_records,
        "heads": {str(number): head for number, head in verdict.heads.items()},
        "violations": [{"where": one.where, "what": one.what} for one in verdict.violations],
        "begins_after": list(verdict.left.through) if verdict.left else None,
        "archives": list(verdict.archives),
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
    if verdict.left is not None:
        lines.append(where_it_begins(verdict.left))
    answer(as_json, value, lines)
    sys.exit(1 if verdict.violations else 0)


@journal.command()
@data_option
@click.option("--json", "as_json", is_flag=True, help="JSON lines; there is no other form.")
@click.option("--from", "since", type=DAY, help="The first local day.")
@click.option("--to", "until", type=DAY, help="The last local day.")
@archive_option
def export(
    data: str | None,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
    place: Path | None,
) -> None:
    """Write facts as JSON lines; all of them without dates. Sealed parts stay sealed.

    Of a journal whose oldest days left it, what follows them; with --archive these days first.
    """
    from app.storage import journal as facts
    from app.storage import pruned

    _check_order(since, until)
    first, last = _day(since), _day(until)
    with (
        reading(data) as (_, _, db),
        db.read() as connection,
        archived(db, connection, place) as archives,
    ):
        left = pruned.newest(connection)
        if left and not archives:
            say_where_it_begins(left.said, first)
        of, seq = left.said.through if left else pruned.NOTHING
        for fact in chain(*map(facts.since, archives), facts.since(connection, (of, seq + 1))):
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
@archive_option
def fiscal_export(
    data: str | None,
    as_json: bool,
    since: datetime | None,
    until: datetime | None,
    out: str,
    place: Path | None,
) -> None:
    """Write the records as XML, at most 1,000 a file, names in the order of the chain.

    Those of days that left the journal come from their archives, with --archive.
    """
    from app.domain.errors import UnwritableFile
    from app.fiscal.document import Issuer
    from app.fiscal.export import write_batches
    from app.fiscal.regime import StoredRecord
    from app.services.opening import regime_of
    from app.storage import fiscal as records
    from app.storage import journal as facts
    from app.storage import pruned

    _check_order(since, until)
    with (
        reading(data) as (config, shop, db),
        db.read() as connection,
        archived(db, connection, place) as archives,
    ):
        letters = facts.generations(connection)
        left = pruned.newest(connection)
        if left and not archives:
            say_where_it_begins(left.said, _day(since))
        # One of each chain stayed, for the next to name: it is in its archive too.
        gone = pruned.numbers(connection, left.said.through) if left else set()
        days = _day(since), _day(until)
        old = chain(*(records.between(one, *days) for one in archives))
        here = (one for one in records.between(connection, *days) if one.number not in gone)
        found = (
            StoredRecord(record.seq, record.xml, letters[record.installation])
            for record in chain(old, here)
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
