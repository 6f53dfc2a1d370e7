"""The line on the bar: what is held back by its name, and since which day there is none."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.line import Alarm, LineState, LineStatus
from app.ui.line_view import line_chip

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Europe/Madrid"))


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (datetime(2026, 11, 22, 9, 32, tzinfo=UTC), "Sin conexión desde las 10:32"),
        (datetime(2026, 11, 21, 23, 30, tzinfo=UTC), "Sin conexión desde las 00:30"),
        (datetime(2026, 11, 20, 9, 32, tzinfo=UTC), "Sin conexión desde el 20/11/2026 a las 10:32"),
        (None, "Sin conexión"),
    ],
)
def test_an_outage_says_its_day_when_it_is_not_today(since: datetime | None, said: str) -> None:
    chip = line_chip(LineStatus(LineState.OFFLINE, since=since), NOW)
    assert chip is not None
    assert chip.words == said


def test_what_is_held_back_is_named_once() -> None:
    alarms = (
        Alarm("held", "catalog", {"stream": "catalog"}, settles=True),
        Alarm("poison_page", "price:web", {"stream": "price:web"}, settles=True),
        Alarm("poison_page", "price:store", {"stream": "price:store"}, settles=True),
        Alarm("clock"),
    )
    chip = line_chip(LineStatus(LineState.HELD, alarms=alarms), NOW)
    assert chip is not None
    assert (chip.words, chip.tone) == ("Retenido: catálogo, precios", "warning")


def test_every_state_but_alone_has_a_chip() -> None:
    without = [state for state in LineState if line_chip(LineStatus(state), NOW) is None]
    assert without == [LineState.ALONE]
