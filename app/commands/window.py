"""Opening the window of a till."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from app import config
from app.commands.display import check_display

SINGLE = "single.toml"
"""`app.services.single.NAME`, without its imports."""


def log_to_stderr() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )


def open_window(data: str | None) -> int:
    """Open the till's window and stay until it is closed; its exit code.

    Of a shop that is its own chain, its central runs meanwhile. Raises NoDisplay, NoTill, BadTill,
    AnotherTill.
    """
    log_to_stderr()
    check_display()
    folder = Path(data) if data else config.default_folder()
    config.read(folder)  # what is no till is said before a window opens
    from app.main import run

    if not (folder / SINGLE).exists():
        return run(folder)
    # Here: the sign-in screen waits for every import, and no other till needs this.
    from app.commands.start_single import running

    with running(folder):
        return run(folder)
