"""Devices as till.toml names them: one that is wrong spoils no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.messages import device_state
from hardware.drivers import DRIVERS, Around, all_of, spec_of
from hardware.errors import DeviceError, Reason
from hardware.health import Kind, State
from hardware.simulated.metal import Metal
from hardware.simulated.serving import certificate


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"kind": "printer"},
        {"kind": "toaster", "address": "tcp://x"},
        {"kind": "printer", "address": "nowhere at all"},
        {"kind": "printer", "address": "tcp://x", "driver": "braille"},
    ],
)
def test_an_entry_that_says_no_device_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(DeviceError) as refused:
        spec_of("counter", entry)
    assert refused.value.code is Reason.NO_SERVICE


def test_a_device_that_cannot_be_made_has_a_row_that_says_why() -> None:
    device = all_of(
        {"counter": {"kind": "printer", "address": "tcp://x", "driver": "no"}}, Around()
    )
    health = device["counter"].row.health
    assert (health.state, health.code) == (State.CLOSED, Reason.NO_SERVICE)
    assert "no driver 'no'" in health.detail


if TYPE_CHECKING:
    from hardware import devices
    from hardware.displays.escpos import Display
    from hardware.drawers.on_printer import PrinterDrawer
    from hardware.labels.office import OfficePrinter
    from hardware.labels.zebra import ZebraPrinter
    from hardware.printers.escpos import EscposPrinter
    from hardware.printers.textfile import TextFilePrinter
    from hardware.scales.scale import SerialScale
    from hardware.scanners.scanner import Scanner
    from hardware.terminals.nexo import NexoTerminal
    from hardware.terminals.simulated import SimulatedTerminal

    def printers(
        one: EscposPrinter | TextFilePrinter | ZebraPrinter | OfficePrinter,
    ) -> devices.TicketPrinter:
        return one

    def sheets(one: OfficePrinter) -> devices.SheetPrinter:
        return one

    def drawers(one: PrinterDrawer) -> devices.Drawer:
        return one

    def scales(one: SerialScale) -> devices.Scale:
        return one

    def scanners(one: Scanner) -> devices.Device:
        return one

    def displays(one: Display) -> devices.Display:
        return one

    def terminals(one: NexoTerminal | SimulatedTerminal) -> devices.PaymentTerminal:
        return one


WRONG: dict[tuple[Kind, str], dict[str, list[Any]]] = {
    (Kind.PRINTER, "escpos"): {
        "profile": ["daisy", 80],
        "shared": ["yes", 1],
        "logo": [True],
        "columns": ["48", 0, True],
        "dots": ["576", -1],
        "dpi": [0, 203.0],
        "code_page": ["klingon", 858],
        "native_qr": ["no"],
        "cutter": [0],
        "drawer_pin": [3, "2"],
        "open_is_high": ["high"],
        "status": ["telepathy", False],
    },
    (Kind.PRINTER, "text"): {"columns": ["48", 0]},
    (Kind.DRAWER, "printer"): {"printer": [7], "too_long": ["60", 0]},
    (Kind.LABELS, "zpl"): {
        "width": ["58", 0],
        "height": [4000],
        "dpi": [100, "203"],
        "columns": [1],
        "answers": ["false"],
    },
    (Kind.LABELS, "office"): {
        "sheet": ["9x9", 3],
        "columns": [0, "3"],
        "rows": [40, True],
        "width": [300, "70"],
        "height": [5],
        "left": [-1],
        "top": ["0,5"],
        "gap_x": [False],
        "gap_y": [400],
        "margin": [6],
        "dpi": [203, "600"],
    },
    (Kind.SCANNER, "serial"): {"suffix": ["crlf", 13]},
    (Kind.SCANNER, "hid-pos"): {},
    (Kind.DISPLAY, "escpos"): {"page": [99, "19"]},
    (Kind.DISPLAY, "screen"): {"join": [1]},
    (Kind.SCALE, "toledo-8217"): {"approval": [True]},
    (Kind.SCALE, "dibal-98"): {"approval": [1]},
    (Kind.TERMINAL, "nexo"): {
        "poi": [1],
        "sale": [2],
        "currency": [978],
        "certificate": [True],
        "certificate_name": [False],
        "key_id": [1],
        "key_version": ["1", True, -1],
        "key_file": [0],
        "key_keyring": ["yes"],
    },
}
"""Of each driver every option, and what it cannot be."""
CASES = [(*of, name, value) for of, said in WRONG.items() for name in said for value in said[name]]


def of_driver(kind: Kind, driver: str, folder: Path, **more: Any) -> Any:
    """A device of that driver whose entry is right but for `more`."""
    (folder / "key").write_text("clave", "utf-8")
    entry: dict[str, Any] = {"kind": kind.value, "driver": driver, "address": f"sim://{kind.value}"}
    match kind, driver:
        case Kind.DRAWER, _:
            entry["printer"] = "counter"
        case Kind.PRINTER, "text":
            entry["address"] = f"file://{folder}"
        case Kind.SCANNER, "hid-pos":
            entry["address"] = "hid://05f9:2216"
        case Kind.LABELS, _:
            entry["address"] = "tcp://127.0.0.1:9"
        case Kind.TERMINAL, _:
            entry |= {
                "address": "https://127.0.0.1:9",
                "poi": "V400m-1",
                "sale": "T042C03",
                "key_id": "shop",
                "key_version": 1,
                "key_file": str(folder / "key"),
                "certificate": str(certificate(folder)),
            }
        case _:
            pass
    entries = {"one": entry | more, "counter": {"kind": "printer", "address": "sim://printer"}}
    return all_of(entries, Around(metal=Metal(books=folder)))["one"]


def test_of_every_driver_every_option_is_tried() -> None:
    assert set(WRONG) == set(DRIVERS)


@pytest.mark.parametrize(("kind", "driver"), DRIVERS)
def test_an_option_that_a_driver_has_not_is_refused_by_its_name(
    kind: Kind, driver: str, tmp_path: Path
) -> None:
    assert of_driver(kind, driver, tmp_path).row.health.code is None
    health = of_driver(kind, driver, tmp_path, colour="red").row.health
    assert (health.state, health.code) == (State.CLOSED, Reason.NO_SUCH_OPTION)
    assert device_state(health, "es") == (
        "No existe su opción «colour»: corrígela o quítala en till.toml."
    )
    assert "“colour”" in device_state(health, "en")


@pytest.mark.parametrize(("kind", "driver", "name", "value"), CASES)
def test_an_option_that_cannot_be_that_is_refused_by_its_name(
    kind: Kind, driver: str, name: str, value: Any, tmp_path: Path
) -> None:
    health = of_driver(kind, driver, tmp_path, **{name: value}).row.health
    assert (health.state, health.code) == (State.CLOSED, Reason.BAD_OPTION)
    assert f"«{name}»" in device_state(health, "es") and f"“{name}”" in device_state(health, "en")


@pytest.mark.parametrize(
    "address", ["tcp://h:9?baud=9600", "usb:///dev/usb/lp0?x=1", "spool://Q?o=1", "file:///x?y=1"]
)
def test_an_address_has_no_options_but_a_serial_ports(address: str) -> None:
    health = all_of({"printer": {"address": address}}, Around())["printer"].row.health
    assert health.code is Reason.NO_SUCH_OPTION
