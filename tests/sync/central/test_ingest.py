"""Facts are taken once, in order, whatever the line does to them; and nothing else is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import facts
import msgspec
import pytest
from facts import (
    COMES_IN,
    Chain,
    a_chain,
    a_line,
    alarm,
    count,
    emptied,
    enrol,
    kinds,
    know,
    push,
    push_all,
    refused,
    skus_of,
    waiting,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.domain.facts import Fact, FactType
from app.services.installing import Made
from sync.central import exceptions, fact_tables, ingest, tables
from sync.central.chain import epoch_of
from sync.central.columns import metadata
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.protocol import MAX_RECORDS, Batch, Record, hash_of

OWN = 1001
PER_EXAMPLE = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="session")
def day(demo_made: tuple[Path, Made], tmp_path_factory: pytest.TempPathFactory) -> tuple[Fact, ...]:
    return facts.a_day(demo_made[0], tmp_path_factory.mktemp("day"))


def known(central: Central, records: Sequence[Record]) -> None:
    know(central, *skus_of(records))


@pytest.fixture
def chain(central: Central, day: tuple[Fact, ...]) -> list[Record]:
    """A day of an installation that central knows, and whose products it has."""
    records = a_chain(day, enrol(central, OWN))
    known(central, records)
    return records


def came_to(central: Central) -> dict[str, Any]:
    """Everything that facts left behind, but for when and in how many batches they came."""
    left: dict[str, Any] = {}
    leave_out = {"id", "received_at", "raised_at", "last_seen", "xid"}
    with central.read() as conn:
        for name in COMES_IN:
            table = metadata.tables[name]
            columns = [column for column in table.columns if column.name not in leave_out]
            if name == "stock":
                columns.remove(table.c.version)
            if name == "outbox":
                query = select(table).order_by(table.c.id)
                newest = {row.key: json.loads(row.value_json) for row in conn.execute(query)}
                left[name] = newest
            else:
                rows = [tuple(row) for row in conn.execute(select(*columns))]
                left[name] = sorted(rows, key=repr)
    return left


# once, in order
def test_a_day_is_taken_whole(central: Central, chain: list[Record]) -> None:
    ack = push_all(central, chain)
    assert (ack.acked_seq, ack.acked_hash) == (len(chain), chain[-1].hash)
    assert ack.exceptions == []
    assert count(central, "journal_raw") == len(chain)
    assert kinds(central) == []


def test_what_is_kept_is_what_was_sent(central: Central, chain: list[Record]) -> None:
    push_all(central, chain)
    query = select(fact_tables.journal_raw.c.record_json).order_by(fact_tables.journal_raw.c.seq)
    with central.read() as conn:
        kept = [msgspec.json.decode(row, type=Record) for row in conn.execute(query).scalars()]
    assert kept == chain
    assert all(hash_of(record) == record.hash for record in kept)


@given(data=st.data())
@PER_EXAMPLE
def test_however_the_line_sends_them_facts_end_in_the_same(
    central: Central, day: tuple[Fact, ...], data: st.DataObject
) -> None:
    chain = a_chain(day, OWN)
    known(central, chain)
    emptied(central, OWN)
    push_all(central, chain, 7)
    whole = came_to(central)
    emptied(central, OWN)
    for _ in range(data.draw(st.integers(0, 8))):
        start = data.draw(st.integers(0, len(chain) - 1))
        batch = chain[start : start + data.draw(st.integers(1, len(chain)))]
        if data.draw(st.booleans()):
            batch = data.draw(st.permutations(batch))
        batch = [one for one in batch for _ in range(1 + data.draw(st.integers(0, 1)))]
        ack = push(central, batch[:MAX_RECORDS])
        assert ack.acked_seq <= len(chain)
    push_all(central, chain, data.draw(st.integers(1, 60)))
    assert came_to(central) == whole


def test_a_gap_ends_the_batch_and_is_no_fault(central: Central, chain: list[Record]) -> None:
    ack = push(central, [*chain[:5], *chain[6:9]])
    assert ack.acked_seq == 5
    assert push(central, chain[7:9]).acked_seq == 5
    assert push(central, [chain[6], chain[5]]).acked_seq == 5
    assert push(central, chain[5:9]).acked_seq == 9
    assert alarm(central, OWN) == ""


def test_an_empty_batch_is_told_where_central_stands(central: Central, chain: list[Record]) -> None:
    push(central, chain[:3])
    with central.read() as conn:
        epoch = epoch_of(conn)
    ack = ingest.receive(central, OWN, Batch(epoch=epoch, records=[]))
    assert (ack.acked_seq, ack.acked_hash) == (3, chain[2].hash)


def test_a_lost_acknowledgement_tells_again_what_is_to_settle(central: Central) -> None:
    enrol(central, OWN)
    chain = Chain(OWN).opened()
    chain.sold("T-1", a_line("NOBODY-HAS-IT"))
    first, again = push(central, chain.records), push(central, chain.records)
    assert [(one.seq, one.kind) for one in first.exceptions] == [(2, "unknown_product")]
    assert again.exceptions == first.exceptions
    assert "NOBODY-HAS-IT" in first.exceptions[0].sentence["es"]


# what contradicts it
def test_another_fact_under_the_same_number_is_a_fork_and_nothing_of_it_is_taken(
    central: Central, chain: list[Record]
) -> None:
    push(central, chain[:6])
    clone = Chain(OWN, chain[:5])
    clone.sold("T-9")
    clone.sold("T-10")
    refusal = refused(lambda: push(central, clone.records[4:]))
    assert (refusal.kind, refusal.status, refusal.seq) == ("fork", 409, 6)
    assert count(central, "journal_raw") == 6
    assert alarm(central, OWN) == "fork"
    refused(lambda: push(central, clone.records[4:]))
    refused(lambda: push(central, clone.records[6:]))
    assert kinds(central) == ["fork"], "once"
    assert push(central, chain[6:9]).acked_seq == 9, "the till that goes on with its chain may"
    assert alarm(central, OWN) == "fork"


def test_a_till_that_went_back_and_sold_on_is_a_fork(central: Central, chain: list[Record]) -> None:
    """Its own numbers are free again, but what is before them is another's."""
    push(central, chain[:6])
    restored = Chain(OWN, chain[:4])
    for number in range(5):
        restored.sold(f"T-{number}")
    assert refused(lambda: push(central, restored.records[6:])).kind == "fork"
    assert count(central, "journal_raw") == 6


def test_a_uuid_of_another_installation_is_a_fork(central: Central, chain: list[Record]) -> None:
    push(central, chain[:6])
    enrol(central, 1002, till="04")
    other = Chain(1002).opened()
    other.state("signed_in", {}, uuid=chain[2].uuid)
    other.state("signed_out", {})
    refusal = refused(lambda: push(central, other.records))
    assert (refusal.kind, refusal.seq) == ("fork", 2)
    assert count(central, "journal_raw") == 6
    assert (alarm(central, OWN), alarm(central, 1002)) == ("", "fork")


@pytest.mark.parametrize(
    "change",
    [
        {"hash": "0" * 64},
        {"hash": ""},
        {"body": {"number": "another"}},
        {"who": "9001"},
        {"at": "2026-11-21T11:00:01.000+00:00"},
        {"v": 2},
        {"seq": 4, "previous": "f" * 64},
        {"body": {"deep": json.loads("[" * 900 + "]" * 900)}},
    ],
    ids=lambda change: ",".join(change),
)
def test_what_is_not_what_its_hash_says_is_poison_and_what_was_before_it_is_taken(
    central: Central, chain: list[Record], change: dict[str, Any]
) -> None:
    bad = msgspec.structs.replace(chain[3], **change)
    refusal = refused(lambda: push(central, [*chain[:3], bad, *chain[4:6]]))
    assert (refusal.kind, refusal.status, refusal.seq) == ("poison", 422, 4)
    assert count(central, "journal_raw") == 3
    assert alarm(central, OWN) == "poison"
    assert push(central, chain[3:6]).acked_seq == 6
    assert alarm(central, OWN) == "", "the chain goes on"


@pytest.mark.parametrize(
    "change",
    [
        {"uuid": ""},
        {"uuid": "nul\0"},
        {"kind": ""},
        {"kind": "x" * 5000},
        {"who": "x" * 5000},
        {"v": 2**70},
        {"v": -1},
    ],
    ids=lambda change: ",".join(change),
)
def test_what_no_table_can_hold_is_poison(central: Central, change: dict[str, Any]) -> None:
    enrol(central, OWN)
    chain = Chain(OWN).opened()
    chain.state(**{"kind": "signed_in", "body": {}, **change})
    refusal = refused(lambda: push(central, chain.records))
    assert (refusal.kind, refusal.seq) == ("poison", 2)


def test_a_fact_with_numbers_that_have_a_point_says_what_its_hash_says(central: Central) -> None:
    enrol(central, OWN)
    chain = Chain(OWN).opened()
    chain.state("signed_in", {"large": 1e16, "small": 1.5e-7, "whole": 2.0})
    assert push(central, chain.records).acked_seq == 2


def test_a_skipped_fact_is_kept_and_the_chain_goes_on(
    central: Central, chain: list[Record]
) -> None:
    gone = chain[3]
    skip = Record(
        installation=OWN,
        seq=4,
        uuid=gone.uuid,
        previous=gone.previous,
        hash=gone.hash,
        skip="the disk",
    )
    assert push(central, [*chain[:3], skip, *chain[4:8]]).acked_seq == 8
    assert kinds(central) == ["skipped"]


def test_a_skip_whose_own_hashes_are_damaged_does_not_stop_what_follows(
    central: Central, chain: list[Record]
) -> None:
    skip = Record(
        installation=OWN, seq=4, uuid=chain[3].uuid, previous="?", hash="?", skip="the disk"
    )
    assert push(central, [*chain[:3], skip]).acked_seq == 4
    assert push(central, chain[4:8]).acked_seq == 8
    emptied(central, OWN)
    assert push(central, [*chain[:3], skip, *chain[4:8]]).acked_seq == 8


# who may
def test_another_epoch_is_told_the_one_that_there_is(central: Central, chain: list[Record]) -> None:
    refusal = refused(lambda: ingest.receive(central, OWN, Batch(epoch="old", records=chain[:3])))
    with central.read() as conn:
        assert (refusal.kind, refusal.epoch) == ("epoch", epoch_of(conn))
    assert count(central, "journal_raw") == 0


def test_a_successor_brings_what_its_till_had_not_sent(
    central: Central, chain: list[Record]
) -> None:
    push(central, chain[:5])
    enrol(central, 1005, previous=OWN)
    enrol(central, 1009, previous=1005)
    ack = push(central, chain[3:9], by=1009)
    assert ack.acked_seq == 9
    own = Chain(1009).opened().records
    assert push(central, own).acked_seq == 1


def test_who_brings_them_decides_whether_facts_are_put_apart(
    central: Central, chain: list[Record]
) -> None:
    enrol(central, 1005, previous=OWN, revoked_at="2026-11-21")
    enrol(central, 1009, previous=1005)
    push(central, chain[:10], by=1005)
    assert count(central, "sales") == 0
    assert [one.installation for one in waiting(central)] == [OWN]
    with central.write() as tx:
        own = tables.installations.c.number == OWN
        tx.execute(tables.installations.update().where(own).values(revoked_at="2026-11-21"))
    push(central, chain[10:], by=1009)
    issued = [one for one in chain[10:] if one.type == FactType.DOCUMENT_ISSUED]
    assert count(central, "sales") == len(issued)


def test_nobody_speaks_for_another_till(central: Central, chain: list[Record]) -> None:
    enrol(central, 1002, till="04")
    assert refused(lambda: push(central, chain[:3], by=1002)).kind == "not_yours"
    assert refused(lambda: push(central, chain[:3], by=77)).kind == "unknown_installation"
    strange = Chain(77).opened().records
    assert refused(lambda: push(central, strange)).kind == "unknown_installation"
    mixed = [*chain[:2], *Chain(1002).opened().records]
    assert refused(lambda: push(central, mixed, by=OWN)).kind == "bad_request"
    assert count(central, "journal_raw") == 0


def test_a_batch_beyond_the_limit_is_too_large(central: Central) -> None:
    enrol(central, OWN)
    chain = Chain(OWN).opened()
    for _ in range(MAX_RECORDS):
        chain.state("signed_in", {})
    assert refused(lambda: push(central, chain.records)).kind == "too_large"


@pytest.mark.parametrize("seq", [0, -1, 2**60])
def test_a_number_that_no_fact_has_is_a_bad_request(central: Central, seq: int) -> None:
    enrol(central, OWN)
    record = Chain(OWN).state("signed_in", {}, seq=seq)
    assert refused(lambda: push(central, [record])).kind == "bad_request"


def test_a_revoked_installations_facts_are_kept_apart_until_somebody_has_looked(
    central: Central, chain: list[Record]
) -> None:
    with central.write() as tx:
        tx.execute(tables.installations.update().values(revoked_at="2026-11-21"))
    assert push_all(central, chain, 7).acked_seq == len(chain)
    assert count(central, "journal_raw") == len(chain)
    assert count(central, "sales") == count(central, "audit") == 0
    assert kinds(central) == ["quarantined"]
    (apart_one,) = waiting(central)
    with central.write() as tx:
        exceptions.settle(tx, apart_one.id, "project", "office")
    assert kinds(central) == []
    apart = came_to(central)
    emptied(central, OWN)
    push_all(central, chain)
    straight = came_to(central)
    for name in ("sales", "sale_lines", "ledger", "cash_moves", "shifts", "stock", "outbox"):
        assert apart[name] == straight[name]


# what a fact comes to never decides whether it is taken
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@dataclass
class Grafted:
    """A real body in which something at some depth is something else."""

    body: Any

    def graft(self, data: st.DataObject) -> Any:
        return _graft(json.loads(json.dumps(self.body)), data)


def _graft(value: Any, data: st.DataObject) -> Any:
    if not isinstance(value, dict | list) or not value or data.draw(st.integers(0, 3)) == 0:
        return data.draw(JSON)
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = data.draw(st.sampled_from(keys))
    if isinstance(value, dict) and data.draw(st.integers(0, 3)) == 0:
        del value[key]
    else:
        value[key] = _graft(value[key], data)
    return value


@given(data=st.data())
@settings(PER_EXAMPLE, max_examples=60)
def test_whatever_a_body_says_it_is_taken_and_the_next_sale_counts(
    central: Central, day: tuple[Fact, ...], data: st.DataObject
) -> None:
    emptied(central, OWN)
    know(central, "CAF-001")
    chain = Chain(OWN).opened()
    for fact in data.draw(st.lists(st.sampled_from(day), min_size=1, max_size=6)):
        body = Grafted(fact.body).graft(data)
        if not isinstance(body, dict):
            body = {"body": body}
        try:
            wire = msgspec.json.decode(msgspec.json.encode(body))
        except (ValueError, OverflowError):
            continue  # no JSON: the wire would not have brought it
        chain.state(fact.type, wire, at=fact.at, offset=data.draw(st.integers(-(2**40), 2**40)))
    chain.sold("GOOD-1", a_line("CAF-001", "2", 200))
    ack = push(central, chain.records)
    assert ack.acked_seq == len(chain.records)
    with central.read() as conn:
        ledger = fact_tables.ledger.c
        sold = select(ledger.delta).where(ledger.seq == len(chain.records))
        assert conn.execute(sold).scalars().all() == [-2000]
    assert all(one.sentence["es"] and one.sentence["en"] for one in waiting(central))


# several at once
def test_tills_of_a_shop_that_sell_the_same_at_once_lose_nothing(central: Central) -> None:
    skus = [f"SKU-{number}" for number in range(12)]
    know(central, *skus)
    chains = [Chain(enrol(central, number, till=str(number))).opened() for number in range(1, 5)]
    for chain in chains:
        for ticket in range(30):
            lines = [a_line(sku) for sku in skus[ticket % 5 :: 2]]
            chain.sold(f"T{chain.installation}-{ticket}", *reversed(lines))
    all_at_once(*(partial(send, central, chain.records, 5) for chain in chains))
    with central.read() as conn:
        ledger, stock = fact_tables.ledger.c, tables.stock.c
        moved = select(ledger.sku, func.sum(ledger.delta)).group_by(ledger.sku)
        listed = {sku: int(delta) for sku, delta in conn.execute(moved)}
        assert listed == dict(conn.execute(select(stock.sku, stock.on_hand)).all())
        assert sum(listed.values()) == -1000 * sum(
            len(record.body["lines"]) for chain in chains for record in chain.records[1:]
        )


def test_a_request_that_is_under_way_twice_is_taken_once(
    central: Central, chain: list[Record]
) -> None:
    again = [partial(send, central, chain, size) for size in (4, 4, 5, 6)]
    all_at_once(*again)
    assert count(central, "journal_raw") == len(chain)
    assert kinds(central) == []
    twice = came_to(central)
    emptied(central, OWN)
    push_all(central, chain)
    assert came_to(central) == twice


def all_at_once(*calls: Callable[[], None]) -> None:
    with ThreadPoolExecutor(len(calls)) as pool:
        for done in [pool.submit(call) for call in calls]:
            done.result()


def send(central: Central, records: Sequence[Record], size: int) -> None:
    for start in range(0, len(records), size):
        _sent(central, records[start : start + size])


def _sent(central: Central, records: Sequence[Record]) -> None:
    """As a till does: what central was too busy for is sent again."""
    while True:
        try:
            push(central, records)
            return
        except Refusal as refusal:
            if refusal.kind != "busy":
                raise
