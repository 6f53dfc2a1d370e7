"""A chain under one seed: made, run among its faults, healed, and held to its invariants."""

from __future__ import annotations

import atexit
import gc
import logging
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from app.mirror import catalog, store
from app.storage.database import Database
from app.storage.migrations import migrate, steps
from sync import pages
from sync.central import enrolment, exception_kinds, exceptions, feeds, migrations, sequencer
from sync.central.database import Central

from . import invariants, office
from .counter import KEY, Place
from .faults import Fault, Swarm
from .line import Line
from .office import GOODS, SHOPS, Office
from .server import NUMBERED, WATERMARK, Server
from .till import Till
from .timeline import START, Timeline
from .truth import Truth

TILLS = ("01", "02")
"""Of each shop."""
PATIENCE = 3600.0
"""Seconds from the end of all faults until everybody must be in step."""
BUDGET = 400.0
"""Requests of a till in an hour, at most, on the average."""
_LOOK = 3600.0


@dataclass(slots=True)
class Result:
    """What came of one seed."""

    seed: int
    trace: str
    problems: list[str]
    till_hours: float
    events: int
    documents: int
    requests: float
    """Of a till in an hour."""
    healed: float
    """Seconds until all were in step."""
    struck: dict[str, int]
    last: list[str]
    """The end of the trace."""


def play(
    seed: int,
    hours: float = 8,
    say: Callable[[str], None] | None = None,
    faults: bool = True,
    also: Callable[[World], None] = lambda world: None,
) -> Result:
    """Run one seed for so many hours of trading, and heal it. `also`: what is planned besides."""
    logging.disable()  # central's, of what is done to it here
    gc.collect()
    gc.freeze()
    memory = Path("/dev/shm")
    where = memory if memory.is_dir() else None
    with tempfile.TemporaryDirectory(dir=where) as folder, _played():
        world = World(seed, Path(folder), say)
        if not faults:
            world.swarm.enabled = frozenset()
        also(world)
        try:
            return world.run(hours * 3600)
        finally:
            world.close()
            logging.disable(logging.NOTSET)
            gc.unfreeze()


class World:
    def __init__(self, seed: int, folder: Path, say: Callable[[str], None] | None = None) -> None:
        self.time = Timeline(seed, say)
        self.swarm = Swarm(self.time.dice)
        self._folder = folder
        (folder / "central").mkdir()
        path = folder / "central" / "central.db"
        path.write_bytes(_central())
        self.server = Server(self.time, self.swarm, path)
        self.line = Line(self.time, self.swarm, self.server)
        self.truth = Truth()
        self.watch = invariants.Watch()
        self.problems: list[str] = []
        self._backed_up = False
        self._lives = 1
        self.time.note("seed", seed, *sorted(self.swarm.enabled))
        self.server.said()
        self.office = Office(self.time, self.swarm, self.server)
        self.tills = [self._till(shop, till) for shop in SHOPS for till in TILLS]
        self._till_seconds = 0.0

    def _till(self, shop: str, code: str) -> Till:
        folder = self._folder / f"{shop}-{code}"
        shutil.copytree(_empty_till(), folder)
        return Till(
            self.time,
            self.swarm,
            self.line,
            self.server,
            self.truth,
            folder,
            Place(shop, code, 0, "", 1),
        )

    def close(self) -> None:
        for till in self.tills:
            till.stop()
        self.server.close()

    def run(self, seconds: float) -> Result:
        self._plan(seconds)
        healed = 0.0
        try:
            until = 0.0
            while until < seconds and not self.problems:
                until = min(seconds, until + _LOOK)
                self.time.run(until)
                self._till_seconds += _LOOK * len(self.tills)
                self._look()
            if not self.problems:
                healed = self._heal()
            if not self.problems:
                self._look_at_last()
        except Exception as error:
            # Nothing may fail here but as the faults do: what was not foreseen is found.
            where = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(where.filename).name}:{where.lineno}"
            self.problems.append(f"{type(error).__name__} at {place}: {error}")
        hours = self._till_seconds / 3600
        return Result(
            self.time.seed,
            self.time.trace,
            self.problems,
            hours,
            self.time.events,
            self.truth.documents,
            self.line.asked / max(hours, 1),
            healed,
            {fault.value: count for fault, count in self.swarm.struck.items()},
            list(self.time.last),
        )

    # faults
    def _plan(self, seconds: float) -> None:
        every = {
            Fault.OUTAGE: (4 * 3600, self._outage),
            Fault.PARTITION: (3 * 3600, self._partition),
            Fault.STORM: (3 * 3600, self._storm),
            Fault.SERVER_CRASH: (2 * 3600, self.server.restart),
            Fault.SERVER_FULL: (5 * 3600, self._central_full),
            Fault.TRIMMED: (3 * 3600, self._trim),
            Fault.EMPTIED: (5 * 3600, self.office.empty),
            Fault.SERVER_RESTORED: (4 * 3600, self._restore),
            Fault.TILL_CRASH: (3600, self._crash),
            Fault.DISK_FULL: (3 * 3600, self._disk_full),
            Fault.CLOCK_JUMP: (3 * 3600, self._jump),
            Fault.POISON: (2 * 3600, self._poison),
            Fault.DISK_RESTORED: (4 * 3600, self._image),
            Fault.CLONED: (6 * 3600, self._clone),
            Fault.BROUGHT_BACK: (4 * 3600, self._backup),
            Fault.REVOKED: (5 * 3600, self._revoke),
        }
        for fault, (mean, strike) in every.items():
            if fault in self.swarm.enabled:
                self.time.after(self.time.soon(mean), self._strike, fault, mean, strike)
        self.time.after(self.time.soon(2 * 3600), self._manager)

    def _strike(self, fault: Fault, mean: float, strike: Callable[[], None]) -> None:
        if self.swarm.strikes(fault):
            strike()
            self.time.after(self.time.soon(mean), self._strike, fault, mean, strike)

    def _any(self) -> Till:
        return self.time.dice.choice(self.tills)

    def _long(self) -> float:
        """From 20 seconds to 48 hours, mostly short."""
        dice = self.time.dice
        longest = dice.choice([60, 600, 600, 3600, 3600, 4 * 3600, 48 * 3600])
        return dice.uniform(20, longest)

    def _outage(self) -> None:
        self.line.fail(self._long())

    def _partition(self) -> None:
        self.line.cut(self.time.dice.choice(SHOPS), self._long())

    def _storm(self) -> None:
        self.server.storm_until = self.time.now + self.time.dice.uniform(60, 1800)
        self.time.note("storm", round(self.server.storm_until))

    def _central_full(self) -> None:
        self.time.note("central full")
        self.server.fill_disk(True)
        self.time.after(self.time.dice.uniform(60, 1800), self.server.fill_disk, False)

    def _trim(self) -> None:
        if self.server.full:
            return
        with self.server.central.read() as conn:
            streams = sorted(self.server._look()[1])
            heads = feeds.heads(conn, streams)
        stream = self.time.dice.choice(streams)
        with self.server._write() as tx:
            feeds.trim(tx, stream, self.time.dice.randint(0, heads[stream]))
        self.time.note("trimmed", stream)

    def _restore(self) -> None:
        """A backup now, or back to the one that there is, whoever has enrolled since."""
        if not self._backed_up:
            self.server.back_up()
            self.time.note("backup")
        else:
            self.time.note("central restored")
            self.office.forget()
            self.server.restore()
            self.watch.forget()
        self._backed_up = not self._backed_up

    def _crash(self) -> None:
        self._any().crash()

    def _disk_full(self) -> None:
        till = self._any()
        if not till.off:
            self.time.note("disk fills", till)
            till.fill_disk(True)
            self.time.after(self.time.dice.uniform(60, 3600), self._disk_free, till)

    def _disk_free(self, till: Till) -> None:
        if not till.off:
            till.fill_disk(False)

    def _jump(self) -> None:
        dice = self.time.dice
        by = dice.choice([0, 0, 1, -1, dice.uniform(-1, 1)])
        self._any().jump(timedelta(days=by))

    def _poison(self) -> None:
        till = self._any()
        if not till.off and till.number not in self.truth.parted:
            till.damage()

    def _image(self) -> None:
        """An image of the disk now, and back to it later."""
        till = self._any()
        if not till.off:
            till.take_image()
            self.time.after(self.time.dice.uniform(600, 3 * 3600), self._image_back, till)

    def _image_back(self, till: Till) -> None:
        if not self.swarm.calm and not till.off:
            till.restore_image()

    def _backup(self) -> None:
        """A backup of a till now, and back to it later on another machine."""
        till = self._any()
        if not till.off and not till.alone:
            till.take_image()
            self.time.after(self.time.dice.uniform(600, 3 * 3600), self._bring_back, till)

    def _bring_back(self, till: Till) -> None:
        if not self.swarm.calm and not till.off:
            till.bring_back()

    def _clone(self) -> None:
        till = self._any()
        if not till.off:
            self._lives += 1
            self.tills.append(till.clone(self._lives))
            self.time.note("clone", till, self._lives)

    def _revoke(self) -> None:
        if self.server.full:
            return
        till = self._any()
        if till.alone:  # central has not heard of it
            return
        number = till.number
        with self.server._write() as tx:
            enrolment.revoke(tx, number, "office")
        self.truth.revoked.add(number)
        self.time.note("revoked", number)

    def _manager(self) -> None:
        """Somebody looks at the tills now and then, and helps."""
        if not self.swarm.calm:
            self._help()
            self.time.after(self.time.soon(2 * 3600), self._manager)

    def _help(self) -> None:
        if self.server.full:
            return
        for till in self.tills:
            lost = till.number in self.truth.parted and "fork" in till.alarms
            if not till.off and (lost or till.alone or "signed_out" in till.alarms):
                till.enrol_again()
            till.look()
        self._dismiss()

    def _dismiss(self) -> None:
        """Somebody at central has seen that a till is forked, and wants no alarm of it."""
        if self.swarm.calm or self.time.dice.random() < 0.5:
            return
        with self.server.central.read() as conn:
            forks = [one.id for one in exceptions.open_ones(conn) if one.kind == "fork"]
        for number in forks:
            with self.server._write() as tx:
                exceptions.settle(tx, number, exception_kinds.ACCEPT, "office")

    # healing
    def _heal(self) -> float:
        """End all faults; how long it took until everybody was in step."""
        self.swarm.calm = True
        self.line.heal()
        self.server.storm_until = 0.0
        self.server.fill_disk(False)
        self.office.end_late()
        for till in self.tills:
            till.start()
            till.fill_disk(False)
            till.jump(timedelta())
            till.worker.poke()
        began = self.time.now
        self.time.note("healed")
        while self.time.now < began + PATIENCE:
            self.time.run(self.time.now + 30)
            self._till_seconds += 30 * len(self.tills)
            self._settle()
            self._help()
            if self._in_step():
                return self.time.now - began
        with self.server.central.read() as conn:
            waiting = sequencer.waiting(conn)
        heads = self.server._look()[1]
        late = [f"{till} {till.standing()}" for till in self.tills if not till.in_step(heads)]
        late += [f"{waiting} rows wait in the outbox"] if waiting else []
        self.problems.append(f"12: not in step after {PATIENCE:.0f} s: {', '.join(late)}")
        return PATIENCE

    def _settle(self) -> None:
        """What a person at central has put apart is good after all."""
        with self.server.central.read() as conn:
            apart = [one.id for one in exceptions.open_ones(conn) if one.kind == "quarantined"]
        for number in apart:
            with self.server.writing() as tx:
                exceptions.settle(tx, number, exception_kinds.PROJECT, "office")

    def _in_step(self) -> bool:
        with self.server.central.read() as conn:
            waiting = sequencer.waiting(conn)
            heads = self.server._look()[1]
        return not waiting and all(till.in_step(heads) for till in self.tills)

    # looking
    def _look(self) -> None:
        with self.server.central.read() as conn:
            self.problems += invariants.at_any_time(conn, self.truth, self.watch)
        for till in self.tills:
            self.problems += till.forgotten()

    def _look_at_last(self) -> None:
        self._look()
        with self.server.central.read() as conn:
            self.problems += invariants.at_last(conn, self.truth)
            for till in self.tills:
                names = invariants.streams_of_till(conn, till.place.shop)
                found = invariants.mirrored(conn, names, *till.disk.mirrors())
                self.problems += (f"{problem} ({till})" for problem in found)
        asked = self.line.asked / max(1.0, self._till_seconds / 3600)
        if asked > BUDGET:
            self.problems.append(f"12: {asked:.0f} requests a till-hour")


@contextmanager
def _played() -> Iterator[None]:
    """The sequencer asks the simulation where the transactions are, and sixty products are a
    catalogue that nobody may empty unasked."""
    before = sequencer._MARK["sqlite"], pages.SMALL
    sequencer._MARK["sqlite"], pages.SMALL = WATERMARK, len(GOODS) // 2
    try:
        yield
    finally:
        sequencer._MARK["sqlite"], pages.SMALL = before


@cache
def _central() -> bytes:
    """A chain on its first day; made once."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "central.db"
        central = Central(f"sqlite:///{path}", lambda: START)
        migrations.migrate(central)
        migrations.make_chain(central, demo=False)
        with central.write() as tx:
            for statement in NUMBERED:
                tx.exec_driver_sql(statement)
            office.found(tx)
        with central._writer.connect() as connection:
            connection.connection.dbapi_connection.execute(  # type: ignore[union-attr]
                "PRAGMA wal_checkpoint(TRUNCATE)"
            )
        central.close()
        return path.read_bytes()


@cache
def _empty_till() -> Path:
    """The files of a till that has heard nothing yet; made once in a process."""
    folder = Path(tempfile.mkdtemp(prefix="mostrador-simulation-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    db = Database(folder / "journal.db", key=KEY)
    migrate(db, steps(), backups=folder)
    db.checkpoint()
    db.close()
    store.migrate(folder, KEY)
    catalog.empty(folder, source="central", created=START)
    return folder
