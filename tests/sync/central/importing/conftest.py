from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.database import Central

from .files import Files


@pytest.fixture
def files(central: Central, tmp_path: Path) -> Files:
    return Files(central, tmp_path, chunk=3)
