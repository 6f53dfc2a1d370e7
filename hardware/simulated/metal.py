"""The simulated devices of one till, by the names of their `sim://` addresses: what is connected to
them and who breaks them meet here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.errors import DeviceError, Reason
from hardware.simulated.display import SimDisplay
from hardware.simulated.printer import Fault, SimLine, SimPrinter
from hardware.simulated.scale import SimScale
from hardware.simulated.scanner import SimScanner
from hardware.transport.transport import Transport

if TYPE_CHECKING:
    from hardware.simulated.serving import Serving
    from hardware.simulated.terminal import SimTerminal

DRAWER = "drawer"


class Metal:
    """`folder`: where simulated tickets are put down, each in a file of its own; `books`: where a
    simulated terminal keeps its book."""

    def __init__(
        self, folder: Path | None = None, books: Path | None = None, shuts: float | None = None
    ) -> None:
        self._folder, self._books, self._shuts = folder, books, shuts
        self.printers: dict[str, SimPrinter] = {}
        self.scales: dict[str, SimScale] = {}
        self.scanners: dict[str, SimScanner] = {}
        self.displays: dict[str, SimDisplay] = {}
        self.terminals: dict[str, Serving] = {}

    def line(self, name: str) -> Transport:
        """Raises DeviceError (NO_SERVICE) for a name that says no kind of device."""
        if name.startswith("printer"):
            return SimLine(self.printer(name))
        if name.startswith("scale"):
            return self.scale(name)
        if name.startswith("display"):
            return self.display(name)
        if name.startswith("scanner"):
            return self.scanner(name)
        raise DeviceError(f"no simulated {name!r}", Reason.NO_SERVICE)

    def printer(self, name: str) -> SimPrinter:
        if name not in self.printers:
            self.printers[name] = SimPrinter(self._came_out, self._shuts)
        return self.printers[name]

    def scale(self, name: str) -> SimScale:
        return self.scales.setdefault(name, SimScale())

    def scanner(self, name: str) -> SimScanner:
        return self.scanners.setdefault(name, SimScanner())

    def display(self, name: str) -> SimDisplay:
        return self.displays.setdefault(name, SimDisplay())

    def faults(self) -> dict[str, list[tuple[str, bool]]]:
        """Of each device that somebody asked for, what may be broken and whether it is."""
        printers = {
            name: [
                *((fault.value, fault in printer.faults) for fault in Fault),
                (DRAWER, printer.drawer_open),
            ]
            for name, printer in self.printers.items()
        }
        others = {name: one.faults for name, one in self._pressed().items()}
        return {**printers, **others}

    def _pressed(self) -> dict[str, SimScale | SimScanner | SimDisplay | SimTerminal]:
        terminals = {name: serving.terminal for name, serving in self.terminals.items()}
        return {**self.scales, **self.scanners, **self.displays, **terminals}

    def toggle(self, name: str, fault: str) -> None:
        """Break it, or mend it; an open drawer is closed."""
        if name in self._pressed():
            self._pressed()[name].toggle(fault)
            return
        printer = self.printers[name]
        if fault == DRAWER:
            printer.close_drawer() if printer.drawer_open else printer.hold_drawer()
        else:
            printer.set(Fault(fault), Fault(fault) not in printer.faults)

    def terminal(self, name: str) -> Serving:
        """One that listens on this machine, and keeps its book there. Raises DeviceError
        (NO_SERVICE) for a name that is no terminal's."""
        from hardware.simulated.serving import Serving
        from hardware.simulated.terminal import SimTerminal

        if not name.startswith("terminal") or not name.isalnum() or self._books is None:
            raise DeviceError(f"no simulated {name!r}", Reason.NO_SERVICE)
        if name not in self.terminals:
            place = self._books / name
            place.mkdir(parents=True, exist_ok=True)
            self.terminals[name] = Serving(SimTerminal(place / "book.jsonl"), place)
        return self.terminals[name]

    def close(self) -> None:
        for serving in self.terminals.values():
            serving.close()
        self.terminals.clear()

    def _came_out(self, text: str) -> None:
        """Under its number, as its bar code says it; a copy of it beside it."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        found = re.findall(r"\[(?:code128|qr) ([\w/.-]{1,60})\]", text)
        number = found[-1].replace("/", "-") if found else "papel"
        path, copies = self._folder / f"{number}.txt", 1
        while path.exists():
            copies += 1
            path = self._folder / f"{number}-{copies}.txt"
        path.write_text(text + "\n", encoding="utf-8")
