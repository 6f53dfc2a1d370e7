"""A serial port as a device's transport, against a pseudo terminal."""

from __future__ import annotations

import contextlib
import os
import sys
import tty
from collections.abc import Iterator

import pytest

from hardware.errors import DeviceError, Reason
from hardware.transport.serial_port import SerialPort

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")


@pytest.fixture
def ends() -> Iterator[tuple[int, str]]:
    ours, theirs = os.openpty()
    tty.setraw(ours)
    yield ours, os.ttyname(theirs)
    for handle in (ours, theirs):
        os.close(handle)


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


@pytest.mark.parametrize(
    ("options", "name", "code"),
    [
        ({"baud": "fast"}, "baud", Reason.BAD_OPTION),
        ({"bits": "9"}, "bits", Reason.BAD_OPTION),
        ({"stop": "1.5"}, "stop", Reason.BAD_OPTION),
        ({"parity": "maybe"}, "parity", Reason.BAD_OPTION),
        ({"flow": "slow"}, "flow", Reason.BAD_OPTION),
        ({"colour": "red"}, "colour", Reason.NO_SUCH_OPTION),
    ],
)
def test_settings_that_no_port_has_are_refused_by_their_name(
    options: dict[str, str], name: str, code: Reason
) -> None:
    with pytest.raises(DeviceError) as refused:
        SerialPort("/dev/ttyUSB0", options)
    assert (refused.value.code, refused.value.detail) == (code, name)


def test_what_the_port_cannot_be_set_to_is_a_sentence_not_a_crash(ends: tuple[int, str]) -> None:
    port = SerialPort(ends[1], {"bits": "7", "parity": "even"})
    with contextlib.suppress(DeviceError):
        port.open()  # Linux changes what it can the first time, and refuses the second
    with pytest.raises(DeviceError) as refused:
        port.open()
    assert refused.value.code is Reason.ILLEGAL
