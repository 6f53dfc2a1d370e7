"""Whom the central of a single shop erased: a backup of the shop must not bring them back."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from app import config
from app.services import erasures
from app.services.single import CENTRAL, DATABASE


def gather(folder: Path) -> None:
    """Put whom the central in `folder` has erased on the list of its till; nobody where no central
    is. One that cannot be read keeps no till from its backup."""
    if not (folder / CENTRAL / DATABASE).exists() or not (folder / config.NAME).exists():
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

    def __call__(self, place: Path) -> None:
        from app.commands.central_folder import opened, renew
        from sync.central.masters import customers

        renew(place)
        with opened(str(place), None) as central, central.write() as tx:
            there = customers.some(tx.connection, sorted(self._uuids))
            for uuid in there:
                customers.erase(tx, uuid, "restore")
        self.erased = frozenset(there)
