"""The devices of one till, made of till.toml's `[devices]`, started and stopped together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

from app.changes import Changes, Topic
from app.config import device_kind
from hardware.devices import (
    Device,
    Display,
    Drawer,
    PaymentTerminal,
    Scale,
    SheetPrinter,
    TicketPrinter,
)
from hardware.displays.screen import ScreenRow
from hardware.drivers import Around, all_of
from hardware.health import Check, Health, Kind
from hardware.results import Scan
from hardware.simulated.metal import Metal

SHUTS = 10.0
"""Seconds until a simulated drawer is shut again, as whoever sells would."""
TICKETS = "tickets"
"""The folder of a till without a printer: what it would print."""


class Devices:
    """`changed` is called on the devices' threads."""

    def __init__(
        self,
        folder: Path,
        entries: Mapping[str, Mapping[str, Any]],
        changed: Callable[[Health], object] = lambda _health: None,
    ) -> None:
        self.metal = Metal(folder / TICKETS, folder, SHUTS)
        self._changed = changed
        self._scanned: Callable[[Scan], object] = lambda _scan: None
        said = dict(entries)
        if not any(device_kind(name, entry) == Kind.PRINTER for name, entry in said.items()):
            address = f"file://{folder / TICKETS}"
            name = TICKETS if TICKETS not in said else f"{TICKETS} (2)"
            said[name] = {"kind": "printer", "driver": "text", "address": address}
        self._made = all_of(said, Around(self._read, self._said, metal=self.metal))

    def _said(self, health: Health) -> None:
        self._changed(health)

    def _read(self, scan: Scan) -> None:
        self._scanned(scan)

    def tell(self, changed: Callable[[Health], object], scanned: Callable[[Scan], object]) -> None:
        """Who hears from now on, on the devices' threads."""
        self._changed, self._scanned = changed, scanned

    def start(self) -> None:
        for device in self._made.values():
            device.start()

    def stop(self) -> None:
        for device in self._made.values():
            device.stop()
        self.close()

    def close(self) -> None:
        """Of devices that were not started: what listens for them."""
        self.metal.close()

    def __getitem__(self, name: str) -> Device:
        """Raises KeyError."""
        return self._made[name]

    @property
    def health(self) -> list[Health]:
        """A row a device, in the order of till.toml."""
        return [device.row.health for device in self._made.values()]

    def check(self, name: str, what: Check) -> None:
        """Try a device, as a person asked. Raises DeviceError."""
        self._made[name].check(what)

    def faults(self) -> dict[str, list[tuple[str, bool]]]:
        """Of each simulated device, what may be broken and whether it is."""
        return self.metal.faults()

    def toggle(self, name: str, fault: str) -> None:
        self.metal.toggle(name, fault)

    @property
    def printers(self) -> list[TicketPrinter]:
        """In the order of till.toml: what the first cannot begin goes to the next."""
        return cast(list[TicketPrinter], self._of(Kind.PRINTER, "submit"))

    @property
    def scale(self) -> Scale | None:
        """The first of till.toml; None: weights are typed."""
        found = cast(list[Scale], self._of(Kind.SCALE, "read"))
        return found[0] if found else None

    @property
    def terminal(self) -> PaymentTerminal | None:
        """The first of till.toml; None when it names none."""
        found = cast(list[PaymentTerminal], self._of(Kind.TERMINAL, "ask"))
        return found[0] if found else None

    @property
    def label_printers(self) -> list[TicketPrinter]:
        """Empty: labels come out of the ticket printer."""
        return cast(list[TicketPrinter], self._of(Kind.LABELS, "submit"))

    @property
    def label_places(self) -> int:
        """Labels on a sheet of the first printer of labels; 0: it has no sheets."""
        first = next(iter(self.label_printers), None)
        return first.places if isinstance(first, SheetPrinter) else 0

    @property
    def displays(self) -> list[Display]:
        """Of two lines each; a second screen is the window's."""
        return cast(list[Display], self._of(Kind.DISPLAY, "show"))

    @property
    def second_screen(self) -> ScreenRow | None:
        """What till.toml says of a screen of the customer's; None: nothing."""
        found = self._of(Kind.DISPLAY, "join")
        return cast(ScreenRow, found[0]) if found else None

    def heard(self, topics: Changes) -> None:
        """After a commit: the drawer opens when cash goes in or comes out; that it cannot is its
        own row's trouble."""
        if Topic.DRAWER not in topics:
            return
        for drawer in cast(list[Drawer], self._of(Kind.DRAWER, "kick")):
            drawer.kick()

    def _of(self, kind: Kind, does: str) -> list[Device]:
        """Those of a kind that could be made."""
        made = self._made.values()
        return [one for one in made if one.row.health.kind is kind and hasattr(one, does)]
