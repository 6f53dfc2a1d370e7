"""A till of the chain: its disk, its counter, its worker, and what befalls them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from app.config import next_generation
from app.domain.facts import Fact
from app.domain.installation import CHOICES, number_of_restored
from app.services.clock import seeded
from sync.central import enrolment, installations
from sync.central.auth import Spoken
from sync.enrolment import EnrolRequest, Life
from sync.protocol import encode
from sync.signing import Voice

from .counter import Counter, Place
from .disk import Disk
from .faults import Swarm
from .line import Line
from .server import Crash, Server
from .timeline import Timeline
from .truth import Truth
from .worker import Worker

SALE = 90.0
"""Seconds between two things that a clerk does, on the average."""
_RESTART = 20.0


class Till:
    """`folder`: prepared, and its own. `place`: an installation of 0 has to enrol first."""

    def __init__(
        self,
        time: Timeline,
        swarm: Swarm,
        line: Line,
        server: Server,
        truth: Truth,
        folder: Path,
        place: Place,
        seed: bytes = b"",
    ) -> None:
        self._time, self._swarm, self._line, self._server = time, swarm, line, server
        self._truth = truth
        self.folder, self.place = folder, place
        self._seed = seed
        self._image = folder.with_name(folder.name + "-image")
        self._stopped = False
        self.lives = place.life
        self.own: dict[int, int] = {}
        """What this disk must have: the newest seq of each installation."""
        self.ahead = timedelta()
        self.alone = False
        """Brought back from a backup, and not enrolled again yet."""
        if not place.installation:
            self._enrol()
        self._open()
        if not self.own:
            self._begin()
        time.after(time.soon(SALE), self._work)

    # what it is
    @property
    def number(self) -> int:
        return self.place.installation

    @property
    def alarms(self) -> set[str]:
        status = self.worker.status
        return {alarm.kind for alarm in status.alarms} if status else set()

    def __str__(self) -> str:
        return f"{self.place.shop}/{self.place.till}+{self.place.life}"

    def _enrol(self) -> None:
        """As an operator and a manager do: a code, and its exchange."""
        old = self.place
        self._seed = seeded(str(self._time.seed), "device", *old, self._time.events)
        voice = Voice(0, self._seed)
        with self._server._write() as tx:
            code = enrolment.make_code(tx, old.shop, old.till, "office").code
        asked = EnrolRequest(
            code=code,
            public_key=voice.public_key,
            last_installation=old.installation,
            lives=[Life(installation=number) for number in sorted(self.own)],
            generation=old.generation,
        )
        body = encode(asked)
        headers = voice.headers("POST", "/v1/enrol", body, self._server.clock(), 1)
        named = {name.lower(): value for name, value in headers.items()}
        spoken = Spoken("POST", "/v1/enrol", body, named)
        self._server.central.write, mortal = self._server._write, self._server.central.write  # type: ignore[method-assign]
        try:
            made = enrolment.enrol(self._server.central, asked, spoken)
        finally:
            self._server.central.write = mortal  # type: ignore[method-assign]
        self.place = Place(old.shop, old.till, made.installation, made.generation, old.life)
        self._epoch = made.epoch
        self._time.note("enrolled", *self.place)

    def _open(self) -> None:
        self.counter = Counter(self._time, self._swarm, self.folder, self.place, self._committed)
        self.counter.ahead = self.ahead
        self.disk = Disk(self.folder, self.counter.clock)
        self.worker = Worker(
            self._time,
            self._swarm,
            self._line,
            self.counter,
            self.disk,
            self._seed,
            self.crash,
        )

    def _begin(self) -> None:
        """A new installation states that it is there."""
        if not self.disk.epoch:
            self.disk.keep_epoch(self._epoch)
        self._survives(self.counter.open_installation)
        self.worker.start()

    def _committed(self, fact: Fact) -> None:
        self._truth.stated(self.place, fact)
        self.own[fact.installation] = fact.seq
        body = fact.hash[:16]
        self._time.note("fact", fact.installation, fact.seq, fact.type, body)

    # what it does
    def _work(self) -> None:
        if self._swarm.calm:
            return
        if not self._stopped:
            self._survives(self._sell)
        self._time.after(self._time.soon(SALE), self._work)

    def _sell(self) -> None:
        self.counter.work()
        if self._time.dice.random() < 0.95:  # a poke may be lost
            self.worker.poke()

    def _survives(self, call: Callable[[], None]) -> None:
        try:
            call()
        except Crash:
            self.crash()

    def crash(self) -> None:
        """The machine is off; somebody starts it again."""
        self._time.note("crash", self)
        self.stop()
        self._time.after(_RESTART, self.start)

    def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            self.worker.stop()
            self.disk.close()
            self.counter.close()

    def start(self) -> None:
        if self._stopped:
            self._stopped = False
            self._open()
            if not self.alone:
                self.worker.start()

    # what befalls it
    def jump(self, by: timedelta) -> None:
        self.ahead = by
        self.counter.ahead = by
        self._time.note("clock", self, by)

    def take_image(self) -> None:
        self.stop()
        shutil.rmtree(self._image, ignore_errors=True)
        shutil.copytree(self.folder, self._image)
        self._image_of = (self.place, dict(self.own), self._seed)
        self.start()

    def restore_image(self) -> None:
        """The disk is what it was; whoever did it did not enrol."""
        if not self._put_back():
            return
        place, own, seed = self._image_of
        self._truth.parted.add(place.installation)
        self.place, self.own, self._seed = place, dict(own), seed
        self._time.note("image", self)
        self.start()

    def bring_back(self) -> None:
        """A backup on another machine: another life, which sells before somebody enrols it."""
        if not self._put_back():
            return
        for path in self.folder.glob("sync.db*"):
            path.unlink()
        last, (old, own, _) = self.place, self._image_of
        self._truth.parted.add(last.installation)  # what it had not sent is gone with its disk
        number = number_of_restored(
            max(own), int(self._time.moment().timestamp()), self._time.dice.randrange(CHOICES)
        )
        letter = next_generation(last.generation)  # of the newest paper ticket
        self.place = old._replace(installation=number, generation=letter)
        self.own = dict(own)
        self._stopped, self.alone = False, True
        self._time.note("brought back", *self.place)
        self._open()
        self._survives(self.counter.open_installation)

    def _put_back(self) -> bool:
        """The disk is what its image was, and nobody runs; False: there is no image."""
        if not self._image.exists():
            return False
        self.stop()
        shutil.rmtree(self.folder)
        shutil.copytree(self._image, self.folder)
        return True

    def clone(self, life: int) -> Till:
        """Another machine with a copy of this disk, selling too."""
        self.stop()
        folder = self.folder.with_name(f"{self.folder.name}+{life}")
        shutil.copytree(self.folder, folder)
        self.start()
        self._truth.parted.add(self.number)
        place = self.place._replace(life=life)
        till = Till.__new__(Till)
        till._copied(self, folder, place)
        return till

    def _copied(self, other: Till, folder: Path, place: Place) -> None:
        self._time, self._swarm, self._line = other._time, other._swarm, other._line
        self._server, self._truth, self._seed = other._server, other._truth, other._seed
        self.folder, self.place, self.own = folder, place, dict(other.own)
        self._image = folder.with_name(folder.name + "-image")
        self.ahead, self.alone = other.ahead, other.alone
        self._stopped = True
        self.start()
        self._time.after(self._time.soon(SALE), self._work)

    def enrol_again(self) -> None:
        """What helps when it is forked or not known any more: a new installation."""
        self.stop()
        self._enrol()
        self._stopped = self.alone = False
        self._open()
        self._begin()

    def look(self) -> None:
        """A person settles what may be settled."""
        status = self.worker.status
        for alarm in status.alarms if status and not self._stopped else ():
            # Somebody dismisses a fork now and then; that till has to enrol again all the same.
            if alarm.settles and (alarm.kind != "fork" or self._dismisses()):
                self.worker.settle(alarm.key)

    def _dismisses(self) -> bool:
        return not self._swarm.calm and self._time.dice.random() < 0.3

    def fill_disk(self, full: bool) -> None:
        self.disk.fill(full)
        driver = self.counter.db.driver()
        pages = driver.execute("PRAGMA page_count").fetchone()[0] if full else 2**30
        driver.execute(f"PRAGMA max_page_count={pages}")

    def damage(self) -> None:
        """The disk gives back another body than was written, of a fact that is not sent yet."""
        acked = self.disk.state.acks().get(self.number, (0, ""))[0]
        head = self.own.get(self.number, 0)
        if head <= acked:
            return
        seq = self._time.dice.randint(acked + 1, head)
        driver = self.counter.db.driver()
        trigger = driver.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'facts_are_never_changed'"
        ).fetchone()[0]
        driver.execute("DROP TRIGGER facts_are_never_changed")
        driver.execute(
            "UPDATE facts SET body = json_set(body, '$.rotten', 1)"
            " WHERE installation = ? AND seq = ?",
            (self.number, seq),
        )
        driver.execute(trigger)
        self._truth.poisoned.add((self.number, seq))
        self._time.note("rotten", self.number, seq)

    # asking
    @property
    def off(self) -> bool:
        return self._stopped

    def in_step(self, heads: Mapping[str, int]) -> bool:
        """Whether it has sent everything that can be sent, and has everything central has."""
        if self._stopped or self.alone or "signed_out" in self.alarms:
            return False
        if self.number in self._truth.parted and "fork" in self.alarms:
            return False  # somebody has to enrol it again
        engine = self.worker.engine
        if engine.epoch != self._server._epoch or engine.outbox.waiting() is not None:
            return False
        inbox = engine.inbox
        return bool(inbox.heads) and all(
            inbox.heads[stream] == heads.get(stream, 0) and inbox.at_head(stream, engine.epoch)
            for stream in inbox.heads
        )

    def standing(self) -> str:
        engine = self.worker.engine
        state = self.worker.status.state if self.worker.status else "off"
        return f"{state} unsent {engine.outbox.unsent} behind {engine.inbox.behind(engine.epoch)}"

    def forgotten(self) -> Iterator[str]:
        """10: what this disk committed is on it, and what it thinks acknowledged is at central.
        6: most of what it sold is not gone, unless a person said so."""
        if self._stopped:
            return
        yield from (f"6: {self}: {lost} and nobody said so" for lost in self.disk.unasked)
        heads = self.disk.journal.heads()
        for number, seq in self.own.items():
            if heads.get(number, 0) != seq:
                yield f"10: {self} has {heads.get(number, 0)} of {seq} facts of {number}"
        with self._server.central.read() as conn:
            for number, (seq, digest) in self.disk.state.acks().items():
                found = installations.find(conn, number)
                there = found.last_seq if found else 0
                epoch_is_ours = self.disk.epoch == self._server._epoch
                if epoch_is_ours and there < seq:
                    yield f"10: {number}/{seq} is acknowledged, central has {there} ({digest[:8]})"
