"""Stock: a count is what a shop has, and what its tills state afterwards moves it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select, update

from app.domain.errors import BadValue, UnknownItem, UnknownShop
from app.domain.facts import canonical
from sync.central.database import Central
from sync.central.fact_tables import journal_raw, ledger
from sync.central.masters import stock
from sync.central.tables import installations
from sync.central.tables import stock as t
from sync.protocol import PUT

from ..conftest import Clock
from .chains import WHO, a_chain, heard


@pytest.fixture(autouse=True)
def _chain(central: Central) -> None:
    a_chain(central)


class Till:
    """An installation of shop 042 whose facts are projected as central does it."""

    def __init__(self, central: Central, number: int = 1001) -> None:
        self.central, self.number, self.seq = central, number, 0
        row: dict[str, object] = {column.name: "" for column in installations.columns}
        row |= {"number": number, "shop": "042", "till": "03", "cursors_json": "{}"}
        row |= {"previous": 0, "last_seq": 0, "counter": 0}
        with central.write() as tx:
            tx.execute(insert(installations).values(**row))

    def sold(self, sku: str, quantity: int, at: datetime) -> None:
        """Thousandths."""
        self.seq += 1
        with self.central.write() as tx:
            tx.execute(
                insert(journal_raw).values(
                    installation=self.number,
                    seq=self.seq,
                    uuid=f"{self.number}-{self.seq}",
                    type="document_issued",
                    v=1,
                    at=at.isoformat(timespec="milliseconds"),
                    who="1001",
                    hash="",
                    record_json="{}",
                    received_at=tx.at.isoformat(),
                    quarantined=0,
                )
            )
            tx.execute(
                insert(ledger).values(
                    installation=self.number,
                    seq=self.seq,
                    line=1,
                    shop="042",
                    sku=sku,
                    delta=-quantity,
                    why="sale",
                )
            )
            row = tx.execute(select(t).where(t.c.shop == "042", t.c.sku == sku)).first()
            if row is not None:
                tx.execute(
                    update(t)
                    .where(t.c.shop == "042", t.c.sku == sku)
                    .values(
                        on_hand=row.on_hand - quantity,
                        version=row.version + 1,
                        included_json=canonical({str(self.number): self.seq}),
                    )
                )
            tx.execute(
                update(installations)
                .where(installations.c.number == self.number)
                .values(last_seq=self.seq)
            )


def count(central: Central, at: datetime | None = None, **counted: int) -> int:
    with central.write() as tx:
        return stock.count(tx, "042", counted, WHO, at)


def on_hand(central: Central, sku: str = "A") -> int | None:
    with central.read() as conn:
        return stock.get(conn, "042", sku)


def in_ledger(central: Central, sku: str = "A") -> int:
    with central.read() as conn:
        total = conn.execute(select(func.sum(ledger.c.delta)).where(ledger.c.sku == sku))
        return int(total.scalar() or 0)


def said(central: Central) -> list[dict[str, object]]:
    told = [row[4] for row in heard(central, "store:042") if row[1] == "stock"]
    return [{name: one[name] for name in ("on_hand", "included")} for one in told]


def test_a_count_goes_to_the_tills_of_its_shop(central: Central, clock: Clock) -> None:
    at = clock.at.isoformat()
    assert count(central, A=3000, B=-1250) == 2
    assert heard(central, "store:042")[-2:] == [
        (PUT, "stock", "A", 1, {"on_hand": "3.000", "included": {}, "counted_at": at}),
        (PUT, "stock", "B", 1, {"on_hand": "-1.250", "included": {}, "counted_at": at}),
    ]
    assert heard(central, "store:043")[-1][1] == "shop"
    assert (on_hand(central), on_hand(central, "C")) == (3000, None)


def test_a_count_that_finds_what_is_known_says_nothing(central: Central, clock: Clock) -> None:
    count(central, A=3000)
    clock.forward(days=1)
    assert count(central, A=3000) == 0
    assert len(said(central)) == 1
    with central.read() as conn:
        assert conn.execute(select(t.c.counted_at)).scalar() == clock.at.isoformat()


def test_a_first_count_has_every_fact_that_central_heard(central: Central, clock: Clock) -> None:
    """Or a till would take off its sales of before the count once more."""
    till = Till(central)
    till.sold("A", 1000, clock.at)
    till.sold("B", 1000, clock.at)
    count(central, A=5000)
    assert said(central) == [{"on_hand": "5.000", "included": {"1001": 2}}]
    assert in_ledger(central) == 5000


def test_what_was_stated_after_a_count_is_taken_off_again(central: Central, clock: Clock) -> None:
    till = Till(central)
    count(central, A=9000)
    till.sold("A", 1000, clock.at)
    clock.forward(hours=1)
    counted = clock.at
    clock.forward(minutes=1)
    till.sold("A", 2000, clock.at)
    clock.forward(hours=1)
    assert count(central, at=counted, A=8000) == 0, "8 then, 6 now, as central reckoned"
    assert count(central, at=counted, A=7000) == 1
    assert on_hand(central) == 5000
    assert said(central)[-1] == {"on_hand": "5.000", "included": {"1001": 2}}


def test_what_was_sold_before_a_count_with_the_line_down_is_not_taken_off_again(
    central: Central, clock: Clock
) -> None:
    till = Till(central)
    count(central, A=9000)
    sold = clock.at
    clock.forward(hours=1)
    counted = clock.at
    clock.forward(hours=1)
    till.sold("A", 1000, sold)
    assert count(central, at=counted, A=8000) == 0, "8 then, and 8 now"
    assert on_hand(central) == in_ledger(central) == 8000


def test_a_till_whose_clock_is_a_day_ahead_changes_no_count(central: Central, clock: Clock) -> None:
    off = timedelta(days=1)
    till = Till(central)
    count(central, A=9000)
    till.sold("A", 1000, clock.at + off)
    clock.forward(hours=1)
    counted = clock.at
    clock.forward(minutes=1)
    till.sold("A", 2000, clock.at + off)
    clock.forward(hours=1)
    assert count(central, at=counted, A=8000) == 0, "8 then, 6 now"
    assert on_hand(central) == in_ledger(central) == 6000


def test_nobody_counted_tomorrow(central: Central, clock: Clock) -> None:
    with pytest.raises(BadValue):
        count(central, at=clock.at + timedelta(days=1), A=1000)
    assert on_hand(central) is None
    count(central, at=clock.at + timedelta(minutes=2), A=1000)
    with central.read() as conn:
        assert conn.execute(select(t.c.counted_at)).scalar() == clock.at.isoformat()


def test_no_stock_without_its_shop_and_its_product(central: Central) -> None:
    with pytest.raises(UnknownItem):
        count(central, A=1, Z=1)
    with central.write() as tx, pytest.raises(UnknownShop):
        stock.count(tx, "999", {"A": 1}, WHO)
    assert on_hand(central) is None


STEPS = st.tuples(st.booleans(), st.integers(-3, 9), st.integers(0, 3))


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(STEPS, max_size=8))
def test_the_ledger_adds_up_to_what_is_on_hand(
    central: Central, clock: Clock, steps: list[tuple[bool, int, int]]
) -> None:
    """Counts and sales in any order, counts of hours ago too."""
    number = 1001 + int(clock.at.timestamp()) % 10**6
    clock.forward(days=1)  # no count reaches back to the example before
    till = Till(central, number)
    model: list[tuple[datetime, int]] = []
    expected: int | None = on_hand(central)
    for counts, quantity, hours in steps:
        clock.forward(hours=1)
        if counts:
            at = clock.at - timedelta(hours=hours)
            count(central, at=at, A=quantity * 1000)
            expected = quantity * 1000 - sum(sold for when, sold in model if when > at)
        else:
            till.sold("A", quantity * 1000, clock.at)
            model.append((clock.at, quantity * 1000))
            expected = None if expected is None else expected - quantity * 1000
        assert on_hand(central) == expected
        if expected is not None:
            assert in_ledger(central) == expected
