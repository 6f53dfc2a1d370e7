"""Where a device is, as till.toml says it: a path or a URL that a person may type.

| address | is |
|---|---|
| `tcp://192.168.1.50:9100` | a socket |
| `serial:///dev/ttyUSB0?baud=9600&bits=7&parity=even` | a serial port; `serial://COM3` |
| `usb:///dev/usb/lp0` | a printer of Linux's usblp |
| `hid:///dev/hidraw0`, `hid://05f9:2216` | a scanner in HID-POS mode, by its path or its USB ids |
| `spool://Tickets` | a queue of the system's spooler |
| `file:///srv/tickets` | a folder, or a file |
| `sim://printer` | a simulated device |
| `/dev/ttyUSB0`, `COM3`, `192.168.1.50` | what they look like |
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlsplit

from hardware.errors import DeviceError, Reason

RAW_PORT = 9100
"""Where printers listen unless the address says another (AppSocket)."""


class Way(StrEnum):
    TCP = "tcp"
    SERIAL = "serial"
    USB = "usb"
    HID = "hid"
    SPOOL = "spool"
    FILE = "file"
    HTTPS = "https"
    SIM = "sim"


@dataclass(frozen=True, slots=True)
class Address:
    way: Way
    place: str
    """A host, a path, a queue, a simulated device's name."""
    port: int = 0
    options: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        place = f"[{self.place}]" if self.port and ":" in self.place else self.place
        where = f"{place}:{self.port}" if self.port else place
        asked = "&".join(f"{name}={value}" for name, value in self.options.items())
        return f"{self.way.value}://{where}{'?' + asked if asked else ''}"


_HOST = re.compile(r"(?P<host>[A-Za-z0-9][A-Za-z0-9.-]*)(?::(?P<port>\d{1,5}))?", re.ASCII)
_BARE = (
    (re.compile(r"(?:/dev/usb/lp|/dev/lp)\d+"), Way.USB),
    (re.compile(r"/dev/hidraw\d+"), Way.HID),
    (re.compile(r"/dev/.+|COM\d+", re.IGNORECASE), Way.SERIAL),
    (re.compile(r"/.*"), Way.FILE),
)


def read(text: str) -> Address:
    """The address that somebody typed. Raises DeviceError (NO_SERVICE) when it is none."""
    text = text.strip()
    if "://" not in text:
        return _bare(text)
    try:
        url = urlsplit(text)
        way = Way(url.scheme.lower())
        port = 0 if way is Way.HID else url.port or 0
    except ValueError:
        raise _none(text) from None
    options = dict(parse_qsl(url.query))
    if way in (Way.TCP, Way.HTTPS):
        if not url.hostname:
            raise _none(text)
        return Address(way, url.hostname, port or (RAW_PORT if way is Way.TCP else 8443), options)
    place = unquote(url.netloc + url.path)
    if not place:
        raise _none(text)
    return Address(way, place, 0, options)


def _bare(text: str) -> Address:
    for pattern, way in _BARE:
        if pattern.fullmatch(text):
            return Address(way, text)
    if found := _HOST.fullmatch(text):
        port = int(found["port"] or RAW_PORT)
        if port < 2**16:
            return Address(Way.TCP, found["host"], port)
    raise _none(text)


def _none(text: str) -> DeviceError:
    return DeviceError(f"no address: {text[:80]!r}", Reason.NO_SERVICE)
