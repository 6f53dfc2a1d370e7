"""A file that bytes are added to, or a folder with a file for each job: for looking at what a
device would get, and for ports that are files; one way."""

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


class Folder:
    """Each write is a file of its own, whole or not there: `00001.pdf`, `00002.pdf`..."""

    two_way = False

    def __init__(self, path: Path, suffix: str) -> None:
        self._path, self._suffix, self._open = path, suffix, False

    def open(self, seconds: float = CONNECT) -> None:
        try:
            self._path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DeviceError(str(error), reason_of(error)) from None
        self._open = True

    def write(self, data: bytes, seconds: float) -> int:
        if not self._open:
            raise Broken("not open", begun=False)
        part = self._path / f"new{self._suffix}.part"
        try:
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._next())
        except OSError as error:
            raise Broken(str(error), begun=False) from None
        return len(data)

    def _next(self) -> Path:
        numbers = [int(one.stem) for one in self._path.glob(f"*{self._suffix}") if _is_number(one)]
        return self._path / f"{max(numbers, default=0) + 1:05d}{self._suffix}"

    def read(self, most: int, seconds: float) -> bytes:
        return b""

    def close(self) -> None:
        self._open = False


def _is_number(path: Path) -> bool:
    return path.stem.isascii() and path.stem.isdigit()
