"""A file that bytes are added to: for looking at what a device would get, and for ports that are
files; one way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from hardware.errors import Broken, DeviceError
from hardware.transport.reasons import reason_of
from hardware.transport.transport import CONNECT


class File:
    two_way = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    def open(self, seconds: float = CONNECT) -> None:
        self.close()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("ab")
        except OSError as error:
            raise DeviceError(str(error), reason_of(error)) from None

    def write(self, data: bytes, seconds: float) -> int:
        if self._file is None:
            raise Broken("not open", begun=False)
        try:
            self._file.write(data)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise Broken(str(error), begun=True) from None
        return len(data)

    def read(self, most: int, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
