"""A central beside its till, on this machine only: served for a moment, or as a watched child."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import AnotherTill, DiskReadOnly, PortTaken
from app.services import single
from app.storage.folder import FolderLock
from app.syncing import SyncChild, worker_of

if TYPE_CHECKING:
    from sync.central.serving import Serving

LOOPBACK = "127.0.0.1"
USUAL_PORT = 8427
"""Of a central that no till on this machine was told of."""
PORT = "central.port"
"""In the folder of a demo's central: where it listens, so that its tills find it."""
LOCK = "serving.lock"
"""In central's folder: held by the process whose child it is."""
PATIENCE = 15
"""Seconds for a central that is leaving; a port that is still taken then is somebody else's."""


def address(port: int) -> str:
    return f"http://{LOOPBACK}:{port}"


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        port: int = one.getsockname()[1]
    return port


def is_free(port: int) -> bool:
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def port_of(central: Path) -> int:
    """Where the tills beside the central in that folder look for it, when it has any."""
    whole = central.resolve()
    beside = single.read(whole.parent) if whole.name == single.CENTRAL else None
    if isinstance(beside, single.Single):
        return beside.port
    try:
        return int((whole / PORT).read_text("ascii"))
    except (OSError, ValueError):
        return USUAL_PORT


@contextmanager
def serving(central: Path, port: int = 0) -> Iterator[str]:
    """The address of the central in that folder: served here, unless another process serves it at
    `port` already. 0: any that is free."""
    from app.commands.central_folder import SNAPSHOTS, opened

    with opened(str(central), None) as database:
        from sync.central.serving import Serving

        try:
            here: Serving = Serving(database, port=port, folder=central / SNAPSHOTS)
        except PortTaken:
            yield address(port)
            return
        here.start()
        try:
            yield here.url
        finally:
            here.stop()


def enrol_code(central: Path, shop: str, till: str, who: str) -> str:
    """A code for one till. Raises UnknownShop, BadShopFacts."""
    from app.commands.central_folder import opened
    from sync.central import enrolment

    with opened(str(central), None) as database, database.write() as tx:
        return enrolment.make_code(tx, shop, till, who, spki=b"").code


def fetch(place: Path) -> None:
    """Bring what central says, so that the first window has something to sell."""
    subprocess.run([*worker_of(place), "--once"], check=False, stdout=subprocess.DEVNULL)


class _Turn:
    """Of several tills on this machine one runs their central; when it goes, another does."""

    def __init__(self, central: Path, port: int) -> None:
        self._central, self._port = central, port
        self._lock: FolderLock | None = None
        self._since = 0.0

    def come(self) -> bool:
        """Whether this process is the one, and nobody listens at the port any more."""
        if self._lock is None:
            try:
                self._lock = FolderLock(self._central, LOCK)
            except AnotherTill:
                return False
            except (DiskReadOnly, OSError):
                return True  # central itself says best what is wrong
            self._since = time.monotonic()
        return is_free(self._port) or time.monotonic() - self._since > PATIENCE

    def give(self) -> None:
        if self._lock is not None:
            self._lock.release()


@contextmanager
def central_running(central: Path, port: int) -> Iterator[SyncChild]:
    """The central in that folder as a child of this process: started again when it dies, gone
    with this process however that ends. While it is another process's, it is left to that."""
    command = [sys.executable, "-m", "app", "central", "serve", "--with-parent", "--json"]
    place = ["--data", str(central), "--port", str(port), "--log-level", "error"]
    turn = _Turn(central, port)
    child = SyncChild(
        [*command, *place], lambda said: None, name=f"central in {central}", turn=turn.come
    )
    child.start()
    try:
        yield child
    finally:
        child.close()
        turn.give()
