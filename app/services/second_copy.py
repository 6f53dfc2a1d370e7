"""A second copy: every commit goes encrypted to another disk, right after it (retail-rules 10).

`second_copy = "PATH"` of till.toml: a stick, a NAS, a neighbour's share. What a commit wrote is
read after it in the thread that commits, which costs what reading some pages from memory costs; a
thread of its own writes it there, so that a slow disk, or none, never keeps anybody from selling.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from pathlib import Path

from app.config import Config
from app.durable import sync_file
from app.services.till import Till
from app.storage import journal, second_file
from app.storage.second_file import PagesFile, Record
from app.storage.wal import WalTail, Written

log = logging.getLogger(__name__)
AGAIN = 30
"""Seconds until a disk that was not there is looked for again."""
MOST = 64 * 1024 * 1024
"""Bytes that wait for a slow disk; above it the copy begins anew when the disk has caught up."""
LAST_WORDS = 10
"""Seconds that a till waits at its end for what is still to be written."""
LONG = 256 * 1024 * 1024
"""Bytes of pages after which a new base is shorter than what comes before it."""
_CHUNK = 1024 * 1024
_TOGETHER = 100
"""Commits that wait are synced at once."""


class CopyState(StrEnum):
    OFF = "off"
    """Nobody ordered one."""
    BEGINNING = "beginning"
    """The base is being copied."""
    KEPT = "kept"
    """All that was committed is there, but for what is on its way."""
    TROUBLE = "trouble"
    """The other disk is not there, full, or not to be written on."""


@dataclass(frozen=True, slots=True)
class CopyStatus:
    state: CopyState
    copied: tuple[int, int] = (0, 0)
    """Installation and number of the newest fact that is on the other disk for good."""
    stated: tuple[int, int] = (0, 0)
    """Of the newest fact of this till."""
    why: str = ""

    @property
    def behind(self) -> int:
        """Facts that only this disk has."""
        same = self.copied[0] == self.stated[0]
        return self.stated[1] - self.copied[1] if same else self.stated[1]


def folder_of(config: Config) -> Path:
    """Where this installation's copy is. Several tills may share a disk, and a till that was
    restored never writes over what the one before it had there."""
    return named_in(Path(config.second_copy), config)


def named_in(place: Path, config: Config) -> Path:
    return place / f"mostrador-{config.installation_number}"


class _Mark(Enum):
    BEGIN = "begin"
    """What follows is all that the log had then, and every commit after it."""
    LOST = "lost"
    """The disk is too slow: what follows is not whole."""
    END = "end"


class SecondCopy:
    """`moved` is told, on the copying thread, that the status is another."""

    def __init__(self, till: Till, moved: Callable[[], object] = lambda: None) -> None:
        self._till, self._moved, self._config = till, moved, till.config
        self._tail = WalTail(till.db.path)
        self._queue: queue.SimpleQueue[Record | _Mark] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._waiting = 0
        """Bytes on their way."""
        self._wanted, self._dropping, self._end = (threading.Event() for _ in range(3))
        """A new beginning is; until then nothing needs to wait; the till closes."""
        self._thread: threading.Thread | None = None
        self._source = -1
        ordered = bool(till.config.second_copy)
        self.status = CopyStatus(CopyState.BEGINNING if ordered else CopyState.OFF)

    def start(self) -> None:
        """From now on every commit is copied; nothing happens when nobody ordered it."""
        if self.status.state is CopyState.OFF:
            return
        # Never closed: closing any handle of a database file drops the locks that SQLite holds
        # on it in this process (howtocorrupt.html, 2.2).
        self._source = os.open(self._till.db.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._wanted.set()
        self._till.db.after_commit(self._committed)
        self._committed()
        self._thread = threading.Thread(target=self._run, name="second copy", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what waits, if that does not take long."""
        if self._thread is None:
            return
        self._end.set()
        self._queue.put(_Mark.END)
        self._thread.join(LAST_WORDS)
        self._thread = None
        self._till.db.after_commit(None)
        self._tail.close()

    def _committed(self) -> None:
        """On the thread that commits. Whatever is wrong here, the sale is on its own disk."""
        with self._till.db.read() as connection:
            seq = journal.heads(connection).get(self._config.installation, (0, ""))[0]
        head = (self._config.installation, seq)
        self.status = replace(self.status, stated=head)
        begins = self._wanted.is_set()
        if begins:
            self._wanted.clear()
            self._tail.close()
            self._tail = WalTail(self._till.db.path)
            self._waits(-self._waiting)
            self._dropping.clear()
            self._queue.put(_Mark.BEGIN)
        try:
            written = self._tail.read()
        except OSError as error:
            self._dropping.set()
            self._queue.put(_Mark.LOST)
            self._fail(error)
            return
        if self._dropping.is_set() or (written is None and not begins):
            return
        record = Record(written or Written(0, (), 0), head)
        if self._waiting + record.bytes > MOST:
            self._dropping.set()
            self._queue.put(_Mark.LOST)
        else:
            self._waits(record.bytes)
            self._queue.put(record)

    def _waits(self, more: int) -> None:
        with self._lock:
            self._waiting += more

    # the copying thread
    def _run(self) -> None:
        while True:
            item = self._queue.get()
            if item is _Mark.END:
                return
            if item is not _Mark.BEGIN:
                continue  # it belongs to a copy that was given up
            try:
                if self._generation() is _Mark.END:
                    return
            except OSError as error:
                self._dropping.set()
                self._fail(error)
                if self._end.wait(AGAIN):
                    return
            self._wanted.set()

    def _generation(self) -> _Mark:
        """One copy, from its base on; why it ended."""
        if not Path(self._config.second_copy).is_dir():
            # Nobody makes the folder of a disk that is not there: it would be on this one.
            raise FileNotFoundError(2, os.strerror(2), self._config.second_copy)
        folder = folder_of(self._config)
        folder.mkdir(exist_ok=True)
        number = second_file.next_number(folder)
        pages = PagesFile(second_file.pages(folder, number))
        try:
            self._copy_base(second_file.base(folder, number))
            sync_file(folder)
            second_file.forget(folder, before=number)
            return self._write(pages)
        finally:
            pages.close()

    def _copy_base(self, to: Path) -> None:
        self.status = replace(self.status, state=CopyState.BEGINNING, why="")
        self._moved()
        part = to.with_suffix(".part")
        with part.open("wb") as file:
            at = 0
            while chunk := _read_at(self._source, _CHUNK, at):
                file.write(chunk)
                at += len(chunk)
            file.flush()
            os.fsync(file.fileno())
        part.replace(to)

    def _write(self, pages: PagesFile) -> _Mark:
        while True:
            found: list[Record] = []
            item = self._queue.get()
            while isinstance(item, Record):
                found.append(item)
                pages.add(item)
                if self._queue.empty() or len(found) >= _TOGETHER:
                    break
                item = self._queue.get()
            if found:
                pages.sync()
                self._waits(-sum(record.bytes for record in found))
                self.status = replace(
                    self.status, state=CopyState.KEPT, copied=found[-1].head, why=""
                )
                self._moved()
            if isinstance(item, _Mark):
                return item
            if pages.size > LONG:
                self._dropping.set()
                return _Mark.LOST

    def _fail(self, error: OSError) -> None:
        log.warning("second copy: %s", error)
        self.status = replace(self.status, state=CopyState.TROUBLE, why=error.strerror or "")
        self._moved()


def _read_at(handle: int, most: int, at: int) -> bytes:
    os.lseek(handle, at, os.SEEK_SET)
    return os.read(handle, most)
