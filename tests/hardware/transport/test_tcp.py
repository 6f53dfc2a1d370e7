"""A socket as a device's transport, against a real one."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from hardware.errors import Broken, DeviceError, Reason
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


def test_bytes_go_there_and_come_back(server: socket.socket, line: Tcp) -> None:
    line.open()
    peer, _ = server.accept()
    line.write(b"\x10\x04\x01", 1)
    assert peer.recv(10) == b"\x10\x04\x01"
    peer.send(b"\x16")
    assert line.read(10, 1) == b"\x16"
    peer.close()


def test_nothing_comes_from_a_device_that_is_silent(server: socket.socket, line: Tcp) -> None:
    line.open()
    assert line.read(10, 0.01) == b""


def test_a_device_that_hangs_up_is_offline(server: socket.socket, line: Tcp) -> None:
    line.open()
    server.accept()[0].close()
    with pytest.raises(DeviceError) as gone:
        line.read(10, 1)
    assert gone.value.code is Reason.OFFLINE


def test_where_nobody_listens_it_is_busy(server: socket.socket, line: Tcp) -> None:
    server.close()
    with pytest.raises(DeviceError) as refused:
        line.open()
    assert refused.value.code is Reason.BUSY


def test_a_stuck_device_takes_a_part_and_no_more(server: socket.socket, line: Tcp) -> None:
    line.open()
    much = bytes(50_000_000)
    assert 0 < line.write(much, 0.05) < len(much)
    assert line.write(much, 0.05) == 0


def test_before_it_is_open_nothing_was_begun(line: Tcp) -> None:
    with pytest.raises(Broken) as closed:
        line.write(b"x", 1)
    assert not closed.value.begun
