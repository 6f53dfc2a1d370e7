"""What the shipped SQLite does to the disk, seen from beneath: a VFS over the system's, by ctypes.

The sqlcipher3 wheel exports `sqlite3_vfs_find` and `sqlite3_vfs_register`; ours becomes the
default, opens files with the system's own methods and tells a watcher of each change first.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from typing import Any

from sqlcipher3 import _sqlite3

Watch = Callable[[str, str, int, bytes], None]
"""What (write, truncate, sync, delete), which file, where (or how long), which bytes."""

_NAME = b"watched"
_Open = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
_Delete = CFUNCTYPE(c_int, c_void_p, c_char_p, c_int)
_Close = CFUNCTYPE(c_int, c_void_p)
_Write = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
_Truncate = CFUNCTYPE(c_int, c_void_p, c_int64)
_Sync = CFUNCTYPE(c_int, c_void_p, c_int)


class _Vfs(Structure):
    _fields_ = (
        ("version", c_int),
        ("file_size", c_int),
        ("longest_path", c_int),
        ("next", c_void_p),
        ("name", c_char_p),
        ("data", c_void_p),
        ("open", c_void_p),
        ("delete", c_void_p),
        ("others", c_void_p * 14),
    )


class _Methods(Structure):
    _fields_ = (
        ("version", c_int),
        ("close", c_void_p),
        ("read", c_void_p),
        ("write", c_void_p),
        ("truncate", c_void_p),
        ("sync", c_void_p),
        ("others", c_void_p * 13),
    )


def _address(function: Any) -> int | None:
    return ctypes.cast(function, c_void_p).value


class _Watched:
    """The VFS and the file methods that C calls; lives as long as it is registered."""

    def __init__(self, system: Any, watch: Watch) -> None:
        self._system = system
        self._watch = watch
        self._files: dict[int, str] = {}
        self._methods: dict[int, tuple[_Methods, tuple[Any, ...]]] = {}
        self._open, self._delete = _Open(system.contents.open), _Delete(system.contents.delete)
        self._kept = (_Open(self.open), _Delete(self.delete))
        self.vfs = _Vfs()
        ctypes.pointer(self.vfs)[0] = system.contents
        self.vfs.name = _NAME
        self.vfs.open, self.vfs.delete = (_address(call) for call in self._kept)

    def open(self, _: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        # The system's file lies in SQLite's memory; only its table of methods becomes ours.
        answer = int(self._open(ctypes.cast(self._system, c_void_p), name, file, flags, out))
        methods = ctypes.cast(file, POINTER(c_void_p))
        if answer == 0 and name and methods[0]:
            self._files[file] = ctypes.string_at(name).decode()
            methods[0] = ctypes.addressof(self._ours(methods[0]))
        return answer

    def delete(self, _: int, name: bytes, sync: int) -> int:
        self._watch("delete", name.decode(), sync, b"")
        return int(self._delete(ctypes.cast(self._system, c_void_p), name, sync))

    def _ours(self, system: int) -> _Methods:
        if system not in self._methods:
            self._methods[system] = self._made(_Methods.from_address(system))
        return self._methods[system][0]

    def _made(self, system: _Methods) -> tuple[_Methods, tuple[Any, ...]]:
        closes, writes = _Close(system.close), _Write(system.write)
        truncates, syncs = _Truncate(system.truncate), _Sync(system.sync)

        def close(file: int) -> int:
            self._files.pop(file, None)
            return int(closes(file))

        def write(file: int, data: int, length: int, offset: int) -> int:
            self._watch("write", self._files[file], offset, ctypes.string_at(data, length))
            return int(writes(file, data, length, offset))

        def truncate(file: int, length: int) -> int:
            self._watch("truncate", self._files[file], length, b"")
            return int(truncates(file, length))

        def sync(file: int, flags: int) -> int:
            answer = int(syncs(file, flags))
            self._watch("sync", self._files[file], flags, b"")
            return answer

        calls = (_Close(close), _Write(write), _Truncate(truncate), _Sync(sync))
        ours = _Methods()
        ctypes.pointer(ours)[0] = system
        ours.close, ours.write, ours.truncate, ours.sync = (_address(call) for call in calls)
        return ours, calls


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Every file that SQLite opens inside is watched; close them all before leaving.

    `watch` hears of a write before it happens and of a sync once it has.
    """
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(_Vfs)
    system = library.sqlite3_vfs_find(None)
    ours = _Watched(system, watch)
    library.sqlite3_vfs_register(ctypes.byref(ours.vfs), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(ours.vfs))
        library.sqlite3_vfs_register(system, 1)
