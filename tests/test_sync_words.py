"""Every alarm of the worker is a sentence, in both languages, with all that it says of itself."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

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
    "seconds": "-400",
}
HELD = (
    Alarm("held", "catalog", {"stream": "catalog"}),
    Alarm("poison_page", "price:web", {"stream": "price:web"}),
    Alarm("held", "price:store", {"stream": "price:store"}),
)
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


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
        said = state_sentence(LineStatus(state, 3, at, alarms=HELD), NOW, language)
        assert said.endswith(".")
        assert "{" not in said
        assert "?" not in said


def test_the_day_is_said_when_it_is_another_one() -> None:
    for day, spanish, english in (
        (22, "las 10:02", "10:02"),
        (21, "el 21/11/2026 a las 10:02", "21/11/2026 10:02"),
    ):
        status = LineStatus(LineState.OFFLINE, 3, datetime(2026, 11, day, 10, 2, tzinfo=UTC))
        assert f"desde {spanish};" in state_sentence(status, NOW, SPANISH)
        assert f"since {english};" in state_sentence(status, NOW, ENGLISH)


def test_times_are_of_the_zone_in_which_they_are_read() -> None:
    madrid = NOW.astimezone(ZoneInfo("Europe/Madrid"))
    status = LineStatus(LineState.OFFLINE, 3, datetime(2026, 11, 21, 23, 30, tzinfo=UTC))
    assert "desde las 00:30;" in state_sentence(status, madrid)


@pytest.mark.parametrize(
    ("seconds", "spanish", "english"),
    [
        ("25500", "va 7 h 5 min por detrás del", "is 7 h 5 min behind central"),
        ("-400", "va 6 min por delante del", "is 6 min ahead of central"),
        ("90000", "va 1 d 1 h por detrás del", "is 1 d 1 h behind central"),
    ],
)
def test_the_clock_says_how_far_and_which_way(seconds: str, spanish: str, english: str) -> None:
    alarm = Alarm("clock", facts={"seconds": seconds})
    assert spanish in alarm_sentence(alarm, SPANISH)
    assert english in alarm_sentence(alarm, ENGLISH)
    assert "?" not in alarm_sentence(Alarm("clock"), ENGLISH)


def test_without_a_worker_what_was_said_last_is_said_with_its_time_and_claims_nothing() -> None:
    at = datetime(2026, 11, 21, 10, 2, tzinfo=UTC)
    status = LineStatus(LineState.ENDED, 3, was=LineState.IN_STEP, at=at, oldest=at)
    assert lines(status, NOW, ENGLISH) == [
        "Nothing is sent or received now; 3 to send.",
        "  Last known (21/11/2026 10:02): in step.",
        "  The oldest to send: 21/11/2026 10:02.",
    ]
    held = LineStatus(LineState.ENDED, was=LineState.HELD, at=NOW, alarms=HELD)
    assert "retenido: catálogo, precios" in lines(held, NOW)[1]


def test_everything_is_listed() -> None:
    at = datetime(2026, 11, 22, 10, 2, tzinfo=UTC)
    status = LineStatus(LineState.OFFLINE, 3, at, {"config": at}, (Alarm("snapshot"),))
    said = lines(status, NOW, ENGLISH)
    assert said[0] == "Offline since 10:02; 3 to send."
    assert said[1].split() == ["config", "2026-11-22", "10:02:00"]
    assert said[2].startswith("! The whole catalogue")
