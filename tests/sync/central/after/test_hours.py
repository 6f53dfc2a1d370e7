"""A shop's calendar in days and closings; times are Madrid's, an hour before UTC in winter."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sync.central.after import hours

from ..speaking import a_shop

WEEK = {
    day: [("09:30", "14:00"), ("17:00", "20:30")] for day in ("mon", "tue", "wed", "thu", "fri")
}
SHOP = a_shop("042", calendar={**WEEK, "sat": [("10:00", "14:00")], "2026-11-24": []})
FRIDAY = datetime(2026, 11, 20, 11, tzinfo=UTC)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def test_the_next_closing_is_that_of_the_day_and_no_pause_at_noon() -> None:
    assert hours.next_closing(SHOP, FRIDAY) == at(20, 19, 30)
    assert hours.next_closing(SHOP, at(20, 19, 30)) == at(21, 13)
    assert hours.next_closing(SHOP, at(21, 14)) == at(23, 19, 30), "Sunday it is closed"


def test_days_on_which_it_is_closed_do_not_count() -> None:
    assert hours.after_days(SHOP, FRIDAY, 1) == at(21, 13)
    assert hours.after_days(SHOP, FRIDAY, 2) == at(23, 19, 30)
    assert hours.after_days(SHOP, FRIDAY, 3) == at(25, 19, 30), "nor the holiday of the 24th"


def test_a_shop_without_a_calendar_is_open_until_midnight() -> None:
    always = a_shop("043")
    assert hours.after_days(always, FRIDAY, 1) == at(21, 23)
    assert hours.next_closing(always, FRIDAY) == at(20, 23)
    assert hours.is_open(always, date(2026, 11, 22))


def test_a_shop_that_never_opens_holds_nothing_for_ever() -> None:
    never = a_shop("044", calendar={"mon": []})
    assert hours.after_days(never, FRIDAY, 2) > FRIDAY
    assert hours.next_closing(never, FRIDAY) > FRIDAY


def test_past_midnight_it_closes_the_day_after() -> None:
    late = a_shop("045", calendar={"fri": [("18:00", "24:00")]})
    assert hours.next_closing(late, FRIDAY) == at(20, 23)


def test_what_ends_on_a_closed_day_ends_with_the_next_open_one() -> None:
    assert hours.not_before_open(SHOP, at(20, 12)) == at(20, 12)
    assert hours.not_before_open(SHOP, at(22, 12)) == at(23, 19, 30)
