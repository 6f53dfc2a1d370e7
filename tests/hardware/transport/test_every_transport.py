"""What every transport keeps of its contract (`hardware.transport.transport`), whatever it is."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial
from ends import ENDS, End
from waiting import until

from hardware.errors import Broken, DeviceError, Reason
from hardware.transport.reasons import reason_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo terminals")
AWAY = {
    "tcp": Reason.REFUSED,
    "serial": Reason.NO_HARDWARE,
    "usblp": Reason.NO_HARDWARE,
    "spooler": Reason.NO_HARDWARE,
    "file": Reason.NO_HARDWARE,
    "folder": Reason.NO_HARDWARE,
}
"""What is wrong with one that is not there; a simulated one is OFFLINE."""
TWO_WAY = [name for name in ENDS if name not in ("spooler", "file", "folder")]


@pytest.fixture(params=ENDS)
def end(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[End]:
    monkeypatch.setenv("PATH", os.environ["PATH"])  # the spooler's changes it
    made = ENDS[request.param](tmp_path)
    yield made
    made.line.close()
    made.close()


two_way = pytest.mark.parametrize("end", TWO_WAY, indirect=True)


def opened(end: End) -> End:
    end.plug()
    end.line.open()
    return end


def write_until_broken(end: End) -> Broken:
    """A socket and a port take what is written to one that is gone until they notice."""
    with pytest.raises(Broken) as broken:
        for _ in range(100):
            end.line.write(b"x", 0.05)
            threading.Event().wait(0.01)
    return broken.value


def test_one_that_is_not_there_is_not_opened_and_says_why(
    end: End, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(DeviceError) as refused:
        end.line.open()
    name = request.node.callspec.params["end"]
    assert refused.value.code is AWAY.get(name, Reason.OFFLINE)


def test_before_it_is_open_and_after_its_end_nothing_is_begun(end: End) -> None:
    for _ in range(2):
        with pytest.raises(Broken) as closed:
            end.line.write(b"x", 0.1)
        assert not closed.value.begun
        if end.line.two_way:
            with pytest.raises(DeviceError) as silent:
                end.line.read(10, 0.01)
            assert silent.value.code is Reason.OFFLINE
        opened(end).line.close()
        end.pull()


def test_what_is_written_arrives_whole_and_is_counted(end: End) -> None:
    opened(end)
    assert end.line.write(b"\x1b@uno", 1) == 5
    until(lambda: end.heard() in (None, b"\x1b@uno"))


def test_one_way_hears_nothing(end: End) -> None:
    if not end.line.two_way:
        assert opened(end).line.read(10, 0.01) == b""


@two_way
def test_what_it_says_is_read_as_soon_as_it_is_there_and_no_more_than_was_asked(end: End) -> None:
    opened(end)
    assert end.line.read(10, 0.01) == b""
    end.say(b"\x16abc")
    came = end.line.read(2, 10)
    assert 1 <= len(came) <= 2
    while len(came) < 4:
        came += end.line.read(10, 10)
    assert came == b"\x16abc"
    assert end.line.read(10, 0.01) == b""


@two_way
def test_pulled_out_while_it_is_listened_to_it_is_offline(end: End) -> None:
    opened(end)
    end.line.write(b"W", 1)
    until(lambda: end.heard() in (None, b"W"))
    while end.line.read(10, 0.01):
        pass
    threading.Timer(0.05, end.pull).start()
    with pytest.raises(DeviceError) as gone:
        for _ in range(100):
            end.line.read(10, 0.2)
    assert gone.value.code is Reason.OFFLINE


@pytest.mark.parametrize("end", [name for name in ENDS if name != "file"], indirect=True)
def test_pulled_out_while_it_is_written_to_it_is_lost(end: End) -> None:
    opened(end)
    assert end.line.write(b"x", 1) == 1
    until(lambda: end.heard() in (None, b"x"))
    end.pull()
    assert write_until_broken(end).code is Reason.OFFLINE


def test_closed_twice_and_opened_twice_it_works(end: End) -> None:
    opened(end).line.close()
    end.line.close()
    end.line.open()
    end.line.open()
    assert end.line.write(b"x", 1) == 1


def test_back_on_its_old_place_it_works_again(end: End) -> None:
    opened(end)
    end.line.write(b"x", 1)
    end.pull()
    end.line.close()
    with pytest.raises(DeviceError):
        end.line.open()
    opened(end)
    assert end.line.write(b"dos", 1) == 3
    until(lambda: end.heard() in (None, b"dos"))


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(errno.ENOENT, ""), Reason.NO_HARDWARE),
        (OSError(errno.EACCES, ""), Reason.FORBIDDEN),
        (OSError(errno.EBUSY, ""), Reason.CLAIMED),
        (serial.SerialException(errno.EBUSY, ""), Reason.CLAIMED),
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), Reason.REFUSED),
        (TimeoutError("timed out"), Reason.UNREACHED),
        (OSError(errno.EHOSTUNREACH, ""), Reason.UNREACHED),
        (socket.gaierror(socket.EAI_NONAME, ""), Reason.UNREACHED),
        (OSError("whatever"), Reason.OFFLINE),
    ],
)
def test_why_one_is_not_opened_is_told_apart(error: OSError, reason: Reason) -> None:
    assert reason_of(error) is reason
