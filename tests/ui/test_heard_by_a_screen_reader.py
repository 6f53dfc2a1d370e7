"""The till's window as an assistive program has it: a real one, over AT-SPI, on a real X server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.commands.demo_shop import make_demo_till

from .readers import MISSING, READER

ROOT = Path(__file__).parent.parent.parent
CONTROLS = {"push button", "check box", "radio button", "combo box", "text", "password text",
            "spin button", "list", "list item"}  # fmt: skip
PATIENCE = 20.0


pytestmark = [
    pytest.mark.more,
    pytest.mark.skipif(bool(MISSING), reason=", ".join(MISSING)),
]
ALL = """
exec 3>&1 >&2
exec xvfb-run -a -s "-screen 0 1366x768x24" dbus-run-session -- bash -c "$BOTH"
"""
BOTH = """
"$PYTHON" -m app --data "$TILL" &
exec "$READER" "$SCRIPT" >&3
"""
"""Standard output is the reader's alone: the daemons of the bus talk too."""


@dataclass
class Heard:
    """The window, by ear."""

    reader: subprocess.Popen[str]

    def ask(self, *request: str) -> object:
        assert self.reader.stdin is not None and self.reader.stdout is not None
        self.reader.stdin.write(json.dumps(request) + "\n")
        self.reader.stdin.flush()
        return json.loads(self.reader.stdout.readline())

    def all(self) -> list[tuple[str, str, str]]:
        """(role, name, text) of all that is in sight."""
        return [tuple(one) for one in self.ask("heard") or ()]  # type: ignore[attr-defined]

    def until(self, role: str, words: str) -> str:
        """The name of the first thing of that role whose name has those words."""
        until = time.monotonic() + PATIENCE
        while True:
            heard = self.all()
            for its_role, name, _ in heard:
                if its_role == role and words in name:
                    return name
            assert time.monotonic() < until, (role, words, heard)
            time.sleep(0.1)

    def press(self, *names: str) -> None:
        for name in names:
            self._tried("press", name)

    def write(self, name: str, text: str) -> None:
        self._tried("write", name, text)

    def _tried(self, *request: str) -> None:
        until = time.monotonic() + PATIENCE
        while self.ask(*request) is None:
            assert time.monotonic() < until, (request, self.all())
            time.sleep(0.1)


@pytest.fixture
def window(tmp_path: Path) -> Iterator[Heard]:
    make_demo_till(tmp_path / "till")
    env = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "BOTH": BOTH,
        "PYTHON": sys.executable,
        "TILL": str(tmp_path / "till"),
        "READER": str(READER),
        "SCRIPT": str(ROOT / "tests" / "ui" / "screen_reader.py"),
        "HOME": str(tmp_path),
    }
    reader = subprocess.Popen(
        ["bash", "-c", ALL],
        env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=(tmp_path / "said").open("w"), text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield Heard(reader)
    finally:
        os.killpg(reader.pid, signal.SIGTERM)
        reader.wait(20)


def named(heard: list[tuple[str, str, str]]) -> None:
    """Nothing that can be pressed or filled is without a name."""
    assert not [one for one in heard if one[0] in CONTROLS and not one[1].strip()]


def sign_in(window: Heard) -> None:
    window.until("push button", "Entrar")
    named(window.all())
    window.write("Código de persona", "1001")
    window.write("PIN", "1111")
    window.press("Entrar")


def begin(window: Heard) -> None:
    sign_in(window)
    window.write("Fondo inicial en euros", "100")
    window.press("Abrir turno")
    window.until("text", "Buscar un producto")


def test_a_sale_is_made_by_ear(window: Heard) -> None:
    begin(window)
    window.press("Pan de barra 250\xa0g")
    assert window.until("list item", "1, Pan de barra").endswith(", 0,95 €")
    window.press("Pan de barra 250\xa0g")
    assert window.until("list item", "2, Pan de barra").endswith(", 1,90 €")
    window.until("label", "Total 1,90 €")
    named(window.all())
    window.press("Efectivo exacto")
    window.until("label", "Cobrado 1,90 €")
    window.press("Último ticket")
    assert "Total 1,90 €" in window.until("label", "Ana Pérez\nTotal")
    named(window.all())


@pytest.mark.parametrize(
    "place", ["Recogidas", "Existencias", "Pendientes", "Aparatos", "Ajustes", "Acerca de"]
)
def test_every_control_of_a_screen_has_a_name(window: Heard, place: str) -> None:
    begin(window)
    window.press("Más", place)
    window.until("label", place)
    while "Buscar un producto" in [name for _, name, _ in window.all()]:
        time.sleep(0.1)
    named(window.all())
