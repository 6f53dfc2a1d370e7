"""Says in one sentence that there is no display, by trying to open it, and what to do instead."""

from __future__ import annotations

import ctypes
import os
import sys

NO_DISPLAY = (
    "There is no display to open the window on: run it on a virtual one"
    " (apt-get install xvfb xauth, then `xvfb-run -a make run`),"
    " or sell without a window (`.venv/bin/mostrador play FILE --data DIR`)."
)


def opens() -> bool:
    """Whether Qt will find a screen: its platform is chosen, Wayland is there, or X answers."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    if os.environ.get("WAYLAND_DISPLAY"):
        return True
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(os.environ.get("DISPLAY")) and bool(x11.XOpenDisplay(None))


if __name__ == "__main__" and not opens():
    sys.exit(NO_DISPLAY)
