"""Opening the window of a till."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from app import config
from app.commands.display import check_display


def log_to_stderr() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )


def open_window(data: str | None) -> int:
    """Open the till's window and stay until it is closed; its exit code.

    Raises NoDisplay, NoTill, BadTill.
    """
    log_to_stderr()
    check_display()
    folder = Path(data) if data else config.default_folder()
    config.read(folder)  # what is no till is said before a window opens
    from app.main import run

    return run(folder)
