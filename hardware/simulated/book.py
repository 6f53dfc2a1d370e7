"""The book of a simulated terminal: what it did, a JSON line each, on disk before it answers."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Lock


@dataclass(frozen=True, slots=True)
class Entry:
    """A transaction; `cents` is what it moved, 0 when it was refused."""

    sale: str
    """The SaleID that asked."""
    service: str
    kind: str
    """sale, refund, reversal"""
    reference: str
    asked: int
    cents: int
    error: str = ""
    """The ErrorCondition it was refused with."""
    original: str = ""
    """The transaction given back."""
    group: str = ""
    transaction: str = ""
    at: str = ""


class Book:
    def __init__(self, path: Path) -> None:
        self._path, self._lock = path, Lock()
        self.entries: list[Entry] = self._read()

    def write(self, entry: Entry) -> None:
        with self._lock, self._path.open("ab") as handle:
            handle.write(json.dumps(asdict(entry)).encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
            self.entries.append(entry)

    def of(self, sale: str, service: str) -> Entry | None:
        """The last with that ServiceID."""
        found = [one for one in self.entries if (one.sale, one.service) == (sale, service)]
        return found[-1] if found else None

    def taken(self, group: str = "") -> int:
        """Cents charged, of one group or of all."""
        return sum(e.cents for e in self._of(group) if e.kind == "sale")

    def given(self, group: str = "") -> int:
        return sum(e.cents for e in self._of(group) if e.kind != "sale")

    def captured(self) -> int:
        return self.taken() - self.given()

    def left(self, transaction: str) -> int:
        """What of a payment has not been given back."""
        paid = sum(e.cents for e in self.entries if e.transaction == transaction)
        return paid - sum(e.cents for e in self.entries if e.original == transaction)

    def _of(self, group: str) -> list[Entry]:
        return [entry for entry in list(self.entries) if group in ("", entry.group)]

    def _read(self) -> list[Entry]:
        if not self._path.exists():
            return []
        text = self._path.read_bytes()
        whole = text[: text.rfind(b"\n") + 1]
        if len(whole) < len(text):  # a torn last line was never answered
            os.truncate(self._path, len(whole))
        return [Entry(**json.loads(line)) for line in whole.splitlines()]
