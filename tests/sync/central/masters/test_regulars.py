"""Regulars: a region's tills have those who buy there, and no more than the rule says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import facts
import pytest
from facts import Chain, enrol, know, push_all

from sync.central import chores, migrations
from sync.central.database import Central
from sync.central.masters import customers, regulars, settings
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.tables import regulars as t
from sync.protocol import DELETE, PUT

from ..conftest import Clock
from ..saying import moved
from ..speaking import put_shop
from .chains import WHO, heard

ANA, EVA, LUZ = (f"0192f0c1-0000-7000-8000-00000000000{end}" for end in "ae9")
HERE, THERE = "loyalty:general", "loyalty:norte"


def made(central: Central, uuid: str, **more: Any) -> None:
    value = CustomerValue(card=uuid[-4:], personal=Personal(name="Ana"), **more)
    with central.write() as tx:
        customers.put(tx, uuid, value, WHO)


def ruled(central: Central, **rule: object) -> None:
    with central.write() as tx:
        settings.put(tx, regulars.SETTING, rule, WHO)


def known(central: Central, stream: str = HERE) -> set[str]:
    """Whom a till that reads the stream has."""
    have: dict[str, str] = {}
    for op, _, key, _, _ in heard(central, stream):
        have[key] = op
    return {key for key, op in have.items() if op == PUT}


@pytest.fixture
def till(central: Central) -> Chain:
    """Of shop 043, region norte; a point was given for everything."""
    know(central, "CAF-001")
    chain = Chain(enrol(central, 1001, shop="043")).opened()
    put_shop(central, "043", region="norte")
    return chain


def sold(central: Central, till: Chain, who: str, points: int = 0) -> None:
    document = facts.a_document(f"T-{len(till.records)}")
    till.state("document_issued", document | {"customer": who, "points": points})
    if points:
        body = {"customer": who, "points": points, "why": "sale", "document": document["number"]}
        till.state("points_earned", body)
    push_all(central, till.records)


def test_whoever_has_not_been_seen_for_long_goes_off_the_tills_and_stays_a_customer(
    central: Central, clock: Clock
) -> None:
    ruled(central, days=30)
    made(central, ANA)
    clock.forward(days=20)
    made(central, EVA)
    assert chores.let_regulars_go(central) == 0
    clock.forward(days=11)
    assert chores.let_regulars_go(central) == 1
    assert known(central) == {EVA}
    assert heard(central, HERE)[-1] == (DELETE, "customer", ANA, 2, None)
    with central.read() as conn:
        assert customers.get(conn, ANA).card == "000A"


@pytest.mark.parametrize("points", [0, 7])
def test_who_buys_is_a_regular_of_that_region_beside_their_own(
    central: Central, clock: Clock, till: Chain, points: int
) -> None:
    ruled(central, days=30)
    made(central, ANA)
    sold(central, till, ANA, points)
    assert known(central) == known(central, THERE) == {ANA}
    clock.forward(days=25)
    sold(central, till, ANA, points)
    clock.forward(days=25)
    assert chores.let_regulars_go(central) == 1
    assert (known(central), known(central, THERE)) == (set(), {ANA})
    sold(central, till, ANA, 3)
    told = [value for *_, value in heard(central, THERE)][-1]
    assert told["points"] == 2 * points + 3
    versions = [row[3] for row in heard(central, THERE)]
    assert versions == sorted(set(versions))


def test_who_went_out_comes_in_again_with_what_they_are_now(
    central: Central, clock: Clock, till: Chain
) -> None:
    ruled(central, days=30)
    made(central, ANA, region="norte")
    clock.forward(days=31)
    chores.let_regulars_go(central)
    with central.write() as tx:
        value = customers.get(tx.connection, ANA).value
        value.level = "oro"
        customers.put(tx, ANA, value, WHO)
    assert known(central, THERE) == set()
    sold(central, till, ANA)
    assert known(central, THERE) == {ANA}
    assert heard(central, THERE)[-1][4]["level"] == "oro"


def test_of_too_many_those_seen_longest_ago_go(central: Central, clock: Clock, till: Chain) -> None:
    for uuid in (ANA, EVA, LUZ):
        made(central, uuid, region="norte")
        clock.forward(days=1)
    sold(central, till, ANA)
    ruled(central, most=2)
    assert chores.let_regulars_go(central) == 1
    assert known(central, THERE) == {ANA, LUZ}


def test_a_file_of_everybody_puts_out_nobody_who_buys(central: Central) -> None:
    ruled(central, most=2)
    made(central, ANA)
    with central.write() as tx:
        every = {f"{EVA[:-3]}{n:03}": CustomerValue(card=f"C-{n}") for n in range(5)}
        assert customers.keep(tx, every, WHO) == 5
    assert len(known(central)) == 2
    assert ANA in known(central)


@pytest.mark.parametrize("rule", [{"days": "x"}, {"most": -1}, {"days": True, "most": 1.5}, [], 7])
def test_a_rule_that_cannot_be_read_is_no_rule(central: Central, rule: object) -> None:
    with central.write() as tx:
        settings.put(tx, regulars.SETTING, rule, WHO)
        assert regulars.rule(tx.connection) == regulars.Rule()


def test_who_is_erased_or_merged_is_nobodys_regular(central: Central, till: Chain) -> None:
    for uuid in (ANA, EVA, LUZ):
        made(central, uuid)
    sold(central, till, ANA)
    sold(central, till, EVA)
    with central.write() as tx:
        customers.merge(tx, EVA, LUZ, WHO)
        customers.erase(tx, ANA, WHO)
    assert known(central) == known(central, THERE) == {LUZ}
    with central.read() as conn:
        assert {row.customer for row in conn.execute(t.select())} == {LUZ}
    sold(central, till, EVA)
    assert known(central, THERE) == {LUZ}


def test_a_database_of_before_has_everybody_for_regulars(central: Central) -> None:
    made(central, ANA)
    made(central, EVA, region="norte")
    moved(central)
    with central.write() as tx:
        t.drop(tx.connection)
        migrations.STEPS[0](tx)
        assert regulars.regions(tx, [ANA, EVA]) == {ANA: ["general"], EVA: ["norte"]}


def test_regulars_stay_in_step_whatever_happens(
    central: Central, clock: Clock, till: Chain
) -> None:
    """What a till has is what the table says, after any mixture of changes."""
    ruled(central, days=3, most=3)
    put_shop(central, "042")
    uuids = [f"{ANA[:-2]}{n:02}" for n in range(8)]
    for step, uuid in enumerate(uuids * 3):
        if step < len(uuids):
            made(central, uuid, region=("norte", "general")[step % 2])
        elif step % 3:
            sold(central, till, uuid, step % 2)
        clock.forward(hours=13)
        chores.let_regulars_go(central)
        assert_as_said(central, ("general", "norte"))


def assert_as_said(central: Central, regions: Iterable[str]) -> None:
    for region in regions:
        with central.read() as conn:
            rows = conn.execute(t.select().where(t.c.region == region)).all()
        assert known(central, f"loyalty:{region}") == {row.customer for row in rows}
        assert len(rows) <= 3
