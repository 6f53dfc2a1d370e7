"""A printer that writes each ticket to a text file of its own."""

from __future__ import annotations

import os
from pathlib import Path

from hardware.errors import PrinterTrouble


class TextFilePrinter:
    """`folder`/NUMBER.txt; a copy of it goes to NUMBER-2.txt and so on."""

    def __init__(self, folder: Path, columns: int = 48) -> None:
        self._folder = folder
        self.columns = columns

    def print(self, name: str, lines: list[str]) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / f"{name}.txt"
            copies = 1
            while path.exists():
                copies += 1
                path = self._folder / f"{name}-{copies}.txt"
            part = path.with_suffix(".part")
            with part.open("w", encoding="utf-8") as handle:
                handle.write("\n".join(lines) + "\n")
                handle.flush()
                os.fsync(handle.fileno())
            part.replace(path)
            self._sync()
        except OSError as error:
            raise PrinterTrouble(str(error)) from None

    def _sync(self) -> None:
        """The name is durable too, before the paper counts as out."""
        if os.name != "nt":
            handle = os.open(self._folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
