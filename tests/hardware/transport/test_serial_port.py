"""A serial port as a device's transport, against a pseudo terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import tty
from collections.abc import Iterator

import pytest

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.serial_port import SerialPort

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")


@pytest.fixture
def ends() -> Iterator[tuple[int, str]]:
    ours, theirs = os.openpty()
    tty.setraw(ours)
    yield ours, os.ttyname(theirs)
    for handle in (ours, theirs):
        os.close(handle)


def test_bytes_go_there_and_come_back(ends: tuple[int, str]) -> None:
    device, path = ends
    port = SerialPort(path, {})
    port.open()
    port.write(b"W", 1)
    assert os.read(device, 10) == b"W"
    os.write(device, b"\x0201.255\r")
    came = b""
    while len(came) < 8:
        came += port.read(10, 1)
    assert came == b"\x0201.255\r"
    assert port.read(10, 0.01) == b""
    port.close()


def test_a_port_that_is_not_there_has_no_hardware(tmp_path: object) -> None:
    with pytest.raises(DeviceError) as refused:
        SerialPort(f"{tmp_path}/ttyUSB9", {}).open()
    assert refused.value.code is Reason.NO_HARDWARE


def test_a_port_that_another_has_is_claimed(ends: tuple[int, str]) -> None:
    _, path = ends
    first, second = SerialPort(path, {}), SerialPort(path, {})
    first.open()
    with pytest.raises(DeviceError) as refused:
        second.open()
    assert refused.value.code is Reason.CLAIMED
    first.close()
    second.open()
    second.close()


@pytest.mark.parametrize("options", [{"baud": "fast"}, {"parity": "maybe"}, {"colour": "red"}])
def test_settings_that_no_port_has_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(DeviceError) as refused:
        SerialPort("/dev/ttyUSB0", options)
    assert refused.value.code is Reason.NO_SERVICE


def test_what_the_port_cannot_be_set_to_is_a_sentence_not_a_crash(ends: tuple[int, str]) -> None:
    port = SerialPort(ends[1], {"bits": "7", "parity": "even"})
    with contextlib.suppress(DeviceError):
        port.open()  # Linux changes what it can the first time, and refuses the second
    with pytest.raises(DeviceError) as refused:
        port.open()
    assert refused.value.code is Reason.ILLEGAL


def test_before_it_is_open_nothing_was_begun() -> None:
    with pytest.raises(Broken) as closed:
        SerialPort("/dev/ttyUSB0", {}).write(b"x", 1)
    assert not closed.value.begun
