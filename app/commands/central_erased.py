"""Whom the central of a single shop erases: a backup of the shop must not bring them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app import config
from app.services import erasures
from app.services.single import CENTRAL, DATABASE

if TYPE_CHECKING:
    from sync.central.database import Central, Tx


def heed(central: Central) -> None:
    """Whoever is erased there, by whatever call, is on the list of the till beside it; nothing is
    done for a central that has no till beside it."""
    if central.path is None:
        return
    path = central.path.resolve()
    folder = path.parent.parent
    if not _single(folder) or path != folder / CENTRAL / DATABASE:
        return

    def erasing(tx: Tx, uuids: Sequence[str]) -> None:
        with suppress(OSError):  # the next backup gathers them
            erasures.add(folder, uuids)
        # Elsewhere a disk may be slow, and everybody who writes waits for this transaction.
        tx.then(lambda: erasures.spread(folder, uuids))

    central.erasing = erasing


def _single(folder: Path) -> bool:
    return (folder / CENTRAL / DATABASE).exists() and (folder / config.NAME).exists()


def gather(folder: Path) -> None:
    """Put whom the central in `folder` has erased on the list of its till; nobody where no central
    is. One that cannot be read keeps no till from its backup."""
    if not _single(folder):
        return
    from app.commands.central_folder import opened
    from sync.central.masters import customers

    try:
        with opened(str(folder / CENTRAL), None) as central, central.read() as connection:
            erased = customers.erased(connection)
    except Exception:
        return
    erasures.spread(folder, erased)


class Renewing:
    """What is done to a central that comes back: `central_folder.renew`, and these are erased."""

    def __init__(self, uuids: Collection[str]) -> None:
        self._uuids = uuids
        self.erased: frozenset[str] = frozenset()
        """Of them, those whom the backup had brought back."""
        self.left = False
        """It brought back others, too."""

    def __call__(self, place: Path) -> None:
        from app.commands.central_folder import opened, renew
        from sync.central.masters import customers

        renew(place)
        with opened(str(place), None) as central, central.write() as tx:
            there = customers.some(tx.connection, sorted(self._uuids))
            for uuid in there:
                customers.erase(tx, uuid, "restore")
            self.left = customers.anybody(tx.connection)
        self.erased = frozenset(there)
