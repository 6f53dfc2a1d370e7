"""The first day at the demo's till, as it is seen."""

from __future__ import annotations

from typing import Any

from app.domain.tour import Lesson
from app.ui.screens.tour_view import tour_chip, tour_view

from .conftest import Counter


def test_the_first_that_is_not_done_is_lit_and_leads_to_where_it_is_done() -> None:
    cards = tour_view({Lesson.SHIFT, Lesson.UNDO})
    assert [card.icon for card in cards[:4]] == [
        "check-circle", "caret-right", "check-circle", "circle",
    ]  # fmt: skip
    assert [card.key for card in cards if card.actions] == ["cash"]
    assert not [card for card in tour_view(set(Lesson)) if card.actions]


def test_the_bar_of_the_demo_counts_until_all_is_learned() -> None:
    assert "2/10" in tour_chip({Lesson.SHIFT, Lesson.UNDO}).words
    assert tour_chip(set(Lesson)).words == "Demostración"


def test_a_lesson_is_ticked_off_while_it_is_done(counter: Counter) -> None:
    counter.window.open("tour")
    tour: Any = counter.screen("tour")
    tour._act("go", "cash")
    counter.screen("sell")
    counter.shop.add("CAF-001").pay_cash()
    counter.window.open("tour")
    assert next(card for card in tour._shown if card.key == "cash").age == "Hecho"
