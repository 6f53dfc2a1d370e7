"""A printer that writes each ticket to a text file of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from hardware.drivers import Around, Spec
from hardware.errors import DeviceError, Reason
from hardware.health import Check, Health, Kind, Row, State
from hardware.options import Options
from hardware.results import CameOut, NotBegun, PrintEnd
from hardware.ticket import Bars, Line, Part, Qr, Ticket


def make(spec: Spec, around: Around) -> TextFilePrinter:
    """`address`: a folder; option `columns`."""
    options = Options(spec.options)
    columns = options.whole("columns", 48, 8, 100)
    options.end()
    printer = TextFilePrinter(Path(spec.address.place), columns)
    printer.row = Row(
        Health(spec.name, Kind.PRINTER, str(spec.address)), around.changed, around.now
    )
    return printer


class TextFilePrinter:
    """`folder`/NUMBER.txt; a copy of it goes to NUMBER-2.txt and so on."""

    def __init__(self, folder: Path, columns: int = 48) -> None:
        self._folder = folder
        self.columns, self.dots = columns, columns * 12
        self.row = Row(Health("tickets", Kind.PRINTER, f"file://{folder}"))

    def start(self) -> None:
        self.row.is_(State.ENABLED)

    def stop(self) -> None:
        self.row.is_(State.CLOSED)

    def check(self, what: Check) -> None:
        raise DeviceError(what.value, Reason.ILLEGAL)

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        """All of it is on the disk when this returns, or nothing."""
        try:
            self._write(name, [words for part in ticket for words in _words(part)])
        except OSError as error:
            self.row.trouble(DeviceError(str(error), Reason.FAILURE))
            done(NotBegun(Reason.FAILURE))
            return
        self.row.worked()
        done(CameOut())

    def _write(self, name: str, lines: list[str]) -> None:
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

    def _sync(self) -> None:
        """The name is durable too, before the paper counts as out."""
        if os.name != "nt":
            handle = os.open(self._folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)


def _words(part: Part) -> Iterator[str]:
    match part:
        case Line(text):
            yield text
        case Qr(words=words) | Bars(words=words):
            yield from words
        case _:
            pass
