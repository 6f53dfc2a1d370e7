"""A socket as a device's transport, against a real one."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from hardware.errors import DeviceError, Reason
from hardware.transport.tcp import Tcp


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def line(server: socket.socket) -> Iterator[Tcp]:
    made = Tcp("127.0.0.1", server.getsockname()[1])
    yield made
    made.close()


def test_a_stuck_device_takes_a_part_and_no_more(server: socket.socket, line: Tcp) -> None:
    line.open()
    much = bytes(50_000_000)
    assert 0 < line.write(much, 0.05) < len(much)
    assert line.write(much, 0.05) == 0


@pytest.mark.parametrize("host", ["printer..lan", "x" * 64])
def test_a_name_that_no_host_can_have_is_set_up_wrong(host: str) -> None:
    with pytest.raises(DeviceError) as refused:
        Tcp(host, 9100).open()
    assert refused.value.code is Reason.NO_SERVICE
