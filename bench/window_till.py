"""The till's window in a process of its own, driven by keys; run by bench.window.

`python -m bench.window_till keys|typed|memory FOLDER`: one JSON line.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.money import Money
from app.domain.product import Product

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QApplication

    from app.main import Program
    from app.services.counter import Counter

KEYS = 200
SCANS, GAP = 150, 10
"""Scans that another program types, and milliseconds between two of its keys."""
LINES = 200
_PATIENCE = 30.0
_ENOUGH = Money(50_000)


def _until(app: QApplication, done: Callable[[], object]) -> None:
    """Let the window live until something holds."""
    end = time.monotonic() + _PATIENCE
    while not done():
        app.processEvents()
        if time.monotonic() > end:
            raise TimeoutError


def _press(window: QWindow, key: int, text: str) -> None:
    """A key press and its release, as they come from the system: at the window."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
        QCoreApplication.sendEvent(window, event)


class Till:
    """The program with its window, somebody signed in and a shift open."""

    def __init__(self, folder: Path, code: str = "2001", pin: str = "2222") -> None:
        from contextlib import ExitStack

        from PySide6.QtWidgets import QApplication

        from app import config
        from app.main import Program

        self.app = QApplication([])
        self.closing = ExitStack()
        self.program: Program = Program(self.app, folder, config.read(folder), self.closing)
        self.program.start()
        sys.excepthook = sys.__excepthook__  # here nobody reads a toast or closes a dialog
        self.program.window.showNormal()
        self.program.window.resize(1366, 768)
        _until(self.app, lambda: self.program.face)
        self.counter: Counter = self.program.counter  # type: ignore[assignment]
        if self.counter.drawer.current() is None:
            self.counter.signin.sign_in(code, pin)
            self.counter.drawer.open(Money(20_000))
        self.counter.signin.sign_in(code, pin)
        _until(self.app, lambda: self._screen() == "sell")
        self.window = self.app.topLevelWindows()[0]
        self.list: Any = self.program.window.screen_open.ticket.list  # type: ignore[union-attr]

    def _screen(self) -> str:
        screen = self.program.window.screen_open
        if screen is not None and screen.name == "shift":
            self.program.window.home()
        return screen.name if screen is not None else ""

    def scan(self, code: str) -> float:
        """Seconds from the last key of a scan to the painted line."""
        from PySide6.QtCore import QEvent, QObject, Qt

        class Paints(QObject):
            seen = False

            def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802
                self.seen |= event.type() == QEvent.Type.Paint
                return False

        for digit in code:
            _press(self.window, ord(digit), digit)
        paints = Paints()
        before = self.counter.register.sale
        self.list.viewport().installEventFilter(paints)
        begun = time.perf_counter()
        _press(self.window, Qt.Key.Key_Return, "\r")
        _until(self.app, lambda: paints.seen)
        seconds = time.perf_counter() - begun
        self.list.viewport().removeEventFilter(paints)
        assert self.counter.register.sale is not before, code
        return seconds


def _plain(till: Till) -> list[Product]:
    """What is scanned into one line, and asks for nothing more."""
    coded = [one for one in till.counter.lookup.favourites(600) if one.codes]
    alone = [one for one in coded if not (one.unit.measured or one.terms.attached)]
    return [one for one in alone if len(one.codes[0]) == 14]


def keys(folder: Path) -> dict[str, list[float]]:
    """Scans into an empty basket, and into one of many lines: seconds until each is painted."""
    till = Till(folder)
    rng = random.Random(5)
    plain = _plain(till)
    codes = [one.codes[0].lstrip("0") for one in plain]
    found: dict[str, list[float]] = {"empty": [], "full": []}
    for _ in range(KEYS):
        found["empty"].append(till.scan(rng.choice(codes)))
        till.counter.tickets.abandon()
        till.app.processEvents()
    for product in plain[:LINES]:
        till.counter.register.add(product.sku)
    till.app.processEvents()
    for _ in range(KEYS):
        found["full"].append(till.scan(rng.choice(codes[:LINES])))
        till.app.processEvents()
    sale = till.counter.register.sale
    assert sale is not None and len(sale.lines) == LINES
    till.closing.close()
    return found


def typed(folder: Path) -> list[float]:
    """Scans typed by another program: seconds from the last digit to the painted line."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QKeyEvent, QWindow

    class Watch(QObject):
        """When a digit last came to the window, and when the list was painted after Return."""

        digit = painted = 0.0
        returned = False

        def eventFilter(self, of: QObject, event: QEvent) -> bool:  # noqa: N802
            if isinstance(event, QKeyEvent) and isinstance(of, QWindow):
                if event.type() == QEvent.Type.KeyPress and event.text().isdigit():
                    self.digit, self.returned = time.perf_counter(), False
                self.returned |= event.key() in (0x01000004, 0x01000005)
            elif event.type() == QEvent.Type.Paint and of is viewport and self.returned:
                self.painted = self.painted or time.perf_counter()
            return False

    till, watch = Till(folder), Watch()
    viewport = till.list.viewport()
    till.app.installEventFilter(watch)
    plain = _plain(till)
    found = []
    for product in plain[:SCANS]:
        watch.painted, watch.returned = 0.0, False
        keys = [*product.codes[0].lstrip("0"), "Return"]
        scanner = subprocess.Popen(["xdotool", "key", "--delay", str(GAP), *keys])
        _until(till.app, lambda: watch.painted)
        found.append(watch.painted - watch.digit)
        scanner.wait(10)
        till.app.processEvents()
    till.closing.close()
    return found


def memory(folder: Path) -> float:
    """MB of the whole process after searching, scanning and paying."""
    till = Till(folder)
    for text in ("leche", "pan inte", "chocoltae", "0016", "de la"):
        till.counter.lookup.search(text)
    counted = [one for one in till.counter.lookup.favourites(300) if not one.unit.measured]
    for product in counted:
        till.counter.register.add(product.sku)
        till.app.processEvents()
        sale = till.counter.register.sale
        if sale is None or sale.total > _ENOUGH:
            till.counter.checkout.pay_cash()
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmRSS:"):
            till.closing.close()
            return int(line.split()[1]) / 1024
    raise OSError("VmRSS")


if __name__ == "__main__":
    measure: Callable[[Path], Any] = {"keys": keys, "typed": typed, "memory": memory}[sys.argv[1]]
    print(json.dumps(measure(Path(sys.argv[2]))), flush=True)
