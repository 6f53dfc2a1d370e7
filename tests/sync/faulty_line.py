"""A line that lies: an HTTP proxy that drops, delays, repeats and cuts what goes over it."""

from __future__ import annotations

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = {"connection", "transfer-encoding", "keep-alive", "host", "content-length"}
_REPEATS = 3
"""How often at most one request is said again, later."""


@dataclass(frozen=True, slots=True)
class Faults:
    """How likely each is, of one."""

    request_lost: float = 0.05
    answer_lost: float = 0.05
    """Central has done it, and the till never hears."""
    answer_cut: float = 0.05
    """The answer ends in its middle."""
    said_again: float = 0.05
    """The request arrives once more, perhaps much later."""
    delayed: float = 0.1
    delay: float = 0.2
    """Seconds at most."""
    refused: float = 0.02
    """A gateway answers 503 in central's place."""


class FaultyLine:
    """Listens on `url`; everything goes on to `target`, if it does. `down` cuts it off whole."""

    def __init__(self, target: str, faults: Faults, seed: int) -> None:
        self.target, self.faults = urlsplit(target), faults
        self.down = False
        self.happened: Counter[str] = Counter()
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(
            ("127.0.0.1", 0), type("Handler", (_Handler,), {"line": self})
        )
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FaultyLine:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def cut_off(self, name: str, likely: float) -> bool:
        """Whether nothing gets through here, now."""
        return self.happens(name, likely) or self.down

    def happens(self, name: str, likely: float) -> bool:
        with self._lock:
            did = self._dice.random() < likely
            self.happened[name] += did
            return did

    def between(self, least: float, most: float) -> float:
        with self._lock:
            return self._dice.uniform(least, most)

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes) -> _Answer | None:
        """Central's answer, or None when it is not there."""
        connection = http.client.HTTPConnection(
            self.target.hostname or "", self.target.port, timeout=90
        )
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return _Answer(answer.status, answer.getheaders(), answer.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class _Handler(BaseHTTPRequestHandler):
    """One connection of a till; `line` is set by the class made for it."""

    protocol_version = "HTTP/1.1"
    line: FaultyLine

    def log_message(self, *_: object) -> None:
        """Silence."""

    def _pass_on(self) -> None:
        line, faults = self.line, self.line.faults
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP}

        def say() -> _Answer | None:
            return line.ask(self.command, self.path, headers, body)

        if line.cut_off("request_lost", faults.request_lost):
            self.close_connection = True
            return
        if line.happens("refused", faults.refused):
            self._answer(_Answer(503, [], b""))
            return
        if line.happens("delayed", faults.delayed):
            time.sleep(line.between(0, faults.delay))
        if line.happens("said_again", faults.said_again):
            _later(line, say)
        answer = say()
        if answer is None or line.cut_off("answer_lost", faults.answer_lost):
            self.close_connection = True
        elif answer.body and line.happens("answer_cut", faults.answer_cut):
            self._answer(answer, cut=int(line.between(0, len(answer.body))))
        else:
            self._answer(answer)

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on  # noqa: N815 (http.server's names)

    def _answer(self, answer: _Answer, cut: int | None = None) -> None:
        if cut is not None:
            self.close_connection = True
        try:
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body[:cut])
        except OSError:
            self.close_connection = True


def _later(line: FaultyLine, say: Callable[[], object]) -> None:
    for _ in range(1 + int(line.between(0, _REPEATS))):
        timer = threading.Timer(line.between(0, 3), say)
        timer.daemon = True
        timer.start()
