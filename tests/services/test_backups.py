"""A backup a day: when it is due, which are kept, what is said when there is none."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from shop import Shop

from app.domain.errors import BackupsFolderMissing, CentralNotCopied
from app.services import single
from app.services.attention import BackupTrouble
from app.services.backing import restore
from app.services.backups import (
    DAYS,
    MONTHS,
    Backups,
    BackupState,
    back_up_today,
    note,
    state_of,
    superseded,
)
from app.services.doctor import examine
from app.services.single import Damaged, Single

pytestmark = pytest.mark.usefixtures("small_reserve")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC).astimezone()
STEM = "042-03-"


def name(day: date) -> str:
    return f"{STEM}{day.isoformat()}.mostrador"


@pytest.fixture
def keeping(demo_folder: Path, tmp_path: Path) -> Path:
    """A till whose backups go to `backups` beside it."""
    (tmp_path / "backups").mkdir()
    single.write(demo_folder, Single(1, str(tmp_path / "backups")))
    return demo_folder


def test_fourteen_days_and_twelve_month_ends_are_kept() -> None:
    days = [date(2025, 1, 1) + timedelta(days=n) for n in range(690)]  # to 2026-11-21
    there: list[str] = []
    for day in days:
        there.append(name(day))
        for gone in superseded([*there, "notes.txt", "042-02-2026-01-05.mostrador"], STEM, day):
            there.remove(gone)
    kept = [date.fromisoformat(one[len(STEM) : -10]) for one in there]
    assert kept[-DAYS:] == days[-DAYS:]
    ends = [one for one in kept if one.month != (one + timedelta(days=1)).month]
    assert [f"{one:%Y-%m}" for one in ends] == [
        *("2025-12", "2026-01", "2026-02", "2026-03", "2026-04", "2026-05"),
        *("2026-06", "2026-07", "2026-08", "2026-09", "2026-10"),
    ]
    assert len(kept) == DAYS + MONTHS - 1  # the newest is the end of its month so far


def test_todays_is_never_let_go_whatever_the_clock_said_before() -> None:
    future = [name(date(2035, 1, 1) + timedelta(days=n)) for n in range(400)]
    assert name(NOW.date()) not in superseded([*future, name(NOW.date())], STEM, NOW.date())


def test_one_a_day_and_again_an_hour_after_a_failure() -> None:
    assert BackupState().due(NOW)
    made = BackupState(NOW, NOW)
    assert not made.due(NOW + timedelta(hours=5))
    assert made.due(NOW + timedelta(days=1))
    failed = BackupState(NOW, NOW + timedelta(days=1), "no room")
    assert not failed.due(NOW + timedelta(days=1, minutes=59))
    assert failed.due(NOW + timedelta(days=1, minutes=61))
    assert failed.due(NOW - timedelta(days=400))  # the clock was put right


def test_the_backup_of_a_day_opens_with_the_recovery_code(
    keeping: Path, recovery_code: str, tmp_path: Path
) -> None:
    into = tmp_path / "backups"
    file = back_up_today(keeping, into, NOW, str)
    assert [path.name for path in into.glob("*.mostrador")] == [file.name] == [name(NOW.date())]
    assert state_of(keeping) == BackupState(NOW, NOW)
    assert restore(file, tmp_path / "again", recovery_code).config.generation == "B"


def test_a_disk_that_is_not_there_is_said_and_not_made(keeping: Path, tmp_path: Path) -> None:
    back_up_today(keeping, tmp_path / "backups", NOW, str)
    later = NOW + timedelta(days=1)
    with pytest.raises(BackupsFolderMissing):
        back_up_today(keeping, tmp_path / "usb", later, lambda error: "no disk")
    assert not (tmp_path / "usb").exists()
    assert state_of(keeping) == BackupState(NOW, later, "no disk")
    finding = next(one for one in examine(keeping) if one.check == "backup")
    assert not finding.ok
    assert "no disk" in finding.detail


def test_a_central_that_cannot_be_copied_keeps_no_till_from_its_backup(
    keeping: Path, recovery_code: str, tmp_path: Path
) -> None:
    (keeping / single.CENTRAL).mkdir()
    (keeping / single.CENTRAL / single.DATABASE).write_bytes(b"nothing of the kind" * 300)
    (keeping / single.CENTRAL / single.KEY).write_text("00" * 32)
    with pytest.raises(CentralNotCopied):
        back_up_today(keeping, tmp_path / "backups", NOW, lambda error: "central")
    assert state_of(keeping) == BackupState(NOW, NOW, "central")
    file = tmp_path / "backups" / name(NOW.date())
    assert restore(file, tmp_path / "again", recovery_code).config.generation == "B"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "port?"),
        ("port = 8080\n", "backups?"),
        ("port = 0\nbackups = 'a'", "port = 0"),
        ("port = true\nbackups = 'a'", "port = True"),
        ("port = 65536\nbackups = 'a'", "port = 65536"),
        ("port = 8080\nbackups = ''", "backups = ''"),
        ("port 8080", "Expected '=' after a key in a key/value pair (at line 1, column 6)"),
    ],
)
def test_a_single_toml_that_says_nothing_is_told_from_none(
    tmp_path: Path, text: str, reason: str
) -> None:
    assert single.read(tmp_path) is None
    (tmp_path / single.NAME).write_text(text, "utf-8")
    assert single.read(tmp_path) == Damaged(reason)
    (tmp_path / single.NAME).write_bytes(b"port = 1\nbackups = '\xff'")
    assert isinstance(single.read(tmp_path), Damaged)
    assert state_of(tmp_path) is None


def test_a_folder_without_single_toml_keeps_none(demo_folder: Path) -> None:
    assert state_of(demo_folder) is None
    assert [one for one in examine(demo_folder) if one.check == "backup"] == []


def test_a_failed_or_old_backup_waits_for_a_person(keeping: Path) -> None:
    def matters() -> list[object]:
        return [one for one in shop.counter.attention.matters() if isinstance(one, BackupTrouble)]

    with Shop(keeping) as shop:
        now = shop.counter.till.now()
        note(keeping, BackupState(now, now))
        assert matters() == []
        old = BackupState(now - timedelta(days=3), now)
        note(keeping, old)
        assert matters() == [BackupTrouble(old)]
        failed = BackupState(now, now, "no room")
        note(keeping, failed)
        assert matters() == [BackupTrouble(failed)]


def test_what_makes_it_is_started_once_and_its_end_is_heard(keeping: Path) -> None:
    let, heard = threading.Event(), threading.Event()
    ran: list[int] = []

    def run() -> int:
        ran.append(1)
        let.wait(10)
        return 9  # killed before it could say why

    backups = Backups(keeping, run)
    backups.on_change(heard.set)
    backups.look(NOW)
    backups.look(NOW)
    assert backups.running
    let.set()
    assert heard.wait(10)
    assert ran == [1]
    assert state_of(keeping) == BackupState(None, NOW, "exit 9")
    backups.look(NOW)  # within the hour
    assert ran == [1]
