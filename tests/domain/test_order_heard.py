"""One event more comes to what all of them come to, whatever order they are heard in."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st
from orders import picked, then

from app.domain import order_event as e
from app.domain.order_event import Event
from app.domain.order_fold import fold, heard

AFTER: tuple[e.What, ...] = (
    e.Packed((((1, Decimal(2)), (2, Decimal(1))),)),
    e.Shelved("P2-5-1", "A3"),
    e.CancelAsked(),
    e.ScannedOut("P2-5-1"),
    e.PutBack("P2-5-1"),
    e.Cancelled(),
)
STORY = reduce(lambda f, what: then(f, what, device=2), AFTER, picked())


@given(st.permutations(STORY.events))
def test_events_heard_one_by_one_are_all_of_them(events: list[Event]) -> None:
    assert reduce(heard, events, fold(STORY.order, [])) == fold(STORY.order, events)


def test_a_fact_heard_twice_counts_once() -> None:
    assert heard(STORY, STORY.events[-1]) == STORY
    assert heard(STORY, STORY.events[0]) == STORY
