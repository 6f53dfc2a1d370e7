"""PySide6 6.12.0 on CPython 3.11 loses a reference to None or True on nearly every void call.

After some thousand calls the interpreter aborts. The version is pinned below 6.12 while 3.11 is
supported; this holds the pin honest.
"""

from __future__ import annotations

import os
import subprocess
import sys

DRIFT = """
import sys
from PySide6.QtCore import QObject
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
plain, label, pixmap = QObject(), QLabel(), QPixmap(20, 20)
painter = QPainter(pixmap)
calls = [
    lambda: plain.setObjectName("x"), lambda: label.setText("x"), lambda: label.update(),
    lambda: painter.save(), lambda: painter.restore(), app.processEvents,
    lambda: painter.fillRect(0, 0, 9, 9, QColor("red")),
]
worst = 0
for call in calls:
    call()
    for constant in (None, True):
        before = sys.getrefcount(constant)
        for _ in range(200):
            call()
        worst = max(worst, abs(sys.getrefcount(constant) - before))
painter.end()
print(worst)
"""


def test_pyside_keeps_its_references_to_none_and_true() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIFT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    # A call in two would already be a hundred; a handful is the interpreter's own bookkeeping.
    assert int(done.stdout) < 20
