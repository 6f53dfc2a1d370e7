"""What the line's alarms say to who stands at the till."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON
from PySide6.QtWidgets import QApplication

from app.domain.line import Alarm
from app.services.attention import ClockBehind
from app.ui.screens.attention_view import attention_view
from app.ui.screens.line_matters import alarm_words


def test_figures_of_what_is_held_back_are_written_as_people_read_them(
    dressed: QApplication,
) -> None:
    facts = {"what": "products", "rows": "12000", "left": "310"}
    words, then = alarm_words(Alarm("held", "catalog", facts, settles=True))
    assert words == "La central deja el catálogo en 310 artículos de 12.000"
    assert "oficina" in then
    staff = alarm_words(Alarm("held", "store:042", {"what": "staff", "rows": "4", "left": "0"}))
    assert "a las 4 personas" in staff[0]


@pytest.mark.parametrize("facts", [{}, {"rows": "many", "left": "x"}])
def test_what_a_newer_worker_counts_otherwise_is_no_trouble(
    dressed: QApplication, facts: dict[str, str]
) -> None:
    assert alarm_words(Alarm("held", "catalog", facts))


def test_the_clock_says_which_way_it_is_off() -> None:
    for seconds, said in (
        ("25500", "El reloj va 425 min atrasado respecto al de la central"),
        ("-400", "El reloj va 6 min adelantado respecto al de la central"),
        ("", "El reloj no coincide con el de la central"),
    ):
        facts = {"seconds": seconds} if seconds else {}
        assert alarm_words(Alarm("clock", facts=facts))[0] == said


def test_a_clock_behind_the_newest_fact_says_by_how_much(dressed: QApplication) -> None:
    by = timedelta(hours=30, seconds=59)
    (view,) = attention_view([ClockBehind(by)], NOON, expected=False)
    assert view.words == "El reloj va 1.800 min atrasado respecto al último apunte"
    assert view.actions == ()
