"""How bytes go to a device and come back; what they mean is a codec's."""

from __future__ import annotations

from typing import Protocol

CONNECT = 2.0
"""Seconds that a device gets to accept a connection: a dead one never keeps its thread longer."""


class Transport(Protocol):
    """One device's connection, used by that device's thread alone."""

    two_way: bool
    """Whether the device can answer; a spooler and a file cannot."""

    def open(self, seconds: float = CONNECT) -> None:
        """Open it, again if it was. Raises DeviceError: NO_HARDWARE, CLAIMED, FORBIDDEN, REFUSED,
        UNREACHED, BUSY, OFFLINE, ILLEGAL."""

    def write(self, data: bytes, seconds: float) -> int:
        """Hand bytes over; how many were taken before the time was over: a printer whose buffer is
        full takes none. Raises Broken when the connection is lost, and then nobody knows how many
        of those that were begun arrived; one that is not open has begun nothing."""

    def read(self, most: int, seconds: float) -> bytes:
        """What has come, as soon as something has; b"" when nothing came in time.
        Raises DeviceError (OFFLINE) when the other end is gone, or it is not open; of one way it
        says nothing."""

    def close(self) -> None:
        """As often as anybody likes, also of what is gone."""
