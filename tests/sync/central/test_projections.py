"""What facts come to: sales, stock, shifts, cash, tickets, points, audit."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import facts
import pytest
from facts import (
    Chain,
    a_chain,
    a_document,
    a_line,
    count,
    enrol,
    kinds,
    know,
    push,
    push_all,
    said,
    skus_of,
    waiting,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.facts import Fact, FactType
from app.sealing import new_key, seal
from app.services.installing import Made
from sync.central import fact_tables, feed_tables, ingest, sequencer, tables
from sync.central.chain import epoch_of
from sync.central.columns import metadata
from sync.central.database import Central
from sync.central.masters import customers
from sync.central.masters.customer import CustomerValue
from sync.central.projections import cash, tickets
from sync.central.projections.facts import TYPES
from sync.central.projections.sales import thousandths
from sync.protocol import Batch, Record

from .conftest import Clock

OWN = 1001
STORE = "store:042"
SOMEBODY = "01935000-0000-7000-8000-000000000001"


@pytest.fixture(scope="session")
def day(demo_made: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> tuple[Fact, ...]:
    return facts.a_day(demo_made[0], tmp_path_factory.mktemp("day"))


@pytest.fixture
def chain(central: Central, day: tuple[Fact, ...]) -> list[Record]:
    """A day of an installation that central knows, all of it pushed."""
    records = a_chain(day, enrol(central, OWN))
    know(central, *skus_of(records))
    push_all(central, records)
    return records


@pytest.fixture
def till(central: Central) -> Chain:
    """The beginning of a chain at shop 042."""
    know(central, "CAF-001", "LEC-ENT")
    return Chain(enrol(central, OWN)).opened()


def rows(central: Central, table: str, *columns: str) -> list[tuple[Any, ...]]:
    t = metadata.tables[table]
    query = select(*(t.c[name] for name in columns)).order_by(*t.primary_key.columns)
    with central.read() as conn:
        return [tuple(row) for row in conn.execute(query)]


def total(central: Central, column: Any, *where: Any) -> int:
    with central.read() as conn:
        return int(conn.execute(select(func.sum(column)).where(*where)).scalar() or 0)


def documents(records: Sequence[Record]) -> list[dict[str, Any]]:
    return [one.body for one in records if one.type == FactType.DOCUMENT_ISSUED]


# sales
def test_a_days_sales_are_its_documents(central: Central, chain: list[Record]) -> None:
    issued = documents(chain)
    assert {row[0]: row[1] for row in rows(central, "sales", "number", "total")} == {
        body["number"]: body["total"] for body in issued
    }
    assert count(central, "sale_lines") == sum(len(body["lines"]) for body in issued)
    corrected = [body["corrects"]["number"] for body in issued if body["corrects"]]
    assert corrected
    assert sorted(corrected) == sorted(
        row[0] for row in rows(central, "sales", "corrects") if row[0]
    )


def test_lines_totals_tenders_and_the_ledger_add_up(central: Central, chain: list[Record]) -> None:
    sales, lines, tenders = (
        fact_tables.sales.c,
        fact_tables.sale_lines.c,
        fact_tables.sale_tenders.c,
    )
    assert total(central, lines.total) == total(central, sales.total)
    paid = total(central, tenders.amount) - total(central, sales.change)
    assert paid == total(central, sales.total)
    kept = [line for body in documents(chain) for line in body["lines"] if line["list"] != "varios"]
    assert len(kept) < total(central, 1 + 0 * lines.line), "the day sold varios too"
    assert -sum(thousandths(line["quantity"]) for line in kept) == total(
        central, fact_tables.ledger.c.delta
    )


@given(st.integers(-(10**9), 10**9))
def test_a_quantity_is_read_to_the_thousandth(amount: int) -> None:
    sign = "-" if amount < 0 else ""
    text = f"{sign}{abs(amount) // 1000}.{abs(amount) % 1000:03d}"
    assert thousandths(text) == amount
    assert thousandths(f"{text}00") == amount


@pytest.mark.parametrize("text", ["", "1,5", "1.2345", "1e9", "NaN", "٣", " 1", "9" * 10, "--1"])
def test_what_is_no_quantity_is_none(text: str) -> None:
    with pytest.raises(ValueError, match="no quantity"):
        thousandths(text)


def test_a_sale_that_does_not_add_up_stands_and_somebody_hears_of_it(
    central: Central, till: Chain
) -> None:
    till.sold("T-1", a_line(total=100), tenders=[{"kind": "cash", "amount": 90}])
    push(central, till.records)
    assert rows(central, "sales", "total") == [(100,)]
    (wrong,) = waiting(central)
    assert (wrong.kind, wrong.seq) == ("sums_differ", 2)
    assert "0,90 €" in wrong.sentence["es"]
    assert "€0.90" in wrong.sentence["en"]


def test_a_number_that_another_document_has_spoils_nothing_around_it(
    central: Central, till: Chain
) -> None:
    enrol(central, 1002, till="04")
    other = Chain(1002).opened()
    other.sold("T-2", a_line(total=999))
    push(central, other.records)
    for number in ("T-1", "T-2", "T-3"):
        till.sold(number)
    ack = push(central, till.records)
    assert [(one.seq, one.kind) for one in ack.exceptions] == [(3, "number_taken")]
    assert rows(central, "sales", "number", "total") == [("T-1", 100), ("T-2", 999), ("T-3", 100)]
    assert said(central, STORE, "stock")["CAF-001"] == {
        "on_hand": "-3.000",
        "included": {"1001": 4, "1002": 2},
    }


# stock
def test_stock_is_the_sum_of_the_ledger_and_says_what_is_in_it(
    central: Central, chain: list[Record]
) -> None:
    told = said(central, STORE, "stock")
    ledger = fact_tables.ledger.c
    assert told
    for shop, sku, on_hand in rows(central, "stock", "shop", "sku", "on_hand"):
        assert shop == "042"
        assert on_hand == total(central, ledger.delta, ledger.sku == sku)
        newest = max(
            one.seq
            for one in chain
            if one.type == FactType.DOCUMENT_ISSUED
            and sku in [line["sku"] for line in one.body["lines"]]
        )
        assert told[sku]["included"] == {str(OWN): newest}
        assert thousandths(told[sku]["on_hand"]) == on_hand


def test_what_was_counted_goes_on_from_the_count(central: Central, till: Chain) -> None:
    with central.write() as tx:
        row = {"shop": "042", "sku": "CAF-001", "on_hand": 7500, "version": 4}
        row |= {"included_json": '{"1003":9}', "counted_at": "2026-11-20"}
        tx.execute(tables.stock.insert().values(**row))
    till.sold("T-1", a_line("CAF-001", "2.25"))
    push(central, till.records)
    assert said(central, STORE, "stock")["CAF-001"] == {
        "on_hand": "5.250",
        "included": {"1001": 2, "1003": 9},
        "counted_at": "2026-11-20",
    }
    assert rows(central, "stock", "version", "counted_at") == [(5, "2026-11-20")]


def test_a_product_that_central_does_not_have_is_sold_and_left_to_somebody(
    central: Central, till: Chain
) -> None:
    till.sold("T-1", a_line("CAF-001"), a_line("NEW-1", "3"), a_line("NEW-2"))
    push(central, till.records)
    assert rows(central, "sales", "total") == [(300,)]
    assert count(central, "ledger") == 3
    assert said(central, STORE, "stock").keys() == {"CAF-001"}
    (unknown,) = waiting(central)
    assert unknown.kind == "unknown_product"
    assert [(line["sku"], line["quantity"]) for line in unknown.facts["lines"]] == [
        ("NEW-1", -3000),
        ("NEW-2", -1000),
    ]


# shifts and cash
def test_shifts_are_opened_closed_and_their_difference_accepted(
    central: Central, chain: list[Record]
) -> None:
    z = [one for one in chain if one.type == FactType.SHIFT_CLOSED]
    found = rows(central, "shifts", "shift", "day", "closed_seq", "accepted_by", "z_json")
    assert [row[:4] for row in found] == [
        (1, "2026-11-21", z[0].seq, "9001"),
        (2, "2026-11-21", z[1].seq, ""),
    ]
    assert [json.loads(row[4]) for row in found] == [one.body for one in z]


def test_what_one_place_loses_another_gains_and_the_drawer_is_empty_between_shifts(
    central: Central, chain: list[Record]
) -> None:
    with central.read() as conn:
        places = cash.balances(conn, "042")
    assert sum(places.values()) == 0
    assert places["drawer:03"] == 0
    sums = [
        sum(one["amount"] for one in body["tenders"] if one["kind"] == "cash") - body["change"]
        for body in documents(chain)
    ]
    assert places["customer"] == -sum(sums)
    counted = next(one.body for one in chain if one.type == FactType.SHIFT_CLOSED)
    assert places["difference"] == -counted["difference"]
    assert "z_differs" not in kinds(central)


def test_a_z_that_its_facts_do_not_come_to_is_told(central: Central, till: Chain) -> None:
    till.state("shift_opened", {"shift": 1, "float": 5000, "held": 0})
    till.sold("T-1", a_line(total=100))
    till.skip()
    till.state("shift_closed", {"shift": 1, "expected": 5350, "held": 0, "count": None})
    push_all(central, till.records, 2)
    (skipped, differs) = waiting(central)
    assert (skipped.kind, differs.kind) == ("skipped", "z_differs")
    assert differs.facts == {"shift": 1, "said": 5350, "found": 5100}


def test_a_shift_is_closed_by_the_installation_that_came_after(
    central: Central, till: Chain
) -> None:
    till.state("shift_opened", {"shift": 4, "float": 5000})
    push(central, till.records)
    enrol(central, 1002, previous=OWN)
    enrol(central, 1003, previous=1002)
    after = Chain(1003).opened()
    after.state("shift_closed", {"shift": 4, "expected": 5000, "count": None})
    push(central, after.records)
    assert rows(central, "shifts", "installation", "closed_seq") == [(OWN, 2)]
    assert kinds(central) == []


@pytest.mark.parametrize("first", [OWN, 1002])
def test_a_restored_till_closes_again_what_it_had_closed_and_each_has_its_z(
    central: Central, till: Chain, first: int
) -> None:
    till.state("shift_opened", {"shift": 4, "float": 5000})
    push(central, till.records)
    enrol(central, 1002, previous=OWN)
    after = Chain(1002).opened()
    for chain, expected in ((till, 5000), (after, 4000)):
        chain.state("shift_closed", {"shift": 4, "expected": expected, "count": None})
    for chain in (till, after) if first == OWN else (after, till):
        push(central, chain.records)
    z = {row[0]: json.loads(row[1])["expected"] for row in rows(central, "shifts", *Z)}
    assert z[OWN] == 5000
    assert z.get(1002, 4000) == 4000
    assert "failed" not in kinds(central)


Z = ("installation", "z_json")


def test_a_shift_whose_opening_nobody_could_read_is_closed_all_the_same(
    central: Central, till: Chain
) -> None:
    till.skip()
    till.state("shift_closed", {"shift": 4, "expected": 5000, "count": None})
    push(central, till.records)
    assert rows(central, "shifts", "shift", "opened_seq", "closed_seq") == [(4, 0, 3)]


# tickets
def test_the_shops_tills_hear_of_a_ticket_and_of_what_came_back(
    central: Central, chain: list[Record]
) -> None:
    told = said(central, STORE, "ticket")
    sold = {body["number"]: body for body in documents(chain) if not body["corrects"]}
    assert {number: value["document"] for number, value in told.items()} == sold
    back = [one for one in chain if (one.body.get("corrects") or {}).get("number") in told]
    for number, value in told.items():
        own = [one for one in back if one.body["corrects"]["number"] == number]
        assert value["installation"] == OWN
        assert value["included"] == ({str(OWN): own[-1].seq} if own else {})
        lines = [line for one in own for line in one.body["lines"]]
        assert value["returned"].keys() == {str(line["of"]) for line in lines}
        for of, part in value["returned"].items():
            same = [line for line in lines if str(line["of"]) == of]
            assert part["amount"] == -sum(line["total"] for line in same)
            quantity = sum(thousandths(line["quantity"]) for line in same)
            assert thousandths(part["quantity"]) == -quantity
        tenders = [one for record in own for one in record.body["tenders"]]
        assert [one["amount"] for one in value["paid_back"]] == [one["amount"] for one in tenders]


def test_two_tills_that_take_back_the_same_both_stand_and_the_second_is_told_with_its_amount(
    central: Central, till: Chain
) -> None:
    till.sold("T-1", a_line("CAF-001", "3", 300), a_line("LEC-ENT", "1", 90))
    push(central, till.records)
    enrol(central, 1002, till="04")
    other = Chain(1002).opened()
    other.sold("O-1", a_line("CAF-001", "-2", -200, of=1), corrects="T-1")
    push(central, other.records)
    for number, quantity in (("R-1", 2), ("R-2", 1)):
        back = a_line("CAF-001", f"-{quantity}", -100 * quantity, of=1)
        till.sold(number, back, corrects="T-1")
    ack = push(central, till.records[2:])
    assert [(one.seq, one.kind) for one in ack.exceptions] == [
        (3, "returned_twice"),
        (4, "returned_twice"),
    ]
    first, second = waiting(central)
    assert (first.facts["number"], first.facts["ticket"]) == ("R-1", "T-1")
    assert (first.facts["amount"], second.facts["amount"]) == (100, 100)
    assert "1,00 €" in first.sentence["es"]
    assert total(central, fact_tables.sales.c.total) == 390 - 500
    ticket = said(central, STORE, "ticket")["T-1"]
    assert ticket["returned"] == {"1": {"quantity": "5.000", "amount": 500}}
    assert ticket["included"] == {"1001": 4, "1002": 2}
    assert versions(central, "T-1") == [1, 2, 4]


def versions(central: Central, key: str) -> list[int]:
    t = feed_tables.outbox.c
    with central.read() as conn:
        return list(conn.execute(select(t.version).where(t.key == key).order_by(t.id)).scalars())


def test_a_ticket_that_comes_after_its_returns_knows_them(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("CAF-001", "1", 100))
    for number in (1002, 1003):
        enrol(central, number, till=str(number))
        other = Chain(number).opened()
        other.sold(f"R-{number}", a_line("CAF-001", "-1", -100, of=1), corrects="T-1")
        push(central, other.records)
    assert kinds(central) == []
    push(central, till.records)
    (twice,) = waiting(central)
    assert (twice.installation, twice.facts["amount"]) == (1003, 100)
    ticket = said(central, STORE, "ticket")["T-1"]
    assert ticket["returned"]["1"]["amount"] == 200


def test_the_ticket_of_another_shop_is_said_to_that_shop(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("CAF-001", "1", 100))
    push(central, till.records)
    enrol(central, 1002, shop="043", till="01")
    other = Chain(1002).opened()
    other.sold("R-1", a_line("CAF-001", "-1", -100, of=1), corrects="T-1")
    push(central, other.records)
    assert said(central, STORE, "ticket")["T-1"]["included"] == {"1002": 2}
    assert said(central, "store:043", "ticket") == {}
    assert said(central, "store:043", "stock")["CAF-001"]["on_hand"] == "1.000"


def test_of_two_returns_under_way_the_second_knows_the_first(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("SUELTO", list="varios"))
    push(central, till.records)
    one, other = (a_return(central, number) for number in (1002, 1003))
    meanwhile(central, one, other)
    (twice,) = waiting(central)
    assert (twice.kind, twice.installation) == ("returned_twice", 1003)
    assert said(central, STORE, "ticket")["T-1"]["returned"]["1"]["amount"] == 200


def test_a_ticket_and_its_return_under_way_know_each_other(central: Central, till: Chain) -> None:
    till.sold("T-1", a_line("SUELTO", list="varios"))
    meanwhile(central, till.records, a_return(central, 1002))
    assert said(central, STORE, "ticket")["T-1"]["returned"]["1"]["amount"] == 100
    till.sold("T-2", a_line("SUELTO", list="varios"))
    meanwhile(central, a_return(central, 1003, "T-2"), till.records[2:])
    assert said(central, STORE, "ticket")["T-2"]["returned"]["1"]["amount"] == 100


def a_return(central: Central, number: int, ticket: str = "T-1") -> list[Record]:
    """Of what nobody keeps stock of, at a till of its own: no lock on stock helps."""
    chain = Chain(enrol(central, number, till=str(number))).opened()
    back = a_line("SUELTO", "-1", -100, of=1, list="varios")
    chain.sold(f"R-{number}", back, corrects=ticket)
    return chain.records


def meanwhile(central: Central, first: Sequence[Record], second: Sequence[Record]) -> None:
    """Send `second` while central has not committed `first`."""
    with central.read() as conn:
        batch = Batch(epoch=epoch_of(conn), records=list(first))
    with ThreadPoolExecutor(1) as pool:
        with central.write() as tx:
            ingest._received(tx, first[0].installation, batch, one_by_one=False)
            done = pool.submit(push, central, second)
            with suppress(TimeoutError):
                done.result(0.3)
        done.result()


def test_tickets_older_than_ninety_days_are_taken_off_the_tills(
    central: Central, till: Chain, clock: Clock
) -> None:
    till.sold("T-1")
    till.sold("OLD", issued_at="2026-07-01T12:00:00+02:00")
    push(central, till.records)
    assert said(central, STORE, "ticket").keys() == {"T-1"}
    while sequencer.step(central):
        pass
    clock.forward(days=91)
    with central.write() as tx:
        assert tickets.forget_old(tx, ["042"]) == 1
    assert said(central, STORE, "ticket") == {}
    assert count(central, "sales") == 2


# points and customers
def a_customer(central: Central, uuid: str = SOMEBODY, card: str = "") -> None:
    with central.write() as tx:
        customers.put(tx, uuid, CustomerValue(card=card), "office")


def test_points_are_added_and_taken_back(central: Central, till: Chain) -> None:
    a_customer(central)
    for points, why in ((30, "sale"), (-10, "return")):
        body = {"customer": SOMEBODY, "points": points, "why": why, "document": "T-1"}
        till.state("points_earned", body)
    push(central, till.records)
    told = said(central, "loyalty:general", "customer")[SOMEBODY]
    assert (told["points"], told["included"]) == (20, {"1001": 3})
    assert rows(central, "points_moves", "points", "why") == [(30, "sale"), (-10, "return")]


def test_a_customer_made_at_a_till_is_known_with_their_first_points(
    central: Central, till: Chain
) -> None:
    key = new_key()
    sealed = base64.b64encode(seal(key, SOMEBODY, {"name": "Ana", "phone": "600"})).decode()
    body = {"customer": SOMEBODY, "card": "9001", "level": "", "consent": {"email": True}}
    till.state("customer_made", body, sealed=sealed)
    till.state("points_earned", {"customer": SOMEBODY, "points": 7, "why": "sale"})
    push(central, till.records, keys={SOMEBODY: base64.b64encode(key).decode()})
    with central.read() as conn:
        made = customers.get(conn, SOMEBODY)
    assert (made.card, made.points, made.consent) == ("9001", 7, {"email": True})
    assert (made.personal.name, made.personal.phone, made.key) == ("Ana", "600", key)
    assert kinds(central) == []


def test_the_same_card_is_the_same_person(central: Central, till: Chain) -> None:
    first = "01935000-0000-7000-8000-00000000000f"
    a_customer(central, first, "9001")
    till.state("customer_made", {"customer": SOMEBODY, "card": "9001"})
    till.state("points_earned", {"customer": SOMEBODY, "points": 7, "why": "sale"})
    push_all(central, till.records, 1)
    with central.read() as conn:
        assert customers.get(conn, first).points == 7


def test_without_the_key_only_who_it_is_is_missing(central: Central, till: Chain) -> None:
    till.state("customer_made", {"customer": SOMEBODY, "card": "9001"}, sealed="AAAA")
    push(central, till.records)
    assert kinds(central) == ["sealed"]
    with central.read() as conn:
        assert customers.get(conn, SOMEBODY).card == "9001"


def test_points_of_somebody_erased_are_nobodys(central: Central, till: Chain) -> None:
    a_customer(central)
    with central.write() as tx:
        customers.erase(tx, SOMEBODY, "office")
    till.state("points_earned", {"customer": SOMEBODY, "points": 7, "why": "sale"})
    push(central, till.records)
    assert kinds(central) == []
    assert said(central, "loyalty:general", "customer") == {}


# audit
def test_what_somebody_may_ask_about_is_in_the_audit(central: Central, chain: list[Record]) -> None:
    found = rows(central, "audit", "what", "who", "details_json")
    asked = ["price_changed", "discount_given", "line_removed", "sign_in_failed", "reprinted"]
    for kind in [*asked, "difference_accepted", "ticket_abandoned", "unknown_scanned"]:
        stated = [one for one in chain if one.type == kind]
        noted = [row for row in found if row[0] == kind]
        assert stated
        assert [row[1] for row in noted] == [one.who for one in stated]
        for row, one in zip(noted, stated, strict=True):
            details = json.loads(row[2])
            assert (details["installation"], details["seq"]) == (OWN, one.seq)
            assert (details["shop"], details["till"], details["fact"]) == ("042", "03", one.body)


def test_every_fact_that_a_till_states_is_known() -> None:
    assert set(FactType) == set(TYPES)


def test_who_let_a_till_sell_with_its_clock_wrong_is_in_the_audit(
    central: Central, till: Chain
) -> None:
    said = {"fault": "behind_facts", "seconds": 172_800, "shift": 1, "why": "la pila"}
    fact = till.state("clock_allowed", {**said, "allowed_by": "9001"})
    sold = till.sold("T-1")
    push(central, till.records)
    assert kinds(central) == []
    (noted,) = [row for row in rows(central, "audit", "what", "who", "details_json", "at")
                if row[0] == fact.type]  # fmt: skip
    details = json.loads(noted[2])
    assert (noted[1], details["seq"], details["fact"]) == ("1001", fact.seq, fact.body)
    assert (details["shop"], details["till"], noted[3]) == ("042", "03", fact.at)
    assert [row[0] for row in rows(central, "sales", "number")] == [sold.body["number"]]


# what cannot be read
def test_one_bad_fact_among_good_ones_is_the_only_one_left_out(
    central: Central, till: Chain
) -> None:
    for number in range(1, 6):
        till.sold(f"T-{number}")
    bad = a_document("T-bad", a_line("CAF-001", "1e999999999"))
    till.state(FactType.DOCUMENT_ISSUED, bad)
    twice = a_document("T-twice")
    twice["lines"] = [a_line(), a_line()]  # two lines of one number: the database will not
    twice |= {"total": 200, "tenders": [{"kind": "cash", "amount": 200}]}
    till.state(FactType.DOCUMENT_ISSUED, twice)
    till.sold("T-6")
    push(central, till.records)
    assert [(one.kind, one.seq) for one in waiting(central)] == [("failed", 7), ("failed", 8)]
    assert count(central, "sales") == 6
    assert said(central, STORE, "stock")["CAF-001"]["on_hand"] == "-6.000"


@pytest.mark.parametrize("values", [{"kind": "teleported"}, {"v": 2}])
def test_what_a_newer_till_states_waits_for_a_newer_central(
    central: Central, till: Chain, values: dict[str, Any]
) -> None:
    till.state(**{"kind": FactType.DOCUMENT_ISSUED, "body": a_document("T-1"), **values})
    till.sold("T-2")
    assert push(central, till.records).acked_seq == 3
    assert kinds(central) == ["unknown_fact"]
    assert rows(central, "sales", "number") == [("T-2",)]


@given(data=st.data())
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_tills_sell_and_take_back_stock_and_money_add_up(
    central: Central, data: st.DataObject
) -> None:
    facts.emptied(central, OWN)
    know(central, "CAF-001", "LEC-ENT")
    till = Chain(OWN).opened()
    line = st.builds(
        a_line,
        sku=st.sampled_from(["CAF-001", "LEC-ENT", "NOT-THERE"]),
        quantity=st.integers(1, 5000).map(lambda n: f"{n // 1000}.{n % 1000:03d}"),
        total=st.integers(1, 10_000),
    )
    for number in range(data.draw(st.integers(1, 8))):
        sold = data.draw(st.lists(line, min_size=1, max_size=4))
        due = sum(one["total"] for one in sold)
        card = data.draw(st.integers(0, due))
        handed = due - card + data.draw(st.integers(0, 500))
        tenders = [{"kind": "card", "amount": card}, {"kind": "cash", "amount": handed}]
        more = {"tenders": tenders, "change": handed - (due - card)}
        till.sold(f"T-{number}", *sold, **more)
        if data.draw(st.booleans()):
            back = [
                {**one, "quantity": f"-{one['quantity']}", "total": -one["total"], "of": place}
                for place, one in enumerate(sold, 1)
            ]
            till.sold(f"R-{number}", *back, corrects=f"T-{number}")
    push_all(central, till.records, data.draw(st.integers(1, 20)))
    lines, sales = fact_tables.sale_lines.c, fact_tables.sales.c
    assert total(central, fact_tables.ledger.c.delta) == -total(central, lines.quantity)
    known = lines.sku != "NOT-THERE"
    assert total(central, tables.stock.c.on_hand) == -total(central, lines.quantity, known)
    paid = total(central, fact_tables.sale_tenders.c.amount) - total(central, sales.change)
    assert paid == total(central, sales.total) == total(central, lines.total)
    assert {"returned_twice", "failed", "sums_differ"}.isdisjoint(kinds(central))
