"""What every test can use; being here also puts this folder on the path of the builders."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import copied
from emupos import PROGRAM, Emupos
from hypothesis import settings
from memory import memory
from quick_stop import hasten
from shop import Shop
from weak_pins import weaken

from app.commands.demo_shop import make_demo_till
from app.services.installing import Made
from app.storage import reserve

# A disk that is slow for a moment is no failure; in CI the same examples run every time.
settings.register_profile("till", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("till")


def pytest_configure() -> None:
    """What tests write lies in memory, unless somebody says where: no test cuts the power, and to
    wait for the disk at each commit took most of their time."""
    where = memory()
    if where is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(where))
    weaken()
    hasten()


@pytest.fixture(scope="session")
def demo_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Made]:
    """The demo shop as `init --demo` makes it, once; nobody opens it but to copy it."""
    folder = tmp_path_factory.mktemp("demo") / "till"
    made = make_demo_till(folder)
    return folder, made


@pytest.fixture
def demo_folder(demo_made: tuple[Path, Made], tmp_path: Path) -> Path:
    """A demo till of this test's own."""
    return copied(demo_made[0], tmp_path / "till")


@pytest.fixture
def recovery_code(demo_made: tuple[Path, Made]) -> str:
    return demo_made[1].recovery_code


@pytest.fixture
def shop(demo_folder: Path) -> Iterator[Shop]:
    """A demo till, open, nobody at it."""
    with Shop(demo_folder) as shop:
        yield shop


@pytest.fixture
def open_shop(shop: Shop) -> Shop:
    """Ana at the till, a shift with 100 euro."""
    return shop.sign_in("1001").open_shift("100")


@pytest.fixture
def small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tills made in this test keep 1 MiB instead of 64."""
    monkeypatch.setattr(reserve, "SIZE", 1024 * 1024)


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    """emupos, running; skips where it is not."""
    if not PROGRAM:
        pytest.skip("no emupos: tools/judges emupos")
    made = Emupos(tmp_path_factory.mktemp("emupos"))
    yield made
    made.close()
