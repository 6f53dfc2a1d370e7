"""One message and its answer: whatever comes instead of one, it is known whether it was begun."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.errors import Broken, Reason
from hardware.simulated.serving import NAME, Serving, certificate
from hardware.simulated.terminal import Handler, SimTerminal
from hardware.terminals import posting
from hardware.terminals.posting import Line, trust


class Refusing(Handler):
    def answer(self) -> None:
        self.send_error(500)


class Moved(Handler):
    def answer(self) -> None:
        self.send_response(307)
        self.send_header("Location", "https://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()


class Cut(Handler):
    """Promises more than it sends."""

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100")
        self.end_headers()
        self.wfile.write(b"{}")
        self.close_connection = True


class Babbling(Handler):
    """Never stops."""

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        while True:
            self.wfile.write(b"x" * 100_000)


class Dripping(Handler):
    """A byte now and then, so that no single wait is too long."""

    def answer(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        while not threading.Event().wait(0.05):
            self.wfile.write(b" ")


@contextmanager
def served(folder: Path, handler: type[Handler]) -> Iterator[Line]:
    serving = Serving(SimTerminal(folder / "book.jsonl"), folder, handler)
    yield Line("127.0.0.1", serving.port, trust(str(serving.certificate), named=True), NAME)
    serving.close()


@pytest.mark.parametrize("handler", [Refusing, Moved, Cut, Babbling, Dripping])
def test_what_is_no_answer_is_broken_and_was_begun(handler: type[Handler], tmp_path: Path) -> None:
    with served(tmp_path, handler) as line, pytest.raises(Broken) as broken:
        line.post(b"{}", 0.5)
    assert broken.value.begun


def test_a_port_where_nobody_listens_was_never_begun(tmp_path: Path) -> None:
    with served(tmp_path, Handler) as line:
        pass
    with pytest.raises(Broken) as broken:
        line.post(b"{}", 0.5)
    assert not broken.value.begun
    assert broken.value.code is Reason.REFUSED


@pytest.mark.parametrize("host", ["a..b", "x" * 64, "::1", "fe80::1%none"])
def test_a_host_that_there_cannot_be_was_never_begun(host: str, tmp_path: Path) -> None:
    with pytest.raises(Broken) as broken:
        Line(host, 9, trust(str(certificate(tmp_path)), named=True)).post(b"{}")
    assert not broken.value.begun


def test_one_with_another_certificate_was_never_begun_and_is_set_up_wrong(tmp_path: Path) -> None:
    other = trust(str(certificate(tmp_path / "other")), named=True)
    with served(tmp_path, Handler) as line, pytest.raises(Broken) as broken:
        Line("127.0.0.1", line.port, other, NAME).post(b"{}", 0.5)
    assert not broken.value.begun
    assert broken.value.code is Reason.NO_SERVICE


def test_a_host_that_swallows_what_it_is_sent_is_given_up_soon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "CONNECT", 0.2)
    with served(tmp_path, Handler) as line, pytest.raises(Broken) as broken:
        Line("192.0.2.1", 8443, line.trusted).post(b"{}", 5)  # TEST-NET-1 (RFC 5737)
    assert not broken.value.begun
    assert broken.value.code in (Reason.UNREACHED, Reason.REFUSED)  # of a gateway that says no
