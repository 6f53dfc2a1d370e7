"""What is imported before the sign-in screen is painted: the machines of shops are slow."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Each of them takes longer than the window itself.
SLOW = {"cryptography", "httpx", "litestar", "lxml", "msgspec", "psycopg", "sqlalchemy", "uvicorn"}
BEFORE = ("app.cli", "app.commands.start", "app.commands.window", "app.commands.beside", "app.main")


@pytest.mark.parametrize("module", BEFORE)
def test_what_comes_before_the_first_paint_imports_nothing_slow(module: str) -> None:
    program = f"import sys, {module}; print(*{SLOW!r} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stdout.split()) == (0, [])
