"""The window and the daily backup: made when it is quiet; one that failed, or is old, is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from builders import NOON
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import config, window_chores
from app.domain.errors import DamagedSingle
from app.domain.money import Money
from app.domain.shift import Count
from app.main import Program
from app.services import single
from app.services.attention import BackupsNowhere, BackupTrouble
from app.services.backups import Backups, BackupState, note
from app.services.single import Single
from app.ui.screens.attention_view import attention_view
from app.ui.theme import glyph
from ui.conftest import Counter


@pytest.mark.parametrize(
    ("state", "words", "detail"),
    [
        (
            BackupState(NOON - timedelta(days=4), NOON, "No está la carpeta."),
            "La copia de seguridad no se ha podido hacer",
            "No está la carpeta. La última es del 17/11/2026.",
        ),
        (
            BackupState(None, NOON, "No está la carpeta."),
            "La copia de seguridad no se ha podido hacer",
            "No está la carpeta.",
        ),
        (
            BackupState(NOON - timedelta(days=4), NOON),
            "Hace días que no se hace la copia de seguridad",
            "La última es del 17/11/2026.",
        ),
    ],
    ids=["failed", "never", "old"],
)
def test_it_says_why_there_is_none_and_of_when_the_last_is(
    state: BackupState, words: str, detail: str
) -> None:
    (view,) = attention_view([BackupTrouble(state)], NOON, expected=False)
    assert (view.words, view.detail) == (words, detail)
    assert glyph(view.icon)


def test_a_till_that_does_not_know_where_to_keep_them_says_what_to_type() -> None:
    why = DamagedSingle(file="single.toml", reason="port?", command="mostrador start --single")
    (view,) = attention_view([BackupsNowhere(why)], NOON, expected=False)
    assert view.words == "No se hacen copias de seguridad"
    assert "«mostrador start --single --backups CARPETA»" in view.detail
    assert (view.actions, bool(glyph(view.icon))) == ((), True)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When a backup was asked for; none is made."""
    found: list[datetime] = []
    monkeypatch.setattr(Backups, "make", lambda _backups, now: found.append(now))
    return found


def test_its_button_makes_it_now(counter: Counter, made: list[datetime]) -> None:
    counter.face.attention.act("backup", "backup:")
    assert len(made) == 1


@pytest.fixture
def program(
    demo_folder: Path, tmp_path: Path, qtbot: QtBot, dressed: QApplication
) -> Iterator[Program]:
    """The window of a till that keeps backups, not opened yet."""
    single.write(demo_folder, Single(1, str(tmp_path)))
    with ExitStack() as closing:
        program = Program(dressed, demo_folder, config.read(demo_folder), closing)
        qtbot.addWidget(program.window)
        program.window.open("signin")
        yield program
    shiboken6.delete(program.window)


def test_todays_is_made_soon_after_the_start(
    program: Program, made: list[datetime], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(window_chores, "BACKUP_AFTER_MS", 50)
    program._open()
    assert made == []
    qtbot.waitUntil(lambda: len(made) == 1)


@pytest.mark.parametrize("already", [False, True])
def test_it_is_made_after_every_shift_also_where_the_day_has_one(
    program: Program, demo_folder: Path, made: list[datetime], already: bool
) -> None:
    program._open()
    counter = program.counter
    assert counter
    now = counter.till.now()
    note(demo_folder, BackupState(now, now) if already else BackupState())
    counter.signin.sign_in("9001", "9999")
    counter.drawer.open(Money(0))
    assert made == []
    counter.drawer.count(Count(()))
    counter.drawer.close()
    assert len(made) == 1
