"""Whether there is a screen to open the window on."""

from __future__ import annotations

import os
import sys

from app.domain.errors import NoDisplay


def check_display() -> None:
    """By trying, because Qt ends the process when there is none. Raises NoDisplay."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    if os.environ.get("WAYLAND_DISPLAY") or (os.environ.get("DISPLAY") and _x_answers()):
        return
    raise NoDisplay()


def _x_answers() -> bool:
    import ctypes  # only where there is an X server to ask

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    return bool(x11.XOpenDisplay(None))
