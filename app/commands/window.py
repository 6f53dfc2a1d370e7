"""Opening the window of a till."""

from __future__ import annotations

import gc
import logging
import sys
from pathlib import Path

from app import config
from app.commands.common import command_for
from app.commands.display import check_display
from app.domain.errors import AnotherTill, DiskReadOnly, RestoredShop
from app.domain.installation import FIRST_OF_CENTRAL
from app.storage.folder import is_open

SINGLE, CENTRAL = "single.toml", "central/central.db"
"""Of `app.services.single`, without its imports."""
ENROLLED = "central.toml"
"""`app.storage.enrolment.NAME`, as well."""


def log_to_stderr() -> None:
    logging.basicConfig(
        stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s"
    )


def open_window(data: str | None) -> int:
    """Open the till's window and stay until it is closed; its exit code.

    Of a shop that is its own chain, its central runs meanwhile. Raises NoDisplay, NoTill, BadTill,
    AnotherTill, RestoredShop.
    """
    log_to_stderr()
    check_display()
    folder = Path(data) if data else config.default_folder()
    found = config.read(folder)  # what is no till is said before a window opens
    refuse_second(folder)
    if _restored(folder, found):
        raise RestoredShop(command=command_for(folder, "start", "--single"))
    gc.disable()  # nothing is garbage before the first paint, which enables it
    try:
        from app.main import run

        if not (folder / SINGLE).exists():
            return run(folder)
        # Here: the sign-in screen waits for every import, and no other till needs this.
        from app.commands.beside import running

        with running(folder):
            return run(folder)
    finally:
        gc.enable()


def refuse_second(folder: Path) -> None:
    """Say of a till that is open already that it is, before another window opens. Raises
    AnotherTill."""
    try:
        if is_open(folder):
            raise AnotherTill(folder=str(folder))
    except DiskReadOnly:
        return  # the window itself says it, to whoever sees no terminal


def _restored(folder: Path, till: config.Config) -> bool:
    """Whether central is back from a backup, and its till is not yet of it again."""
    if till.installation < FIRST_OF_CENTRAL or not (folder / CENTRAL).exists():
        return False
    return not (folder / SINGLE).exists() and not (folder / ENROLLED).exists()
