"""Balances at central are the sum of what tills stated and the office set."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from facts import Chain, enrol, push, push_all
from sqlalchemy import select

from sync.central.database import Central
from sync.central.fact_tables import points_moves
from sync.central.masters import customers
from sync.central.masters import points as balances
from sync.central.masters.customer import CustomerValue
from sync.central.tables import customers as t

from .speaking import put_shop

WHO = "office"
PEOPLE = [f"0192f0c1-0000-7000-8000-00000000000{n}" for n in range(6)]


@pytest.mark.parametrize("seed", range(6))
def test_balances_sum_right_over_replays_merges_and_what_the_office_sets(
    central: Central, seed: int
) -> None:
    dice = random.Random(seed)
    put_shop(central)
    tills = [Chain(enrol(central, 1001 + n, till=f"0{n + 1}")).opened() for n in range(2)]
    with central.write() as tx:
        for uuid in PEOPLE:
            customers.put(tx, uuid, CustomerValue(card=uuid[-4:]), WHO)
    living = list(PEOPLE)
    for _ in range(25):
        match dice.choice(["earn", "earn", "earn", "push", "again", "merge", "set"]):
            case "earn":
                body = {"customer": dice.choice(PEOPLE), "points": dice.randint(-9, 30)}
                dice.choice(tills).state("points_earned", body)
            case "push":
                push_all(central, dice.choice(tills).records, dice.randint(1, 5))
            case "again":
                push(central, dice.choice(tills).records[: dice.randint(1, 4)])
            case "merge" if len(living) > 3:
                gone, kept = dice.sample(living, 2)
                with central.write() as tx:
                    customers.merge(tx, gone, kept, WHO)
                living.remove(gone)
            case _:
                with central.write() as tx:
                    balances.put(tx, {dice.choice(living): dice.randint(0, 500)}, WHO)
    for till in tills:
        push_all(central, till.records)
    assert_sums(central, living)


def assert_sums(central: Central, living: list[str]) -> None:
    with central.read() as conn:
        owners = {row.uuid: row.merged_into or row.uuid for row in conn.execute(select(t))}
        sums: Counter[str] = Counter()
        for row in conn.execute(select(points_moves)):
            sums[owners[row.customer]] += row.points
        have = {uuid: customers.get(conn, uuid).points for uuid in living}
    assert have == {uuid: sums[uuid] for uuid in living}
