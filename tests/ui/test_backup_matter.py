"""A backup that failed, or is old, on the Attention screen: said, and made by a touch."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from builders import NOON

from app.services.attention import BackupTrouble
from app.services.backups import Backups, BackupState
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


def test_its_button_makes_it_now(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[datetime] = []
    monkeypatch.setattr(Backups, "make", lambda _backups, now: made.append(now))
    counter.face.attention.act("backup", "backup:")
    assert len(made) == 1
