"""What goes wrong with a device.

DeviceError
|- PrinterTrouble     nothing came out, or nobody knows how much did
"""

from __future__ import annotations


class DeviceError(Exception):
    """`reason`: the machine's words, for the log and the health row."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class PrinterTrouble(DeviceError): ...
