"""Which driver serves which device of till.toml: one line for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib import import_module
from typing import Any

from hardware.devices import Device
from hardware.errors import DeviceError, Reason
from hardware.health import Health, Kind, Row, State
from hardware.results import Scan
from hardware.simulated.metal import Metal
from hardware.transport import address
from hardware.transport.address import Address

DRIVERS: dict[tuple[Kind, str], str] = {
    (Kind.PRINTER, "escpos"): "hardware.printers.escpos:make",
    (Kind.DRAWER, "printer"): "hardware.drawers.on_printer:make",
    (Kind.LABELS, "zpl"): "hardware.labels.zebra:make",
    (Kind.LABELS, "office"): "hardware.labels.office:make",
    (Kind.PRINTER, "text"): "hardware.printers.textfile:make",
    (Kind.SCANNER, "serial"): "hardware.scanners.scanner:serial",
    (Kind.SCANNER, "hid-pos"): "hardware.scanners.scanner:hid_pos",
    (Kind.DISPLAY, "escpos"): "hardware.displays.escpos:make",
    (Kind.DISPLAY, "screen"): "hardware.displays.screen:make",
    (Kind.SCALE, "toledo-8217"): "hardware.scales.scale:toledo_8217",
    (Kind.SCALE, "dibal-98"): "hardware.scales.scale:dibal_98",
    (Kind.TERMINAL, "nexo"): "hardware.terminals.nexo:make",
}
"""(kind, driver) -> `module:function` that makes the device; imported when it is wanted. The first
of a kind is what an entry without `driver` gets."""


@dataclass(frozen=True, slots=True)
class Spec:
    """One `[devices.NAME]` of till.toml."""

    name: str
    kind: Kind
    driver: str
    address: Address
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Around:
    """What a device is given besides its entry."""

    scanned: Callable[[Scan], object] = lambda _scan: None
    """Called on the scanner's thread."""
    changed: Callable[[Health], object] = lambda _health: None
    """Called on a device's thread when what its row shows has changed."""
    others: Mapping[str, Device] = field(default_factory=dict)
    """Those made before it: a drawer names its printer."""
    metal: Metal = field(default_factory=Metal)
    """What `sim://` addresses lead to."""
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def spec_of(name: str, entry: Mapping[str, Any]) -> Spec:
    """Read an entry. Raises DeviceError (NO_SERVICE) when it is none."""
    said = dict(entry)
    try:
        kind = Kind(said.pop("kind", name))
        if said.get("driver") == "screen":
            said.setdefault("address", "sim://screen")  # a screen of this machine has none
        where = address.read(str(said.pop("address")))
    except (KeyError, ValueError) as error:
        raise DeviceError(f"{name}: {error}", Reason.NO_SERVICE) from None
    first = next((driver for of, driver in DRIVERS if of is kind), "")
    driver = str(said.pop("driver", first))
    if (kind, driver) not in DRIVERS:
        raise DeviceError(f"{name}: no driver {driver!r} of a {kind.value}", Reason.NO_SERVICE)
    return Spec(name, kind, driver, where, said)


def make(spec: Spec, around: Around) -> Device:
    """The device, not started. Raises DeviceError (NO_SERVICE, NO_SUCH_OPTION, BAD_OPTION)."""
    module, _, function = DRIVERS[spec.kind, spec.driver].partition(":")
    made: Device = getattr(import_module(module), function)(spec, around)
    return made


class Absent:
    """An entry that no device could be made of: it has a row that says why, and nothing else."""

    def __init__(self, name: str, kind: Kind, where: str, error: DeviceError, around: Around):
        self.row = Row(Health(name, kind, where), around.changed, around.now)
        self.row.is_(State.CLOSED, error.code, error.detail)

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def check(self, what: object) -> None:
        raise DeviceError("no such device", Reason.ILLEGAL)


def all_of(entries: Mapping[str, Mapping[str, Any]], around: Around) -> dict[str, Device]:
    """Every device of till.toml, by its name; one that is wrong spoils no other."""
    made: dict[str, Device] = {}
    inner = replace(around, others=made)
    # Those that others hang on come first, whatever the order in the file.
    for name, entry in sorted(entries.items(), key=lambda item: "printer" in item[1]):
        try:
            made[name] = make(spec_of(name, entry), inner)
        except DeviceError as error:
            kinds = [kind for kind in Kind if kind.value == str(entry.get("kind", name))]
            kind = kinds[0] if kinds else Kind.PRINTER
            made[name] = Absent(name, kind, str(entry.get("address", "")), error, inner)
    return made
