"""What devices this machine could have: looked up, never written to.

A till writes only to what its till.toml names, or to a host that a person typed: an unknown port
may have anything behind it.
"""

from __future__ import annotations

import glob
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hardware.errors import DeviceError
from hardware.escpos.talk import Talk
from hardware.health import Kind
from hardware.transport.address import Address, Way, read
from hardware.transport.tcp import Tcp

_SCANNER_PAGE = 0x8C
"""The HID usage page of bar code scanners (USB HID Usage Tables, 18)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    address: Address
    words: str
    """What it says it is."""
    kind: Kind | None = None
    """None: nobody can know without asking it."""


def found() -> list[Candidate]:
    """Of every way, in order."""
    return [*_serial(), *_usb_printers(), *_hid(), *_queues()]


def asked(hosts: Iterable[str]) -> Iterator[tuple[str, Candidate | DeviceError]]:
    """Whether a receipt printer answers at these hosts, which a person typed."""
    for host in hosts:
        try:
            yield host, _printer(host)
        except DeviceError as error:
            yield host, error


def _printer(host: str) -> Candidate:
    address = read(host)
    line = Tcp(address.place, address.port)
    line.open()
    try:
        answer = Talk(line, lambda _name: None).look()
    finally:
        line.close()
    words = "ESC/POS" if answer is not None else ""
    return Candidate(address, words, Kind.PRINTER if answer is not None else None)


def _serial() -> Iterator[Candidate]:
    from serial.tools import list_ports

    for port in sorted(list_ports.comports(), key=lambda port: str(port.device)):
        usb = f" {port.vid:04x}:{port.pid:04x}" if port.vid is not None else ""
        words = "" if port.description in (None, "n/a") else port.description  # pyserial's for none
        yield Candidate(Address(Way.SERIAL, port.device), f"{words}{usb}".strip())


def _usb_printers() -> Iterator[Candidate]:
    for path in sorted(glob.glob("/dev/usb/lp*")):  # noqa: PTH207 (devices, not files)
        yield Candidate(Address(Way.USB, path), "usblp", Kind.PRINTER)


def _hid() -> Iterator[Candidate]:
    import hid

    for one in hid.enumerate():
        if one["usage_page"] == _SCANNER_PAGE:
            path = one["path"].decode("utf-8", "replace")
            words = f"{one['manufacturer_string'] or ''} {one['product_string'] or ''}".strip()
            yield Candidate(Address(Way.HID, path), words, Kind.SCANNER)


def _queues() -> Iterator[Candidate]:
    try:
        said = subprocess.run(["lpstat", "-e"], capture_output=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
    for name in said.stdout.decode("utf-8", "replace").split():
        yield Candidate(Address(Way.SPOOL, name), "", Kind.PRINTER)
