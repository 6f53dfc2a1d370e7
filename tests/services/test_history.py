"""Documents found again, over a real till."""

from __future__ import annotations

import pytest
from shop import Shop

from app.domain.errors import NotSignedIn
from app.services import history
from app.services.history import PAGE


@pytest.fixture
def week(open_shop: Shop) -> Shop:
    """Friday a ticket of 8.50 in two coffees, Saturday one of 4.25, and one of the first back."""
    open_shop.sign_in("2001").add("CAF-001", "2").pay_cash()
    open_shop.later(days=1).sign_in("2001").add("CAF-001").pay_cash()
    open_shop.refund("T042C03AS26-000001", [(1, "1")])
    return open_shop


def found(shop: Shop, words: str = "") -> list[str]:
    return [one.number for one in shop.counter.history.page(words).documents]


FIRST, SECOND, BACK = "T042C03AS26-000001", "T042C03AS26-000002", "T042C03AR26-000001"


def test_without_words_everything_is_there_newest_first(week: Shop) -> None:
    assert found(week) == [BACK, SECOND, FIRST]


def test_the_end_of_a_number_finds_it_in_every_series(week: Shop) -> None:
    assert found(week, "1") == [BACK, FIRST]
    assert found(week, "000002") == [SECOND]
    assert found(week, SECOND.lower()) == [SECOND]
    assert found(week, "7") == []


def test_an_amount_is_found_sold_or_given_back(week: Shop) -> None:
    assert found(week, "4,25") == [BACK, SECOND]
    assert found(week, "-4,25") == [BACK]
    assert found(week, "8.50") == [FIRST]


def test_a_day_is_found(week: Shop) -> None:
    first = week.counter.history.page(FIRST).documents[0].issued_at
    assert found(week, f"{first:%d/%m}") == [FIRST]
    assert found(week, f"{first:%d-%m-%Y}") == [FIRST]


def test_years_are_read_a_page_at_a_time_and_nothing_is_left_out(
    week: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "PAGE", 2)
    first = week.counter.history.page()
    rest = week.counter.history.page(beyond=first.older)
    assert [one.number for one in (*first.documents, *rest.documents)] == [BACK, SECOND, FIRST]
    assert (first.older is not None, rest.older) == (True, None)
    assert PAGE > 2


def test_the_inspector_reads_it_and_nobody_unknown_does(week: Shop) -> None:
    assert found(week.sign_in("5001")) == [BACK, SECOND, FIRST]
    week.counter.signin.sign_out()
    with pytest.raises(NotSignedIn):
        found(week)
