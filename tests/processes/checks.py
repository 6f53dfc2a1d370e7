"""What must hold at the end, by what the tills' files and central's database say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from simulation import invariants
from simulation.counter import Place
from simulation.truth import Truth
from sqlalchemy import func, select

from app import config as till_toml
from app.commands.journal import reading
from app.mirror import folder as catalogues
from app.mirror import store
from app.services.opening import regime_of, secrets_of
from app.services.verify import verify
from app.storage import journal
from sync.central import sequencer
from sync.central.database import Central
from sync.central.fact_tables import exceptions, journal_raw, sales
from sync.central.tables import installations


def installation_of(folder: Path) -> int:
    return till_toml.read(folder).installation


def count_facts(central: Central) -> int:
    with central.read() as conn:
        return int(conn.execute(select(func.count()).select_from(journal_raw)).scalar_one())


def of_mirrors(central: Central, folders: list[Path]) -> list[str]:
    """Whether each till has what central says, row for row, and nothing is on its way."""
    found: list[str] = []
    with central.read() as conn:
        if waiting := sequencer.waiting(conn):
            found.append(f"7: {waiting} rows have no number")
        for folder in folders:
            config = till_toml.read(folder)
            names = invariants.streams_of_till(conn, config.shop)
            catalogue = catalogues.current(folder)
            assert catalogue is not None
            with (
                closing(store.connect(folder, secrets_of(folder, config).key)) as one,
                closing(sqlite.connect(str(catalogue))) as other,
            ):
                wrong = invariants.mirrored(conn, names, one, other)
                found += [f"{folder.name}: {what}" for what in wrong]
    return found


def of_journals(central: Central, folders: list[Path], handed_out: dict[str, int]) -> list[str]:
    """Whether central has what the tills stated, once, and it comes to the same."""
    truth = Truth()
    found: list[str] = []
    for folder in folders:
        found += [f"{folder.name}: {what}" for what in _stated(folder, truth)]
    with central.read() as conn:
        found += invariants.at_any_time(conn, truth, invariants.Watch())
        found += invariants.at_last(conn, truth)
        for row in conn.execute(select(exceptions)):
            found.append(f"exception {row.kind} of {row.installation}/{row.seq}: {row.facts_json}")
        for row in conn.execute(select(installations)):
            own = truth.facts[row.number]
            if row.alarm or row.last_seq != max(own, default=0):
                found.append(f"{row.number} stands at {row.last_seq} {row.alarm}, not {max(own)}")
        there = {row.number: row.total for row in conn.execute(select(sales))}
    for number, cents in handed_out.items():
        if there.get(number) != cents:
            found.append(f"{number} was handed out for {cents}, central has {there.get(number)}")
    return found


def _stated(folder: Path, truth: Truth) -> Iterator[str]:
    """Put everything that the till stated for its chain into `truth`, and verify its journal."""
    with reading(str(folder)) as (config, shop, db), db.read() as connection:
        place = Place(config.shop, config.till, config.installation, config.generation, 1)
        for fact in journal.since(connection, (config.installation, 1)):
            truth.stated(place, fact)
        verdict = verify(db, regime_of(shop.regime, demo=config.demo))
        yield from (f"{one.where}: {one.what}" for one in verdict.violations)


def of_logs(folder: Path) -> list[str]:
    """Whether a till, a worker or a central met what it did not expect."""
    found = []
    for log in sorted(folder.glob("*.log")):
        text = log.read_text("utf-8", "replace")
        if "Traceback" in text:
            found.append(f"{log.name}: {text[text.index('Traceback') :][:3000]}")
    return found
