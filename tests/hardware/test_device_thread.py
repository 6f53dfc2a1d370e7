"""The thread of a device: it connects, loses its device, and finds it again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from hardware.errors import DeviceError, Reason
from hardware.health import Health, Kind, Row, State
from hardware.transport.tcp import Tcp
from hardware.transport.transport import Transport
from hardware.worker import Inbox, Worker


class Echo:
    """Sends what is put in, and keeps what comes."""

    def __init__(self, row: Row) -> None:
        self.inbox = Inbox[bytes](row, 2)
        self.heard: list[bytes] = []
        self.lost: list[Reason] = []
        self.bug = False

    def greet(self, line: Transport) -> None:
        pass

    def turn(self, line: Transport) -> None:
        if self.bug:
            raise ZeroDivisionError
        said = self.inbox.take(0.02)
        if said is not None:
            line.write(said, 1)
        self.heard += [came] if (came := line.read(100, 0.001)) else []

    def away(self, error: DeviceError) -> None:
        self.lost.append(error.code)

    def wake(self) -> None:
        self.inbox.wake()


class Bench:
    def __init__(self, port: int) -> None:
        self.states: list[tuple[State, Reason | None]] = []
        self._there = threading.Condition()
        self.row = Row(Health("echo", Kind.PRINTER, f"tcp://127.0.0.1:{port}"), self._changed)
        self.duty = Echo(self.row)
        self.worker = Worker(self.row, Tcp("127.0.0.1", port), self.duty)

    def _changed(self, health: Health) -> None:
        with self._there:
            self.states.append((health.state, health.code))
            self._there.notify_all()

    def until(self, state: State, code: Reason | None = None) -> None:
        def there() -> bool:
            return (self.row.health.state, self.row.health.code) == (state, code)

        with self._there:
            assert self._there.wait_for(there, 10), self.states


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture
def bench(server: socket.socket) -> Iterator[Bench]:
    made = Bench(server.getsockname()[1])
    yield made
    made.worker.stop()
    assert made.row.health.state is State.CLOSED


def test_what_is_put_in_goes_out_and_its_row_says_that_it_works(
    server: socket.socket, bench: Bench
) -> None:
    bench.worker.start()
    peer, _ = server.accept()
    bench.until(State.ENABLED)
    bench.duty.inbox.put(b"hello")
    assert peer.recv(10) == b"hello"
    assert bench.row.health.well and bench.row.health.last_success
    peer.close()


def test_a_device_that_is_unplugged_is_found_again(server: socket.socket, bench: Bench) -> None:
    bench.worker.start()
    server.accept()[0].close()
    bench.until(State.OPENED, Reason.OFFLINE)
    assert bench.duty.lost == [Reason.OFFLINE]
    bench.worker.again()
    peer, _ = server.accept()
    bench.until(State.ENABLED)
    peer.close()


def test_a_fault_of_the_driver_is_that_devices_trouble(server: socket.socket, bench: Bench) -> None:
    bench.duty.bug = True
    bench.worker.start()
    bench.until(State.OPENED, Reason.FAILURE)
    bench.duty.bug = False
    bench.worker.again()
    bench.until(State.ENABLED)


def test_too_much_waits_for_a_device_that_is_away(server: socket.socket, bench: Bench) -> None:
    server.close()
    bench.worker.start()
    bench.until(State.OPENED, Reason.REFUSED)
    for said in (b"one", b"two"):
        bench.duty.inbox.put(said)
    with pytest.raises(DeviceError) as refused:
        bench.duty.inbox.put(b"three")
    assert refused.value.code is Reason.BUSY
    assert bench.row.health.queued == 2
    assert bench.duty.inbox.all() == [b"one", b"two"]


def test_a_row_says_since_when_it_is_so(bench: Bench) -> None:
    bench.row.is_(State.ENABLED)
    since = bench.row.health.since
    bench.row.is_(State.ENABLED, detail="the same")
    assert bench.row.health.since == since
    bench.row.trouble(DeviceError("no paper", Reason.PAPER_OUT))
    assert bench.row.health.since > since
