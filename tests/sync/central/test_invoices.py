"""Invoices that stand for tickets: central counts them nowhere, and tells who did not know."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from facts import Chain, a_document, a_line, count, enrol, know, push, push_all, said, waiting
from shop import Shop

from app.domain.facts import FactType
from app.domain.why_back import WhyBack
from sync.central import fact_tables, figures
from sync.central.database import Central
from sync.protocol import Record

STORE = "store:042"


@pytest.fixture
def till(central: Central) -> Chain:
    enrol(central, 1001)
    know(central, "CAF-001")
    return Chain(1001).opened()


@pytest.fixture
def other(central: Central) -> Chain:
    enrol(central, 1002, till="04")
    return Chain(1002).opened()


def invoiced(chain: Chain, number: str, *of: tuple[str, int], kind: str = "F3") -> Record:
    documents = [{"number": ticket, "amount": amount} for ticket, amount in of]
    replaces: dict[str, Any] = {"documents": documents, "tenders": [], "points": 0}
    lines = [a_line("CAF-001", "1", amount) for _, amount in of]
    body = a_document(number, *lines, kind=kind, tenders=[], replaces=replaces)
    return chain.state(FactType.DOCUMENT_ISSUED, body)


def test_an_invoice_for_tickets_moves_nothing_and_is_in_no_sum(
    central: Central, till: Chain
) -> None:
    till.sold("T-1", a_line("CAF-001", "1", 300))
    till.sold("T-2", a_line("CAF-001", "1", 100))
    push(central, till.records)
    tables = ("sale_lines", "sale_tenders", "ledger", "cash_moves", "stock")
    before = [count(central, table) for table in tables]
    records = [invoiced(till, "F-1", ("T-1", 300), ("T-2", 100))]
    records.append(invoiced(till, "R-1", ("F-1", 400), kind="R4"))
    assert push(central, records).exceptions == []
    assert [count(central, table) for table in tables] == before
    with central.read() as conn:
        (day,) = figures.sold(conn, "2026-11-21", "2026-11-21")
    assert (day.documents, day.total, day.unsummed) == (2, 400, 2)
    assert (day.correctives, day.tenders) == (0, {"cash": 400})
    told = said(central, STORE, "ticket")
    stands = {number: value["replaced_by"] for number, value in told.items()}
    assert stands == {"T-1": "F-1", "T-2": "F-1", "F-1": "R-1", "R-1": ""}


def test_two_tills_that_invoice_one_ticket_are_told(
    central: Central, till: Chain, other: Chain
) -> None:
    till.sold("T-1", a_line("CAF-001", "1", 300))
    invoiced(till, "F-1", ("T-1", 300))
    invoiced(other, "F-2", ("T-1", 300))
    push(central, till.records)
    push(central, other.records)
    (twice,) = waiting(central)
    assert (twice.kind, twice.installation) == ("invoiced_twice", 1002)
    assert (twice.facts["invoice"], twice.facts["number"]) == ("F-1", "F-2")
    assert said(central, STORE, "ticket")["T-1"]["replaced_by"] == "F-1"


@pytest.mark.parametrize("invoice_first", [True, False])
def test_a_return_and_an_invoice_that_did_not_know_of_each_other_are_told_with_the_amount(
    central: Central, till: Chain, other: Chain, invoice_first: bool
) -> None:
    till.sold("T-1", a_line("CAF-001", "3", 300))
    push(central, till.records)
    invoiced(till, "F-1", ("T-1", 300))
    other.sold("R-1", a_line("CAF-001", "-1", -100, of=1), corrects="T-1")
    for records in (
        (till.records[2:], other.records) if invoice_first else (other.records, till.records[2:])
    ):
        push(central, records)
    (told,) = waiting(central)
    assert told.kind == "returned_and_invoiced"
    assert told.facts == {"ticket": "T-1", "invoice": "F-1", "amount": 100}


def test_an_invoice_of_what_was_left_is_no_exception(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("CAF-001", "3", 300))
    till.sold("R-1", a_line("CAF-001", "-1", -100, of=1), corrects="T-1")
    invoiced(till, "F-1", ("T-1", 200))
    till.sold("R-2", a_line("CAF-001", "-1", -200, of=1), corrects="F-1")
    push(central, till.records)
    assert waiting(central) == []
    told = said(central, STORE, "ticket")
    assert told["F-1"]["returned"]["1"]["amount"] == 200
    assert told["T-1"]["replaced_by"] == "F-1"


def test_a_ticket_that_comes_after_its_invoice_knows_it(
    central: Central, till: Chain, other: Chain
) -> None:
    invoiced(other, "F-1", ("T-1", 300))
    push(central, other.records)
    till.sold("T-1", a_line("CAF-001", "3", 300))
    push(central, till.records)
    assert waiting(central) == []
    assert said(central, STORE, "ticket")["T-1"]["replaced_by"] == "F-1"


def test_a_day_with_invoices_at_a_till_comes_to_the_same_at_central(
    central: Central, demo_folder: Path
) -> None:
    with Shop(demo_folder) as shop:
        shop.sign_in("2001").open_shift("100").add("CAF-001", "2").add("LEC-ENT").pay_cash("20")
        ticket = shop.document
        shop.counter.invoices.issue(
            [shop.counter.invoices.find(ticket.number)], "12345678Z", "María", "Calle Mayor, 1"
        )
        shop.refund(ticket.number, [(1, "1")])
        shop.counter.refunds.begin(ticket.number, [(2, Decimal(1))], why=WhyBack.DAMAGED)
        shop.counter.no_ticket.take([("CAF-001", Decimal(3))])
        shop.close_shift()
        assert shop.adds_up()
        facts, closed = shop.facts(), shop.closed.report
    enrol(central, 1001)
    know(central, "CAF-001", "LEC-ENT")
    chain = Chain(1001)
    for fact in facts:
        chain.state(fact.type, fact.body, at=fact.at, offset=fact.offset, who=fact.who)
    push_all(central, chain.records)
    assert waiting(central) == []
    with central.read() as conn:
        (day,) = figures.sold(conn, "2026-11-21", "2026-11-21")
        moved = conn.execute(fact_tables.ledger.select()).all()
    assert day.total == (closed.sales_total + closed.returns_total).cents
    assert (day.unsummed, day.tenders["cash"]) == (closed.replacing, day.total)
    deltas = {sku: [row.delta for row in moved if row.sku == sku] for sku in ("CAF-001", "LEC-ENT")}
    assert deltas == {"CAF-001": [-2000, 1000, 3000], "LEC-ENT": [-1000]}
