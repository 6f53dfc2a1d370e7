"""Central on both of its databases: what asks for `central` runs on SQLite and PostgreSQL."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cluster import Cluster, programs

from sync.central import migrations
from sync.central.database import Central

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.more)]
_names = (f"t{number}" for number in itertools.count(1))


class Clock:
    """Central's time in tests: stands still until it is told to go on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def forward(self, **by: float) -> None:
        """`clock.forward(minutes=10)`: as timedelta."""
        self.at += timedelta(**by)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whatever asks for the cluster is chosen by `-k postgresql`, as tools/test-more does."""
    if "cluster" in getattr(item, "fixturenames", ()):
        item.extra_keyword_matches.add("postgresql")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running PostgreSQL, one for all tests."""
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL on this machine")
    with Cluster(found) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def template(cluster: Cluster) -> str:
    """A migrated database; making one like it takes some 30 ms."""
    _run(cluster, "CREATE DATABASE migrated")
    central = Central(cluster.url("migrated"), Clock())
    migrations.migrate(central)
    central.close()
    return "migrated"


@pytest.fixture
def postgresql_url(cluster: Cluster, template: str) -> Iterator[str]:
    """A migrated database of this test's own."""
    name = next(_names)
    _run(cluster, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield cluster.url(name)
    _run(cluster, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("central") / "central.db"
    central = Central(f"sqlite:///{path}", Clock())
    migrations.migrate(central)
    central.close()
    return path.read_bytes()


@pytest.fixture
def sqlite_url(migrated_file: bytes, tmp_path: Path) -> str:
    """A migrated file of this test's own."""
    path = tmp_path / "central.db"
    path.write_bytes(migrated_file)
    return f"sqlite:///{path}"


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest) -> str:
    """Of a migrated, empty database; on PostgreSQL the test is marked `more`."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def central(url: str, clock: Clock) -> Iterator[Central]:
    """Migrated, and a chain in it that is no demo."""
    central = Central(url, clock)
    migrations.make_chain(central, demo=False)
    yield central
    central.close()


def _run(cluster: Cluster, statement: str) -> None:
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        connection.execute(statement.encode())
