"""The transport of an address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.errors import DeviceError, Reason
from hardware.options import Options
from hardware.transport.address import Address, Way
from hardware.transport.transport import Transport

if TYPE_CHECKING:
    from hardware.simulated.metal import Metal


def transport_of(address: Address, metal: Metal) -> Transport:
    """Closed; made without touching the device. Raises DeviceError (NO_SERVICE) when nothing here
    speaks that way, or its options are none."""
    if address.way is Way.SIM:
        return metal.line(address.place)
    make = _MAKERS.get(address.way)
    if make is None:
        raise DeviceError(f"no bytes go by {address}", Reason.NO_SERVICE)
    if address.way is not Way.SERIAL:
        Options(address.options).end()
    return make(address)


# Each imports its own: a till with one printer waits for no library of the others.
def _tcp(address: Address) -> Transport:
    from hardware.transport.tcp import Tcp

    return Tcp(address.place, address.port)


def _serial(address: Address) -> Transport:
    from hardware.transport.serial_port import SerialPort

    return SerialPort(address.place, address.options)


def _usb(address: Address) -> Transport:
    from hardware.transport.usblp import Usblp

    return Usblp(address.place)


def _hid(address: Address) -> Transport:
    from hardware.transport.hid_device import HidDevice

    return HidDevice(address.place)


def _spool(address: Address) -> Transport:
    from hardware.transport.spooler import Spooler

    return Spooler(address.place)


def _file(address: Address) -> Transport:
    from hardware.transport.file import File

    return File(Path(address.place))


_MAKERS: dict[Way, Callable[[Address], Transport]] = {
    Way.TCP: _tcp,
    Way.SERIAL: _serial,
    Way.USB: _usb,
    Way.HID: _hid,
    Way.SPOOL: _spool,
    Way.FILE: _file,
}
