"""The whole chain as processes: PostgreSQL, two of central, three tills, their line, the office."""

from __future__ import annotations

import csv
import io
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess

import psycopg
from cluster import Cluster
from faulty_line import NONE, Answer, Faults, FaultyLine, Request

from app.commands import demo_chain
from app.commands.central_folder import make
from app.services.opening import resource
from sync.central.database import Central
from sync.central.importing.prices import PriceImporter
from sync.central.importing.run import import_file

from . import checks
from .killer import Killer, Victim
from .office import SHOP, Office
from .running import APP, Kept, run
from .till import Till

TILLS = ("03", "04", "05")
CENTRALS = 2
FAULTS = Faults(request_cut=0.03, delay=0.3)
OFTEN = {"till": 1, "worker": 5, "central": 2}
"""How often each is killed, next to the others."""
LONGER = 2
"""How much longer it may take, on a busy machine, until each kind of process was killed."""
PATIENCE = 90.0
"""Seconds after the last fault until everybody must be in step."""
_CALM = Faults(delayed=0, said_again=0.02, request_lost=0.02, answer_lost=0.02, refused=0)
"""While tills join: some of it, as nobody sells for as long as that takes."""


_MANY = 2000
"""Bytes of a page, compressed, that has hundreds of rows: there is time to kill who takes it in."""
Busy = Callable[[Request, Answer | None], bool]


@dataclass(slots=True)
class Result:
    seed: int
    problems: list[str]
    documents: int = 0
    facts: int = 0
    commands: int = 0
    acknowledged: int = 0
    """Acknowledgements that were held against the database the moment they came."""
    in_step: float = 0
    """Seconds after the last fault."""
    killed: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        lines = [
            f"seed {self.seed}: {self.commands} commands, {self.documents} documents,"
            f" {self.facts} facts, {self.acknowledged} acknowledgements watched,"
            f" in step after {self.in_step:.0f} s, {len(self.problems)} violations"
        ]
        for name in ("killed", "faults", "changed", "refusals"):
            counted = getattr(self, name)
            said = ", ".join(f"{what} {count}" for what, count in sorted(counted.items()) if count)
            lines.append(f"{name}: {said or 'none'}")
        return "\n".join([*lines, *self.problems])


class Acknowledged:
    """Looks at each acknowledgement as it passes: what it says must be in the database by then."""

    def __init__(self, url: str) -> None:
        self.problems: list[str] = []
        self.count = 0
        self._lock = threading.Lock()
        self._database = psycopg.connect(url, autocommit=True)

    def close(self) -> None:
        self._database.close()

    def answered(self, request: Request, answer: Answer) -> None:
        if request.method != "POST" or not request.path.endswith("/journal"):
            return
        if answer.status != 200:
            return
        ack = json.loads(answer.body)
        of, seq, digest = request.path.split("/")[3], ack["acked_seq"], ack["acked_hash"]
        if not seq:
            return
        query = "SELECT hash FROM journal_raw WHERE installation = %s AND seq = %s"
        with self._lock:
            row = self._database.execute(query, (int(of), seq)).fetchone()
            self.count += 1
            if row is None or row[0] != digest:
                self.problems.append(f"{of}/{seq} was acknowledged, and the database has {row}")


def play(
    cluster: Cluster, folder: Path, seed: int, seconds: float, faults: Faults = FAULTS
) -> Result:
    """Trade for that long in new folders below `folder`, on a database of its own in `cluster`."""
    return _World(cluster, folder, seed).play(seconds, faults)


class _World:
    def __init__(self, cluster: Cluster, folder: Path, seed: int) -> None:
        self._seed, self._folder = seed, folder
        name = f"chain{seed}"
        with psycopg.connect(cluster.url(), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name}".encode())
        self._url = cluster.url(name)
        self._places = [folder / f"central-{number}" for number in range(CENTRALS)]
        rows = csv.DictReader(io.StringIO(resource("demo/products.csv")))
        # Nobody is asked for an age there.
        products = [row for row in rows if not row["minimum_age"]]
        self._wanted, self._spare = products[:450], products[450:]
        self._tills = [
            Till(folder / number, seed * 10 + place, self._wanted)
            for place, number in enumerate(TILLS)
        ]

    def play(self, seconds: float, faults: Faults) -> Result:
        token = self._make_central()
        with self._serving() as (line, centrals), self._watching(line) as watch:
            self._join(line)
            skus = [product["sku"] for product in self._wanted]
            central = Central(self._url, lambda: datetime.now(UTC))
            office = Office(
                line.url, token, self._seed, skus, self._spare, _prices_into(central), self._folder
            )
            killer = Killer(line, self._victims(centrals), OFTEN, self._seed)
            line.faults = faults
            with self._killing(line, killer, watch):
                office.start()
                time.sleep(seconds)
                killer.all_kinds(LONGER * seconds)
            office.stop()
            central.close()
            for till in self._tills:
                till.stop()
            line.faults = NONE
            line.settle()
            result = Result(self._seed, [], killed=killer.killed, faults=line.happened)
            result.changed = office.changed
            self._come_in_step(result)
            result.problems += watch.problems
            result.acknowledged = watch.count
        self._count(result)
        return result

    # making it
    def _make_central(self) -> str:
        """With the goods of the demo shop; a token of the office."""
        first = self._places[0]
        make(first, self._url, demo=True)
        demo_chain._fill(first)
        said = _done(run("central", "token", "office", "--data", first, "--json"))
        return str(json.loads(said)["token"])

    @contextmanager
    def _serving(self) -> Iterator[tuple[FaultyLine, list[Kept]]]:
        ports = [_free_port() for _ in self._places]
        centrals = [
            Kept(
                [
                    *[*APP, "central", "serve", "--json", "--with-parent"],
                    *["--data", str(place), "--database", self._url],
                    *["--port", str(port), "--log-level", "warning"],
                ],
                place.with_suffix(".log"),
                self._seed + port,
            )
            for place, port in zip(self._places, ports, strict=True)
        ]
        urls = [f"http://127.0.0.1:{port}" for port in ports]
        try:
            for port in ports:
                _until_open(port)
            with FaultyLine(urls[0], _CALM, self._seed, urls[1:]) as line:
                yield line, centrals
        finally:
            for central in centrals:
                central.close()

    @contextmanager
    def _watching(self, line: FaultyLine) -> Iterator[Acknowledged]:
        watch = Acknowledged(self._url)
        line.answered = watch.answered
        try:
            yield watch
        finally:
            line.answered = lambda request, answer: None
            watch.close()

    @contextmanager
    def _killing(self, line: FaultyLine, killer: Killer, watch: Acknowledged) -> Iterator[None]:
        def answered(request: Request, answer: Answer) -> None:
            watch.answered(request, answer)
            killer.answered(request, answer)

        line.begins, line.answered = killer.begins, answered
        for till in self._tills:
            till.start()
        killer.start()
        yield
        killer.stop()

    def _join(self, line: FaultyLine) -> None:
        with ThreadPoolExecutor(len(self._tills)) as all_at_once:
            list(all_at_once.map(lambda till: self._join_one(till, line.url), self._tills))

    def _join_one(self, till: Till, url: str) -> None:
        """Over the line: an answer that does not come is asked for again."""
        asked = ("--shop", SHOP, "--till", till.folder.name, "--json")
        made = run("central", "enrol-code", "--data", self._places[0], *asked)
        code = json.loads(_done(made))["code"]
        joined = ("enrol", url, code, "--data", till.folder, "--demo")
        for _ in range(20):
            if not (last := run(*joined)).returncode:
                break
        _done(last)
        for _ in range(20):
            if till.sync():
                return
        raise AssertionError(f"{till.folder.name} does not come in step")

    def _victims(self, centrals: list[Kept]) -> dict[str, list[Victim]]:
        numbered = [(till, checks.installation_of(till.folder)) for till in self._tills]
        return {
            "till": [Victim(till.kill) for till in self._tills],
            "worker": [
                Victim(till.kill_worker, _at_worker(number), till.written)
                for till, number in numbered
            ],
            "central": [Victim(one.kill, _at_central(n)) for n, one in enumerate(centrals)],
        }

    # the end of it
    def _come_in_step(self, result: Result) -> None:
        """All tills, and then nothing may be wrong; what is wrong after `PATIENCE` is."""
        began = time.monotonic()
        central = Central(self._url, lambda: datetime.now(UTC))
        folders = [till.folder for till in self._tills]
        try:
            while True:
                with ThreadPoolExecutor(len(self._tills)) as all_at_once:
                    synced = list(all_at_once.map(Till.sync, self._tills))
                late = [f"{till.folder.name} is not in step" for till in self._tills]
                problems = [one for one, there in zip(late, synced, strict=True) if not there]
                problems += checks.of_mirrors(central, folders)
                if not problems or time.monotonic() - began > PATIENCE:
                    break
            result.in_step = time.monotonic() - began
            problems += checks.of_journals(central, folders, self._handed_out())
            result.facts = checks.count_facts(central)
        finally:
            central.close()
        result.problems += problems
        result.problems += checks.of_logs(self._folder)

    def _handed_out(self) -> dict[str, int]:
        return {number: cents for till in self._tills for number, cents in till.handed_out.items()}

    def _count(self, result: Result) -> None:
        for till in self._tills:
            result.commands += till.answered
            result.refusals.update(till.refusals)
        result.documents = len(self._handed_out())


def _prices_into(central: Central) -> Callable[[Path], object]:
    def into(file: Path) -> object:
        importer = PriceImporter("office")
        return import_file(central, file, importer, mapping={}, defaults={}, report=None)

    return into


def _at_central(place: int) -> Busy:
    """While it takes facts in, or what the office says."""

    def busy(request: Request, answer: Answer | None) -> bool:
        return answer is None and request.target == place and request.method != "GET"

    return busy


def _at_worker(installation: int) -> Busy:
    """While it takes many rows in."""

    def busy(request: Request, answer: Answer | None) -> bool:
        if answer is None or answer.status != 200 or len(answer.body) < _MANY:
            return False
        own = request.header("Mostrador-Installation") == str(installation)
        return own and request.path.startswith(("/v1/feed/", "/v1/base/"))

    return busy


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _until_open(port: int) -> None:
    end = time.monotonic() + 30
    while True:
        with socket.socket() as one:
            if not one.connect_ex(("127.0.0.1", port)):
                return
        assert time.monotonic() < end, "central does not come up"
        time.sleep(0.1)


def _done(finished: CompletedProcess[str]) -> str:
    """What it said, when it went well."""
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
