"""The line from a shop to its central, that can be pulled: bytes there and back."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

LOOPBACK = "127.0.0.1"
_PIECE = 65_536


class Cable:
    """Forwards what comes to `port` to another port of this machine, until it is cut."""

    def __init__(self, to: int) -> None:
        self._to = to
        self._whole = True
        self._ends: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._door = socket.create_server((LOOPBACK, 0))
        self.port: int = self._door.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.port}"

    def cut(self) -> None:
        """Nobody gets through, and what was under way is torn off."""
        with self._lock:
            self._whole, ends = False, list(self._ends)
        for end in ends:
            self._drop(end)

    def join(self) -> None:
        self._whole = True

    def close(self) -> None:
        self.cut()
        self._door.close()

    def _listen(self) -> None:
        with suppress(OSError):  # the door is closed
            while True:
                here, _ = self._door.accept()
                self._connect(here)

    def _connect(self, here: socket.socket) -> None:
        if not self._whole:
            here.close()
            return
        try:
            there = socket.create_connection((LOOPBACK, self._to))
        except OSError:
            here.close()
            return
        with self._lock:
            self._ends |= {here, there}
        for one, other in ((here, there), (there, here)):
            threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while piece := one.recv(_PIECE):
                other.sendall(piece)
        for end in (one, other):
            self._drop(end)

    def _drop(self, end: socket.socket) -> None:
        with self._lock:
            self._ends.discard(end)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        end.close()
