"""A web shop that hears of its orders: a real HTTP server that answers as a test says."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sync.central.telling.signing import SIGNATURE


@dataclass
class Heard:
    """One request."""

    headers: dict[str, str]
    body: bytes

    @property
    def value(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.body)
        return value

    def is_from(self, secret: str, now: int) -> bool:
        """What a channel asks of it, as docs/orders.md tells channels to."""
        said = dict(part.partition("=")[::2] for part in self.headers[SIGNATURE].split(","))
        at = said["t"]
        if not at.isdecimal() or abs(now - int(at)) > 300:
            return False
        digest = hmac.new(secret.encode(), at.encode() + b"." + self.body, hashlib.sha256)
        return hmac.compare_digest(said["v1"], digest.hexdigest())


@dataclass
class WebShop:
    """`answers`: what it says to the next requests, then 200 to all; `slow`: seconds before;
    `later`: seconds after which it wants to be asked again when it says 503."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    slow: float = 0
    later: str = "120"
    refuses: Callable[[dict[str, Any]], bool] = lambda value: False
    asked: int = 0
    """How often somebody began to say something."""
    heard: list[Heard] = field(default_factory=list)

    def kinds(self, number: str = "") -> list[str]:
        """Of what it took."""
        return [one.value["kind"] for one in self.heard if number in ("", one.value["number"])]


@contextmanager
def web_shop() -> Iterator[WebShop]:
    shop = WebShop()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            shop.asked += 1
            body = self.rfile.read(int(self.headers["Content-Length"]))
            time.sleep(shop.slow)
            code = shop.answers.pop(0) if shop.answers else 200
            one = Heard(dict(self.headers.items()), body)
            if code == 200 and shop.refuses(one.value):
                code = 422
            if code == 200:
                shop.heard.append(one)
            self.send_response(code)
            if code == 503:
                self.send_header("Retry-After", shop.later)
            if code == 302:
                self.send_header("Location", shop.url)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop.url = f"http://127.0.0.1:{server.server_port}/hooks"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
