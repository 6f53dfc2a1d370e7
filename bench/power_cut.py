"""Power cuts: what a till wrote, recorded beneath SQLite, is cut anywhere and put on a new disk.

A disk keeps what was synced. Of what was written since, it keeps any subset of sectors: torn,
reordered or gone. The removal of a file whose folder was not synced may come undone. That a
freshly made file's name may be gone is not modelled: SQLite syncs the folder of a new WAL.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Change:
    """One thing done to one file, as `vfs.Watch` is told it."""

    kind: str
    file: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """From here on somebody was told that step `number` of the session is done."""

    number: int


Event = Change | Acknowledged


@dataclass(slots=True)
class Trace:
    """Everything that happened to `journal.db` and its WAL, from the files in `before` on."""

    before: dict[str, bytes]
    events: list[Event] = field(default_factory=list)

    def watch(self, kind: str, file: str, at: int, data: bytes) -> None:
        name = Path(file).name
        if name.startswith("journal.db"):
            self.events.append(Change(kind, name, at, data))

    def acknowledge(self, number: int) -> None:
        self.events.append(Acknowledged(number))


class Disk:
    """The disk as the events reach it one after another; `image` is what a cut leaves."""

    def __init__(self, before: dict[str, bytes]) -> None:
        self._durable = {name: bytearray(content) for name, content in before.items()}
        self._waiting: dict[str, list[Change]] = {}
        self._removed: dict[str, bytes] = {}
        self.acknowledged = 0

    def happen(self, event: Event) -> None:
        if isinstance(event, Acknowledged):
            self.acknowledged = event.number
            return
        if event.kind == "delete":
            gone = self._durable.pop(event.file, None)
            self._waiting.pop(event.file, None)
            if gone is not None and not event.at:
                self._removed[event.file] = bytes(gone)
        elif event.kind == "sync":
            for change in self._waiting.pop(event.file, []):
                _apply(self._durable.setdefault(event.file, bytearray()), change)
        else:
            self._removed.pop(event.file, None)
            self._durable.setdefault(event.file, bytearray())
            self._waiting.setdefault(event.file, []).append(event)

    def image(self, rng: random.Random) -> dict[str, bytes]:
        """What is found after the power went at this moment."""
        found = {name: bytearray(content) for name, content in self._durable.items()}
        # Some cuts lose nearly all that waited, some nearly nothing.
        kept = rng.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for name, changes in self._waiting.items():
            for change in changes:
                for part in _parts(change):
                    if rng.random() < kept:
                        _apply(found[name], part)
        for name, content in self._removed.items():
            if rng.random() < 0.5:
                found[name] = bytearray(content)
        return {name: bytes(content) for name, content in found.items()}


def _parts(change: Change) -> list[Change]:
    """A write as the sectors it touches; each reaches the disk or not."""
    if change.kind == "truncate":
        return [change]
    parts, at, end = [], change.at, change.at + len(change.data)
    while at < end:
        until = min(end, (at // SECTOR + 1) * SECTOR)
        piece = change.data[at - change.at : until - change.at]
        parts.append(Change("write", change.file, at, piece))
        at = until
    return parts


def _apply(content: bytearray, change: Change) -> None:
    if change.kind == "truncate":
        del content[change.at :]
        content.extend(bytes(change.at - len(content)))
        return
    end = change.at + len(change.data)
    content.extend(bytes(max(0, end - len(content))))
    content[change.at : end] = change.data


def cuts(
    trace: Trace, where: Path, points: Sequence[int], rng: random.Random
) -> list[tuple[Path, int]]:
    """Put on disk what a cut before each event of `points` leaves, one folder a cut.

    Returns the folders, each with the number of the last step acknowledged before the cut.
    """
    disk, wanted = Disk(trace.before), sorted(points)
    made: list[tuple[Path, int]] = []
    for index, event in enumerate([*trace.events, Acknowledged(0)]):
        while wanted and wanted[0] == index:
            wanted.pop(0)
            folder = where / f"cut-{len(made)}"
            folder.mkdir()
            for name, content in disk.image(rng).items():
                (folder / name).write_bytes(content)
            made.append((folder, disk.acknowledged))
        disk.happen(event)
    return made


def borrow(till: Path, folder: Path) -> None:
    """Complete the folder of a cut with what the cut cannot touch: key, shop and till.toml."""
    for name in ("till.toml", "till.key", "recovery.sealed"):
        shutil.copyfile(till / name, folder / name)
    (folder / "store.db").symlink_to(till / "store.db")
