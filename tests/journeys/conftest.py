"""A demo chain of each journey's own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from demo_chains import Chain, prepare


@pytest.fixture(scope="session")
def chain_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo chain as `mostrador demo` makes it, with a second till; only to be copied."""
    folder = tmp_path_factory.mktemp("demo") / "chain"
    for till in (None, 2):
        prepare(folder, till)
    return folder


@pytest.fixture
def chain(chain_made: Path, tmp_path: Path) -> Chain:
    """A chain of this test's own; what nobody changes is linked."""

    def copy(source: str, target: str) -> None:
        if Path(source).name == "reserve":
            os.link(source, target)
        else:
            shutil.copy2(source, target)

    shutil.copytree(chain_made, tmp_path / "chain", copy_function=copy)
    return Chain(tmp_path / "chain")
