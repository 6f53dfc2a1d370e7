"""What a key of a US keyboard means, by its place: how most scanners think they are read."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

_ROWS = (  # first evdev code of the row, plain, with Shift
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (55, "*", "*"),
    (57, " ", " "),
    (71, "789-456+1230.", "789-456+1230."),
)
_US = {
    (first + place, shifted): char
    for first, plain, shift in _ROWS
    for shifted, row in ((False, plain), (True, shift))
    for place, char in enumerate(row)
}


def evdev(native_scan_code: int) -> int:
    """The kernel's number of a key; X11 and Wayland add 8, Windows uses the same numbers."""
    if QGuiApplication.platformName() in ("xcb", "wayland"):
        return native_scan_code - 8
    return native_scan_code & 0xFF


def us_character(code: int, *, shift: bool) -> str:
    """The character at that place of a US keyboard; empty when there is none."""
    return _US.get((code, shift), "")
