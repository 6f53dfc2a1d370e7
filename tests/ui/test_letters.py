"""What a customer knows is said in words; so is that nobody could write to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from builders import an_order
from orders import picked, then

from app.domain.order_event import CENTRAL, NOBODY, Told
from app.ui.screens import letters
from app.ui.screens.order_view import _about
from sync.central.telling.occasions import Subject
from sync.central.telling.postman import Way


@pytest.mark.parametrize("subject", list(Subject))
def test_every_letter_that_central_writes_has_its_words(subject: Subject) -> None:
    assert letters.about(f"{subject.value}:2") == letters.about(subject.value)
    assert letters.about(subject.value) != subject.value


@pytest.mark.parametrize("way", list(Way))
def test_so_has_every_way(way: Way) -> None:
    assert letters.way(way.value) != way.value


def test_an_order_says_when_its_customer_was_told_or_that_nobody_could() -> None:
    f = picked(replace(an_order(), placed_at=datetime(2026, 11, 21, 9, tzinfo=UTC)))
    assert "avisa" not in _about(f, UTC)
    f = then(f, Told("ready", NOBODY), CENTRAL)
    assert _about(f, UTC).endswith("sin avisar: no dejó dónde")
    f = then(f, Told("reminder:1", "mail"), CENTRAL)
    assert "avisado el" in _about(f, UTC)
