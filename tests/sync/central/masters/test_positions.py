"""Counts at positions of journals: what is before them is counted, what is after moves it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from facts import Chain, a_line, emptied, enrol, know, push, waiting
from facts import said as newest_said
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.errors import BadValue
from sync.central import exceptions
from sync.central.database import Central
from sync.central.fact_tables import ledger
from sync.central.masters import positions, stock
from sync.central.tables import stock as t

from ..conftest import Clock
from ..speaking import put_shop

TILLS = (1001, 1002)
OTHER = 1003
"""Of another shop."""


@pytest.fixture(autouse=True)
def _chain(central: Central) -> None:
    put_shop(central, "042")
    put_shop(central, "043")
    know(central, "A", "B")
    for number in TILLS:
        enrol(central, number)
    enrol(central, OTHER, shop="043")


@dataclass
class Till:
    """States facts, and says them later."""

    central: Central
    number: int
    quantities: dict[int, int] = field(default_factory=dict)
    """Of A that was sold, in thousandths, by the number of the fact."""
    heard: int = 0

    def __post_init__(self) -> None:
        self.chain = Chain(self.number).opened()

    @property
    def stated(self) -> int:
        return len(self.chain.records)

    def sold(self, quantity: int, *lines: dict[str, Any]) -> Till:
        number = f"T-{self.number}-{self.stated}"
        record = self.chain.sold(number, a_line("A", str(quantity)), *lines)
        self.quantities[record.seq] = quantity * 1000
        return self

    def says(self, most: int = 100) -> Till:
        if records := self.chain.records[self.heard : self.heard + most]:
            self.heard = push(self.central, records).acked_seq
        return self

    def after(self, seq: int, upto: int) -> int:
        return sum(one for at, one in self.quantities.items() if seq < at <= upto)


def count(central: Central, quantity: int, seen: dict[int, int], sku: str = "A") -> int:
    with central.write() as tx:
        return stock.count(tx, "042", {sku: quantity}, "office", seen=seen)


def on_hand(central: Central, sku: str = "A") -> int | None:
    with central.read() as conn:
        return stock.get(conn, "042", sku)


def in_ledger(central: Central, sku: str = "A") -> int:
    with central.read() as conn:
        total = conn.execute(select(func.sum(ledger.c.delta)).where(ledger.c.sku == sku))
        return int(total.scalar() or 0)


def told(central: Central) -> dict[str, Any]:
    said: dict[str, Any] = newest_said(central, "store:042", "stock")["A"]
    return {name: said[name] for name in ("on_hand", "included")}


def test_what_was_sold_before_a_count_and_heard_after_it_moves_nothing(central: Central) -> None:
    till = Till(central, 1001).sold(1).says().sold(2).sold(4)
    count(central, 9000, {1001: 3})
    assert told(central) == {"on_hand": "9.000", "included": {"1001": 3}}
    till.says()
    assert told(central) == {"on_hand": "5.000", "included": {"1001": 4}}
    assert on_hand(central) == in_ledger(central) == 5000


def test_what_central_had_heard_of_after_the_count_is_taken_off(central: Central) -> None:
    Till(central, 1001).sold(1).sold(2).sold(4).says()
    count(central, 9000, {1001: 2})
    assert told(central) == {"on_hand": "3.000", "included": {"1001": 4}}
    assert on_hand(central) == in_ledger(central) == 3000


def test_the_till_that_nobody_looked_at_stood_where_central_had_heard(central: Central) -> None:
    seen, other = Till(central, 1001).sold(1), Till(central, 1002).sold(2).says().sold(4)
    count(central, 9000, {1001: 2})
    seen.says()
    other.says()
    assert on_hand(central) == in_ledger(central) == 5000


def test_a_count_that_finds_what_is_known_tells_a_till_that_its_unsaid_sales_are_in_it(
    central: Central,
) -> None:
    Till(central, 1001).sold(1)
    assert count(central, 9000, {}) == 1
    assert count(central, 9000, {1001: 2}) == 1
    assert told(central)["included"] == {"1001": 2}
    assert count(central, 9000, {1001: 2}) == 0


def test_a_count_that_is_said_later_takes_the_place_of_one_further_on(central: Central) -> None:
    till = Till(central, 1001).sold(1).sold(2).sold(4)
    count(central, 9000, {1001: 4})
    count(central, 8000, {1001: 2})
    assert told(central) == {"on_hand": "8.000", "included": {"1001": 2}}
    till.says()
    assert on_hand(central) == in_ledger(central) == 2000


@pytest.mark.parametrize(
    "seen",
    [
        {999: 1},
        {OTHER: 1},
        {1001: -1},
        {1001: 2 + positions.MOST_UNHEARD + 1},
        {0: 1},
    ],
)
def test_no_till_of_the_shop_can_have_stood_there(central: Central, seen: dict[int, int]) -> None:
    Till(central, 1001).sold(1).says()
    before = on_hand(central)
    with pytest.raises(BadValue):
        count(central, 9000, seen)
    assert on_hand(central) == before
    count(central, 9000, {1001: 2 + positions.MOST_UNHEARD})


def test_what_finds_its_product_after_the_count_is_in_the_count(central: Central) -> None:
    Till(central, 1001).sold(1, a_line("NEW", "3")).says().sold(1, a_line("NEW", "2")).says()
    know(central, "NEW")
    count(central, 9000, {1001: 2}, "NEW")
    assert on_hand(central, "NEW") == 7000, "the second was after it"
    for one in waiting(central):
        with central.write() as tx:
            exceptions.settle(tx, one.id, "retry", "office")
    assert on_hand(central, "NEW") == in_ledger(central, "NEW") == 7000


def test_what_was_sold_by_a_wrong_name_before_the_count_is_in_the_count(central: Central) -> None:
    Till(central, 1001).sold(1, a_line("TYPO", "3")).sold(1, a_line("TYPO", "2")).says()
    count(central, 9000, {1001: 2}, "B")
    for one in waiting(central):
        with central.write() as tx:
            exceptions.settle(tx, one.id, "assign", "office", "B")
    assert on_hand(central, "B") == in_ledger(central, "B") == 7000


STEPS = st.one_of(
    st.tuples(st.just("sell"), st.sampled_from(TILLS), st.integers(-2, 5)),
    st.tuples(st.just("say"), st.sampled_from(TILLS), st.integers(1, 3)),
    st.tuples(
        st.just("count"),
        st.integers(0, 9),
        st.dictionaries(st.sampled_from(TILLS), st.integers(0, 3)),
    ),
)


@pytest.mark.parametrize("facts", [0, 50], ids=["by product", "by till"])
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=14))
def test_on_hand_is_what_was_counted_and_what_was_stated_after_it(
    central: Central,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    facts: int,
    steps: list[tuple[str, int, Any]],
) -> None:
    """However sales, what central hears of them, and counts now or of before go together; and
    whether the ledger is read by what was counted or by who stated it."""
    monkeypatch.setattr(stock, "_FACTS", facts)
    emptied(central, *TILLS)
    tills = {number: Till(central, number) for number in TILLS}
    counted, stood = 0, dict.fromkeys(TILLS, 0)
    ever = False
    for what, which, more in [*steps, ("say", 1001, 100), ("say", 1002, 100)]:
        clock.forward(minutes=1)
        match what:
            case "sell":
                tills[which].sold(more)
            case "say":
                tills[which].says(more)
            case _:
                seen = {of: max(0, tills[of].stated - back) for of, back in more.items()}
                count(central, which * 1000, seen)
                counted, ever = which * 1000, True
                stood = {of: seen.get(of, till.heard) for of, till in tills.items()}
        sold = {of: till.after(stood[of], till.heard) for of, till in tills.items()}
        expected = counted - sum(sold.values())
        assert (on_hand(central) or 0) == in_ledger(central) == expected
        if not ever:
            continue
        included = told(central)["included"]
        for of, till in tills.items():
            # A till shows central's number and its own facts after what is in it.
            unsaid = till.after(included.get(str(of), 0), till.stated)
            assert unsaid == till.after(max(stood[of], till.heard), till.stated)


def test_a_count_of_an_older_central_has_no_positions(central: Central) -> None:
    count(central, 9000, {1001: 5})
    with central.read() as conn:
        assert json.loads(conn.execute(select(t.c.counted_json)).scalar_one()) == {"1001": [5, 0]}
    with central.write() as tx:
        tx.execute(t.update().values(counted_json="{}"))
    Till(central, 1001).sold(1).says()
    assert on_hand(central) == 8000
