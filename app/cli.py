"""The command `mostrador`: straight to the window, or by way of its sub-commands.

The window is waited for, so what it does not need is not imported before it: parsing the words of
the other commands alone would cost it a tenth of its start.
"""

from __future__ import annotations

import sys


def main() -> None:
    match sys.argv[1:]:
        case []:
            _window(None)
        case ["--data", folder] if folder:
            _window(folder)
        case _:
            from app.commands.group import mostrador

            mostrador()


def _window(folder: str | None) -> None:
    from app.commands.refusals import say
    from app.commands.window import open_window

    try:
        sys.exit(open_window(folder))
    except Exception as error:
        say(error)
        sys.exit(1)
