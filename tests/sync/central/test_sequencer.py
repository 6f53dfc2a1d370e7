"""The sequencer: every row once, in order, densely, with a checksum, whoever leads."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text
from waiting import until

from sync.central import outbox, sequencer
from sync.central.database import Central
from sync.central.feed_tables import current, streams
from sync.central.sequencer import Leader
from sync.central.tables import audit
from sync.protocol import Row

from .conftest import Clock
from .saying import Reader, gone, moved, put, rows, say

ROOT = Path(__file__).parents[3]


def base(central: Central, stream: str = "catalog") -> list[tuple[int, str, str | None]]:
    with central.read() as conn:
        found = select(current.c.seq, current.c.key, current.c.value_json)
        wanted = found.where(current.c.stream == stream).order_by(current.c.seq)
        return [tuple(row) for row in conn.execute(wanted)]


def test_what_was_said_gets_dense_numbers_in_each_stream(central: Central) -> None:
    say(
        central,
        put("a", value={"n": 1}),
        put("x", stream="store:042"),
        put("b"),
        put("y", stream="config"),
    )
    assert moved(central) == 4
    assert rows(central) == [
        Row(1, "P", "product", "a", 1, {"n": 1}),
        Row(2, "P", "product", "b", 1, {}),
    ]
    assert [row.key for row in rows(central, "config")] == ["y"]
    say(central, gone("a", 2))
    assert moved(central) == 1
    assert rows(central)[2:] == [Row(3, "D", "product", "a", 2, None)]


def test_nothing_said_is_nothing_moved(central: Central) -> None:
    assert sequencer.step(central) == 0


def test_a_write_that_failed_said_nothing(central: Central) -> None:
    with pytest.raises(ZeroDivisionError), central.write() as tx:
        outbox.say(tx, *put("a"))
        raise ZeroDivisionError
    assert moved(central) == 0


@pytest.mark.parametrize("said", [put("a")._replace(op="D"), gone("a", 1)._replace(op="P")])
def test_a_delete_has_no_value_and_a_put_has_one(central: Central, said: outbox.Said) -> None:
    with pytest.raises(ValueError, match="a value goes with P"):
        say(central, said)


def test_a_step_moves_no_more_than_its_limit(central: Central) -> None:
    say(central, *(put(str(number)) for number in range(7)))
    assert [sequencer.step(central, 3) for _ in range(4)] == [3, 3, 1, 0]
    assert [row.key for row in rows(central)] == list("0123456")


def test_config_goes_before_a_million_prices(central: Central) -> None:
    say(central, *(put(str(number), stream="price:web") for number in range(5)))
    say(central, put("a stop", stream="config"))
    assert sequencer.step(central, 2) == 2
    assert [row.key for row in rows(central, "config")] == ["a stop"]
    assert len(rows(central, "price:web")) == 1
    with central.read() as conn:
        assert sequencer.waiting(conn) == 4


def test_the_base_has_each_keys_newest_value_and_no_deleted_key(central: Central) -> None:
    say(central, put("a", 1, value={"n": 1}), put("b"), put("c"))
    moved(central)
    say(
        central,
        put("a", 2, value={"n": 2}),
        put("a", 3, value={"n": 3}),
        gone("b", 2),
        put("d"),
        gone("d", 2),
    )
    moved(central)
    assert base(central) == [(3, "c", "{}"), (5, "a", '{"n":3}')]


def test_every_character_and_number_of_a_value_arrives(central: Central) -> None:
    value = {
        "name": 'Ñandú "à\\ \x00\x1f\x7f 😀',
        "cents": -1,
        "list": [None, True, {"a": "3.000"}],
    }
    say(central, put('clé "☕"', value=value))
    moved(central)
    [row] = rows(central)
    assert (row.key, row.value) == ('clé "☕"', value)


def test_many_streams_are_numbered_in_one_step(central: Central) -> None:
    say(central, *(put(str(n), stream=f"store:{n % 300}") for n in range(900)))
    assert sequencer.step(central) == 900
    with central.read() as conn:
        assert set(conn.execute(select(streams.c.head, streams.c.oldest))) == {(3, 1)}
    assert [row.key for row in rows(central, "store:17")] == ["17", "317", "617"]


# many transactions at once


@pytest.fixture
def postgresql(postgresql_url: str, clock: Clock) -> Central:
    return Central(postgresql_url, clock)


@pytest.mark.more
def test_a_row_that_commits_late_is_waited_for(postgresql: Central) -> None:
    with postgresql.write() as slow:
        outbox.say(slow, *put("slow"))
        say(postgresql, put("quick"))
        assert sequencer.step(postgresql) == 0
    assert moved(postgresql) == 2
    assert [row.key for row in rows(postgresql)] == ["slow", "quick"]


@pytest.mark.more
def test_a_later_version_never_passes_an_earlier_one(postgresql: Central) -> None:
    """By the watermark alone it would: its transaction has the lower number."""
    number = text("SELECT pg_current_xact_id()")
    with postgresql.write() as second:
        second.execute(number)
        with postgresql.write() as bystander:
            bystander.execute(number)
            say(postgresql, put("a", 1))  # committed first, number above the bystander's
            outbox.say(second, *put("a", 2))
            second.connection.commit()
            assert sequencer.step(postgresql) == 0
    assert moved(postgresql) == 2
    assert [row.version for row in rows(postgresql)] == [1, 2]


@pytest.mark.more
def test_a_read_that_is_open_holds_nothing_up(postgresql: Central) -> None:
    with postgresql.read() as conn:
        conn.execute(select(streams))
        say(postgresql, put("a"))
        assert sequencer.step(postgresql) == 1


class Threads:
    """Runs each call over and over until it is told to stop; what one raises, `stop` raises."""

    def __init__(self, *calls: Callable[[], object]) -> None:
        self._going = threading.Event()
        self._going.set()
        self._errors: list[BaseException] = []
        self._threads = [threading.Thread(target=self._run, args=(call,)) for call in calls]
        for thread in self._threads:
            thread.start()

    def _run(self, call: Callable[[], object]) -> None:
        try:
            while self._going.is_set():
                call()
        except BaseException as error:
            self._errors.append(error)

    def stop(self) -> None:
        self._going.clear()
        for thread in self._threads:
            thread.join()
        if self._errors:
            raise self._errors[0]


class Naive:
    """The control: reads what has an id beyond the last it saw."""

    def __init__(self, central: Central) -> None:
        self._central = central
        self.last = 0
        self.seen: set[str] = set()

    def read(self) -> None:
        found = select(audit.c.id, audit.c.what).where(audit.c.id > self.last)
        with self._central.read() as conn:
            for number, key in conn.execute(found.order_by(audit.c.id)):
                self.last = number
                self.seen.add(key)
        time.sleep(0.005)


def write_slowly(central: Central, dice: random.Random) -> None:
    """Five rows, said and noted, in a transaction that takes 0-50 ms."""
    with central.write() as tx:
        for _ in range(5):
            key = str(dice.getrandbits(64))
            outbox.say(tx, *put(key))
            tx.execute(insert(audit).values(at="", who="", what=key, details_json=""))
            time.sleep(dice.uniform(0, 0.01))


@pytest.mark.more
def test_no_row_is_missed_where_a_naive_cursor_misses_many(
    postgresql: Central, postgresql_url: str, clock: Clock
) -> None:
    writing = Central(postgresql_url, clock)  # apart, as the writers take every connection it has
    naive, ours, leader = Naive(postgresql), Reader(), Leader(postgresql)
    dice = [random.Random(number) for number in range(16)]
    writers = Threads(*(partial(write_slowly, writing, each) for each in dice))
    readers = Threads(naive.read, leader.step, partial(ours.catch_up, postgresql))
    time.sleep(4)
    writers.stop()
    readers.stop()
    writing.close()
    leader.step()
    leader.close()
    ours.catch_up(postgresql)
    with postgresql.read() as conn:
        ids = {key: number for number, key in conn.execute(select(audit.c.id, audit.c.what))}
    passed = {key for key, number in ids.items() if number <= naive.last}
    missed = len(passed - naive.seen) / len(passed)
    print(f"naive missed {missed:.1%} of {len(passed)} rows, ours none of {len(ids)}")
    assert missed > 0.01
    assert {key for _, key in ours.state} == set(ids)
    assert ours.seq == len(ids)


# who leads


def test_one_leads_and_another_takes_over_when_it_gives_up(central: Central) -> None:
    one, other = Leader(central), Leader(central)
    say(central, put("a"))
    assert (one.step(), other.step()) == (1, 0)
    say(central, put("b"))
    assert (other.step(), other.leads) == (0, False)
    one.close()
    until(lambda: other.step() == 1)
    assert other.leads
    assert (one.step(), one.leads) == (0, False)
    other.close()


CHILD = """
import sys, time
from datetime import UTC, datetime
from sync.central.database import Central
from sync.central.sequencer import Leader
leader = Leader(Central(sys.argv[1], lambda: datetime.now(UTC)))
leader.step()
print("leads" if leader.leads else "follows", flush=True)
time.sleep(60)
"""


def test_another_takes_over_when_the_leaders_process_is_killed(central: Central, url: str) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, url], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        assert child.stdout.readline() == "leads\n"
        leader = Leader(central)
        say(central, put("a"))
        assert (leader.step(), leader.leads) == (0, False)
    finally:
        child.kill()
        child.communicate()
    until(lambda: leader.step() == 1)
    leader.close()


def end_leader(central: Central) -> None:
    """End the connection that has the lock, as a broken server or network would."""
    with central.write() as tx:
        tx.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        )


@pytest.mark.more
def test_another_takes_over_when_the_leaders_connection_ends(postgresql: Central) -> None:
    one, other = Leader(postgresql), Leader(postgresql)
    say(postgresql, put("a"))
    assert (one.step(), other.step()) == (1, 0)
    end_leader(postgresql)
    say(postgresql, put("b"))
    until(lambda: other.step() == 1)
    assert (one.step(), one.leads) == (0, False)
    assert (one.step(), one.leads) == (0, False)
    other.close()
    say(postgresql, put("c"))
    until(lambda: one.step() == 1)
    one.close()
    assert [row.key for row in rows(postgresql)] == ["a", "b", "c"]


@pytest.mark.more
def test_a_leader_that_hangs_loses_the_lead(
    postgresql: Central, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequencer, "LEASE", 0.5)
    one = Leader(postgresql)
    one.step()
    assert one.leads
    other = Leader(postgresql)
    until(lambda: (other.step(), other.leads)[1])
    assert (one.step(), one.leads) == (0, False)
    other.close()


@pytest.mark.more
def test_feeds_stay_dense_while_the_lead_goes_from_hand_to_hand(postgresql: Central) -> None:
    said, leaders, led = [0] * 4, [Leader(postgresql) for _ in range(3)], [0] * 3

    def write(writer: int) -> None:
        say(postgresql, *(put(f"{writer}-{said[writer] + place}") for place in range(20)))
        said[writer] += 20

    def lead(number: int) -> None:
        led[number] += leaders[number].step(50)
        time.sleep(0 if leaders[number].leads else 0.01)

    threads = Threads(
        *(partial(write, number) for number in range(4)),
        *(partial(lead, number) for number in range(3)),
    )
    for _ in range(20):
        time.sleep(0.1)
        end_leader(postgresql)
    threads.stop()
    for leader in leaders:
        leader.close()
    moved(postgresql)
    keys = [row.key for row in rows(postgresql)]
    assert len(keys) == len(set(keys)) == sum(said) > 0
    for writer in range(4):
        mine = [key for key in keys if key.startswith(f"{writer}-")]
        assert mine == [f"{writer}-{number}" for number in range(said[writer])]
    assert len([count for count in led if count]) > 1
