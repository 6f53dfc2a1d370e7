"""A simulated device behind a pseudo terminal: the serial port of a test."""

from __future__ import annotations

import os
import select
import threading
import tty

from hardware.transport.transport import Transport


class PseudoPort:
    """`path` is the port; what is written there goes to `line`, what it answers comes back."""

    def __init__(self, line: Transport) -> None:
        self._ours, self._theirs = os.openpty()
        tty.setraw(self._ours)
        self.path = os.ttyname(self._theirs)
        self._line = line
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        line.open()
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join(5)
        os.close(self._ours)
        os.close(self._theirs)

    def _run(self) -> None:
        while not self._stop.is_set():
            if select.select([self._ours], [], [], 0.01)[0]:
                self._line.write(os.read(self._ours, 256), 1)
            if said := self._line.read(256, 0.001):
                os.write(self._ours, said)
