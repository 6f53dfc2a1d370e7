"""Old days of the journal: written to an archive, let go of, and read again from there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from app.commands.common import answer, data_option, folder_of, json_option
from app.commands.refusals import shown

if TYPE_CHECKING:
    from app.domain.archiving import Pruned
    from app.services.archiving import Archived, Let
    from app.storage.archive_file import Span
    from app.storage.database import Database, Reader

FOLDER = click.Path(path_type=Path)
archive_option = click.option(
    "--archive", "place", type=FOLDER, metavar="DIR", help="Where the archives are; read them too."
)


@click.command()
@click.argument("place", metavar="FOLDER", type=FOLDER)
@data_option
@json_option
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d"]), help="Days from then on stay; never fewer."
)
@click.option("--prune", "let", is_flag=True, help="And let go of them, as `journal prune` does.")
def archive(
    place: Path, data: str | None, as_json: bool, before: datetime | None, let: bool
) -> None:
    """Write the closed days that are older than the law keeps at hand into a file in FOLDER.

    The till may be selling. The file is encrypted as the journal is, under the same key, and read
    back before it has its name. Six whole years stay before this one, or as many as
    `journal_years` in till.toml or in the chain's policies says, five at least.
    """
    from app.services.archiving import archive as put_away

    folder = folder_of(data)
    made = put_away(folder, place, _acks(folder), before.date() if before else None)
    if not let:
        answer(as_json, _value(made), [_made(made)])
        return
    gone = _let_go(folder, place)
    answer(as_json, _value(made) | _gone(gone), [_made(made), _left(gone)])


@click.command()
@click.argument("place", metavar="FOLDER", type=FOLDER)
@data_option
@json_option
def prune(place: Path, data: str | None, as_json: bool) -> None:
    """Delete from the journal what lies in an archive in FOLDER, once that was read back.

    Nobody may have the till open. That it happened, how far and into which file is a fact. What the
    till still needs stays, and every figure that it shows stays what it was.
    """
    gone = _let_go(folder_of(data), place)
    answer(as_json, _gone(gone), [_left(gone)])


def _acks(folder: Path) -> dict[int, int]:
    from sync.state import last_acks

    return last_acks(folder)


def _let_go(folder: Path, place: Path) -> Let:
    from app.services.archiving import prune as let_go

    return let_go(folder, place, _acks(folder))


def _value(made: Archived) -> dict[str, Any]:
    return {
        "file": str(made.file),
        "facts": made.facts,
        "fiscal_records": made.records,
        "bytes": made.file.stat().st_size,
        "new": made.new,
        **_spanned(made.span),
        "stays_from": made.reach.until.isoformat(),
        "because": made.reach.why.value,
    }


def _spanned(span: Span) -> dict[str, Any]:
    first, last = span.days
    return {"days": [first.isoformat(), last.isoformat()], "through": list(span.until)}


def _made(made: Archived) -> str:
    first, last = made.span.days
    if not made.new:
        return shown(
            f"{made.file} ya estaba, del {first} al {last}; se ha vuelto a leer entero.",
            f"{made.file} was there already, from {first} to {last}; all of it was read again.",
        )
    return shown(
        f"{made.facts} apuntes del {first} al {last} en {made.file}, leídos de nuevo; el diario"
        " los conserva hasta «mostrador journal prune».",
        f"{made.facts} facts from {first} to {last} in {made.file}, read back; the journal keeps"
        " them until “mostrador journal prune”.",
    )


def _gone(let: Let) -> dict[str, Any]:
    said = let.said
    return {
        "archive": said.file,
        "sha256": said.sha256,
        "through": list(said.through),
        "days": [day.isoformat() for day in said.days],
        "left": said.facts,
        "stayed": said.kept,
        "bytes": list(let.bytes),
        "shrunk": let.shrunk,
    }


def _left(let: Let) -> str:
    said, (before, after) = let.said, (size // 1024 for size in let.bytes)
    return shown(
        f"{said.facts} apuntes hasta el {said.days[1]} están ya solo en {said.file}"
        f" (se quedan {said.kept}, que la caja necesita); el diario, de {before} a {after} KiB.",
        f"{said.facts} facts up to {said.days[1]} lie in {said.file} alone now"
        f" ({said.kept} stay, which the till needs); the journal: {before} to {after} KiB.",
    )


def where_it_begins(said: Pruned) -> str:
    """Which facts a journal has, and where the others are."""
    installation, seq = said.through
    return shown(
        f"El diario empieza tras el apunte {installation}/{seq}; lo anterior, hasta el"
        f" {said.days[1]}, está en {said.file} (--archive CARPETA).",
        f"The journal begins after fact {installation}/{seq}; what is older, up to"
        f" {said.days[1]}, lies in {said.file} (--archive DIR).",
    )


def say_where_it_begins(said: Pruned | None, first: date | None) -> None:
    """On stderr, when days are asked for that left the journal; `first` None: all of them."""
    if said is not None and (first is None or first <= said.days[1]):
        print(where_it_begins(said), file=sys.stderr)


@contextmanager
def archived(db: Database, connection: Reader, place: Path | None) -> Iterator[list[Reader]]:
    """The archives in `place` of what left the journal, oldest first; none without a `place`.
    Raises ArchiveMissing, BadArchive."""
    from app.services.archives import named
    from app.services.archives import reading as opened
    from app.storage import pruned

    with ExitStack() as files:
        paths = [named(place, one.said) for one in pruned.every(connection)] if place else []
        archives = files.enter_context(opened(paths, db.key))
        yield [files.enter_context(one.read()) for one in archives]
