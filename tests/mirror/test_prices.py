"""When a price is a price: falls hold at once, rises wait for the next opening."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from mirror_builders import NOW, a_price, a_row, live

from app.mirror import catalog, folder
from app.mirror.hours import next_opening
from app.mirror.items import Roles
from app.mirror.live import When
from app.mirror.rows import Change, moment_text

MADRID = ZoneInfo("Europe/Madrid")
SPLIT = [["09:30", "14:00"], ["17:00", "21:00"]]
WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SPLIT) | {"sat": [["10:00", "14:00"]]}

NOON = "2026-11-23T11:00:00.000+00:00"
EVENING = "2026-11-23T16:00:00.000+00:00"
OPEN = When(NOON, EVENING)
SHUT = When(NOON)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-23T12:00", "2026-11-23T17:00"),  # Monday morning: this afternoon
        ("2026-11-23T09:30", "2026-11-23T17:00"),
        ("2026-11-23T18:00", "2026-11-24T09:30"),
        ("2026-11-28T11:00", "2026-11-30T09:30"),  # Saturday: over Sunday
        ("2026-12-24T18:00", "2026-12-26T10:00"),  # over Christmas, which is its own day
        ("2026-10-23T20:00", "2026-10-24T10:00"),
        ("2026-11-23T14:00", None),  # closed at noon
        ("2026-11-23T08:00", None),
        ("2026-11-29T12:00", None),
        ("2026-12-25T12:00", None),
    ],
)
def test_the_next_opening_is_the_calendars(now: str, opens: str | None) -> None:
    calendar = WEEK | {"2026-12-25": []}
    expected = at(opens).astimezone(UTC) if opens else None
    assert next_opening(calendar, MADRID, at(now)) == expected


def test_a_shop_may_close_past_midnight_or_never() -> None:
    late = {"fri": [["18:00", "02:00"]]}
    assert next_opening(late, MADRID, at("2026-11-28T01:00")) == at("2026-12-04T18:00")
    assert next_opening(late, MADRID, at("2026-11-28T03:00")) is None
    always = {day: [["00:00", "24:00"]] for day in ("mon", "tue")}
    assert next_opening(always, MADRID, at("2026-11-23T23:00")) == at("2026-11-24T00:00")


@pytest.mark.parametrize("calendar", [{}, {"mon": "all day"}, {"mon": [["9", "x"], 7]}])
def test_without_a_readable_calendar_nothing_waits(calendar: dict[str, Any]) -> None:
    assert next_opening(calendar, MADRID, at("2026-11-23T12:00")) is None


@pytest.fixture
def where(tmp_path: Path) -> Path:
    catalog.empty(tmp_path, source="test", created=NOW)
    with live(tmp_path) as shelf:
        shelf.assign(Roles("store", "web"))
        shelf.put_prices("store", [a_price("A", 100)], SHUT)
        shelf.put_products([a_row("A")])
    return tmp_path


def prices(where: Path) -> tuple[int, list[Any]]:
    """(product.price, rows of `price` without SKU)."""
    path = folder.current(where)
    assert path is not None
    connection = folder.connect(path, readable_only=True)
    (price,) = connection.execute("SELECT price FROM product").fetchone()
    rows = connection.execute(
        "SELECT list, starts, ends, cents, held_cents, held_until FROM price ORDER BY 1, 2"
    ).fetchall()
    connection.close()
    return price, rows


def put(where: Path, code: str, change: Change, when: When) -> tuple[int, list[Any]]:
    with live(where) as shelf:
        shelf.put_prices(code, [change], when)
    return prices(where)


def test_a_fall_holds_at_once(where: Path) -> None:
    assert put(where, "store", a_price("A", 80), OPEN) == (80, [])


def test_a_rise_holds_at_once_while_the_shop_is_closed(where: Path) -> None:
    assert put(where, "store", a_price("A", 120), SHUT) == (120, [])


def test_a_rise_in_opening_hours_waits_for_the_next_opening(where: Path) -> None:
    held = (100, [("store", "", "", 100, 120, EVENING)])
    assert put(where, "store", a_price("A", 120), OPEN) == held
    with live(where) as shelf:
        assert shelf.settle(moment_text(datetime(2026, 11, 23, 15, 59, tzinfo=UTC))) == 0
    assert prices(where) == held
    with live(where) as shelf:
        assert shelf.settle(EVENING) == 1
    assert prices(where) == (120, [])


def test_a_second_rise_replaces_the_one_that_waits_and_a_fall_takes_it_back(where: Path) -> None:
    put(where, "store", a_price("A", 120), OPEN)
    held = (100, [("store", "", "", 100, 150, EVENING)])
    assert put(where, "store", a_price("A", 150), OPEN) == held
    assert put(where, "store", a_price("A", 90), OPEN) == (90, [])


def test_a_page_with_a_fall_and_a_rise_counts_from_the_fall(where: Path) -> None:
    with live(where) as shelf:
        shelf.put_prices("store", [a_price("A", 90), a_price("A", 95)], OPEN)
    assert prices(where) == (90, [("store", "", "", 90, 95, EVENING)])


def test_the_webs_prices_never_wait(where: Path) -> None:
    put(where, "web", a_price("A", 90), OPEN)
    assert put(where, "web", a_price("A", 500), OPEN) == (100, [])


def test_another_lists_price_above_what_is_paid_waits(where: Path) -> None:
    _, rows = put(where, "season", a_price("A", 130), OPEN)
    assert rows == [("season", "", "", 100, 130, EVENING)]
    with live(where) as shelf:
        shelf.settle(EVENING)
    assert prices(where) == (100, [("season", "", "", 130, None, None)])


def test_a_price_that_begins_later_is_kept_as_it_is(where: Path) -> None:
    later = "2026-12-01T00:00:00.000+00:00"
    _, rows = put(where, "store", a_price("A", 900, later), OPEN)
    assert rows == [("store", later, "", 900, None, None)]


def test_the_end_of_an_offer_in_opening_hours_waits(where: Path) -> None:
    put(where, "season", a_price("A", 70), SHUT)
    taken = Change("price", "A|", None)
    _, rows = put(where, "season", taken, OPEN)
    assert rows == [("season", "", EVENING, 70, None, EVENING)]
    with live(where) as shelf:
        shelf.settle(EVENING)
    assert prices(where) == (100, [])


def test_an_offer_shortened_into_the_past_waits_too(where: Path) -> None:
    put(where, "season", a_price("A", 70), SHUT)
    _, rows = put(where, "season", a_price("A", 70, ends="2026-11-23T08:00:00+00:00"), OPEN)
    assert rows == [("season", "", EVENING, 70, None, EVENING)]


def test_taking_away_a_price_above_the_others_is_a_fall(where: Path) -> None:
    put(where, "season", a_price("A", 170), SHUT)
    assert put(where, "season", Change("price", "A|", None), OPEN) == (100, [])


def test_times_are_kept_in_one_form_whoever_wrote_them(where: Path) -> None:
    spelled = "2026-12-01T01:00:00+01:00"
    put(where, "season", a_price("A", 70, spelled), SHUT)
    one = "2026-12-01T00:00:00.000+00:00"
    assert prices(where)[1] == [("season", one, "", 70, None, None)]
    assert put(where, "season", Change("price", f"A|{spelled}", None), SHUT) == (100, [])


def was(where: Path) -> list[Any]:
    path = folder.current(where)
    assert path is not None
    connection = folder.connect(path, readable_only=True)
    query = "SELECT list, starts, until, ends, cents FROM price_was ORDER BY until, list, starts"
    rows: list[Any] = connection.execute(query).fetchall()
    connection.close()
    return rows


def test_what_a_price_was_is_kept_from_the_moment_it_changed(where: Path) -> None:
    assert was(where) == []
    put(where, "store", a_price("A", 80), OPEN)
    put(where, "season", a_price("A", 70, ends="2026-12-01T00:00:00+00:00"), OPEN)
    put(where, "web", a_price("A", 60), OPEN)
    later = When("2026-11-23T12:00:00.000+00:00", EVENING)
    put(where, "season", Change("price", "A|", None), later)
    assert was(where) == [
        ("season", "", NOON, "", None),
        ("store", "", NOON, "", 100),
        ("season", "", later.now, "2026-12-01T00:00:00.000+00:00", 70),
    ]
    with live(where) as shelf:
        shelf.prune(later.now)
    assert [row[0] for row in was(where)] == ["season"]


def test_a_rise_that_waited_is_history_when_it_comes(where: Path) -> None:
    put(where, "store", a_price("A", 120), OPEN)
    assert was(where) == []
    with live(where) as shelf:
        shelf.settle(EVENING)
    assert was(where) == [("store", "", EVENING, "", 100)]
