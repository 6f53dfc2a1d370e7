"""A line that lies: an HTTP proxy that drops, delays, repeats and cuts what goes over it."""

from __future__ import annotations

import http.client
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_HOP = {"connection", "transfer-encoding", "keep-alive", "host", "content-length"}
_REPEATS = 3
"""How often at most one request is said again, later."""


@dataclass(frozen=True, slots=True)
class Faults:
    """How likely each is, of one."""

    request_lost: float = 0.05
    request_cut: float = 0
    """Central gets a part of the request's body, and no more."""
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


NONE = Faults(**{one.name: 0.0 for one in fields(Faults)})
"""An honest line."""


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asked. `target`: which of the processes of central it went to."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    target: int

    def header(self, name: str) -> str:
        """Whatever its case; "" when there is none."""
        return next((v for k, v in self.headers.items() if k.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes


class FaultyLine:
    """Listens on `url`; everything goes on to a `target`, if it does, to any of them as a balancer
    would. `down` cuts it off whole, `faults` may be changed at any time.

    `begins` is called before a request goes on, `answered` when central has answered it, whether
    anybody will hear that answer or not; both on the thread that carries it.
    """

    def __init__(self, target: str, faults: Faults, seed: int, others: Sequence[str] = ()) -> None:
        self.targets = [urlsplit(one) for one in (target, *others)]
        self.faults = faults
        self.down = False
        self.happened: Counter[str] = Counter()
        self.begins: Callable[[Request], object] = lambda request: None
        self.answered: Callable[[Request, Answer], object] = lambda request, answer: None
        self._repeats: list[threading.Timer] = []
        self._dice = random.Random(seed)
        self._lock = threading.Lock()
        self._server = _Server(("127.0.0.1", 0), type("Handler", (_Handler,), {"line": self}))
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

    def request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Request:
        """On its way to one of the processes."""
        with self._lock:
            target = self._dice.randrange(len(self.targets))
        return Request(method, path, headers, body, target)

    def ask(self, request: Request) -> Answer | None:
        """Central's answer, or None when it is not there."""
        self.begins(request)
        connection = self._connection(request)
        try:
            connection.request(request.method, request.path, request.body, request.headers)
            heard = connection.getresponse()
            answer = Answer(heard.status, heard.getheaders(), heard.read())
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()
        self.answered(request, answer)
        return answer

    def cut(self, request: Request) -> None:
        """Say a part of the request and hang up."""
        connection = self._connection(request)
        try:
            connection.putrequest(request.method, request.path, skip_accept_encoding=True)
            for name, value in request.headers.items():
                connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body[: int(self.between(0, len(request.body)))])
        except (OSError, http.client.HTTPException):
            return  # it is not there either
        finally:
            connection.close()

    def later(self, request: Request) -> None:
        """Say it again, perhaps more than once."""
        for _ in range(1 + int(self.between(0, _REPEATS))):
            timer = threading.Timer(self.between(0, 3), self.ask, [request])
            timer.daemon = True
            with self._lock:
                self._repeats = [one for one in self._repeats if one.is_alive()]
                self._repeats.append(timer)
                timer.start()

    def settle(self) -> None:
        """Wait until nothing is left that would be said again."""
        while any(one.is_alive() for one in list(self._repeats)):
            time.sleep(0.05)

    def _connection(self, request: Request) -> http.client.HTTPConnection:
        target = self.targets[request.target]
        return http.client.HTTPConnection(target.hostname or "", target.port, timeout=90)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asked is gone, killed perhaps: nothing to say. Anything else is said."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


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
        request = line.request(self.command, self.path, headers, body)
        if line.cut_off("request_lost", faults.request_lost):
            self.close_connection = True
            return
        if line.happens("refused", faults.refused):
            self._answer(Answer(503, [], b""))
            return
        if body and line.happens("request_cut", faults.request_cut):
            line.cut(request)
            self.close_connection = True
            return
        if line.happens("delayed", faults.delayed):
            time.sleep(line.between(0, faults.delay))
        if line.happens("said_again", faults.said_again):
            line.later(request)
        answer = line.ask(request)
        if answer is None or line.cut_off("answer_lost", faults.answer_lost):
            self.close_connection = True
        elif answer.body and line.happens("answer_cut", faults.answer_cut):
            self._answer(answer, cut=int(line.between(0, len(answer.body))))
        else:
            self._answer(answer)

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on  # noqa: N815 (http.server's names)

    def _answer(self, answer: Answer, cut: int | None = None) -> None:
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
