"""On hand by the moves' room: whatever central has heard, nothing is missed or counted twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage import journal, migrations, moves, state
from app.storage.database import Database
from app.storage.tables import stock_moves

LIVES = (3, 1042, 1050)
"""Stand-alone, and two lives in the chain."""
SKUS = ("A", "B")
Row = tuple[int, int, str, int]

stated = st.lists(
    st.tuples(st.sampled_from(LIVES), st.sampled_from(SKUS), st.integers(-9000, 9000).filter(bool)),
    max_size=30,
)
seqs = st.dictionaries(st.sampled_from(LIVES), st.integers(0, 30))
heard = st.fixed_dictionaries(dict.fromkeys(SKUS, seqs))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    db = Database(tmp_path / "journal.db", key=b"k" * 32)
    migrations.migrate(db, migrations.steps(), backups=tmp_path / "backups")
    yield db
    db.close()


@given(stated=stated, heard=heard, first=st.sampled_from([0, 1001]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_on_hand_is_the_ledgers_sum_however_much_of_it_central_has_heard(
    db: Database,
    stated: list[tuple[int, str, int]],
    heard: dict[str, dict[int, int]],
    first: int,
) -> None:
    rows = _numbered(stated)
    with db.write() as tx:
        tx.execute(stock_moves.delete())
        for number in LIVES:
            state.put(tx, f"head {number}", "30 -")
        for installation, seq, sku, delta in rows:
            row = {"installation": installation, "seq": seq, "line": 1, "sku": sku}
            tx.execute(stock_moves.insert().values(**row, delta=delta, why="sale"))
    included = {sku: {str(life): seq for life, seq in of.items()} for sku, of in heard.items()}
    with db.read() as connection:
        assert journal.heads(connection).keys() == set(LIVES)
        after = moves.since(connection, included, first)
    for sku in SKUS:
        central = sum(
            delta for life, seq, of, delta in rows
            if of == sku and life >= first and seq <= heard[sku].get(life, 0)
        )  # fmt: skip
        ledger = sum(delta for life, _, of, delta in rows if of == sku and life >= first)
        assert central + after.get(sku, 0) == ledger


def _numbered(stated: list[tuple[int, str, int]]) -> list[Row]:
    last = dict.fromkeys(LIVES, 0)
    rows = []
    for life, sku, delta in stated:
        last[life] += 1
        rows.append((life, last[life], sku, delta))
    return rows


def test_what_is_on_hand_is_found_by_the_index(db: Database) -> None:
    """A best seller has a hundred thousand moves, and a scan asks for it."""
    plan = db.driver().execute(
        "EXPLAIN QUERY PLAN " + moves._SINCE.text.replace(":asked", "'[]'").replace(":first", "0")
    )
    steps = [str(row[3]) for row in plan.fetchall()]
    assert any("stock_moves_by_sku (sku=? AND installation=? AND seq>?)" in one for one in steps)
    assert not any(one.startswith("SCAN move") for one in steps)
