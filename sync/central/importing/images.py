"""The files that a product file's column `image` names."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import BadValue
from app.importing.report import Reason
from sync.central.database import Tx
from sync.central.masters import pictures


class Images:
    """Pictures in a folder; each is read once."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._known: dict[str, str] = {}

    def named(self, tx: Tx, name: str, remarks: list[tuple[Reason, str]]) -> str:
        """What a product has for `name`: a picture's SHA-256; without a folder, `name` as it is.

        A picture that cannot be had is a remark and no picture.
        """
        if not name or self._folder is None:
            return name
        if name not in self._known:
            self._known[name] = self._kept(tx, self._folder / name)
        if not self._known[name]:
            remarks.append((Reason.BAD_IMAGE, name))
        return self._known[name]

    def _kept(self, tx: Tx, file: Path) -> str:
        try:
            return pictures.put(tx, file.read_bytes())
        except (OSError, BadValue):
            return ""
