"""Closed days of years ago leave the journal for an archive, and nothing else changes."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import aged
import pytest
from builders import NOON, copied
from hypothesis import given, settings
from hypothesis import strategies as st
from shop import PowerCut, Shop

from app import config as till_toml
from app.config import read
from app.domain.archiving import keeps_from
from app.domain.errors import (
    AnotherTill,
    ArchiveFolderMissing,
    ArchiveUnwritten,
    BadArchive,
    DocumentArchived,
    InsideFiscalPeriod,
    NotAcknowledged,
    NotClosed,
    NothingArchived,
    NothingOld,
)
from app.domain.facts import FactType, canonical, fact_hash
from app.services import archiving
from app.services.archiving import Let, archive, prune
from app.services.backing import back_up, restore
from app.services.opening import CLOCK, regime_of
from app.services.stock import on_hand
from app.services.verify import verify
from app.services.verify_facts import Verdict
from app.storage import documents, journal, keys, pruned, state, vouchers
from app.storage.database import Database

FIRST = "T042C03AS26-000001"
IN_2035 = NOON.replace(year=2035)


@pytest.fixture(scope="module")
def aged_till(demo_made: tuple[Path, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two days of 2026, one of 2027, one of 2033, and a shift in progress in 2034."""
    folder = copied(demo_made[0], tmp_path_factory.mktemp("years") / "till")
    with Shop(folder) as shop:
        aged.points(shop)
        for days in (1, 300, 2200, 300):
            aged.a_day(shop)
            shop.later(days=days)
        aged.an_open_one(shop)
        assert shop.adds_up()
    return folder


@pytest.fixture
def till(aged_till: Path, tmp_path: Path) -> Path:
    return copied(aged_till, tmp_path / "till")


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    return aged.disk(tmp_path / "disk")


@pytest.fixture(scope="module")
def lighter(aged_till: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same, and the disk with what left it; both to be copied."""
    place = tmp_path_factory.mktemp("lighter")
    folder, disk = copied(aged_till, place / "till"), aged.disk(place / "disk")
    let(folder, disk)
    return folder, disk


def let(folder: Path, disk: Path) -> Let:
    archive(folder, disk, {})
    return prune(folder, disk, {})


def opened(folder: Path) -> Database:
    key = keys.get(folder, keys.FILE, read(folder).installation_number).key
    return Database(folder / "journal.db", key=key)


def rows(folder: Path) -> dict[str, list[Any]]:
    """Everything beside the facts."""
    db = opened(folder)
    try:
        return aged.beside(db)
    finally:
        db.close()


def judged(folder: Path, disk: Path | None = None) -> Verdict:
    db = opened(folder)
    try:
        return verify(db, regime_of("verifactu", demo=True), disk)
    finally:
        db.close()


# what leaves
def test_whole_years_stay_and_older_closed_days_go_to_an_archive(till: Path, disk: Path) -> None:
    before = judged(till)
    made = archive(till, disk, {})
    assert made.span.days == (date(2025, 1, 1), date(2027, 9, 18))
    assert [path.name for path in disk.iterdir()] == [made.file.name]
    assert judged(till).facts == before.facts, "the journal keeps them until they are pruned"


def test_the_till_may_sell_while_an_archive_is_made_but_not_while_its_days_leave(
    till: Path, disk: Path
) -> None:
    with Shop(till, at=IN_2035) as shop:
        made = archive(till, disk, {})
        shop.sign_in("2001").add("LEC-ENT").pay_cash()
        with pytest.raises(AnotherTill):
            prune(till, disk, {})
    assert prune(till, disk, {}).said.file == made.file.name


def test_what_leaves_is_stated_before_it_goes(till: Path, disk: Path) -> None:
    gone = let(till, disk)
    db = opened(till)
    with db.read() as connection:
        (fact,) = [f for f in journal.since(connection) if f.type == FactType.JOURNAL_PRUNED]
        left = pruned.newest(connection)
        assert left is not None
        assert (left.by, left.said) == ((fact.installation, fact.seq), gone.said)
        assert pruned.digest(connection, gone.said.through) == (
            gone.said.kept, gone.said.kept_digest)  # fmt: skip
    db.close()
    assert gone.said.facts > 70 > 10 > gone.said.kept
    assert gone.bytes[1] < gone.bytes[0]


def test_what_is_left_adds_up_from_where_it_begins_and_with_its_archive_from_fact_1(
    aged_till: Path, lighter: tuple[Path, Path]
) -> None:
    whole, alone, both = judged(aged_till), judged(lighter[0]), judged(*lighter)
    assert (whole.violations, alone.violations, both.violations) == ([], [], [])
    assert alone.left is not None
    assert alone.facts + alone.left.facts + alone.left.kept == both.facts
    assert (both.facts, both.documents, both.shifts, both.fiscal_records) == (
        whole.facts + 1, whole.documents, whole.shifts, whole.fiscal_records,
    )  # fmt: skip
    assert alone.heads == both.heads
    assert both.left is None


def test_every_figure_that_the_till_shows_is_what_it_was(
    aged_till: Path, lighter: tuple[Path, Path], tmp_path: Path
) -> None:
    shown = []
    for folder in (aged_till, lighter[0]):
        with Shop(copied(folder, tmp_path / folder.parent.name), at=IN_2035) as shop:
            counter = shop.sign_in("2001").counter
            counter.customers.identify("77")
            codes = sorted({f.body["code"] for f in shop.facts(FactType.VOUCHER_ISSUED)})
            with shop.db.read() as ours, counter.till.store.read() as mirror:
                credit = [vouchers.known(ours, mirror, code) for code in codes]
            stock = on_hand(counter.till, ["CAF-001", "LEC-ENT", "CAM-LIN-M"])
            left, report = counter.drawer.left(), counter.drawer.report()
            shown.append((credit, stock, left, report, counter.customers.current()))
    assert shown[0] == shown[1]
    assert len(shown[0][0]) == 4


@settings(max_examples=6)
@given(
    st.lists(st.lists(st.sampled_from(aged.DEEDS), max_size=5), min_size=1, max_size=3),
    st.lists(st.integers(1, 900), min_size=3, max_size=3),
)
def test_nothing_beside_the_facts_changes_whatever_was_done(
    demo_made: tuple[Path, Any],
    tmp_path_factory: pytest.TempPathFactory,
    days: list[list[Callable[[Shop], None]]],
    gaps: list[int],
) -> None:
    place = tmp_path_factory.mktemp("any")
    folder, disk = copied(demo_made[0], place / "till"), aged.disk(place / "disk")
    with Shop(folder) as shop:
        for deeds, gap in zip(days, gaps, strict=False):
            aged.a_day(shop, deeds)
            shop.later(days=gap)
        shop.later(days=2600)
        aged.a_day(shop, [aged.cash])
    before, whole = rows(folder), judged(folder)
    let(folder, disk)
    assert rows(folder) == before
    with Shop(folder, at=IN_2035.replace(year=2046)) as shop:
        aged.an_open_one(shop)
    assert judged(folder).violations == []
    both = judged(folder, disk)
    assert both.violations == []
    assert both.documents == whole.documents + 1


def test_years_later_the_next_days_leave_and_the_chain_goes_on(
    lighter: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, disk = copied(lighter[0], tmp_path / "till"), copied(lighter[1], tmp_path / "disk")
    with Shop(folder, at=IN_2035) as shop:
        shop.sign_in("2001").close_shift().print_all()
        shop.later(days=2700)
        aged.a_day(shop)
        shop.later(days=1)
        aged.an_open_one(shop)
    before = rows(folder)
    gone = let(folder, disk)
    assert rows(folder) == before
    assert gone.said.days[0] > date(2030, 1, 1)
    assert len(list(disk.iterdir())) == 2
    alone, both = judged(folder), judged(folder, disk)
    assert (alone.violations, both.violations) == ([], [])
    assert len(both.archives) == 2


# what does not leave
def test_nothing_leaves_that_the_law_has_kept_at_hand(till: Path, disk: Path) -> None:
    with pytest.raises(InsideFiscalPeriod) as refused:
        archive(till, disk, {}, before=date(2033, 1, 1))
    assert refused.value.facts == {"day": "2028-01-01"}
    with pytest.raises(NothingOld):
        archive(till, disk, {}, before=date(2020, 1, 1))
    assert archive(till, disk, {}, before=date(2026, 11, 22)).span.days[1] == date(2026, 11, 21)


@pytest.mark.parametrize(
    ("ordered", "first"), [(6, 2028), (10, 2024), (5, 2029), (1, 2029), ("six", 2028), (True, 2028)]
)
def test_nobody_orders_fewer_years_than_the_law(ordered: object, first: int) -> None:
    assert keeps_from(date(2034, 11, 2), ordered) == date(first, 1, 1)


def test_the_shop_may_order_more_years(till: Path, disk: Path) -> None:
    text = (till / till_toml.NAME).read_text("utf-8")
    (till / till_toml.NAME).write_text(f"journal_years = 7\n{text}", "utf-8")
    assert archive(till, disk, {}).span.days[1] == date(2026, 11, 22)


def test_a_clock_that_is_set_ahead_lets_nothing_go(demo_folder: Path, disk: Path) -> None:
    with Shop(demo_folder) as shop:
        aged.a_day(shop)
        shop.later(days=1)
        aged.an_open_one(shop)
        with shop.db.write() as tx:
            state.put(tx, CLOCK, IN_2035.isoformat())
    with pytest.raises(NothingOld, match="2020-01-01"):
        archive(demo_folder, disk, {})


def test_a_day_with_something_open_stays_and_so_does_what_follows(
    demo_folder: Path, disk: Path
) -> None:
    with Shop(demo_folder) as shop:
        shop.sign_in("2001").open_shift("100")
        aged.cash(shop)
        shop.count("50x1").close_shift().print_all()
        shop.later(days=2700)
        aged.a_day(shop, [aged.cash])
    assert archive(demo_folder, disk, {}).span.days[1] == date(2025, 1, 1), "it was opened then"
    prune(demo_folder, disk, {})
    with pytest.raises(NotClosed, match="2026-11-21"):
        archive(demo_folder, disk, {})


def test_a_till_of_a_chain_archives_only_what_central_has(
    till: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "FIRST_OF_CENTRAL", 1)
    with pytest.raises(NotAcknowledged):
        archive(till, disk, {})
    made = archive(till, disk, {1: 60})
    assert made.reach.why is archiving.Stays.UNSENT
    assert made.span.until < (1, 61)
    with pytest.raises(NothingArchived):
        prune(till, disk, {1: 20})
    assert prune(till, disk, {1: 60}).said.through == made.span.until


def test_without_its_folder_nothing_is_archived(till: Path, tmp_path: Path) -> None:
    for deed in (archive, prune):
        with pytest.raises(ArchiveFolderMissing):
            deed(till, tmp_path / "stick", {})
    assert not (tmp_path / "stick").exists()


def test_a_full_disk_leaves_journal_and_folder_as_they_were(
    till: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr("app.storage.archive_file.sync_file", full)
    with pytest.raises(ArchiveUnwritten, match="No space left"):
        archive(till, disk, {})
    assert list(disk.iterdir()) == []
    with pytest.raises(NothingArchived):
        prune(till, disk, {})


def test_facts_leave_with_what_is_said_of_them_or_not_at_all(
    till: Path, disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = judged(till)
    archive(till, disk, {})
    real = pruned.let_go

    def cut(*words: Any) -> None:
        real(*words)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(pruned, "let_go", cut)
        with pytest.raises(PowerCut):
            prune(till, disk, {})
    assert judged(till) == before
    assert prune(till, disk, {}).said.facts > 70


# tampering
def test_the_database_lets_go_of_nothing_else(lighter: tuple[Path, Path], tmp_path: Path) -> None:
    folder = copied(lighter[0], tmp_path / "till")
    db = opened(folder)
    with db.read() as connection:
        through = pruned.through(connection)
    driver = db.driver()
    for statement in (
        "DELETE FROM facts WHERE seq = 1",
        f"DELETE FROM facts WHERE seq = {through[1] + 1}",  # noqa: S608
        "DELETE FROM facts WHERE seq = (SELECT max(seq) FROM facts)",
        "DELETE FROM fiscal_records WHERE seq = (SELECT max(seq) FROM fiscal_records)",
        "UPDATE facts SET who = 'x'",
    ):
        with pytest.raises(Exception, match="is never"):
            driver.execute(statement)
    driver.execute("DELETE FROM archives")
    with pytest.raises(Exception, match="never deleted"):
        driver.execute("DELETE FROM facts WHERE seq > 1")
    db.close()


def test_a_fact_that_stayed_is_held_against_what_was_said_of_it(
    lighter: tuple[Path, Path], tmp_path: Path
) -> None:
    folder = copied(lighter[0], tmp_path / "till")
    db = opened(folder)
    driver = db.driver()
    for (name,) in driver.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        driver.execute(f"DROP TRIGGER {name}")
    with db.read() as connection:
        fact = next(f for f in journal.since(connection) if f.type == FactType.CUSTOMER_MADE)
    row = journal.as_body(fact) | {"body": {**fact.body, "card": "78"}}
    values = (canonical(row["body"]), fact_hash(row), fact.seq)
    driver.execute("UPDATE facts SET body = ?, hash = ? WHERE seq = ?", values)
    driver.execute("UPDATE customers SET card = '78'")
    db.close()
    (found,) = judged(folder).violations
    assert found.what.endswith("stayed, or not the same")
    assert "the archive has another" in {one.what for one in judged(folder, lighter[1]).violations}


@pytest.mark.parametrize("harm", ["missing", "changed", "another's", "short"])
def test_an_archive_that_will_not_do_is_named(
    lighter: tuple[Path, Path], demo_folder: Path, tmp_path: Path, harm: str
) -> None:
    folder, disk = lighter[0], copied(lighter[1], tmp_path / "disk2")
    (file,) = disk.iterdir()
    data = bytearray(file.read_bytes())
    file.unlink()
    match harm:
        case "changed":
            data[len(data) // 2] ^= 1
            file.write_bytes(data)
        case "another's":
            file.write_bytes((demo_folder / "journal.db").read_bytes())
        case "short":
            file.write_bytes(data[: len(data) // 2])
        case _:
            assert harm == "missing"
    found = judged(folder, disk)
    assert [one.where for one in found.violations] == [file.name]
    assert found.left is not None, "what the journal has is read all the same"


@pytest.mark.parametrize("harm", ["changed", "short", "a fact less", "another amount"])
def test_nothing_leaves_for_an_archive_that_does_not_read_back(
    till: Path, disk: Path, harm: str
) -> None:
    before = judged(till).facts
    file = archive(till, disk, {}).file
    data = bytearray(file.read_bytes())
    if harm == "changed":
        data[len(data) // 2] ^= 1
    file.write_bytes(data if harm != "short" else data[: len(data) // 2])
    if harm in ("a fact less", "another amount"):
        db = Database(file, key=keys.get(till, keys.FILE, read(till).installation_number).key)
        more = "UPDATE facts SET body = replace(body, '\"change\":', '\"change\":1')"
        statement = "DELETE FROM facts WHERE seq = 7" if harm == "a fact less" else more
        assert db.driver().execute(statement).rowcount
        db.driver().execute("PRAGMA journal_mode=DELETE").fetchall()
        db.close()
    with pytest.raises((BadArchive, NothingArchived)):
        prune(till, disk, {})
    assert judged(till).facts == before


def test_half_an_archive_that_was_left_is_begun_anew(till: Path, disk: Path) -> None:
    made = archive(till, disk, {})
    made.file.rename(made.file.with_name(made.file.name + ".part"))
    assert archive(till, disk, {}).new
    assert not archive(till, disk, {}).new
    assert [path.name for path in disk.iterdir()] == [made.file.name]


# living on
@pytest.fixture
def later(lighter: tuple[Path, Path], tmp_path: Path) -> Iterator[Shop]:
    with Shop(copied(lighter[0], tmp_path / "till"), at=IN_2035) as shop:
        yield shop.sign_in("2001")


def test_of_a_ticket_that_left_is_said_where_it_is(later: Shop) -> None:
    for asked in (
        lambda: later.counter.refunds.find(FIRST),
        lambda: later.counter.printing.paper(FIRST),
        lambda: later.counter.printing.reprint(FIRST),
        lambda: later.counter.history.page(FIRST),
        lambda: later.counter.history.page("22-11-2026"),
        lambda: later.counter.shift_papers.z(1),
        lambda: later.counter.drawer.past(1),
    ):
        with pytest.raises(DocumentArchived, match=r"2025-01-01-2027-09-18\.journal"):
            asked()


def test_a_customer_of_then_is_known_and_a_voucher_of_then_pays(later: Shop) -> None:
    later.identify("77")
    assert later.sale.customer
    issued = later.facts(FactType.VOUCHER_ISSUED)
    assert len(issued) >= 2
    with later.db.read() as connection:
        assert documents.one(connection, issued[0].body["document"]) is None, "its ticket left"


def test_a_backup_of_it_comes_back_and_goes_on(
    lighter: tuple[Path, Path], tmp_path: Path, recovery_code: str
) -> None:
    folder = copied(lighter[0], tmp_path / "till")
    back_up(folder, tmp_path / "backup")
    back = tmp_path / "back"
    restore(tmp_path / "backup", back, recovery_code)
    with Shop(back, at=IN_2035) as shop:
        shop.sign_in("2001").add("LEC-ENT").pay_cash()
    assert (judged(back).violations, judged(back, lighter[1]).violations) == ([], [])


def test_a_till_that_was_restored_once_archives_both_of_its_lives(
    demo_folder: Path, disk: Path, tmp_path: Path, recovery_code: str
) -> None:
    with Shop(demo_folder) as shop:
        aged.a_day(shop)
    back_up(demo_folder, tmp_path / "backup")
    restore(tmp_path / "backup", tmp_path / "back", recovery_code)
    with Shop(tmp_path / "back", at=NOON.replace(day=22)) as shop:
        aged.a_day(shop)
        shop.later(days=2700)
        aged.a_day(shop)
    before, whole = rows(tmp_path / "back"), judged(tmp_path / "back")
    gone = let(tmp_path / "back", disk)
    assert gone.said.through[0] == 2
    assert rows(tmp_path / "back") == before
    alone, both = judged(tmp_path / "back"), judged(tmp_path / "back", disk)
    assert (whole.violations, alone.violations, both.violations) == ([], [], [])
    assert alone.heads == both.heads
    assert (len(both.heads), both.documents) == (2, whole.documents)


def test_an_archive_opens_with_a_key_of_that_till_alone(
    lighter: tuple[Path, Path],
) -> None:
    (file,) = lighter[1].iterdir()
    assert b"SQLite" not in file.read_bytes()[:64]
    assert "María".encode() not in file.read_bytes()


def test_the_statement_reads_as_json(lighter: tuple[Path, Path]) -> None:
    db = opened(lighter[0])
    with db.read() as connection:
        (fact,) = [f for f in journal.since(connection) if f.type == FactType.JOURNAL_PRUNED]
    db.close()
    assert json.loads(canonical(fact.body)) == fact.body
    assert sum(fact.body["cash"].values()) == 0
