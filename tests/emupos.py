"""emupos, a simulator of counter devices that we did not write: it judges what our drivers send.

It runs as a process of its own, on free ports and in a folder of its own; `MOSTRADOR_EMUPOS` says
where the program is (`tools/judges emupos` makes it).
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx

PROGRAM = os.environ.get("MOSTRADOR_EMUPOS", "")

_SMALL = """\
type: printer
name: Generic 58mm
dpi: 203
width_dots: 384
font_a: { width: 12, height: 24 }
font_b: { width: 9, height: 17 }
code_pages: { 0: PC437, 2: PC850, 16: WPC1252, 19: PC858 }
default_code_page: 0
drawer_sensor_open_level: high
serial: { baud: 9600, data_bits: 8, parity: none, stop_bits: 1 }
"""
ALLOWED = {"GS ( D"}
"""Commands that it does not know and real printers do (hardware notes 2)."""


class Emupos:
    """Devices: `front` (80 mm, TCP), `ser` (80 mm, serial), `small` (58 mm, TCP), `deli` (Toledo
    8217), `sma`, `lane2` (a serial scanner)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        api, self.front, self.small = (free_port() for _ in range(3))
        self._api = httpx.Client(base_url=f"http://127.0.0.1:{api}/api/v1", timeout=10)
        self._log = folder / "emupos.log"
        (folder / "p58.yaml").write_text(_SMALL)
        (folder / "devices.yaml").write_text(_devices(api, self.front, self.small))
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "run", "--config", "devices.yaml"],
                cwd=folder,
                env={**os.environ, "TMPDIR": str(folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._until_it_answers()

    def _until_it_answers(self) -> None:
        pause = threading.Event()
        for _ in range(120):
            try:
                self._api.get("/health").raise_for_status()
                return
            except httpx.HTTPError:
                pause.wait(0.25)
        raise AssertionError(self._log.read_text())

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._api.close()

    def ask(self, method: str, path: str, body: Any = None) -> httpx.Response:
        return self._api.request(method, path, json=body).raise_for_status()

    def port(self, device: str) -> str:
        """The pseudo terminal of a serial device."""
        return str(self.folder / "emupos" / device)

    # printers
    def fault(self, device: str, name: str, on: bool = True) -> None:
        """`paper-near-end`, `paper-out`, `cover-open`, `offline`."""
        self.ask("PUT" if on else "DELETE", f"/devices/{device}/faults/{name}")

    def receipts(self, device: str) -> list[dict[str, Any]]:
        """All that came out since it was started, oldest first."""
        said = self.ask("GET", f"/devices/{device}/receipts").json()
        rows: list[dict[str, Any]] = said["receipts"] if isinstance(said, dict) else said
        return rows

    def text(self, device: str, which: str = "latest") -> str:
        return self.ask("GET", f"/devices/{device}/receipts/{which}/text").text

    def image(self, device: str, which: str = "latest") -> bytes:
        """A PNG, a pixel a dot."""
        return self.ask("GET", f"/devices/{device}/receipts/{which}/image").content

    def until(self, said: str, seconds: float = 10) -> None:
        """Wait until its log says so."""
        end, pause = time.monotonic() + seconds, threading.Event()
        while said not in self._log.read_text("utf-8", "replace"):
            assert time.monotonic() < end, f"never said {said!r}"
            pause.wait(0.05)

    @property
    def log(self) -> str:
        return self._log.read_text("utf-8", "replace")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _devices(api: int, front: int, small: int) -> str:
    def one(name: str, rest: str) -> str:
        return f"  - {{ id: {name}, {rest} }}"

    def tcp(port: int) -> str:
        return f"connections: [ {{ tcp: {{ port: {port} }} }} ]"

    pty = "connections: [ { serial: { pty: true } } ]"
    rows: Sequence[str] = (
        "schema: 1",
        f"api: {{ host: 127.0.0.1, port: {api} }}",
        "devices:",
        one("front", f"type: printer, profile: epson-tm-t20iii, {tcp(front)}"),
        one("ser", f"type: printer, profile: epson-tm-t20iii, {pty}"),
        one("small", f"type: printer, profile: ./p58.yaml, {tcp(small)}"),
        one("deli", f"type: scale, profile: toledo8217-15kg, {pty}"),
        one("sma", f"type: scale, profile: sma-15kg, {pty}"),
        one("lane2", f"type: scanner, mode: serial, {pty}"),
    )
    return "\n".join(rows) + "\n"
