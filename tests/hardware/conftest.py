"""What tests of devices share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from emupos import PROGRAM, Emupos


@pytest.fixture(scope="session")
def simulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emupos]:
    """emupos, running; skips where it is not."""
    if not PROGRAM:
        pytest.skip("no emupos: tools/judges emupos")
    made = Emupos(tmp_path_factory.mktemp("emupos"))
    yield made
    made.close()
