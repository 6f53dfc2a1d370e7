"""A central that serves on a real socket, tills that joined it, and workers that keep in step."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import func, select
from waiting import until

from app.commands.enrol import join
from app.domain.facts import FactType
from app.domain.staff import Role
from app.domain.tax import TaxCategory
from app.services.opening import opened
from app.storage import enrolment
from sync.central import enrolment as at_central
from sync.central import migrations
from sync.central.auth import new_token
from sync.central.chain import renew_epoch
from sync.central.database import Central
from sync.central.fact_tables import journal_raw
from sync.central.feed_tables import outbox
from sync.central.masters import lists, prices, products, shops, staff
from sync.central.masters.lists import FIRST
from sync.central.masters.prices import Price
from sync.central.masters.products import ProductValue
from sync.central.masters.shops import ShopValue
from sync.central.masters.staff import Assigned
from sync.central.serving import Serving
from sync.worker import Worker

WHO = "test"
PATIENCE = 20.0
"""Seconds."""


class Office:
    """Central, and whoever sits there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.central = self._opened()
        migrations.migrate(self.central)
        self.chain = migrations.make_chain(self.central, demo=False)
        shop = ShopValue(
            code="042",
            name="Centro",
            company="Comercios Ficticios SL",
            nif="B00000000",
            address="Calle Mayor 1",
        )
        with self.central.write() as tx:
            shops.put(tx, shop, WHO)
            for code, value in FIRST.items():
                lists.put(tx, code, value, WHO)
            person = staff.person(self.chain.pepper, "Ana", Role.SENIOR, "4711", "", demo=False)
            staff.put(tx, "1001", Assigned(person=person), WHO)
        self.serving = self._serve(0)

    def _opened(self) -> Central:
        return Central(f"sqlite:///{self.path / 'central.db'}", lambda: datetime.now(UTC))

    def _serve(self, port: int) -> Serving:
        serving = Serving(self.central, port=port, folder=self.path / "snapshots")
        serving.start()
        return serving

    def close(self) -> None:
        self.serving.stop()
        self.central.close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """Nobody answers meanwhile."""
        port = self.serving.port
        self.serving.stop()
        yield
        self.serving = self._serve(port)

    def back_up(self) -> None:
        """With central's own SQLite: another in one process would drop the locks that it holds."""
        of, to = self.path / "central.db", self.path / "backup.db"
        with closing(sqlite.connect(of)) as source, closing(sqlite.connect(to)) as target:
            source.backup(target)

    def restore(self) -> None:
        """Go back to the backup and say so, as an operator does."""
        with self.away():
            self.central.close()
            for end in ("", "-wal", "-shm"):
                (self.path / f"central.db{end}").unlink(missing_ok=True)
            shutil.copyfile(self.path / "backup.db", self.path / "central.db")
            self.central = self._opened()
            with self.central.write() as tx:
                renew_epoch(tx)

    def join(self, folder: Path, till: str = "03", url: str = "", kind: str = "till") -> int:
        """Make a till, or a device of that kind; returns its installation."""
        with self.central.write() as tx:
            code = at_central.make_code(tx, "042", till, WHO, kind=kind).code
        number = join(self.serving.url, code, folder, kind=kind)[0].answer.installation
        if url:
            reach(folder, url=url)
        return number

    def sell(self, names: Mapping[str, str], cents: int = 100) -> None:
        """These products, by SKU, at that price."""
        with self.central.write() as tx:
            values = {
                sku: ProductValue(name=name, tax=TaxCategory.GENERAL) for sku, name in names.items()
            }
            products.keep(tx, values, WHO)
        self.price(dict.fromkeys(names, cents))

    def price(self, cents: Mapping[str, int]) -> None:
        with self.central.write() as tx:
            prices.put_all(tx, [Price("store", sku, price) for sku, price in cents.items()], WHO)
        self.said()

    def said(self) -> None:
        """Wait until tills can read it."""
        self.serving.served.said()
        until(lambda: not self._unsaid())

    def _unsaid(self) -> int:
        with self.central.read() as connection:
            return int(connection.execute(select(func.count()).select_from(outbox)).scalar_one())

    def withdraw(self, skus: Sequence[str]) -> None:
        with self.central.write() as tx:
            products.remove(tx, skus, WHO)
        self.said()

    def facts(self, installation: int) -> list[Any]:
        """(seq, type, apart) of what central has."""
        t = journal_raw.c
        query = select(t.seq, t.type, t.quarantined).where(t.installation == installation)
        with self.central.read() as connection:
            return [tuple(row) for row in connection.execute(query.order_by(t.seq)).all()]


class Channel:
    """A web shop with its token, and what it asks of that office."""

    def __init__(self, office: Office) -> None:
        self._office = office
        with office.central.write() as tx:
            self._token = new_token(tx, "web")

    def __call__(self, method: str, path: str, body: object = None) -> Any:
        """Wait until tills can read what came of it; the answer."""
        answer = httpx.request(
            method,
            f"{self._office.serving.url}{path}",
            json=body,
            headers={"Authorization": f"Bearer {self._token}"},
        )
        answer.raise_for_status()
        self._office.said()
        return answer.json()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A central that serves; a till can read at once what it begins with."""
    place = tmp_path / "central"
    place.mkdir()
    made = Office(place)
    made.said()
    yield made
    made.close()


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """A till that has joined, and states its first fact."""
    place = tmp_path / "till"
    assert office.join(place) == 1001
    return place


def reach(folder: Path, **changed: Any) -> None:
    """Change what central.toml says."""
    joined = enrolment.read(folder)
    assert joined is not None
    enrolment.write(folder, replace(joined, **changed))


def state_facts(folder: Path, count: int = 1) -> None:
    """The till states something, so many times."""
    with opened(folder) as till:
        for number in range(count):
            with till.act() as act:
                act.state(FactType.SETTINGS_CHANGED, {"name": "theme", "value": number}, "")


class Working:
    """A worker on a thread of its own; `said` is what it said, `ahead` what the machine's clock
    is."""

    def __init__(self, folder: Path, ahead: timedelta = timedelta()) -> None:
        self.said: list[dict[str, Any]] = []
        self.ahead = ahead
        self._worker = Worker(folder, self.said.append, now=self.now)
        self._thread = threading.Thread(target=self._worker.run, daemon=True)

    def __enter__(self) -> Working:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.leave()
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def tell(self, **words: Any) -> None:
        self._worker.hear(words)

    def poke(self) -> None:
        self.tell(poke="journal")

    @property
    def last(self) -> dict[str, Any]:
        return next((line for line in reversed(self.said) if "state" in line), {})

    def alarms(self) -> dict[str, dict[str, Any]]:
        return {alarm["key"]: alarm for alarm in self.last.get("alarms", [])}

    def in_step(self) -> Working:
        until(lambda: self.last.get("state") == "in_step" and not self.last["unsent"])
        return self


def once(folder: Path, ahead: timedelta = timedelta()) -> dict[str, Any]:
    """One round; what it said last, and whether everything went. `ahead`: what the machine's clock
    is."""
    said: list[dict[str, Any]] = []
    now = lambda: datetime.now(UTC) + ahead  # noqa: E731
    in_step = Worker(folder, said.append, once=True, now=now).run()
    return {**said[-1], "in_step": in_step}
