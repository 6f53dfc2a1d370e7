"""A socket, as network printers and terminal servers have it."""

from __future__ import annotations

import socket
from time import monotonic

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.reasons import reason_of
from hardware.transport.transport import CONNECT

_IDLE, _EVERY, _TIMES = 10, 5, 3
"""Seconds until a silent peer is asked whether it lives, between two questions, and how many."""


class Tcp:
    """One connection: printers of the field accept a single client at a time."""

    two_way = True

    def __init__(self, host: str, port: int) -> None:
        self._where = host, port
        self._socket: socket.socket | None = None

    def open(self, seconds: float = CONNECT) -> None:
        self.close()
        try:
            made = socket.create_connection(self._where, seconds)
        except OSError as error:
            raise DeviceError(str(error), reason_of(error)) from None
        except UnicodeError as error:  # of a name that no host can have
            raise DeviceError(str(error), Reason.NO_SERVICE) from None
        _keep_alive(made)
        self._socket = made

    def write(self, data: bytes, seconds: float) -> int:
        if self._socket is None:
            raise Broken("not connected", begun=False)
        taken, until, view = 0, monotonic() + seconds, memoryview(data)
        try:
            while taken < len(data) and (left := until - monotonic()) > 0:
                self._socket.settimeout(left)
                taken += self._socket.send(view[taken:])
        except TimeoutError:
            pass
        except OSError as error:
            raise Broken(str(error), begun=taken > 0) from None
        return taken

    def read(self, most: int, seconds: float) -> bytes:
        if self._socket is None:
            raise DeviceError("not connected", Reason.OFFLINE)
        try:
            self._socket.settimeout(max(seconds, 0.001))
            said = self._socket.recv(most)
        except TimeoutError:
            return b""
        except OSError as error:
            raise DeviceError(str(error), Reason.OFFLINE) from None
        if not said:
            raise DeviceError("closed by the other end", Reason.OFFLINE)
        return said

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _keep_alive(made: socket.socket) -> None:
    """A cable that was pulled is noticed without a word being sent."""
    made.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for name, value in (
        ("TCP_KEEPIDLE", _IDLE),
        ("TCP_KEEPINTVL", _EVERY),
        ("TCP_KEEPCNT", _TIMES),
    ):
        if hasattr(socket, name):
            made.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
