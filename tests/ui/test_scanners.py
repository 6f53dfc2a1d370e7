"""A scanner with a port of its own sells as the one that types does, in the window's thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import config
from app.domain.money import Money
from app.main import Program

SCANNER = """
[devices.lane]
kind = "scanner"
address = "sim://scanner"
"""
MILK = "9527618000358"


@pytest.fixture
def program(demo_folder: Path, qtbot: QtBot, dressed: QApplication) -> Iterator[Program]:
    till = demo_folder / "till.toml"
    till.write_text(till.read_text("utf-8") + SCANNER, "utf-8")
    with ExitStack() as closing:
        program = Program(dressed, demo_folder, config.read(demo_folder), closing)
        qtbot.addWidget(program.window)
        program.window.show()
        program.window.open("signin")
        program._open()
        yield program
    shiboken6.delete(program.window)


def test_both_ways_of_scanning_are_one_line_of_two(program: Program, qtbot: QtBot) -> None:
    counter = program.counter
    assert counter is not None and program.face is not None
    counter.signin.sign_in("1001", "1111")
    if counter.drawer.current() is None:
        counter.drawer.open(Money(10_000))
    program.window.open("sell")
    threads: list[bool] = []
    scan = counter.register.scan

    def seen(*words: object) -> object:
        threads.append(threading.current_thread() is threading.main_thread())
        return scan(*words)  # type: ignore[arg-type]

    counter.register.scan = seen  # type: ignore[method-assign, assignment]
    devices: Any = program.face._around.devices
    devices.metal.scanner("scanner").say(b"]E0" + MILK.encode() + b"\r\n")
    qtbot.waitUntil(lambda: bool(counter.register.sale and counter.register.sale.lines))
    program.wedge.scanned.emit(MILK)
    sale = counter.register.sale
    assert sale is not None
    (line,) = sale.lines
    assert line.quantity == 2
    assert threads == [True, True]
