"""The same over a real keyboard: Xvfb and xdotool, under a Spanish layout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDS = ("Xvfb", "xdotool", "setxkbmap")
MISSING = [tool for tool in NEEDS if shutil.which(tool) is None]
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from app.ui.wedge import Layout, Wedge
app = QApplication([])
wedge = Wedge(Layout(sys.argv[1]))
app.installEventFilter(wedge)
window = QWidget(windowTitle="till")
field = QLineEdit()
QVBoxLayout(window).addWidget(field)
wedge.scanned.connect(lambda code: print("scan", code, flush=True))
field.textChanged.connect(lambda text: print("field", text, flush=True))
window.show()
field.setFocus()
print("ready", flush=True)
app.exec()
"""
pytestmark = [
    pytest.mark.more,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)}"),
]


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    number = f":{90 + os.getpid() % 100}"
    server = subprocess.Popen(
        ["Xvfb", number, "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"],
        stderr=subprocess.DEVNULL,
    )
    env = os.environ | {"DISPLAY": number, "QT_QPA_PLATFORM": "xcb"}
    try:
        until = time.monotonic() + 10
        while subprocess.run(["setxkbmap", "es"], env=env, stderr=subprocess.DEVNULL).returncode:
            assert time.monotonic() < until, "no X server"
            time.sleep(0.1)
        yield env
    finally:
        server.terminate()
        server.wait(10)


def scanned(env: dict[str, str], layout: str, keys: list[str], until: str) -> list[str]:
    """What the program says while `keys` (evdev numbers, `shift+` before) are pressed."""
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, layout],
        env=env,
        cwd=Path(__file__).parent.parent.parent,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        assert program.stdout.readline().strip() == "ready"
        time.sleep(0.5)
        find = ["xdotool", "search", "--name", "^till$", "windowfocus", "--sync"]
        subprocess.run(find, env=env, check=True, timeout=20)
        subprocess.run(["xdotool", "key", "--delay", "4", *keys], env=env, check=True, timeout=20)
        said: list[str] = []
        while not said or not said[-1].startswith(until):
            said.append(program.stdout.readline().strip())
        return said
    finally:
        program.kill()
        program.wait(10)


def presses(text: str) -> list[str]:
    """The keys that a US scanner presses, by X11 keycode (evdev and 8)."""
    from app.ui.scan_codes import us_character

    found = {
        us_character(code, shift=shift): f"{'shift+' if shift else ''}{code + 8}"
        for shift in (True, False)
        for code in range(1, 58)
        if code != 55
    }
    return [found[char] for char in text] + ["Return"]


@pytest.mark.parametrize("text", ["8410000000016", "T-2026/000123", "]C10108410000000016"])
def test_a_us_scanner_is_read_right_under_a_spanish_layout(
    display: dict[str, str], text: str
) -> None:
    assert scanned(display, "us", presses(text), "scan") == [f"scan {text}"]


def test_as_typed_gives_what_the_layout_makes_of_it(display: dict[str, str]) -> None:
    said = scanned(display, "typed", presses("T-2026/000123"), "scan")
    assert said == ["scan T'2026-000123"]
