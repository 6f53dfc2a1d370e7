"""What counts as an answer of central, and what does not."""

from __future__ import annotations

import base64
import hashlib
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest
import zstandard
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from engine_driver import EPOCH, a_manifest, a_page

from app.domain.errors import PlainNotHere
from app.storage.enrolment import Enrolment
from sync import effects as fx
from sync import events as e
from sync import transport as transports
from sync.protocol import (
    COUNTER,
    INSTALLATION,
    PART,
    SIGNATURE,
    TIME,
    Ack,
    Batch,
    Manifest,
    Record,
    Refused,
    encode,
    request_text,
    response_text,
)
from sync.signing import Voice
from sync.transport import Refusing, Signs, Transport, Unanswered

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
SEED = bytes(range(32))


class Heard:
    """A request as it came, and what is said to it."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.method, self.target = handler.command, handler.path
        self.headers = dict(handler.headers.items())
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))


Reply = Callable[[Heard], tuple[int, bytes, dict[str, str]]]


class Central:
    """Answers what the test says, signed unless the test says otherwise."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.heard: list[Heard] = []
        self.reply: Reply = lambda heard: (500, b"", {})
        self.signs = True
        self.cuts = False
        central = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Silence."""

            def do_GET(self) -> None:
                central.answer(self)

            do_POST = do_GET  # noqa: N815

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        heard = Heard(handler)
        self.heard.append(heard)
        status, body, headers = self.reply(heard)
        plain = headers.pop("plain", "").encode() or body
        if self.signs:
            signature = self.key.sign(response_text(heard.target, status, plain))
            headers[SIGNATURE] = base64.b64encode(signature).decode()
        handler.send_response_only(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body[: len(body) // 2] if self.cuts else body)
        handler.close_connection = self.cuts

    def says(self, value: Any, status: int = 200, **headers: str) -> None:
        self.reply = lambda heard: (status, encode(value), dict(headers))

    @property
    def public(self) -> str:
        return base64.b64encode(self.key.public_key().public_bytes_raw()).decode()


@pytest.fixture
def central() -> Iterator[Central]:
    made = Central()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def signs() -> Signs:
    return Signs(Voice(1001, SEED), lambda: NOW)


@pytest.fixture
def line(central: Central, signs: Signs, tmp_path: Path) -> Iterator[Transport]:
    made = Transport(
        Enrolment(central.url, central.public, 1001, EPOCH), tmp_path, signs, lambda: NOW
    )
    yield made
    made.close()


PAGE = fx.GetPage("price:web", EPOCH, 3, 500)


def unanswered(line: Transport, request: fx.Request = PAGE) -> tuple[Any, str]:
    with pytest.raises(Unanswered) as refused:
        line.ask(request)
    return refused.value.why, refused.value.detail


def test_every_request_is_signed_as_it_is_sent(central: Central, line: Transport) -> None:
    public = Ed25519PrivateKey.from_private_bytes(SEED).public_key()
    central.says(Ack(epoch=EPOCH, acked_seq=1))
    big = [Record(installation=1001, seq=n, uuid="u", previous="", hash="h") for n in range(90)]
    line.ask(fx.Push(1001, EPOCH, 0, 100, 1000), Batch(epoch=EPOCH, records=big))
    central.says(a_page("price:web", 3, 4))
    line.ask(PAGE)
    counters = []
    for heard in central.heard:
        named = {name: heard.headers[name] for name in (INSTALLATION, TIME, COUNTER)}
        text = request_text(heard.method, heard.target, heard.body, named)
        public.verify(base64.b64decode(heard.headers[SIGNATURE]), text)
        with pytest.raises(InvalidSignature):
            public.verify(base64.b64decode(heard.headers[SIGNATURE]), text + b"x")
        counters.append(int(named[COUNTER]))
    assert counters == sorted(set(counters))
    push, pull = central.heard
    assert (push.method, push.target) == ("POST", "/v1/till/1001/journal")
    assert push.headers["Content-Encoding"] == "zstd"
    plain = zstandard.ZstdDecompressor().decompress(push.body)
    assert len(msgspec.json.decode(plain, type=Batch).records) == 90
    assert pull.target == f"/v1/feed/price%3Aweb?epoch={EPOCH}&after=3&limit=500"


def test_a_counter_only_grows_whatever_the_clock_does(signs: Signs) -> None:
    first = signs.last
    assert [int(signs.headers("GET", "/", b"")[COUNTER]) for _ in range(3)] == [
        int(NOW.timestamp() * 1000) + n for n in range(3)
    ]
    signs.bump()
    assert signs.last > first + 24 * 3600 * 1000
    older = Signs(Voice(1001, SEED), lambda: NOW - timedelta(days=3), signs.last)
    assert int(older.headers("GET", "/", b"")[COUNTER]) == signs.last + 1


def test_centrals_time_is_what_is_signed_when_it_said_so(signs: Signs) -> None:
    signs.believe((NOW + timedelta(hours=7)).isoformat())
    assert signs.headers("GET", "/", b"")[TIME] == "2026-11-22T17:00:00.000+00:00"
    signs.believe("nonsense")
    assert signs.skew == timedelta(hours=7)


def test_an_answer_that_central_signed_is_read_and_says_how_far_its_clock_is(
    central: Central, line: Transport
) -> None:
    manifest = a_manifest({"config": 3}, server_time="2026-11-22T10:01:40+00:00")
    central.says(manifest)
    said = line.ask(fx.GetManifest())
    assert (said.answer, said.skew) == (manifest, 100)


def test_with_a_clock_that_is_wrong_a_manifest_is_asked_for_whole_so_that_it_says_the_time(
    central: Central, line: Transport, signs: Signs
) -> None:
    central.says(a_manifest({"config": 3}), ETag='"m1"')
    for wrong, again in (
        (timedelta(), [None, '"m1"']),
        (timedelta(minutes=5, seconds=1), [None, None]),
        (-timedelta(days=2), [None, None]),
        (timedelta(minutes=5), ['"m1"', '"m1"']),
    ):
        signs.believe((NOW + wrong).isoformat())
        central.heard.clear()
        for _ in range(2):
            line.ask(fx.GetManifest())
        assert [heard.headers.get("If-None-Match") for heard in central.heard] == again


def test_a_compressed_answer_is_checked_as_it_was_before(central: Central, line: Transport) -> None:
    page = a_page("price:web", 3, 9)
    packed = zstandard.ZstdCompressor().compress(encode(page))
    headers = {"Content-Encoding": "zstd", "plain": encode(page).decode()}
    central.reply = lambda heard: (200, packed, dict(headers))
    assert line.ask(PAGE).answer == page


def test_a_manifest_that_is_as_it_was_is_not_sent_again(central: Central, line: Transport) -> None:
    manifest = a_manifest({"config": 3}, server_time="2026-11-22T10:00:00+00:00")
    central.says(manifest, ETag='"one"')
    line.ask(fx.GetManifest())
    central.reply = lambda heard: (304, b"", {"ETag": '"one"'})
    said = line.ask(fx.GetManifest())
    assert central.heard[1].headers["If-None-Match"] == '"one"'
    assert isinstance(said.answer, Manifest)
    assert said.answer.streams == manifest.streams


def test_a_refusal_that_central_signed_is_a_refusal(central: Central, line: Transport) -> None:
    central.says(Refused(kind="trimmed", oldest=7), 410)
    with pytest.raises(Refusing) as refused:
        line.ask(PAGE)
    assert (refused.value.refused.kind, refused.value.refused.oldest) == ("trimmed", 7)


@pytest.mark.parametrize("status", [502, 503, 504])
def test_a_gateway_in_centrals_place_is_no_answer(
    central: Central, line: Transport, status: int
) -> None:
    central.signs = False
    central.reply = lambda heard: (status, b"<html>", {})
    assert unanswered(line)[0] is e.Offline


@pytest.mark.parametrize("status", [200, 204, 301, 403, 404, 410, 500])
def test_what_central_did_not_sign_is_taken_for_nothing(
    central: Central, line: Transport, status: int
) -> None:
    central.signs = False
    central.says(Refused(kind="revoked") if status >= 400 else a_page("price:web", 3, 4), status)
    assert unanswered(line)[0] is e.Untrusted


def test_an_answer_to_another_question_is_not_ours(central: Central, line: Transport) -> None:
    page = encode(a_page("price:web", 3, 4))
    other = central.key.sign(response_text("/v1/feed/price%3Aweb?epoch=x", 200, page))
    central.signs = False
    signed = {SIGNATURE: base64.b64encode(other).decode()}
    central.reply = lambda heard: (200, page, dict(signed))
    assert unanswered(line)[0] is e.Untrusted


@pytest.mark.parametrize("body", [b"", b"{}", b"[1", b"\xff", b'{"epoch": 7}'])
def test_what_nobody_can_read_is_taken_for_nothing(
    central: Central, line: Transport, body: bytes
) -> None:
    central.reply = lambda heard: (200, body, {})
    assert unanswered(line)[0] is e.Untrusted
    central.reply = lambda heard: (409, body, {})
    assert unanswered(line)[0] is e.Untrusted


def test_an_answer_that_ends_in_its_middle_is_no_answer(central: Central, line: Transport) -> None:
    central.cuts = True
    central.says(a_page("price:web", 3, 40))
    assert unanswered(line)[0] is e.Offline
    central.cuts = False
    assert line.ask(PAGE).answer == a_page("price:web", 3, 40)


def test_nobody_there_is_no_answer(signs: Signs, tmp_path: Path) -> None:
    nowhere = Enrolment("http://127.0.0.1:1", "k", 1001, EPOCH)
    assert unanswered(Transport(nowhere, tmp_path, signs, lambda: NOW))[0] is e.Offline


def test_an_answer_without_end_is_not_read_to_it(
    central: Central, line: Transport, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transports, "LARGEST", 100_000)
    bomb = zstandard.ZstdCompressor().compress(bytes(50_000_000))
    central.signs = False
    central.reply = lambda heard: (200, bomb, {"Content-Encoding": "zstd"})
    assert unanswered(line) == (e.Untrusted, "an answer without end")


def test_a_part_of_a_snapshot_is_trusted_by_its_hash_and_must_be_whole(
    central: Central, line: Transport
) -> None:
    content = hashlib.sha256(b"x").digest() * 10
    central.signs = False
    central.reply = lambda heard: (206, content, {})
    assert line.part("s-1", PART, PART + len(content) - 1) == content
    heard = central.heard[0]
    assert heard.target == "/v1/snap/s-1"
    assert heard.headers["Range"] == f"bytes={PART}-{PART + len(content) - 1}"
    with pytest.raises(Unanswered):
        line.part("s-1", 0, len(content))
    central.signs = True
    central.says(Refused(kind="not_found"), 404)
    with pytest.raises(Refusing):
        line.part("s-1", 0, 10)


def test_plain_http_goes_to_this_machine_only(signs: Signs, tmp_path: Path) -> None:
    with pytest.raises(PlainNotHere):
        Transport(Enrolment("http://central.example", "k", 1, ""), tmp_path, signs, lambda: NOW)


def test_the_long_poll_names_what_is_known_and_what_is_read(
    central: Central, line: Transport
) -> None:
    central.reply = lambda heard: (200, b'{"epoch": "e", "heads": {}}', {})
    line.ask(fx.Wait(EPOCH, {"config": 12, "store:042": 7}, 55, {"config": 12, "store:042": 5}))
    line.ask(fx.Tell(EPOCH, {"config": 12}, {"config": 11}))
    known, read = "config%3D12%2Cstore%3A042%3D7", "config%3D12%2Cstore%3A042%3D5"
    assert [heard.target for heard in central.heard] == [
        f"/v1/wait?epoch={EPOCH}&heads={known}&read={read}&seconds=55",
        f"/v1/wait?epoch={EPOCH}&heads=config%3D12&read=config%3D11&seconds=0",
    ]
