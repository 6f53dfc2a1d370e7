"""What a till asks of central and what it is answered, over a real socket."""

from __future__ import annotations

import gzip
import hashlib
import json
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import zstandard
from facts import Chain, a_line, know
from sqlalchemy import select, update
from waiting import until as waits_until

from app.domain.tax import TaxCategory
from sync.central import enrolment, feeds, outbox, sequencer, snapshots
from sync.central.api import pace
from sync.central.api.things import byte_range
from sync.central.chain import renew_epoch
from sync.central.database import Central
from sync.central.feed_tables import streams
from sync.central.masters import customers, lists, orders, pictures, products, shops, stock
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.masters.lists import ListValue
from sync.central.masters.products import ProductValue
from sync.central.serving import Serving
from sync.central.stands import stand_of
from sync.central.tables import installations
from sync.central.telling.contacts import Contact
from sync.protocol import (
    MAX_BODY,
    PART,
    PROTOCOL,
    SEGMENT,
    Ack,
    Batch,
    Heads,
    Manifest,
    Page,
    Snapshot,
    encode,
)
from sync.questions import AddressAnswer, CustomerAnswer, OrderAnswer, StockAnswer, TicketAnswer

from . import served
from .conftest import Clock
from .line import Line, check_dense, feed_of, named, refusal_in, waiting
from .saying import put
from .speaking import SpeakingTill, a_shop, enrolled_till, new_code, put_shop
from .telling.conftest import a_home_order, an_order

serving, line = served.serving, served.line
JOURNAL = "/v1/till/1001/journal"
before_the_database = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""What is refused before the database is asked is refused the same with every one."""
PNG = b"\x89PNG\r\n\x1a\n and so on"


def say(central: Central, serving: Serving, *said: outbox.Said) -> None:
    """And wait until the streams have it and central knows."""
    with central.write() as tx:
        outbox.say_all(tx, said)
    settle(central, serving)


def settle(central: Central, serving: Serving) -> None:
    heads = serving.served.heads
    for _ in range(2000):
        with central.read() as conn:
            ready = not sequencer.waiting(conn)
            known = {head.stream: head.head for head in _every(conn)}
        if ready and all(heads.of(name) == seq for name, seq in known.items()):
            return
        time.sleep(0.01)
    raise AssertionError("the streams stand still")


def _every(conn: Any) -> Iterator[Any]:
    yield from conn.execute(select(streams.c.stream, streams.c.head))


def _head(central: Central, stream: str) -> int:
    with central.read() as conn:
        return next((one.head for one in _every(conn) if one.stream == stream), 0)


def facts(records: list[Any], epoch: str) -> bytes:
    return encode(Batch(epoch=epoch, records=records))


# the manifest


def test_the_manifest_says_where_everything_stands(central: Central, line: Line) -> None:
    manifest = line.get("/v1/manifest", Manifest)
    streams = [head.stream for head in manifest.streams]
    assert streams == ["config", "store:042", "loyalty:general", "catalog"]
    assert (manifest.versions, manifest.acked_seq) == ((1, 1), 0)
    assert manifest.server_time.startswith("2026-11-21T09:00:00")


def test_a_manifest_that_is_as_it_was_is_not_sent_again(
    central: Central, line: Line, serving: Serving, clock: Clock
) -> None:
    settle(central, serving)
    first = line.ask("GET", "/v1/manifest")
    clock.forward(minutes=1)
    again = line.ask("GET", "/v1/manifest", If_None_Match=first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    put_shop(central, name="Otra", region="norte")
    changed = line.ask("GET", "/v1/manifest", If_None_Match=first.headers["etag"])
    assert changed.status_code == 200


# pages


def test_a_page_is_dense_and_its_checksum_follows(
    central: Central, serving: Serving, line: Line
) -> None:
    say(central, serving, *(put(f"P{number}") for number in range(7)))
    first = line.feed("catalog", limit=5)
    rest = line.feed("catalog", after=first.to)
    assert (first.to, rest.to, rest.head) == (5, 7, 7)
    check = check_dense(first.rows)
    assert check == first.check
    assert check_dense(rest.rows, first.to, check) == rest.check


def test_a_page_has_five_hundred_rows_at_most(
    central: Central, serving: Serving, line: Line
) -> None:
    say(central, serving, *(put(f"P{number}") for number in range(600)))
    assert len(line.feed("catalog", limit=600).rows) == 500


def test_a_page_travels_compressed_for_who_takes_it_so(
    central: Central, serving: Serving, line: Line
) -> None:
    say(central, serving, *(put(f"P{number}", value={"name": "agua"}) for number in range(100)))
    target = feed_of("catalog", line.epoch)
    plain = line.ask("GET", target, Accept_Encoding="identity")
    assert "content-encoding" not in plain.headers
    with line.http.stream(
        "GET",
        target,
        headers={**line.till.headers(line.clock(), "GET", target), "Accept-Encoding": "zstd"},
    ) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "zstd"
    assert len(raw) * 4 < len(plain.content)
    assert zstandard.ZstdDecompressor().decompressobj().decompress(raw) == plain.content
    packed = line.ask("GET", target, Accept_Encoding="gzip, zstd;q=0")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == plain.content


def test_pages_of_people_are_kept_nowhere(central: Central, serving: Serving, line: Line) -> None:
    epoch = line.epoch
    for stream, kept in (("catalog", True), ("store:042", False), ("loyalty:general", False)):
        answer = line.ask("GET", feed_of(stream, epoch))
        assert ("no-store" in answer.headers["cache-control"]) is not kept


def test_a_page_that_is_cached_is_the_newest(
    central: Central, serving: Serving, line: Line
) -> None:
    assert line.feed("catalog").rows == []
    say(central, serving, put("P1"))
    assert [row.key for row in line.feed("catalog").rows] == ["P1"]


def test_a_page_is_never_older_than_the_manifest_that_the_till_has_read(
    central: Central, serving: Serving, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(central, serving)
    assert line.feed("catalog").rows == [], "made once for all who are there"
    heads = serving.served.heads
    before = heads._read()
    monkeypatch.setattr(heads, "_read", lambda: before)  # its next look comes later
    with central.write() as tx:
        outbox.say_all(tx, [put("P1")])
    serving.served.said()
    waits_until(lambda: _head(central, "catalog") == 1)
    listed = {one.stream: one.head for one in line.get("/v1/manifest", Manifest).streams}
    page = line.get(feed_of("catalog", before[0]), Page)
    assert (listed["catalog"], page.head, [row.key for row in page.rows]) == (1, 1, ["P1"])


@pytest.mark.parametrize("path", ["/v1/feed/{}", "/v1/base/{}", "/v1/feed/{}/seg/0"])
def test_another_shops_stream_is_not_read(central: Central, line: Line, path: str) -> None:
    put_shop(central, "043", region="sur")
    epoch = line.epoch
    for stream in ("store:043", "loyalty:sur", "nothing", "price:web"):
        target = f"{path.format(named(stream))}?epoch={epoch}&after=0"
        assert line.refused("GET", target).kind == "not_yours"
    assert line.refused("GET", waiting(epoch, {"store:043": 0})).kind == "not_yours"


def test_a_list_of_other_shops_is_not_read(central: Central, line: Line, clock: Clock) -> None:
    put_shop(central, "043")
    with central.write() as tx:
        lists.put(tx, "sur", ListValue(name="Sur", shops=("043",)), "test")
    epoch = line.epoch
    assert line.refused("GET", feed_of("price:sur", epoch)).kind == "not_yours"
    with central.write() as tx:
        lists.put(tx, "sur", ListValue(name="Sur", shops=("043", "042")), "test")
    clock.forward(seconds=2)
    assert line.feed("price:sur").rows == []


def test_another_epoch_is_refused_with_the_one_that_is(central: Central, line: Line) -> None:
    epoch = line.epoch
    for target in (
        feed_of("catalog", "another"),
        "/v1/base/catalog?epoch=another",
        "/v1/feed/catalog/seg/0?epoch=another",
        waiting("another", {"catalog": 0}),
    ):
        refused = line.refused("GET", target)
        assert (refused.kind, refused.epoch) == ("epoch", epoch)
    refused = line.refused("POST", JOURNAL, facts([], "another"))
    assert (refused.kind, refused.epoch) == ("epoch", epoch)


def test_a_cursor_beyond_the_head_takes_the_base(central: Central, line: Line) -> None:
    assert line.refused("GET", feed_of("catalog", line.epoch, 5)).kind == "epoch"


def test_what_was_trimmed_is_said_with_what_is_left(
    central: Central, serving: Serving, line: Line
) -> None:
    say(central, serving, *(put(f"P{number}") for number in range(9)))
    with central.write() as tx:
        feeds.trim(tx, "catalog", 6)
    refused = line.refused("GET", feed_of("catalog", line.epoch, 3))
    assert (refused.kind, refused.oldest) == ("trimmed", 6)
    assert len(line.feed("catalog", after=5).rows) == 4


@pytest.mark.parametrize(
    "query",
    [
        "after=-1",
        "after=x",
        "after=",
        "after=1.5",
        "after=99999999999999999999",
        "",
        "limit=0&after=0",
    ],
)
@before_the_database
def test_a_query_that_cannot_be_is_a_bad_request(line: Line, query: str) -> None:
    target = f"/v1/feed/catalog?epoch={line.epoch}&{query}"
    assert line.refused("GET", target).kind == "bad_request"


# segments and bases


def test_a_segment_is_the_same_rows_for_ever(
    central: Central, serving: Serving, line: Line
) -> None:
    epoch = line.epoch
    target = f"/v1/feed/catalog/seg/0?epoch={epoch}"
    say(central, serving, *(put(f"P{number}") for number in range(SEGMENT - 1)))
    assert line.refused("GET", target).kind == "not_found"
    say(central, serving, put("last"), put("after"))
    answer = line.ask("GET", target)
    page = msgspec.json.decode(answer.content, type=Page)
    assert (page.after, page.to, len(page.rows)) == (0, SEGMENT, SEGMENT)
    assert check_dense(page.rows) == page.check
    assert "immutable" in answer.headers["cache-control"]
    again = line.ask("GET", target, If_None_Match=answer.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    say(central, serving, put("P1", 2))
    later = line.ask("GET", target)
    assert (later.content, later.headers["etag"]) == (answer.content, answer.headers["etag"])


def test_a_base_is_each_keys_newest_row(central: Central, serving: Serving, line: Line) -> None:
    say(central, serving, *(put(f"P{number}") for number in range(6)), put("P0", 2), put("P1", 2))
    target = f"/v1/base/catalog?epoch={line.epoch}"
    first = line.get(f"{target}&limit=4", Page)
    rest = line.get(f"{target}&at={first.head}&after={first.to}&limit=4", Page)
    assert (first.done, rest.done, rest.to) == (False, True, 8)
    rows = [*first.rows, *rest.rows]
    assert [row.key for row in rows] == ["P2", "P3", "P4", "P5", "P0", "P1"]
    assert line.feed("catalog", after=8).check == rest.check


# waiting
OF_SHOP = 2
"""The head of the shop's stream: the shop, and its one till."""


def test_a_wait_ends_when_a_stream_moves(central: Central, serving: Serving, line: Line) -> None:
    heads = {"store:042": OF_SHOP, "catalog": 0}
    settle(central, serving)
    threading.Timer(0.2, say, (central, serving, put("P1"))).start()
    began = time.monotonic()
    answer = line.get(waiting(line.epoch, heads), Heads)
    assert answer.heads == {"catalog": 1}
    assert time.monotonic() - began < 5


def test_a_wait_for_what_has_moved_already_is_none(
    central: Central, serving: Serving, line: Line
) -> None:
    settle(central, serving)
    assert line.get(waiting(line.epoch, {"store:042": 0}), Heads).heads == {"store:042": OF_SHOP}


def test_a_wait_ends_with_its_time(central: Central, serving: Serving, line: Line) -> None:
    began = time.monotonic()
    assert line.get(waiting(line.epoch, {"catalog": 0}, 1), Heads).heads == {}
    assert 0.9 < time.monotonic() - began < 5


def test_a_wait_sees_what_another_process_did(
    central: Central, serving: Serving, line: Line
) -> None:
    other = Serving(central)
    other.start()
    elsewhere = Line(other.url, line.till, line.clock)
    settle(central, other)
    threading.Timer(0.2, say, (central, serving, put("P1"))).start()
    answer = elsewhere.get(waiting(line.epoch, {"catalog": 0}), Heads)
    other.stop()
    assert answer.heads == {"catalog": 1}


def test_a_wait_ends_with_the_epoch(central: Central, serving: Serving, line: Line) -> None:
    def renew() -> None:
        with central.write() as tx:
            renew_epoch(tx)

    epoch = line.epoch
    threading.Timer(0.2, renew).start()
    assert line.refused("GET", waiting(epoch, {"catalog": 0})).kind == "epoch"


@before_the_database
def test_hundreds_wait_without_a_thread_each(
    central: Central, serving: Serving, line: Line
) -> None:
    before = threading.active_count()
    settle(central, serving)
    waits, target = serving.served.heads._waiting, waiting(line.epoch, {"catalog": 0})
    sockets = [_asks(serving, line, target) for _ in range(300)]
    _until(lambda: len(waits) == 300)
    assert threading.active_count() - before < 40
    sockets.pop().close()
    _until(lambda: len(waits) == 299)  # who hangs up is not waited with
    say(central, serving, put("P1"))
    for one in sockets:
        assert b'"catalog":1' in _all_of(one)


def _asks(serving: Serving, line: Line, target: str) -> socket.socket:
    headers = line.till.headers(line.clock(), "GET", target) | {"Connection": "close"}
    text = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    one = socket.create_connection(("127.0.0.1", serving.port), timeout=20)
    one.sendall(f"GET {target} HTTP/1.1\r\nHost: central\r\n{text}\r\n".encode())
    return one


def _all_of(one: socket.socket) -> bytes:
    with one, one.makefile("rb") as file:
        return file.read()


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(2000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it never came to that")


def test_where_a_till_stands_is_noted(central: Central, serving: Serving, line: Line) -> None:
    heard, read = {"catalog": 9, "store:042": 1}, {"catalog": 3, "store:042": 1}
    line.get(waiting(line.epoch, heard, 0, read), Heads)
    assert noted(central, serving) == (line.epoch, heard, read)


def test_an_older_till_says_only_what_it_has_heard_of(
    central: Central, serving: Serving, line: Line
) -> None:
    line.get(waiting(line.epoch, {"catalog": 9}, 0), Heads)
    assert noted(central, serving) == (line.epoch, {"catalog": 9}, None)


def test_a_long_poll_is_not_woken_by_what_the_till_has_heard_of_and_not_read(
    central: Central, serving: Serving, line: Line
) -> None:
    say(central, serving, put("A"), put("B"))
    begun = time.monotonic()
    assert line.get(waiting(line.epoch, {"catalog": 2}, 1, {"catalog": 0}), Heads).heads == {}
    assert time.monotonic() - begun > 0.9


def noted(central: Central, serving: Serving) -> tuple[Any, ...]:
    """Of the till: epoch, heard, read."""
    serving.served.seen.write()
    query = select(installations.c.cursors_json).where(installations.c.number == 1001)
    with central.read() as conn:
        stand = stand_of(conn.execute(query).scalar_one())
    return stand.epoch, stand.heard, stand.read


def test_what_is_not_the_tills_own_is_not_read_by_it(line: Line) -> None:
    target = waiting(line.epoch, {"catalog": 0}, 0, {"store:077": 1})
    assert line.refused("GET", target).kind == "not_yours"


@pytest.mark.parametrize("heads", ["catalog", "catalog=", "=1", "a=x", "a=1,,", "a=1=2"])
@before_the_database
def test_heads_that_cannot_be_read_are_a_bad_request(line: Line, heads: str) -> None:
    for name, other in (("heads", "read"), ("read", "heads")):
        query = httpx.QueryParams({"epoch": line.epoch, name: heads, other: "catalog=0"})
        assert line.refused("GET", f"/v1/wait?{query}").kind == "bad_request"


# the journal


def test_facts_are_acknowledged_when_they_are_on_disk(central: Central, line: Line) -> None:
    chain = Chain(1001).opened()
    chain.sold("T042C03AS26-000001", a_line())
    ack = line.post(JOURNAL, Batch(epoch=line.epoch, records=chain.records), Ack)
    assert (ack.acked_seq, ack.acked_hash) == (2, chain.records[-1].hash)
    manifest = line.get("/v1/manifest", Manifest)
    assert (manifest.acked_seq, manifest.acked_hash) == (2, chain.records[-1].hash)


def test_a_batch_that_comes_twice_is_taken_once(central: Central, line: Line) -> None:
    body = facts(Chain(1001).opened().records, line.epoch)
    first, again = line.ask("POST", JOURNAL, body), line.ask("POST", JOURNAL, body)
    assert first.json()["acked_seq"] == again.json()["acked_seq"] == 1


def test_a_request_that_comes_twice_is_refused(central: Central, line: Line) -> None:
    body = facts([], line.epoch)
    line.ask("POST", JOURNAL, body, counter=50)
    assert line.refused("POST", JOURNAL, body, counter=50).kind == "replayed"
    assert line.refused("POST", JOURNAL, body, counter=49).kind == "replayed"


@pytest.mark.parametrize("encoding", ["zstd", "gzip", "identity"])
def test_a_batch_may_travel_compressed(central: Central, line: Line, encoding: str) -> None:
    body = facts(Chain(1001).opened().records, line.epoch)
    match encoding:
        case "zstd":
            packed = zstandard.ZstdCompressor().compress(body)
        case "gzip":
            packed = gzip.compress(body)
        case _:
            packed = body
    answer = line.ask("POST", JOURNAL, packed, Content_Encoding=encoding)
    assert answer.json()["acked_seq"] == 1


def test_a_fork_is_an_alarm(central: Central, line: Line) -> None:
    line.ask("POST", JOURNAL, facts(Chain(1001).opened().records, line.epoch))
    other = Chain(1001)
    other.state("installation_opened", {"shop": "042", "till": "03", "clone": True})
    refused = line.refused("POST", JOURNAL, facts(other.records, line.epoch))
    assert (refused.kind, refused.seq) == ("fork", 1)


def test_a_successor_brings_what_was_not_sent(
    central: Central, serving: Serving, line: Line
) -> None:
    successor = SpeakingTill()
    successor.enrol(central, new_code(central), last_installation=1001)
    after = Line(serving.url, successor, line.clock)
    records = Chain(1001).opened().records
    assert after.ask("POST", JOURNAL, facts(records, line.epoch)).json()["acked_seq"] == 1
    own = Chain(successor.number).opened().records
    mixed = after.refused("POST", JOURNAL, facts(own, line.epoch))
    assert mixed.kind == "bad_request"


def test_another_tills_journal_is_not_written(
    central: Central, serving: Serving, line: Line
) -> None:
    other = Line(serving.url, enrolled_till(central, till="04"), line.clock)
    records = Chain(1001).opened().records
    assert other.refused("POST", JOURNAL, facts(records, line.epoch)).kind == "not_yours"


def test_a_revoked_till_pulls_nothing_and_pushes_apart(
    central: Central, line: Line, clock: Clock
) -> None:
    epoch = line.epoch
    with central.write() as tx:
        enrolment.revoke(tx, 1001, "test")
    clock.forward(seconds=2)
    for target in ("/v1/manifest", feed_of("catalog", epoch), waiting(epoch, {"catalog": 0})):
        assert line.refused("GET", target).kind == "revoked"
    ack = line.ask("POST", JOURNAL, facts(Chain(1001).opened().records, epoch))
    assert ack.json()["acked_seq"] == 1


# limits


@before_the_database
def test_a_bomb_is_refused_without_being_inflated(central: Central, line: Line) -> None:
    zeros = b"\0" * (512 * 1024 * 1024)
    for encoding, bomb in (
        ("zstd", zstandard.ZstdCompressor(level=3).compress(zeros)),
        ("gzip", gzip.compress(zeros[: 64 * 1024 * 1024])),
    ):
        began = time.monotonic()
        refused = line.refused("POST", JOURNAL, bomb, Content_Encoding=encoding)
        assert refused.kind == "too_large"
        assert time.monotonic() - began < 2


@before_the_database
def test_a_frame_that_wants_gigabytes_of_window_is_refused(line: Line) -> None:
    wide = zstandard.ZstdCompressionParameters.from_level(1, window_log=27)
    body = zstandard.ZstdCompressor(compression_params=wide).compressobj()
    frame = body.compress(b"x" * 1000) + body.flush()
    refused = line.refused("POST", JOURNAL, frame, Content_Encoding="zstd")
    assert refused.kind == "bad_request"


@pytest.mark.parametrize("size", [MAX_BODY + 1, 3 * MAX_BODY])
@before_the_database
def test_a_body_beyond_the_limit_is_refused(line: Line, size: int) -> None:
    assert line.refused("POST", JOURNAL, b" " * size).kind == "too_large"


@pytest.mark.parametrize(
    ("encoding", "body", "kind"),
    [
        ("zstd", b"no zstd", "bad_request"),
        ("zstd", b"", "bad_request"),
        ("gzip", b"no gzip", "bad_request"),
        ("gzip", zlib.compress(b"{}"), "bad_request"),
        ("gzip", gzip.compress(b"{}")[:-4], "bad_request"),
        ("zstd", zstandard.ZstdCompressor().compress(b"{}" * 99)[:-2], "bad_request"),
        ("gzip", gzip.compress(b"{") + gzip.compress(b"}"), "bad_request"),
        ("br", b"{}", "bad_encoding"),
        ("zstd, gzip", b"{}", "bad_encoding"),
    ],
    # Not by its bytes: gzip writes the time into them.
    ids=[
        "no zstd",
        "an empty zstd",
        "no gzip",
        "zlib as gzip",
        "a cut gzip",
        "a cut zstd",
        "two gzips",
        "unknown",
        "two encodings",
    ],
)
@before_the_database
def test_a_body_that_does_not_decompress_is_refused(
    line: Line, encoding: str, body: bytes, kind: str
) -> None:
    assert line.refused("POST", JOURNAL, body, Content_Encoding=encoding).kind == kind


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"epoch": "e", "records": [{"installation": 1e400}]}',
        b'{"epoch": 7, "records": []}',
        b'{"epoch": "\\u0000", "records": 1}',
    ],
)
@before_the_database
def test_a_batch_that_cannot_be_read_is_refused(line: Line, body: bytes) -> None:
    assert line.refused("POST", JOURNAL, body).kind == "bad_request"


def test_who_does_not_sign_is_refused(central: Central, serving: Serving, line: Line) -> None:
    with httpx.Client(base_url=serving.url) as stranger:
        for method, path in (
            ("GET", "/v1/manifest"),
            ("GET", "/v1/feed/catalog?epoch=x&after=0"),
            ("POST", JOURNAL),
            ("POST", "/v1/query/stock"),
            ("POST", "/v1/query/customer"),
            ("GET", f"/v1/picture/{'0' * 64}"),
        ):
            assert refusal_in(stranger.request(method, path)).kind == "bad_signature"


def test_a_clock_that_is_wrong_is_told_the_time(line: Line, clock: Clock) -> None:
    refused = line.refused("GET", "/v1/manifest", at=clock.at + timedelta(hours=1))
    assert (refused.kind, refused.server_time[:19]) == ("clock", "2026-11-21T09:00:00")


def test_too_old_a_till_pulls_nothing_and_pushes_on(line: Line) -> None:
    old: dict[str, Any] = {PROTOCOL: "0"}
    assert line.refused("GET", "/v1/manifest", **old).kind == "upgrade"
    body = facts(Chain(1001).opened().records, line.epoch)
    assert line.ask("POST", JOURNAL, body, **old).status_code == 200
    assert line.refused("GET", "/v1/manifest", Mostrador_Protocol="one").kind == "bad_request"


def test_what_is_not_there_and_how_it_is_not_asked_is_signed_too(line: Line) -> None:
    assert line.refused("GET", "/v1/nothing").kind == "not_found"
    refused = line.ask("DELETE", "/v1/manifest")
    assert refusal_in(refused).kind == "bad_method"
    assert "GET" in refused.headers["allow"]


# pictures and questions


def test_a_picture_is_fetched_by_its_hash(central: Central, line: Line) -> None:
    with central.write() as tx:
        name = pictures.put(tx, PNG)
    answer = line.ask("GET", f"/v1/picture/{name}")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert hashlib.sha256(answer.content).hexdigest() == name
    again = line.ask("GET", f"/v1/picture/{name}", If_None_Match=answer.headers["etag"])
    assert again.status_code == 304
    for other in ("0" * 64, "x", name.upper()):
        assert line.refused("GET", f"/v1/picture/{other}").kind == "not_found"


@pytest.fixture
def ready(central: Central, serving: Serving, tmp_path: Path) -> Snapshot:
    """A catalogue of 3,000 products, ready to be fetched."""
    put_products(central, (f"P{number:05d}" for number in range(3000)))
    settle(central, serving)
    serving.served.folder = tmp_path / "snapshots"
    (made,) = snapshots.keep_fresh(central, serving.served.folder)
    return made


def test_a_snapshot_is_fetched_by_parts(line: Line, ready: Snapshot) -> None:
    (offered,) = line.get("/v1/manifest", Manifest).snapshots
    assert offered == ready
    whole = line.ask("GET", f"/v1/snap/{ready.id}")
    assert (whole.status_code, len(whole.content)) == (200, ready.size)
    assert int(whole.headers["content-length"]) == ready.size
    plain = zstandard.ZstdDecompressor().stream_reader(whole.content).read()
    assert hashlib.sha256(plain).hexdigest() == ready.sha256
    half = ready.size // 2
    got = b""
    for wanted in (f"bytes=0-{half}", f"bytes={half + 1}-"):
        part = line.ask("GET", f"/v1/snap/{ready.id}", Range=wanted)
        assert part.status_code == 206
        got += part.content
    assert got == whole.content
    last = line.ask("GET", f"/v1/snap/{ready.id}", Range="bytes=-10")
    assert last.content == whole.content[-10:]
    size = ready.size
    assert last.headers["content-range"] == f"bytes {size - 10}-{size - 1}/{size}"
    again = line.ask("GET", f"/v1/snap/{ready.id}", If_None_Match=whole.headers["etag"])
    assert again.status_code == 304


def test_a_range_that_is_none_is_refused(line: Line, ready: Snapshot) -> None:
    target = f"/v1/snap/{ready.id}"
    for odd in ("bytes=", "bytes=-", "bytes=9-3", f"bytes={ready.size}-", "lines=1-2", "bytes=-0"):
        assert line.refused("GET", target, Range=odd).kind == "bad_range"
    assert line.refused("GET", "/v1/snap/another").kind == "not_found"
    assert line.refused("GET", f"/v1/snap/..%2F{ready.id}").kind == "not_found"


def test_a_range_is_one_part_at_most() -> None:
    assert byte_range("bytes=5-", 3 * PART) == (5, PART + 4)
    assert byte_range(f"bytes={PART}-{2 * PART - 1}", 3 * PART) == (PART, 2 * PART - 1)


def test_a_snapshot_that_is_not_here_is_not_offered(
    line: Line, ready: Snapshot, serving: Serving, tmp_path: Path
) -> None:
    serving.served.folder = tmp_path / "elsewhere"
    assert line.get("/v1/manifest", Manifest).snapshots == []
    assert line.refused("GET", f"/v1/snap/{ready.id}").kind == "not_found"


def test_other_shops_stock_is_told(central: Central, line: Line) -> None:
    put_products(central, ["CAF-001"])
    put_shop(central, "043", name="Centro")
    with central.write() as tx:
        stock.count(tx, "043", {"CAF-001": 2500}, "test")
    answer = line.post("/v1/query/stock", {"sku": "CAF-001"}, StockAnswer)
    assert [(one.shop, one.name, one.on_hand) for one in answer.shops] == [
        ("043", "Centro", "2.500")
    ]
    body = b'{"sku": "unknown"}'
    assert line.refused("POST", "/v1/query/stock", body).kind == "not_found"


def put_products(central: Central, skus: Iterable[str]) -> None:
    values = {sku: ProductValue(name=sku, tax=TaxCategory.REDUCIDO) for sku in skus}
    with central.write() as tx:
        products.keep(tx, values, "test")


def test_another_shops_ticket_is_found_with_what_came_back(
    central: Central, serving: Serving, line: Line
) -> None:
    put_shop(central, "043")
    know(central, "CAF-001")
    other = Line(serving.url, enrolled_till(central, "043"), line.clock)
    chain = Chain(other.till.number).opened()
    number = "T043C03AS26-000001"
    chain.sold(number, a_line(quantity="3", total=300))
    back = a_line(quantity="-1", total=-100, of=1)
    chain.sold("T043C03AR26-000001", back, corrects=number)
    target = f"/v1/till/{other.till.number}/journal"
    other.post(target, Batch(epoch=line.epoch, records=chain.records), Ack)
    for asked in ({"number": number}, {"day": "2026-11-21", "total": 300}):
        (found,) = line.post("/v1/query/ticket", asked, TicketAnswer).tickets
        assert (found.number, found.shop, found.installation) == (number, "043", 1002)
        assert found.document["total"] == 300
        assert found.returned == {"1": {"quantity": "1.000", "amount": 100}}
        assert [one["amount"] for one in found.paid_back] == [-100]
    body = json.dumps({"number": "T043C03AS26-000009"}).encode()
    assert line.refused("POST", "/v1/query/ticket", body).kind == "not_found"
    assert line.refused("POST", "/v1/query/ticket", b"{}").kind == "bad_request"


def test_another_taxpayers_ticket_is_not_told(
    central: Central, serving: Serving, line: Line
) -> None:
    with central.write() as tx:
        shops.put(tx, a_shop("043", nif="B12345674"), "test")
    other = Line(serving.url, enrolled_till(central, "043"), line.clock)
    chain = Chain(other.till.number).opened()
    chain.sold("T043C03AS26-000001", a_line(quantity="3", total=300))
    target = f"/v1/till/{other.till.number}/journal"
    other.post(target, Batch(epoch=line.epoch, records=chain.records), Ack)
    body = json.dumps({"number": "T043C03AS26-000001"}).encode()
    assert line.refused("POST", "/v1/query/ticket", body).kind == "not_yours"
    body = json.dumps({"day": "2026-11-21", "total": 300}).encode()
    assert line.refused("POST", "/v1/query/ticket", body).kind == "not_found"


def test_a_card_is_asked_for_as_it_is_typed_and_only_by_a_till(
    central: Central, line: Line
) -> None:
    somebody = "0192f0c1-0000-7000-8000-00000000000a"
    value = CustomerValue(card="C-1", region="sur", personal=Personal(name="Ana Pérez", phone="6"))
    with central.write() as tx:
        customers.put(tx, somebody, value, "test")
    answer = line.post("/v1/query/customer", {"card": " c-1"}, CustomerAnswer)
    assert (answer.uuid, answer.name, answer.points) == (somebody, "Ana", 0)
    for card, kind in (("C-2", "not_found"), ("", "not_found"), ("x" * 41, "bad_request")):
        body = json.dumps({"card": card}).encode()
        assert line.refused("POST", "/v1/query/customer", body).kind == kind
    with central.write() as tx:
        customers.erase(tx, somebody, "test")
    body = json.dumps({"card": "C-1"}).encode()
    assert line.refused("POST", "/v1/query/customer", body).kind == "not_found"


def test_orders_are_asked_for_at_a_pace(
    central: Central, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "MOST", 3)
    for _ in range(3):
        assert line.post("/v1/query/order", {"words": "W-1042"}, OrderAnswer).orders == []
    refused = line.refused("POST", "/v1/query/order", b'{"words": "W-1042"}')
    assert refused.kind == "paced"


def test_where_an_order_goes_is_said_to_the_shop_that_sends_it_while_it_does(
    central: Central, serving: Serving, line: Line
) -> None:
    put_products(central, ["A"])
    put_shop(central, "043")
    other = Line(serving.url, enrolled_till(central, "043"), line.clock)
    contact = Contact(name="Iker Sanz", phone="600123678", address="Avenida 9")
    with central.write() as tx:
        stock.count(tx, "042", {"A": 9000}, "test")
        orders.place(tx, a_home_order("W-1"), "test", contact)
        orders.place(tx, an_order("W-2"), "test", contact)
    answer = line.post("/v1/query/address", {"number": "W-1"}, AddressAnswer)
    assert (answer.name, answer.address, answer.phone) == ("Iker Sanz", "Avenida 9", "600123678")

    def refused(who: Line, number: str) -> str:
        body = json.dumps({"number": number}).encode()
        return who.refused("POST", "/v1/query/address", body).kind

    assert refused(other, "W-1") == "not_found", "another shop has nothing to do with it"
    assert refused(line, "W-2") == "not_found", "it is collected"
    assert refused(line, "W-9") == refused(line, "?") == "not_found"
    with central.write() as tx:
        orders.cancel(tx, "W-1", "test")
    assert refused(line, "W-1") == "not_found", "it is over"


# enrolment


def test_a_till_enrols_over_the_wire(central: Central, serving: Serving, line: Line) -> None:
    newcomer = SpeakingTill()
    newcomer.enrolled = line.till.enrolled  # whose key signs the answers
    other = Line(serving.url, newcomer, line.clock)
    body = msgspec.json.encode(newcomer.asks_to_enrol(new_code(central, till="07")))
    answer = other.ask("POST", "/v1/enrol", body)
    assert (answer.status_code, answer.json()["till"]) == (200, "07")
    wrong = msgspec.json.encode(newcomer.asks_to_enrol("0000-0000"))
    assert other.refused("POST", "/v1/enrol", wrong).kind == "bad_code"


def test_an_installation_that_was_never_made_is_unknown(serving: Serving, line: Line) -> None:
    stranger = SpeakingTill(4711)
    stranger.enrolled = line.till.enrolled
    refused = Line(serving.url, stranger, line.clock).refused("GET", "/v1/manifest")
    assert refused.kind == "unknown_installation"


# health


def test_health_is_told_to_everybody(central: Central, serving: Serving) -> None:
    answer = httpx.get(f"{serving.url}/health")
    assert answer.status_code == 200
    assert answer.json()["database"] == central.dialect


@before_the_database
def test_health_is_refused_when_nobody_looks_at_the_streams(serving: Serving) -> None:
    serving.served.heads._looked = float("-inf")
    serving.served.heads._closed = True
    for _ in range(3):
        answer = httpx.get(f"{serving.url}/health")
        if answer.status_code == 503:
            break
        serving.served.heads._looked = float("-inf")
    assert refusal_in(answer).kind == "busy"


def test_an_installation_row_that_is_locked_does_not_stop_who_reads(
    central: Central, serving: Serving, line: Line
) -> None:
    with central.write() as tx:
        tx.execute(update(installations).values(program="x"))
        assert line.ask("GET", feed_of("catalog", line.epoch)).status_code == 200
