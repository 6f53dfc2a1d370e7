"""When a clock is known to be wrong by more than a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.skew import DAY, Fault, WrongClock, faults, wrong_clock

NONE = timedelta()
SECOND = timedelta(seconds=1)
SPANS = st.timedeltas(-timedelta(days=400), timedelta(days=400))


@pytest.mark.parametrize(
    ("behind", "ahead", "said"),
    [
        (DAY, None, None),
        (DAY + SECOND, None, WrongClock(Fault.BEHIND_FACTS, DAY + SECOND)),
        (NONE, DAY, None),
        (NONE, -DAY, None),
        (NONE, DAY + SECOND, WrongClock(Fault.BEHIND_CENTRAL, DAY + SECOND)),
        (NONE, -DAY - SECOND, WrongClock(Fault.AHEAD_OF_CENTRAL, DAY + SECOND)),
        (2 * DAY, 3 * DAY, WrongClock(Fault.BEHIND_FACTS, 2 * DAY)),
        (2 * DAY, NONE, WrongClock(Fault.BEHIND_FACTS, 2 * DAY)),
    ],
)
def test_exactly_a_day_is_no_fault_and_a_second_more_is(
    behind: timedelta, ahead: timedelta | None, said: WrongClock | None
) -> None:
    assert wrong_clock(behind, ahead) == said


@given(SPANS.map(abs), st.none() | SPANS)
def test_a_clock_is_wrong_by_more_than_a_day_or_not_at_all(
    behind: timedelta, ahead: timedelta | None
) -> None:
    wrong = wrong_clock(behind, ahead)
    apart = [behind] if ahead is None else [behind, abs(ahead)]
    assert (wrong is None) == all(one <= DAY for one in apart)
    assert wrong is None or (wrong.by > DAY and wrong.by in apart)


@given(SPANS.map(abs), SPANS)
def test_without_central_only_the_facts_are_known_about(
    behind: timedelta, ahead: timedelta
) -> None:
    alone, together = faults(behind, None), faults(behind, ahead)
    assert alone[Fault.BEHIND_FACTS] == together[Fault.BEHIND_FACTS]
    assert [alone[fault] for fault in list(Fault)[1:]] == [None, None]
    assert None not in together.values()
