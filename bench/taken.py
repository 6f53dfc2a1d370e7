"""How quickly central takes facts, measured in a process of its own; run by bench.facts.

`python -m bench.taken sqlite|postgresql`: one JSON line. Every batch costs what it costs behind
the door of central: the counter of its request in one transaction, its facts in another, both on
the disk. HTTP and signatures are not in it.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

from bench.office import found
from bench.stated import as_stated_by, day, know
from sync.central import ingest
from sync.central.api.served import TAKERS
from sync.central.auth import spend
from sync.central.chain import epoch_of
from sync.central.database import Central
from sync.protocol import MAX_RECORDS, Batch, Record

sys.path.append(str(Path(__file__).parent.parent / "tests"))
from cluster import SETTINGS, Cluster, programs

BATCH = 20
REPLAYED = 0.3
ROUNDS, SALES = 12, 150
"""Of SQLite; sales of one till in each."""
BACKLOG = 400
"""Sales of each, so that their workers send whole batches."""
WARM = 2 * MAX_RECORDS
SENDERS, SHOPS = 16, 8
"""Tills that send at the same time, in so many shops."""


class Door:
    """Takes batches as central's door does, when the signature has been checked."""

    def __init__(self, central: Central) -> None:
        self._central = central
        with central.read() as conn:
            self._epoch = epoch_of(conn)
        self._counter = count(1)

    def take(self, records: Sequence[Record]) -> None:
        number = records[0].installation
        with self._central.write() as tx:
            spend(tx, number, next(self._counter))
        batch = Batch(epoch=self._epoch, records=list(records))
        ack = ingest.receive(self._central, number, batch)
        assert ack.acked_seq >= records[-1].seq and not ack.exceptions, ack


def embedded() -> dict[str, float]:
    """Seconds for a fact on SQLite: alone, in batches, and in batches of which some come twice."""
    stated = day(SALES)
    dice = random.Random(5)
    times = dict.fromkeys(("alone", "together", "replayed"), 0.0)
    facts = dict.fromkeys(times, 0)
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        central = found(f"sqlite:///{Path(place) / 'central.db'}")
        door = Door(central)
        for number in range(ROUNDS):
            for place_of, which in enumerate(times):
                till = 2000 + number * 10 + place_of
                records = as_stated_by(stated, till)
                know(central, stated, [(till, "042")])
                if which == "alone":
                    records = records[: len(records) // 4]
                begun = perf_counter()
                for batch in batches(records, 1 if which == "alone" else BATCH):
                    door.take(batch)
                    if which == "replayed" and dice.random() < REPLAYED:
                        door.take(batch)
                times[which] += perf_counter() - begun
                facts[which] += len(records)
        central.close()
    return {which: seconds / facts[which] for which, seconds in times.items()}


def chain() -> dict[str, float]:
    """Facts a second on PostgreSQL, and how much of a core central itself had meanwhile."""
    stated = day(BACKLOG)
    tills = [(3000 + number, f"{number % SHOPS:03d}") for number in range(SENDERS)]
    sent = [as_stated_by(stated, number) for number, _ in tills]
    with cluster() as url:
        central = found(url)
        know(central, stated, tills)
        door = Door(central)

        def send(records: Sequence[Record]) -> int:
            for batch in batches(records, MAX_RECORDS):
                door.take(batch)
            return len(records)

        with ThreadPoolExecutor(TAKERS) as pool:
            # First what a central in service has: connections that are open and have prepared.
            list(pool.map(send, [records[:WARM] for records in sent]))
            begun, used = perf_counter(), process_time()
            facts = sum(pool.map(send, [records[WARM:] for records in sent]))
            seconds, used = perf_counter() - begun, process_time() - used
        central.close()
    return {"rate": facts / seconds, "used": used / seconds}


def batches(records: Sequence[Record], size: int) -> Iterator[Sequence[Record]]:
    for start in range(0, len(records), size):
        yield records[start : start + size]


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL that syncs to its disk, as one in service does."""
    where = programs()
    if where is None:
        raise RuntimeError("no PostgreSQL")
    for name in ("fsync", "full_page_writes", "autovacuum"):
        SETTINGS[name] = "on"
    with Cluster(where) as running:
        yield running.url()


if __name__ == "__main__":
    print(json.dumps({"sqlite": embedded, "postgresql": chain}[sys.argv[1]]()), flush=True)
