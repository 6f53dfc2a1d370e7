"""The options of one entry of till.toml: each read once as what it has to be, none left over."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from hardware.errors import DeviceError, Reason

T = TypeVar("T")


class Options:
    """Every question raises DeviceError (BAD_OPTION) for a value that is none; the name is its
    `detail`."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        self._left = dict(said)

    def text(self, name: str, default: str = "") -> str:
        return self._of(name, str, default).strip()

    def path(self, name: str) -> Path | None:
        """None: it names no file."""
        said = self.text(name)
        return Path(said) if said else None

    def yes(self, name: str, default: bool) -> bool:
        return self._of(name, bool, default)

    def whole(self, name: str, default: int, least: int = 1, most: int = 10_000) -> int:
        said = self._of(name, int, default)
        if isinstance(said, bool) or not least <= said <= most:
            raise _bad(name)
        return said

    def millimetres(self, name: str, default: float, least: float, most: float) -> float:
        said = self._left.pop(name, default)
        if isinstance(said, bool) or not isinstance(said, int | float) or not least <= said <= most:
            raise _bad(name)
        return said

    def number_of(self, name: str, default: int, among: Collection[int]) -> int:
        said = self.whole(name, default, 0)
        if said not in among:
            raise _bad(name)
        return said

    def word_of(self, name: str, default: str, among: Collection[str]) -> str:
        """One of `among`, in whatever case it was typed."""
        said = self.text(name, default).lower()
        if said not in among:
            raise _bad(name)
        return said

    def end(self) -> None:
        """Raises DeviceError (NO_SUCH_OPTION) for what nobody asked for."""
        if self._left:
            raise DeviceError(min(self._left), Reason.NO_SUCH_OPTION)

    def _of(self, name: str, kind: type[T], default: T) -> T:
        said = self._left.pop(name, default)
        if not isinstance(said, kind):
            raise _bad(name)
        return said


def _bad(name: str) -> DeviceError:
    return DeviceError(name, Reason.BAD_OPTION)
