"""A printer's device file as transport, against a pseudo terminal: what comes late is heard, and
what was taken is counted."""

from __future__ import annotations

import os
import sys
import threading
import tty
from collections.abc import Iterator

import pytest

from hardware.transport.usblp import Usblp

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="usblp is Linux's")


@pytest.fixture
def ends() -> Iterator[tuple[int, str]]:
    ours, theirs = os.openpty()
    for handle in (ours, theirs):
        tty.setraw(handle)
    yield ours, os.ttyname(theirs)
    for handle in (ours, theirs):
        os.close(handle)


def test_bytes_go_there_and_what_comes_later_is_heard(ends: tuple[int, str]) -> None:
    device, path = ends
    printer = Usblp(path)
    printer.open()
    assert printer.write(b"\x10\x04\x01", 1) == 3
    assert os.read(device, 10) == b"\x10\x04\x01"
    threading.Timer(0.1, os.write, (device, b"\x16")).start()
    assert printer.read(10, 5) == b"\x16"
    assert printer.read(10, 0.01) == b""
    printer.close()


def test_a_printer_that_takes_no_more_says_how_much_it_took(ends: tuple[int, str]) -> None:
    printer = Usblp(ends[1])
    printer.open()
    much = bytes(5_000_000)
    assert 0 < printer.write(much, 0.05) < len(much)
    assert printer.write(much, 0.05) == 0
    printer.close()
