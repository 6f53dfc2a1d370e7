"""What tills found when they counted, adjusted, or missed: facts in their place, at central."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from facts import Chain, a_line, enrol, know, push, said, waiting
from sqlalchemy import func, select, update

from app.domain.plain import plain
from app.domain.stock import Adjusted, Counted, CountedRow, DemandLost, Reason
from sync.central import figures
from sync.central.database import Central
from sync.central.fact_tables import demand, ledger
from sync.central.masters import stock
from sync.central.tables import audit, products

AT = datetime.fromisoformat("2026-11-20T12:00:00+01:00")


@pytest.fixture
def till(central: Central) -> Chain:
    know(central, "A", "B")
    return Chain(enrol(central, 1001)).opened()


def found(sku: str, quantity: str, expected: str, after: int, at: datetime = AT) -> CountedRow:
    return CountedRow(sku, Decimal(quantity), Decimal(expected), at, after)


def count(chain: Chain, *rows: CountedRow) -> None:
    chain.state("stock_counted", plain(Counted("c1", "cycle", rows)))


def told(central: Central, sku: str = "A") -> dict[str, Any]:
    one: dict[str, Any] = said(central, "store:042", "stock")[sku]
    return one


def on_hand(central: Central, sku: str = "A") -> int | None:
    """As it is told, and as the ledger has it."""
    with central.read() as conn:
        summed = select(func.sum(ledger.c.delta)).where(ledger.c.sku == sku)
        listed = int(conn.execute(summed).scalar() or 0)
        assert stock.get(conn, "042", sku) in (None, listed)
        return stock.get(conn, "042", sku)


def test_a_count_is_what_was_found_less_what_was_sold_since(central: Central, till: Chain) -> None:
    """Sales go on while people count: what the line says was before it, was before it."""
    before = till.sold("T-1", a_line("A", "2")).seq
    till.sold("T-2", a_line("A", "3"))
    count(till, found("A", "10", "7", before), found("B", "4", "0", before))
    till.sold("T-3", a_line("A", "1"))
    push(central, till.records)
    assert on_hand(central) == 6000, "10 were there, then 3 and 1 were sold"
    assert on_hand(central, "B") == 4000
    assert told(central)["included"] == {"1001": till.records[-1].seq}
    assert told(central)["counted_at"] == "2026-11-20T11:00:00+00:00"


def test_a_count_that_finds_what_central_knows_is_told_all_the_same(
    central: Central, till: Chain
) -> None:
    """The till shows its own difference until it hears that the fact is in central's figure."""
    count(till, found("A", "8", "0", 1))
    push(central, till.records)
    seq = len(till.records)
    count(till, found("A", "8", "10", seq))
    push(central, till.records[seq:])
    assert on_hand(central) == 8000
    assert told(central)["included"] == {"1001": seq + 1}


def test_of_two_counts_the_one_made_last_holds_whichever_comes_last(
    central: Central, till: Chain
) -> None:
    other = Chain(enrol(central, 1002, till="04")).opened()
    push(central, other.records)
    count(till, found("A", "5", "0", 1, AT + timedelta(minutes=30)))
    push(central, till.records)
    count(other, found("A", "9", "0", 1))
    push(central, other.records[1:])
    assert on_hand(central) == 5000
    assert told(central)["included"] == {"1001": 2, "1002": 2}


def test_a_count_that_knew_of_the_other_holds_whatever_the_clocks_say(
    central: Central, till: Chain
) -> None:
    count(till, found("A", "5", "0", 1))
    push(central, till.records)
    other = Chain(enrol(central, 1002, till="04")).opened()
    row = replace(
        found("A", "9", "5", 1, AT - timedelta(days=2)), known=told(central)["counted_at"]
    )
    count(other, row)
    push(central, other.records)
    assert on_hand(central) == 9000


def test_what_central_does_not_know_is_left_out_and_said(central: Central, till: Chain) -> None:
    count(till, found("A", "5", "0", 1), found("NEW", "1", "0", 1))
    push(central, till.records)
    (one,) = waiting(central)
    assert (one.kind, one.facts) == ("unknown_counted", {"lines": [{"sku": "NEW"}]})
    assert on_hand(central) == 5000


def test_what_the_chain_has_no_more_is_left_as_it_was_and_said(
    central: Central, till: Chain
) -> None:
    count(till, found("A", "5", "0", 1), found("B", "4", "0", 1))
    push(central, till.records)
    with central.write() as tx:
        gone = update(products).where(products.c.sku == "A")
        tx.execute(gone.values(deleted_at=tx.at.isoformat()))
    seq = len(till.records)
    count(till, found("A", "9", "5", seq), found("B", "9", "4", seq))
    push(central, till.records[seq:])
    (one,) = waiting(central)
    assert (one.kind, one.facts) == ("unknown_counted", {"lines": [{"sku": "A"}]})
    assert (on_hand(central), on_hand(central, "B")) == (5000, 9000)


def test_the_first_count_has_what_was_sold_before_the_chain_knew_the_product(
    central: Central, till: Chain
) -> None:
    """Of what was counted before, the ledger need not be asked; of this it must."""
    till.sold("T-1", a_line("NEW", "3"))
    push(central, till.records)
    know(central, "NEW")
    seq = len(till.records)
    till.sold("T-2", a_line("NEW", "1"))
    count(till, found("NEW", "8", "0", seq + 1))
    push(central, till.records[seq:])
    assert on_hand(central, "NEW") == 8000


def test_an_adjustment_moves_the_stock_and_its_ledger(central: Central, till: Chain) -> None:
    till.state("stock_adjusted", plain(Adjusted("A", Decimal("-2"), Reason.DAMAGED)))
    push(central, till.records)
    assert on_hand(central) == -2000


def test_less_than_nothing_of_what_was_counted_is_an_exception_once(
    central: Central, till: Chain
) -> None:
    till.sold("T-1", a_line("B", "1"))
    count(till, found("A", "1", "0", 2))
    till.sold("T-2", a_line("A", "2"))
    till.sold("T-3", a_line("A", "2"))
    push(central, till.records)
    assert [one.kind for one in waiting(central)] == [], "in one batch, the count came last"
    count(till, found("A", "1", "-3", 5))
    push(central, till.records[5:])
    seq = len(till.records)
    till.sold("T-4", a_line("A", "2"))
    till.sold("T-5", a_line("A", "2"))
    push(central, till.records[seq:])
    (one,) = waiting(central)
    assert one.kind == "negative_stock"
    assert one.facts == {"lines": [{"sku": "A", "on_hand": "-3.000"}]}


def test_lost_demand_is_counted_once_however_often_it_comes(central: Central, till: Chain) -> None:
    till.state("demand_lost", plain(DemandLost("A", Decimal(2), name="Aceite")))
    for _ in range(2):
        push(central, till.records)
    with central.read() as conn:
        (row,) = conn.execute(select(demand)).all()
    assert (row.shop, row.day, row.sku, row.quantity) == ("042", "2026-11-21", "A", 2000)
    with central.read() as conn:
        (one,) = figures.wanted(conn, shop="042", since="2026-11-21")
        assert (one.sku, one.name, one.quantity, one.times) == ("A", "Aceite", "2.000", 1)
        assert figures.wanted(conn, since="2026-11-22") == []


def test_the_audit_says_who_allowed_a_count(central: Central, till: Chain) -> None:
    row = found("A", "8", "10", 1)
    for allowed_by in ("", "9001"):
        till.state("stock_counted", plain(Counted("c1", "cycle", (row,), allowed_by=allowed_by)))
    push(central, till.records)
    with central.read() as conn:
        whats = conn.execute(select(audit.c.details_json).where(audit.c.what == "stock_counted"))
        noted = [json.loads(details)["fact"] for (details,) in whats]
    assert [one.get("allowed_by", "") for one in noted] == ["", "9001"]
