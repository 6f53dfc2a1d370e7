"""A device in one of USB's HID modes, by hidapi: a report at a time, and only to be read."""

from __future__ import annotations

import re
from typing import Any

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.transport import CONNECT

_IDS = re.compile(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})")


class HidDevice:
    """`place`: a path of `mostrador devices discover`, or `VID:PID` in hexadecimal."""

    two_way = False

    def __init__(self, place: str) -> None:
        self._place = place
        self._device: Any = None

    def open(self, seconds: float = CONNECT) -> None:
        import hid

        self.close()
        device = hid.device()
        try:
            if ids := _IDS.fullmatch(self._place):
                device.open(int(ids[1], 16), int(ids[2], 16))
            else:
                device.open_path(self._place.encode())
        except (OSError, ValueError) as error:
            # hidapi does not say whether it is away, or not ours to open.
            raise DeviceError(str(error), Reason.NO_HARDWARE) from None
        self._device = device

    def write(self, data: bytes, seconds: float) -> int:
        raise Broken("only to be read", begun=False)

    def read(self, most: int, seconds: float) -> bytes:
        if self._device is None:
            raise DeviceError("not open", Reason.OFFLINE)
        try:
            return bytes(self._device.read(most, max(1, round(seconds * 1000))))
        except (OSError, ValueError) as error:
            raise DeviceError(str(error), Reason.OFFLINE) from None

    def close(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = None
