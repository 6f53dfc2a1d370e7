"""Vouchers at central: what was issued, what was redeemed, what is left, whoever says it first."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import facts
import pytest
from facts import Chain, enrol, kinds, push, push_all, waiting
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, inspect, select

from app.domain.errors import UnknownVoucher
from app.domain.facts import FactType
from sync.central import exceptions, figures, migrations
from sync.central.database import Central
from sync.central.fact_tables import voucher_moves, vouchers
from sync.central.figures import Voucher
from sync.central.projections import vouchers as projection

HERE, THERE = 1001, 1002


@pytest.fixture
def till(central: Central) -> Chain:
    """The beginning of a chain at till 042/03."""
    return Chain(enrol(central, HERE)).opened()


@pytest.fixture
def other(central: Central) -> Chain:
    """And at till 043/01."""
    return Chain(enrol(central, THERE, shop="043", till="01")).opened()


def issue(till: Chain, code: str = "V-1", amount: int = 1000, **values: Any) -> None:
    body = {"code": code, "amount": amount, "why": "return", "document": "R-1", "expires": ""}
    at = values.pop("at", facts.AT)
    till.state(FactType.VOUCHER_ISSUED, body | values, at=at)


def redeem(till: Chain, code: str = "V-1", amount: int = 1000, document: str = "T-1") -> None:
    body = {"code": code, "amount": amount, "document": document}
    till.state(FactType.VOUCHER_REDEEMED, body)


def credit(central: Central, **which: Any) -> dict[str, Voucher]:
    with central.read() as conn:
        return {one.code: one for one in figures.credit(conn, limit=100, **which)}


def left(central: Central) -> dict[str, int]:
    return {code: one.left for code, one in credit(central).items()}


def over(central: Central) -> list[tuple[str, int, str, int]]:
    return [(one.kind, one.installation, *told(one.facts)) for one in waiting(central)]


def told(said: dict[str, Any]) -> tuple[str, int]:
    return said["code"], said["amount"]


def test_a_voucher_is_what_was_issued_less_what_was_redeemed(
    central: Central, till: Chain, other: Chain
) -> None:
    issue(till, expires="2027-11-21")
    redeem(till, amount=300)
    push(central, till.records)
    redeem(other, amount=200)
    push(central, other.records)
    assert credit(central) == {
        "V-1": Voucher(
            code="V-1",
            shop="042",
            issued=1000,
            redeemed=500,
            left=500,
            why="return",
            document="R-1",
            issued_at=facts.AT,
            expires="2027-11-21",
        )
    }
    assert kinds(central) == []


def test_what_two_tills_took_while_apart_stands_and_somebody_is_told(
    central: Central, till: Chain, other: Chain
) -> None:
    issue(till)
    redeem(till, amount=800)
    push(central, till.records)
    redeem(other, amount=700)
    assert push(central, other.records).acked_seq == 2
    assert left(central) == {"V-1": -500}
    assert over(central) == [("voucher_overspent", THERE, "V-1", 500)]
    redeem(till, amount=100)
    push(central, till.records)
    assert over(central)[1:] == [("voucher_overspent", HERE, "V-1", 100)]
    settle(central, "accept")
    assert [one.installation for one in waiting(central)] == [HERE]


def test_what_was_redeemed_before_it_was_heard_of_is_settled_when_it_is(
    central: Central, till: Chain, other: Chain
) -> None:
    redeem(other, amount=400)
    push(central, other.records)
    assert over(central) == [("unknown_voucher", THERE, "V-1", 400)]
    assert left(central) == {"V-1": -400}
    issue(till)
    push(central, till.records)
    assert over(central) == []
    assert left(central) == {"V-1": 600}


def test_of_what_was_redeemed_before_only_what_is_beyond_it_stays_a_matter(
    central: Central, till: Chain, other: Chain
) -> None:
    redeem(other, amount=700)
    redeem(other, amount=700)
    push(central, other.records)
    issue(till)
    redeem(till, amount=10)
    push(central, till.records)
    assert sum(one.facts["amount"] for one in waiting(central)) == 410
    assert set(kinds(central)) == {"voucher_overspent"}


def test_a_typed_code_is_given_to_the_voucher_that_was_meant(
    central: Central, till: Chain, other: Chain
) -> None:
    issue(till)
    redeem(till, "V-7", 1200)
    push(central, till.records)
    with pytest.raises(UnknownVoucher):
        settle(central, "assign", "V-8")
    assert left(central) == {"V-1": 1000, "V-7": -1200}
    settle(central, "assign", "V-1")
    assert left(central) == {"V-1": -200}
    assert over(central) == [("voucher_overspent", HERE, "V-1", 200)]
    with central.read() as conn:
        assert set(conn.scalars(select(voucher_moves.c.code))) == {"V-1"}


def settle(central: Central, how: str, to: str = "") -> None:
    """The oldest that there is."""
    with central.write() as tx:
        exceptions.settle(tx, waiting(central)[0].id, how, "office", to)


@pytest.mark.parametrize("earlier", ["first", "last"])
def test_two_papers_with_one_code_are_both_worth_something(
    central: Central, till: Chain, other: Chain, earlier: str
) -> None:
    issue(other, amount=500, at="2026-11-21T12:00:00.000+00:00")
    issue(till)
    come = [till, other] if earlier == "first" else [other, till]
    for one in come:
        push(central, one.records)
    amount = 500 if earlier == "first" else 1000
    assert over(central) == [("voucher_twice", come[1].installation, "V-1", amount)]
    (voucher,) = credit(central).values()
    assert (voucher.issued, voucher.shop) == (1500, "042"), "the earlier is said"


@pytest.mark.parametrize(
    "lie", [{"amount": 0}, {"amount": -5}, {"amount": "5"}, {"code": ""}, {"expires": "soon"}]
)
def test_what_is_no_voucher_is_kept_and_is_somebodys_matter(
    central: Central, till: Chain, lie: dict[str, Any]
) -> None:
    issue(till, **lie)
    issue(till, "V-2")
    push(central, till.records)
    assert kinds(central) == ["failed"]
    assert left(central) == {"V-2": 1000}


def test_figures_are_of_a_code_of_a_shop_or_of_what_is_left(
    central: Central, till: Chain, other: Chain
) -> None:
    issue(till, "V-1")
    redeem(till, "V-1")
    issue(till, "V-2", at="2026-11-21T12:00:00.000+00:00")
    issue(other, "V-3", at="2026-11-21T13:00:00.000+00:00")
    push(central, till.records)
    push(central, other.records)
    assert list(credit(central)) == ["V-3", "V-2", "V-1"]
    assert list(credit(central, code="V-2")) == ["V-2"]
    assert list(credit(central, shop="042")) == ["V-2", "V-1"]
    assert list(credit(central, unspent=True)) == ["V-3", "V-2"]


def test_nothing_is_asked_about_vouchers_of_facts_that_have_none(
    central: Central, till: Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(*_: object) -> None:
        raise AssertionError("asked")

    monkeypatch.setattr(projection, "_locked", asked)
    till.sold("T-1", facts.a_line("CAF-001"))
    facts.know(central, "CAF-001")
    push(central, till.records)
    assert kinds(central) == []


CODES = ("V-1", "V-2", "V-3")


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_in_whatever_order_and_how_often_it_comes_the_sums_are_the_same(
    central: Central, seed: int
) -> None:
    dice = random.Random(seed)
    numbers = [2001, 2002, 2003]
    facts.emptied(central, *numbers)
    tills = [Chain(number).opened() for number in numbers]
    issued, redeemed = Counter[str](), Counter[str]()
    for code in dice.sample(CODES, dice.randint(1, 3)):
        issued[code] = dice.randint(1, 2000)
    mine = {code: dice.choice(tills) for code in issued}
    for till in tills:
        stated = [(code, issued[code]) for code in issued if mine[code] is till]
        stated += [(dice.choice(CODES), -dice.randint(1, 900)) for _ in range(4)]
        dice.shuffle(stated)
        for code, amount in stated:
            if amount > 0:
                issue(till, code, amount)
            else:
                redeemed[code] -= amount
                redeem(till, code, -amount)
    deliver(central, tills, dice)
    assert {
        code: (one.issued, one.redeemed, one.left) for code, one in credit(central).items()
    } == {
        code: (issued[code], redeemed[code], issued[code] - redeemed[code])
        for code in issued | redeemed
    }
    matters = Counter[tuple[str, str]]()
    for kind, _, code, amount in over(central):
        matters[kind, code] += amount
    assert matters == Counter(
        {
            ("voucher_overspent" if code in issued else "unknown_voucher", code): beyond
            for code in redeemed
            if (beyond := redeemed[code] - issued[code]) > 0
        }
    )
    with central.read() as conn:
        assert ledger(conn) == {code: issued[code] - redeemed[code] for code in issued | redeemed}


def deliver(central: Central, tills: list[Chain], dice: random.Random) -> None:
    """All of it, in batches of any size, the tills in any order, some of it again."""
    at = dict.fromkeys(range(len(tills)), 0)
    while open_ := [n for n, till in enumerate(tills) if at[n] < len(till.records)]:
        n = dice.choice(open_)
        start = dice.randint(0, at[n])
        at[n] = min(len(tills[n].records), at[n] + dice.randint(1, 4))
        push(central, tills[n].records[start : at[n]])
    push_all(central, dice.choice(tills).records)


def ledger(conn: Connection) -> dict[str, int]:
    sums = Counter[str]()
    for row in conn.execute(select(voucher_moves)):
        sums[row.code] += row.amount
    return dict(sums)


def test_tills_that_send_at_the_same_time_lose_no_cent_and_wait_in_no_ring(
    central: Central,
) -> None:
    tills = [Chain(enrol(central, 3000 + n, till=f"{n:02}")).opened() for n in range(4)]
    for number, till in enumerate(tills):
        codes = [f"V-{n}" for n in range(10)]
        if number == 0:
            for code in codes:
                issue(till, code, 1000)
        for code in codes[:: -1 if number % 2 else 1]:
            redeem(till, code, 300)

    def send(till: Chain) -> None:
        push_all(central, till.records, 4)

    with ThreadPoolExecutor(len(tills)) as pool:
        list(pool.map(send, tills))
    assert left(central) == {f"V-{n}": -200 for n in range(10)}
    assert set(kinds(central)) == {"voucher_overspent"}
    assert sum(one.facts["amount"] for one in waiting(central)) == 2000


def test_a_database_of_before_gets_the_tables_as_a_new_one_has_them(central: Central) -> None:
    with central.read() as conn:
        fresh = described(conn)
    with central.write() as tx:
        voucher_moves.drop(tx.connection)
        vouchers.drop(tx.connection)
        migrations.STEPS[1](tx)
        assert described(tx.connection) == fresh


def described(conn: Connection) -> list[object]:
    about = inspect(conn)
    return [
        (
            [(one["name"], str(one["type"]), one["nullable"]) for one in about.get_columns(name)],
            about.get_pk_constraint(name)["constrained_columns"],
            [(one["name"], one["column_names"]) for one in about.get_indexes(name)],
        )
        for name in ("vouchers", "voucher_moves")
    ]
