"""How far a figure is believed: by what speaks against it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOON

from app.domain.confidence import Doubt, Signs, Trust, confidence

GOOD = Signs(False, NOON - timedelta(days=3), 0, False, NOON - timedelta(minutes=1))


def test_a_figure_counted_lately_and_heard_just_now_is_sure() -> None:
    assert confidence(GOOD, NOON).trust is Trust.SURE


@pytest.mark.parametrize(
    ("changes", "doubt", "trust"),
    [
        ({"negative": True}, Doubt.NEGATIVE, Trust.POOR),
        ({"counted_at": None}, Doubt.NEVER_COUNTED, Trust.POOR),
        ({"counted_at": NOON - timedelta(days=31)}, Doubt.OLD_COUNT, Trust.FAIR),
        ({"counted_at": NOON - timedelta(days=181)}, Doubt.OLD_COUNT, Trust.POOR),
        ({"nil_picks": 1}, Doubt.NIL_PICKS, Trust.FAIR),
        ({"nil_picks": 2}, Doubt.NIL_PICKS, Trust.POOR),
        ({"heard_at": NOON - timedelta(hours=1)}, Doubt.OLD_WORD, Trust.FAIR),
        ({"heard_at": NOON - timedelta(days=2)}, Doubt.OLD_WORD, Trust.POOR),
        ({"heard_at": None}, Doubt.OLD_WORD, Trust.POOR),
    ],
)
def test_each_doubt_leaves_so_much_trust(changes: dict, doubt: Doubt, trust: Trust) -> None:  # type: ignore[type-arg]
    found = confidence(replace(GOOD, **changes), NOON)
    assert (found.trust, found.doubts) == (trust, (doubt,))


def test_two_middling_doubts_leave_little_trust() -> None:
    signs = replace(GOOD, nil_picks=1, counted_at=NOON - timedelta(days=40))
    assert confidence(signs, NOON).trust is Trust.POOR


def test_a_till_of_no_chain_waits_for_nobodys_word() -> None:
    assert confidence(replace(GOOD, alone=True, heard_at=None), NOON).trust is Trust.SURE
