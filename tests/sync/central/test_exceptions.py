"""What central cannot account for has a sentence and a way out, and the fact stands meanwhile."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from facts import (
    Chain,
    a_document,
    a_line,
    alarm,
    count,
    enrol,
    kinds,
    know,
    push,
    push_all,
    refused,
    said,
    waiting,
)
from sqlalchemy import select

from app.domain.errors import (
    BadSettlement,
    ExceptionSettled,
    ShopError,
    StillFails,
    UnknownCustomer,
    UnknownException,
    UnknownItem,
)
from app.domain.facts import FactType
from sync.central import chores, exceptions, fact_tables, tables
from sync.central.database import Central
from sync.central.exception_kinds import KINDS
from sync.central.exceptions import OpenException
from sync.central.masters import customers
from sync.central.masters.customer import CustomerValue
from sync.central.projections import facts as projections
from sync.central.projections import sales
from sync.central.projections.work import Trouble

OWN = 1001
STORE = "store:042"
SOMEBODY = "01935000-0000-7000-8000-000000000001"


@pytest.fixture
def till(central: Central) -> Chain:
    """The beginning of a chain at shop 042."""
    know(central, "CAF-001")
    return Chain(enrol(central, OWN)).opened()


def the_one(central: Central) -> OpenException:
    (one,) = waiting(central)
    return one


def settle(central: Central, how: str, to: str = "") -> None:
    """The one that there is."""
    exception = the_one(central).id
    with central.write() as tx:
        exceptions.settle(tx, exception, how, "office", to)


def settled(central: Central) -> list[tuple[str, str, str]]:
    t = fact_tables.exceptions.c
    query = select(t.kind, t.settled_how, t.settled_by).where(t.settled_at != "").order_by(t.id)
    with central.read() as conn:
        return [tuple(row) for row in conn.execute(query)]


def on_hand(central: Central) -> dict[str, str]:
    return {sku: one["on_hand"] for sku, one in said(central, STORE, "stock").items()}


# sentences
EXAMPLES: dict[str, dict[str, Any]] = {
    "fork": {"why": "another fact has this seq"},
    "quarantined": {"since": 7},
    "skipped": {"why": "the disk"},
    "unknown_fact": {"type": "teleported", "v": 3},
    "failed": {"why": "ValueError: no"},
    "unknown_order": {"order": "W-9"},
    "order_conflict": {"order": "W-9", "what": "handed_over_twice", "amount": 11985},
    "order_handed_over_too_much": {"order": "W-9", "names": "Agua", "amount": 3995},
    "order_came_back_twice": {"order": "W-9", "amount": 3995, "parcels": 1},
    "ticket_back_before_its_parcel": {
        "order": "042-03A-1",
        "ticket": "T042C03AS26-000001",
        "shop": "042",
        "amount": 850,
    },
    "order_cancelled_and_handed_over": {
        "order": "W-9",
        "customer": "Iker S.",
        "amount": 11985,
        "shop": "042",
        "what": "handed_over_and_cancelled",
        "day": "2026-11-21",
    },
    "refund_too_much": {"order": "W-9", "amount": 3995},
    "refund_uncorrected": {"order": "W-9", "amount": 3995, "invoice": "WEB-1"},
    "refund_failed": {"order": "W-9", "amount": 3995, "why": "no", "due": "2026-12-05"},
    "refund_unpaid": {
        "order": "W-9",
        "amount": 3995,
        "since": "2026-11-21",
        "due": "2026-12-05",
    },
    "order_waits": {"order": "W-9", "shop": "042", "names": "Agua", "have": "043, 044"},
    "order_refused": {"order": "042-03A-1", "why": "no_stock", "detail": "A", "amount": 100},
    "contact_unreadable": {"order": "042-03A-1"},
    "webhooks_given_up": {"channel": "web", "order": "W-9", "since": "2026-11-21", "why": "500"},
    "channel_gone": {"channel": "web", "order": "W-9", "since": "2026-11-21"},
    "letters_given_up": {"order": "W-9", "why": "450"},
    "unknown_consignment": {"number": "ALB-7"},
    "delivery_differs": {"number": "ALB-7", "origin": "043", "shop": "042", "goods": "A -1"},
    "transfer_differs": {"number": "ALB-7", "origin": "043", "shop": "042", "goods": "A -1"},
    "received_twice": {"number": "ALB-7", "origin": "043", "shop": "042", "goods": "A -1"},
    "number_taken": {"number": "T-1", "installation": 1002, "seq": 9},
    "sums_differ": {"number": "T-1", "total": 100, "lines": 90, "paid": -105},
    "z_differs": {"shift": 3, "said": 123456, "found": 0},
    "unknown_product": {"lines": [{"line": 1, "sku": "A", "name": "", "quantity": -1000}]},
    "unknown_counted": {"lines": [{"sku": "A"}]},
    "negative_stock": {"lines": [{"sku": "A", "on_hand": "-1.000"}]},
    "returned_twice": {"number": "R-1", "ticket": "T-1", "amount": 250, "lines": []},
    "invoiced_twice": {"number": "F-2", "ticket": "T-1", "invoice": "F-1"},
    "returned_and_invoiced": {"ticket": "T-1", "invoice": "F-1", "amount": 250},
    "unknown_ticket": {"number": "R-1", "ticket": "T-1", "amount": 250},
    "sealed": {"customer": SOMEBODY},
    "unknown_customer": {"customer": SOMEBODY, "points": 12},
    "unknown_voucher": {"code": "V-1", "amount": 500, "document": "T-1"},
    "voucher_overspent": {"code": "V-1", "amount": 500, "document": "T-1"},
    "voucher_twice": {"code": "V-1", "amount": 500, "document": "R-1"},
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_its_sentences_and_a_way_out(kind: str) -> None:
    told = exceptions.sentence(Trouble(OWN, 4, kind, EXAMPLES[kind]))
    for language in ("es", "en"):
        assert told[language].endswith((".", ")."))
        assert not re.search(r"[{}]", told[language])
    assert KINDS[kind].ways


def test_amounts_are_written_as_each_language_does() -> None:
    told = exceptions.sentence(Trouble(OWN, 4, "sums_differ", EXAMPLES["sums_differ"]))
    assert "total 1,00 €" in told["es"]
    assert "cobrado -1,05 €" in told["es"]
    assert "paid -€1.05" in told["en"]


# which there are
def test_open_ones_are_of_a_shop_or_of_all_oldest_first(central: Central, till: Chain) -> None:
    enrol(central, 1002, shop="043", till="01")
    for number in (1002, OWN):
        chain = Chain(number).opened()
        chain.skip()
        push(central, chain.records)
    assert [one.installation for one in waiting(central)] == [1002, OWN]
    with central.read() as conn:
        (own,) = exceptions.open_ones(conn, "042")
    assert (own.shop, own.till, own.seq, own.ways) == ("042", "03", 2, ("accept",))


# ways
def test_a_product_that_came_later_gets_its_stock_by_a_retry(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("NEW", "2"))
    push(central, till.records)
    with pytest.raises(UnknownItem):
        settle(central, "retry")
    assert on_hand(central) == {}
    know(central, "NEW")
    settle(central, "retry")
    assert on_hand(central) == {"NEW": "-2.000"}
    assert settled(central) == [("unknown_product", "retry", "office")]


def test_what_was_sold_by_another_name_is_given_its_own(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("TYPO", "2"), a_line("CAF-001"))
    push(central, till.records)
    with pytest.raises(UnknownItem):
        settle(central, "assign", "NEITHER")
    with pytest.raises(BadSettlement):
        settle(central, "assign")
    settle(central, "assign", "CAF-001")
    assert on_hand(central) == {"CAF-001": "-3.000"}
    with central.read() as conn:
        assert set(conn.execute(select(fact_tables.ledger.c.sku)).scalars()) == {"CAF-001"}
    assert settled(central) == [("unknown_product", "assign CAF-001", "office")]


def test_of_several_each_is_named(central: Central, till: Chain) -> None:
    know(central, "A", "B")
    till.sold("T-1", a_line("X"), a_line("Y", "2"))
    push(central, till.records)
    for wrong in ("A", "X=A", "X=A,Z=B", ""):
        with pytest.raises(BadSettlement):
            settle(central, "assign", wrong)
    settle(central, "assign", "X=A, Y=B")
    assert on_hand(central) == {"A": "-1.000", "B": "-2.000"}


def test_what_is_accepted_stays_as_it_is(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("NEW", "2"))
    push(central, till.records)
    settle(central, "accept")
    know(central, "NEW")
    push(central, till.records)  # a replay raises nothing again
    assert kinds(central) == []
    assert on_hand(central) == {}


def test_what_failed_is_accounted_for_when_what_was_wrong_is_mended(
    central: Central, till: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.state("teleported", a_document("T-1"))
    push(central, till.records)
    with pytest.raises(StillFails):
        settle(central, "retry")
    assert kinds(central) == ["unknown_fact"]
    monkeypatch.setitem(projections.TYPES, "teleported", sales.project)
    settle(central, "retry")
    assert count(central, "sales") == 1
    assert on_hand(central) == {"CAF-001": "-1.000"}


def test_after_an_update_all_that_waited_for_it_is_tried_again(
    central: Central, till: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        till.state("teleported", a_document(f"T-{number}"))
    till.state("beamed", {})
    push(central, till.records)
    monkeypatch.setitem(projections.TYPES, "teleported", sales.project)
    assert chores.retry_what_waited(central) == 3
    assert chores.retry_what_waited(central) == 0
    assert count(central, "sales") == 3
    assert [one.facts["type"] for one in waiting(central)] == ["beamed"]


def test_what_a_retry_comes_to_may_be_another_exception(
    central: Central, till: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.state("teleported", a_document("T-1", a_line("NEW")))
    push(central, till.records)
    monkeypatch.setitem(projections.TYPES, "teleported", sales.project)
    settle(central, "retry")
    assert kinds(central) == ["unknown_product"]


def test_a_number_that_was_freed_is_taken(central: Central, till: Chain) -> None:
    enrol(central, 1002, till="04")
    other = Chain(1002).opened()
    other.sold("T-1", a_line(total=999))
    push(central, other.records)
    till.sold("T-1")
    push(central, till.records)
    with pytest.raises(StillFails):
        settle(central, "retry")
    with central.write() as tx:
        for table in (fact_tables.sales, fact_tables.sale_lines, fact_tables.sale_tenders):
            tx.execute(table.update().values(number="O-1"))
    settle(central, "retry")
    assert count(central, "sales") == 2


def test_points_of_a_customer_who_was_not_there_yet(central: Central, till: Chain) -> None:
    till.state("points_earned", {"customer": SOMEBODY, "points": 12, "why": "sale"})
    push(central, till.records)
    assert the_one(central).facts == {"customer": SOMEBODY, "points": 12}
    with pytest.raises(UnknownCustomer):
        settle(central, "retry")
    with central.write() as tx:
        customers.put(tx, SOMEBODY, CustomerValue(), "office")
    settle(central, "retry")
    with central.read() as conn:
        assert customers.get(conn, SOMEBODY).points == 12


def test_points_are_given_to_whom_they_were_meant_for(central: Central, till: Chain) -> None:
    till.state("points_earned", {"customer": "typo", "points": 12, "why": "sale"})
    push(central, till.records)
    with central.write() as tx:
        customers.put(tx, SOMEBODY, CustomerValue(), "office")
    settle(central, "assign", SOMEBODY)
    with central.read() as conn:
        assert customers.get(conn, SOMEBODY).points == 12
        assert conn.execute(select(fact_tables.points_moves.c.customer)).scalars().all() == [
            SOMEBODY
        ]


def test_a_settled_fork_alarms_no_more_until_the_next(central: Central, till: Chain) -> None:
    push(central, till.records)
    clone = Chain(OWN)
    clone.state(FactType.INSTALLATION_OPENED, {"shop": "clone"})
    refused(lambda: push(central, clone.records))
    settle(central, "accept")
    assert (alarm(central, OWN), kinds(central)) == ("", [])
    refused(lambda: push(central, clone.records))
    assert (alarm(central, OWN), kinds(central)) == ("fork", ["fork"])


def test_a_revoked_till_that_goes_on_is_told_of_again(central: Central, till: Chain) -> None:
    with central.write() as tx:
        tx.execute(tables.installations.update().values(revoked_at="2026-11-21"))
    till.sold("T-1")
    push_all(central, till.records, 1)
    assert the_one(central).facts == {"since": 1}
    settle(central, "project")
    assert count(central, "sales") == 1
    till.sold("T-2")
    push(central, till.records[2:])
    assert the_one(central).facts == {"since": 3}
    settle(central, "accept")
    assert count(central, "sales") == 1


def test_who_settled_what_and_how_is_in_the_audit(central: Central, till: Chain) -> None:
    till.skip()
    push(central, till.records)
    settle(central, "accept")
    audit = tables.audit.c
    query = select(audit.who, audit.details_json).where(audit.what == "exception")
    with central.read() as conn:
        ((who, details),) = conn.execute(query)
    assert who == "office"
    assert json.loads(details).items() >= {"how": "accept", "kind": "skipped", "seq": 2}.items()


def test_only_what_is_open_is_settled_and_only_in_its_ways(central: Central, till: Chain) -> None:
    till.skip()
    push(central, till.records)
    number = the_one(central).id
    wrong: list[tuple[int, str, type[ShopError]]] = [
        (number + 1000, "accept", UnknownException),
        (number, "retry", BadSettlement),
        (number, "", BadSettlement),
    ]
    for exception, how, refusal in wrong:
        with pytest.raises(refusal), central.write() as tx:
            exceptions.settle(tx, exception, how, "office")
    settle(central, "accept")
    with pytest.raises(ExceptionSettled), central.write() as tx:
        exceptions.settle(tx, number, "accept", "office")


def test_a_retry_that_fails_changes_nothing(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("CAF-001"), a_line("NEW"), a_line("NEWER"))
    push(central, till.records)
    know(central, "NEW")
    before = on_hand(central)
    with pytest.raises(UnknownItem):
        settle(central, "retry")
    assert on_hand(central) == before == {"CAF-001": "-1.000"}
    assert kinds(central) == ["unknown_product"]
