"""The other end of every transport: a device that a test plugs in and pulls out."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.simulated.display import SimDisplay
from hardware.simulated.plug import Plug
from hardware.simulated.printer import Fault, SimLine, SimPrinter
from hardware.simulated.scale import SimScale
from hardware.simulated.scanner import SimScanner
from hardware.transport.file import File, Folder
from hardware.transport.serial_port import SerialPort
from hardware.transport.spooler import Spooler
from hardware.transport.tcp import Tcp
from hardware.transport.transport import Transport
from hardware.transport.usblp import Usblp


class End(Protocol):
    """Not there until it is plugged in."""

    @property
    def line(self) -> Transport: ...

    def plug(self) -> None: ...

    def pull(self) -> None: ...

    def say(self, data: bytes) -> None:
        """The device says something; one-way ones cannot."""

    def heard(self) -> bytes | None:
        """What came to it since it was plugged in; None: nobody can look."""

    def close(self) -> None: ...


class TcpEnd:
    def __init__(self, _folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as found:
            self._where = found.getsockname()
        self.line = Tcp(*self._where)
        self._server: socket.socket | None = None

    def plug(self) -> None:
        self._server = socket.create_server(self._where)
        self._peer: socket.socket | None = None
        self._came, self._there = b"", threading.Condition()
        threading.Thread(target=self._serve, args=(self._server,), daemon=True).start()

    def _serve(self, server: socket.socket) -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with self._there:
                self._peer = peer
                self._there.notify_all()
            try:
                while came := peer.recv(4096):
                    with self._there:
                        self._came += came
            except OSError:
                continue

    def pull(self) -> None:
        if self._server is not None:
            # A thread that accepts keeps the socket open until it is woken.
            self._server.shutdown(socket.SHUT_RDWR)
            self._server.close()
            self._server = None
            if self._peer is not None:
                self._peer.shutdown(socket.SHUT_RDWR)
                self._peer.close()

    def say(self, data: bytes) -> None:
        with self._there:
            assert self._there.wait_for(lambda: self._peer, 5)
            assert self._peer is not None
            self._peer.sendall(data)

    def heard(self) -> bytes:
        return self._came

    def close(self) -> None:
        self.pull()


class PortEnd:
    """A pseudo terminal behind a name that stays the same, as a device's node does."""

    def __init__(self, folder: Path, made: Callable[[str], Transport]) -> None:
        self._name = folder / "ttyUSB0"
        self.line = made(str(self._name))
        self._ends: tuple[int, ...] = ()

    def plug(self) -> None:
        ours, theirs = self._ends = os.openpty()
        tty.setraw(ours)
        os.set_blocking(ours, False)
        self._name.symlink_to(os.ttyname(theirs))
        self._came = b""

    def pull(self) -> None:
        for handle in self._ends:
            os.close(handle)
        self._ends = ()
        self._name.unlink(missing_ok=True)

    def say(self, data: bytes) -> None:
        os.write(self._ends[0], data)

    def heard(self) -> bytes:
        with contextlib.suppress(OSError):
            self._came += os.read(self._ends[0], 4096)
        return self._came

    def close(self) -> None:
        self.pull()


class SpoolEnd:
    """`lp` and `lpstat` of the test's own, which have to be found first."""

    def __init__(self, folder: Path) -> None:
        self._there, self._printed = folder / "there", folder / "printed"
        looks = f'[ -e "{self._there}" ] || {{ echo "no $2" >&2; exit 1; }}\n'
        for name, then in (("lpstat", ""), ("lp", f'cat >>"{self._printed}"\n')):
            (folder / name).write_text("#!/bin/sh\n" + looks + then)
            (folder / name).chmod(0o755)
        os.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
        self.line = Spooler("tickets")

    def plug(self) -> None:
        self._there.touch()
        self._printed.write_bytes(b"")

    def pull(self) -> None:
        self._there.unlink(missing_ok=True)

    def say(self, data: bytes) -> None:
        raise AssertionError("one way")

    def heard(self) -> bytes:
        return self._printed.read_bytes()

    def close(self) -> None:
        pass


class FileEnd:
    """A file in a folder of a disk that may be taken out: then a file has its name."""

    def __init__(self, folder: Path) -> None:
        self._disk = folder / "disk"
        self._disk.touch()
        self.line: Transport = File(self._disk / "port")

    def plug(self) -> None:
        self._disk.unlink()

    def pull(self) -> None:
        (self._disk / "port").unlink(missing_ok=True)
        self._disk.rmdir()
        self._disk.touch()

    def say(self, data: bytes) -> None:
        raise AssertionError("one way")

    def heard(self) -> bytes:
        return (self._disk / "port").read_bytes()

    def close(self) -> None:
        pass


class FolderEnd(FileEnd):
    """The same with a folder in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.line = Folder(self._disk / "port", ".pdf")

    def pull(self) -> None:
        shutil.rmtree(self._disk / "port", ignore_errors=True)
        self._disk.rmdir()
        self._disk.touch()

    def heard(self) -> bytes:
        files = sorted((self._disk / "port").glob("*.pdf"))
        return b"".join(file.read_bytes() for file in files)


class SimEnd:
    def __init__(self, metal: Plug) -> None:
        self.line: Transport = metal
        self._metal = metal
        metal.switch(False)

    def plug(self) -> None:
        self._metal.switch(True)

    def pull(self) -> None:
        self._metal.switch(False)

    def say(self, data: bytes) -> None:
        self._metal.say(data)

    def heard(self) -> None:
        return None

    def close(self) -> None:
        pass


class SimPrinterEnd:
    def __init__(self) -> None:
        self._metal = SimPrinter()
        self.line = SimLine(self._metal)
        self._metal.set(Fault.OFF)

    def plug(self) -> None:
        self._metal.set(Fault.OFF, on=False)

    def pull(self) -> None:
        self._metal.set(Fault.OFF)

    def say(self, data: bytes) -> None:
        with self._metal._lock:
            self._metal._answer(data)

    def heard(self) -> None:
        return None

    def close(self) -> None:
        pass


ENDS: dict[str, Callable[[Path], End]] = {
    "tcp": TcpEnd,
    "serial": lambda folder: PortEnd(folder, lambda path: SerialPort(path, {})),
    "usblp": lambda folder: PortEnd(folder, Usblp),
    "spooler": SpoolEnd,
    "file": FileEnd,
    "folder": FolderEnd,
    "sim-printer": lambda _folder: SimPrinterEnd(),
    "sim-scale": lambda _folder: SimEnd(SimScale()),
    "sim-display": lambda _folder: SimEnd(SimDisplay()),
    "sim-scanner": lambda _folder: SimEnd(SimScanner()),
}
