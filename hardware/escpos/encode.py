"""A ticket as the bytes of one printer; pure, the same bytes for the same ticket."""

from __future__ import annotations

from collections.abc import Iterator

from hardware.errors import DeviceError, Reason
from hardware.escpos import characters, commands, raster
from hardware.escpos.profile import Profile
from hardware.ticket import Bars, Kick, Line, Part, Picture, Place, Qr, Symbology, Ticket

_MILLIMETRES_AN_INCH = 25.4
_LONGEST_NATIVE = 900
"""Bytes of a QR: a length of 1,036 to 1,292 would hold what printers obey at once."""
_SMALL = 15
"""Millimetres of a QR code that stands for bars."""
_QUIET = 4
"""Modules of white round a QR code (ISO/IEC 18004, 6.3.8)."""


def encode(ticket: Ticket, profile: Profile) -> bytes:
    """From the reset to the cut. Raises DeviceError (ILLEGAL) for what no paper can hold.

    No real-time command is in it, whatever the ticket says (`commands.FORBIDDEN`).
    """
    start = commands.RESET + commands.code_page(profile.code_page.number)
    end = commands.CUT if profile.cutter else commands.FEED
    return b"".join((start, *(bytes_ for part in ticket for bytes_ in _part(part, profile)), end))


def _part(part: Part, profile: Profile) -> Iterator[bytes]:
    match part:
        case Line():
            yield from _line(part, profile)
        case Qr():
            yield from _centred(_qr(part, profile))
        case Bars():
            yield from _centred(_bars(part, profile))
        case Picture():
            yield from raster.bands(part, profile.dots, profile.band)
        case Kick():
            yield commands.kick(profile.drawer_pin)
        case Place():
            pass


def _line(line: Line, profile: Profile) -> Iterator[bytes]:
    text = characters.clean(line.text)
    room = profile.columns // 2 if line.large else profile.columns
    if len(text) > room:
        raise DeviceError(f"{len(text)} characters of {room}", Reason.ILLEGAL)
    said = characters.encode(text, profile.code_page)
    if said is None:
        drawn = raster.drawn_line(text, profile.columns, bold=line.bold, large=line.large)
        yield from raster.bands(drawn, profile.dots, profile.band)
        return
    if line.bold:
        said = commands.BOLD + said + commands.PLAIN
    if line.large:
        said = commands.LARGE + said + commands.NORMAL
    yield said + b"\n"


def _centred(what: bytes) -> Iterator[bytes]:
    yield commands.CENTRE
    yield what
    yield commands.LEFT


def _qr(qr: Qr, profile: Profile) -> bytes:
    data = qr.data.encode("utf-8")
    module = module_of(raster.modules_of(qr.data), qr.millimetres, profile)
    if profile.native_qr and len(data) <= _LONGEST_NATIVE and not commands.obeyed(data):
        return commands.qr(data, module) + b"\n"
    drawn = raster.qr_picture(qr.data, profile.dots, module)
    return b"".join(raster.bands(drawn, profile.dots, profile.band)) + b"\n"


def module_of(modules: int, millimetres: int, profile: Profile) -> int:
    """Dots of a module, so that the symbol is not smaller than asked for, and with its quiet zone
    goes on the paper. Raises DeviceError (ILLEGAL)."""
    asked = -(-round(millimetres * profile.dpi / _MILLIMETRES_AN_INCH) // modules)
    most = min(16, profile.dots // (modules + 2 * _QUIET))
    if not most:
        raise DeviceError(f"a QR of {modules} modules on {profile.dots} dots", Reason.ILLEGAL)
    return max(1, min(asked, most))


def _bars(bars: Bars, profile: Profile) -> bytes:
    plain = bars.data.isascii() and bars.data.isprintable()
    match bars.symbology:
        case Symbology.EAN13 if len(bars.data) == 13 and plain and bars.data.isdigit():
            return commands.ean13(bars.data) + b"\n"
        case Symbology.CODE128 if plain and 0 < len(bars.data) <= 40:
            if commands.modules_of_code128(bars.data) * 2 <= profile.dots:
                return commands.code128(bars.data) + b"\n"
            # Thinner bars are read by no scanner: narrow paper has the same as a QR code.
            return _qr(Qr(bars.data, _SMALL), profile) + bars.data.encode("ascii") + b"\n"
        case _:
            raise DeviceError(f"no bars: {bars}", Reason.ILLEGAL)
