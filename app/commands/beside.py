"""Central beside the till of a single shop, while the window is open.

The sign-in screen waits for these imports.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from app import config
from app.commands import loopback
from app.commands.common import damaged_single
from app.services import single
from app.services.single import CENTRAL, Damaged, Single
from app.storage import enrolment
from app.storage.folder import FolderLock
from app.syncing import SyncChild

log = logging.getLogger(__name__)


def ready(folder: Path) -> bool:
    """Whether there is nothing left to be made."""
    there = (folder / config.NAME).exists() and enrolment.read(folder) is not None
    return there and single.read(folder) is not None


def check_made(folder: Path) -> None:
    """Raises DamagedSingle: the window says it where there is one."""
    found = single.read(folder)
    if isinstance(found, Damaged):
        raise damaged_single(folder, found.reason)


@contextmanager
def running(folder: Path) -> Iterator[SyncChild | None]:
    """Central beside the till while its window is open, also where single.toml cannot be read: any
    port will do. Raises AnotherTill, BadTill."""
    found = single.read(folder)
    if found is None:  # whoever asks has looked
        yield None
        return
    FolderLock(folder).release()  # a second window must not send the first one's worker elsewhere
    port = _port(folder, found)
    reach(folder, loopback.address(port))
    with loopback.central_running(folder / CENTRAL, port) as child:
        yield child


def _port(folder: Path, found: Single | Damaged) -> int:
    """Where central listens this time."""
    if isinstance(found, Damaged):
        log.warning("%s: %s", single.NAME, found.reason)
        return loopback.free_port()
    if not loopback.is_free(found.port):
        found = replace(found, port=loopback.free_port())
        single.write(folder, found)
    return found.port


def reach(folder: Path, url: str) -> None:
    """Central listens there from now on."""
    joined = enrolment.read(folder)
    if joined is not None and joined.url != url:
        enrolment.write(folder, replace(joined, url=url))
