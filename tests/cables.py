"""Cables between a till and simulated devices, which a test pulls out and plugs in again."""

from __future__ import annotations

import os
import select
import socket
import threading
import tty
from pathlib import Path
from typing import Generic, TypeVar

from hardware.errors import DeviceError
from hardware.transport.transport import Transport

M = TypeVar("M", bound=Transport)


class _Cable(Generic[M]):
    """Until it is pulled, what the till says goes to `metal` and what that answers comes back."""

    def __init__(self, metal: M) -> None:
        self.metal = metal
        self._pulled = threading.Event()
        self._thread: threading.Thread | None = None

    def _carry(self, handle: int) -> None:
        """Until the till's end is gone, or it is pulled."""
        self.metal.open()
        try:
            while not self._pulled.is_set():
                if select.select([handle], [], [], 0.005)[0]:
                    if not (said := os.read(handle, 4096)):
                        return
                    while said and not self._pulled.is_set():
                        said = said[self.metal.write(said, 0.05) :]
                if answer := self.metal.read(4096, 0.001):
                    os.write(handle, answer)
        except (OSError, DeviceError):
            pass
        finally:
            self.metal.close()

    def _ends(self) -> None:
        self._pulled.set()
        if self._thread is not None:
            self._thread.join(5)
        self._pulled.clear()
        self._thread = None


class PortCable(_Cable[M]):
    """A pseudo terminal; its name stays the same, as those under /dev/serial/by-id do."""

    def __init__(self, metal: M, folder: Path, way: str = "serial") -> None:
        super().__init__(metal)
        self.path = folder / "port"
        self.address = f"{way}://{self.path}"

    def plug(self) -> None:
        self._pair = os.openpty()
        for handle in self._pair:
            tty.setraw(handle)
        self.path.symlink_to(os.ttyname(self._pair[1]))
        self._thread = threading.Thread(target=self._carry, args=self._pair[:1], daemon=True)
        self._thread.start()

    def pull(self) -> None:
        if self._thread is not None:
            self._ends()
            self.path.unlink()
            for handle in self._pair:
                os.close(handle)


class TcpCable(_Cable[M]):
    """A device on the network: one connection at a time, always at the same port."""

    def __init__(self, metal: M) -> None:
        super().__init__(metal)
        with socket.create_server(("127.0.0.1", 0)) as found:
            self._where = found.getsockname()
        self.address = f"tcp://127.0.0.1:{self._where[1]}"

    def plug(self) -> None:
        server = socket.create_server(self._where)
        self._thread = threading.Thread(target=self._serve, args=(server,), daemon=True)
        self._thread.start()

    def pull(self) -> None:
        self._ends()

    def _serve(self, server: socket.socket) -> None:
        with server:
            while not self._pulled.is_set():
                if select.select([server], [], [], 0.005)[0]:
                    peer, _ = server.accept()
                    with peer:
                        self._carry(peer.fileno())
