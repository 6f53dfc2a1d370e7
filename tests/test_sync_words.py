"""Every alarm of the worker is a sentence, in both languages, with all that it says of itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.domain.line import Alarm, LineState, LineStatus
from app.sync_words import ENGLISH, SPANISH, alarm_sentence, lines, state_sentence

SYNC = Path(__file__).parent.parent / "sync"
# Kinds that are said with words of their own at the call; the others are read from the source.
SAID = {"held", "poison_page", "disk", "clock", "replayed", "snapshot"}
FACTS = {
    "installation": "1001",
    "seq": "7",
    "ours": "9",
    "why": "x",
    "stream": "catalog",
    "fault": "gap",
    "rows": "150",
    "left": "30",
    "what": "products",
    "detail": "d",
    "kind": "stop",
}


def kinds() -> set[str]:
    source = "".join(path.read_text("utf-8") for path in SYNC.glob("*.py"))
    return SAID | set(re.findall(r'\.alarm\(\s*"([a-z_]+)"', source))


@pytest.mark.parametrize("language", [SPANISH, ENGLISH])
@pytest.mark.parametrize("kind", sorted(kinds()))
def test_an_alarm_is_a_sentence_without_holes(kind: str, language: str) -> None:
    said = alarm_sentence(Alarm(kind, "key", FACTS), language)
    assert said[-1] in ".»”)?"
    assert "?" not in said.replace("¿", "").replace("caja?", "").replace("till?", "")
    assert "{" not in said
    assert not said.startswith(("Aviso", "Alarm"))


def test_an_alarm_of_a_later_worker_is_said_too() -> None:
    assert alarm_sentence(Alarm("dreams"), ENGLISH) == "Alarm “dreams”."


def test_what_is_held_back_says_how_much_goes() -> None:
    facts = {"rows": "150", "left": "30", "what": "products", "stream": "catalog"}
    assert "120 de 150 (artículos)" in alarm_sentence(Alarm("held", "held catalog", facts))


@pytest.mark.parametrize("state", list(LineState))
def test_every_state_is_a_sentence(state: LineState) -> None:
    at = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
    for language in (SPANISH, ENGLISH):
        said = state_sentence(LineStatus(state, 3, at), language)
        assert said.endswith(".")
        assert "{" not in said


def test_everything_is_listed() -> None:
    at = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
    status = LineStatus(LineState.OFFLINE, 3, at, {"config": at}, (Alarm("snapshot"),))
    said = lines(status, ENGLISH)
    assert said[0] == "Offline since 10:02; 3 to send."
    assert said[1].split() == ["config", "2026-11-22", "10:02:00"]
    assert said[2].startswith("! The whole catalogue")
