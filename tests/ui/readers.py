"""What it takes to hear the window over AT-SPI; as a program: exit 1, and what is missing of it."""

from __future__ import annotations

import shutil
import subprocess
import sys

_NEEDS = ("xvfb-run", "dbus-run-session")
_INTERPRETERS = ("python3", "/usr/bin/python3")
"""Debian's own has `gi`, wherever the tests' interpreter comes from."""


def _reader() -> str | None:
    asks = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
    for python in _INTERPRETERS:
        found = shutil.which(python)
        if found and subprocess.run([found, "-c", asks], capture_output=True).returncode == 0:
            return found
    return None


READER = _reader()
"""An interpreter that can listen."""
MISSING = [f"no {tool}" for tool in _NEEDS if shutil.which(tool) is None] + (
    [] if READER else ["no python3-gi with gir1.2-atspi-2.0"]
)

if __name__ == "__main__":
    if MISSING:
        print(", ".join(MISSING))
        sys.exit(1)
