"""The feeds: pages, segments, bases and heads, and what is refused."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.domain.facts import canonical
from sync.central import chain, feeds, sequencer
from sync.central.database import Central
from sync.central.errors import Refusal
from sync.central.outbox import Said
from sync.central.tables import price_lists, shops
from sync.protocol import PAGE, PUT, SEGMENT, Page, check_after, encode

from .saying import Reader, gone, moved, page, put, rows, say

SETTINGS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def segment(central: Central, number: int, stream: str = "catalog") -> Page | None:
    with central.read() as conn:
        return feeds.segment(conn, stream, number)


def base(central: Central, at: int = 0, after: int = 0, limit: int = 500, **of: str) -> Page:
    with central.read() as conn:
        return feeds.base(conn, of.get("stream", "catalog"), at, after, limit)


def trim(central: Central, before: int, stream: str = "catalog") -> None:
    with central.write() as tx:
        feeds.trim(tx, stream, before)


def refusal(call: Any, *arguments: Any, **named: Any) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*arguments, **named)
    return caught.value


@pytest.fixture
def ten(central: Central) -> Central:
    """A catalogue of ten rows, keys 0-9."""
    say(central, *(put(str(number)) for number in range(10)))
    moved(central)
    return central


# pages


def test_a_page_says_where_it_ends_and_where_the_stream_does(ten: Central) -> None:
    got = page(ten, after=2, limit=3)
    assert [row.seq for row in got.rows] == [3, 4, 5]
    assert (got.stream, got.after, got.to, got.head) == ("catalog", 2, 5, 10)
    assert got.epoch == chain.make_chain(ten, demo=False).epoch
    assert not got.base


def test_a_page_at_the_head_is_empty_and_has_its_checksum(ten: Central) -> None:
    got = page(ten, after=10)
    assert (got.rows, got.to, got.check) == ([], 10, page(ten).check)


def test_a_page_has_no_more_rows_than_a_page_may(central: Central) -> None:
    say(central, *(put(str(number)) for number in range(PAGE + 1)))
    moved(central)
    assert len(page(central, limit=10**9).rows) == PAGE
    assert len(page(central, limit=-1).rows) == 1


def test_a_stream_that_may_have_rows_some_day_is_empty(central: Central) -> None:
    assert page(central, "config") == page(central, "config", limit=1)
    assert (page(central, "catalog").head, page(central, "catalog").check) == (0, "")


@pytest.mark.parametrize(
    "name", ["", "catalogue", "catalog:x", "price:web", "store:042", "loyalty:es", "store:"]
)
def test_a_stream_that_cannot_be_is_not_found(central: Central, name: str) -> None:
    for ask in (page, rows):
        assert refusal(ask, central, name).kind == "not_found"
    assert refusal(segment, central, 0, name).kind == "not_found"
    assert refusal(base, central, stream=name).kind == "not_found"
    assert refusal(trim, central, 1, name).kind == "not_found"


def test_a_cursor_from_the_future_is_of_another_epoch(ten: Central) -> None:
    for refused in (refusal(page, ten, after=11), refusal(base, ten, at=11)):
        assert (refused.kind, refused.status) == ("epoch", 409)
        assert refused.epoch == chain.make_chain(ten, demo=False).epoch


def test_a_cursor_before_the_first_row_is_a_bad_request(ten: Central) -> None:
    assert refusal(page, ten, after=-1).kind == "bad_request"
    assert refusal(segment, ten, -1).kind == "bad_request"
    assert refusal(base, ten, at=10, after=11).kind == "bad_request"
    assert refusal(base, ten, at=-1).kind == "bad_request"


def test_a_number_with_a_point_has_the_checksum_that_a_till_reckons(central: Central) -> None:
    value = {"large": 1e16, "small": 1.5e-7, "whole": 2.0}
    say(central, Said("catalog", PUT, "product", "A", 1, value))
    moved(central)
    got = msgspec.json.decode(encode(page(central)), type=Page)
    assert got.rows[0].value == value
    assert got.check == check_after("", got.rows[0])


# segments


def test_a_segment_is_there_when_it_is_full_and_never_changes(central: Central) -> None:
    say(central, *(put(str(number)) for number in range(SEGMENT - 1)))
    moved(central)
    assert segment(central, 0) is None
    say(central, put("the last"), put("of the next"))
    moved(central)
    full = segment(central, 0)
    assert full is not None
    assert [row.seq for row in full.rows] == list(range(1, SEGMENT + 1))
    assert (full.after, full.to, full.head) == (0, SEGMENT, SEGMENT)
    assert full.check == page(central, after=SEGMENT - 1, limit=1).check
    assert segment(central, 1) is None
    say(central, *(put(str(number), 2) for number in range(SEGMENT)))
    moved(central)
    assert encode(segment(central, 0)) == encode(full)
    second = segment(central, 1)
    assert second is not None
    assert (second.rows[0].key, second.after) == ("of the next", SEGMENT)
    trim(central, 2)
    assert refusal(segment, central, 0).kind == "trimmed"
    assert segment(central, 1) == second


# bases


def test_a_base_is_read_page_by_page_as_it_was_when_it_was_begun(ten: Central) -> None:
    say(ten, put("3", 2), gone("4", 2))
    moved(ten)
    first = base(ten, limit=4)
    assert [row.key for row in first.rows] == ["0", "1", "2", "5"]
    assert (first.base, first.done, first.head, first.to, first.check) == (True, False, 12, 6, "")
    say(ten, put("7", 2), put("new"))
    moved(ten)
    last = base(ten, at=first.head, after=first.to)
    assert [row.key for row in last.rows] == ["6", "8", "9", "3"]  # 7 is in the tail
    assert (last.done, last.head, last.to) == (True, 12, 12)
    assert last.check == page(ten, after=11, limit=1).check
    assert [row.key for row in page(ten, after=last.to).rows] == ["7", "new"]


def test_the_base_of_nothing_is_done(central: Central) -> None:
    got = base(central)
    assert (got.rows, got.done, got.head, got.to, got.check) == ([], True, 0, 0, "")


def test_a_base_whose_end_is_trimmed_meanwhile_is_begun_again(ten: Central) -> None:
    first = base(ten, limit=4)
    say(ten, put("0", 2), put("1", 2))
    moved(ten)
    trim(ten, 11)  # of the tail after it all is there
    assert base(ten, at=first.head, after=first.to).done
    trim(ten, 12)
    refused = refusal(base, ten, at=first.head, after=first.to)
    assert (refused.kind, refused.oldest) == ("trimmed", 12)
    assert base(ten).done


# trimming


def test_what_is_trimmed_is_refused_and_the_rest_is_there(ten: Central) -> None:
    trim(ten, 4)
    refused = refusal(page, ten, after=2)
    assert (refused.kind, refused.status, refused.oldest) == ("trimmed", 410, 4)
    assert [row.seq for row in page(ten, after=3).rows] == list(range(4, 11))
    assert len(base(ten).rows) == 10


def test_trimming_goes_forward_only_and_never_beyond_the_head(ten: Central) -> None:
    trim(ten, 100)
    trim(ten, 3)
    assert refusal(page, ten, after=9).oldest == 11
    at = page(ten, after=10)
    assert (at.head, at.rows) == (10, [])
    say(ten, put("next"))
    moved(ten)
    reader = Reader()
    reader.seq, reader.check = 10, at.check
    assert [row.key for row in reader.catch_up(ten)] == ["next"]


# whose streams


def test_an_installation_has_the_streams_of_its_shop(central: Central) -> None:
    lists = {"web": [], "madrid": ["041", "042"], "vigo": ["043"]}
    with central.write() as tx:
        for code, region in (("042", "es"), ("043", "pt")):
            value = canonical({"code": code, "region": region})
            tx.execute(insert(shops).values(code=code, version=1, value_json=value))
        for code, of in lists.items():
            value = canonical({"name": code, "shops": of})
            tx.execute(insert(price_lists).values(code=code, version=1, value_json=value))
    say(central, put("a", stream="price:web"), put("b", stream="price:web"))
    moved(central)
    trim(central, 2, "price:web")
    with central.read() as conn:
        found = feeds.streams_of(conn, SimpleNamespace(shop="042"))
        names = ["config", "store:042", "loyalty:es", "price:madrid", "price:web", "catalog"]
        assert [each.stream for each in found] == names
        assert {(each.head, each.oldest) for each in found} == {(0, 1), (2, 2)}
        assert feeds.heads(conn, ["price:web", "config"]) == {"price:web": 2, "config": 0}
        assert refusal(feeds.streams_of, conn, SimpleNamespace(shop="044")).kind == "not_found"
    for name in names:  # all may be read, though nothing was said in most
        page(central, name, after=2 if name == "price:web" else 0)


# anything said in any order

KEYS = st.sampled_from("abcdef")
CHANGES = st.lists(st.tuples(KEYS, st.none() | st.integers(0, 9)), max_size=12)
ROUNDS = st.lists(st.tuples(CHANGES, st.integers(1, 7)), min_size=1, max_size=5)


class Catalogue:
    """Central's side of a stream: versions, and what it should come to."""

    def __init__(self, central: Central, stream: str) -> None:
        self.central = central
        self.stream = stream
        self.said: list[Said] = []

    def change(self, changes: list[tuple[str, int | None]], limit: int) -> None:
        start = len(self.said)
        for version, (key, value) in enumerate(changes, start + 1):
            put_it = put(key, version, self.stream, {"n": value})
            self.said.append(gone(key, version, self.stream) if value is None else put_it)
        say(self.central, *self.said[start:])
        moved(self.central, limit)

    def replayed(self) -> dict[tuple[str, str], Any]:
        state: dict[tuple[str, str], Any] = {}
        for said in self.said:
            state.pop((said.kind, said.key), None)
            if said.value is not None:
                state[said.kind, said.key] = (said.version, said.value)
        return state


@pytest.fixture
def catalogues(central: Central) -> Any:
    """Makes catalogues, each with a stream of its own in the one database."""
    made: list[Catalogue] = []

    def make() -> Catalogue:
        name = f"price:{len(made)}"
        with central.write() as tx:
            row = {"code": str(len(made)), "version": 1, "value_json": "{}"}
            tx.execute(insert(price_lists).values(row))
        made.append(Catalogue(central, name))
        return made[-1]

    return make


@SETTINGS
@given(rounds=ROUNDS, limit=st.integers(1, 9))
def test_a_feed_is_dense_and_its_checksum_holds_and_it_replays_to_the_truth(
    catalogues: Any, rounds: list[Any], limit: int
) -> None:
    catalogue = catalogues()
    reader, late = Reader(catalogue.stream), Reader(catalogue.stream)
    for changes, step in rounds:
        catalogue.change(changes, step)
        reader.catch_up(catalogue.central, limit)
    read = late.catch_up(catalogue.central)
    assert [Said(catalogue.stream, r.op, r.kind, r.key, r.version, r.value) for r in read] == (
        catalogue.said
    )
    assert reader.state == late.state == catalogue.replayed()
    assert (reader.seq, reader.check) == (late.seq, late.check)


@SETTINGS
@given(
    before=ROUNDS,
    during=st.lists(CHANGES, max_size=4),
    limit=st.integers(1, 5),
    trimmed=st.booleans(),
)
def test_a_base_and_the_tail_after_it_are_the_truth_whatever_changes_meanwhile(
    catalogues: Any, before: list[Any], during: list[Any], limit: int, trimmed: bool
) -> None:
    catalogue = catalogues()
    central, reader = catalogue.central, Reader(catalogue.stream)
    for changes, step in before:
        catalogue.change(changes, step)
    if trimmed and catalogue.said:
        trim(central, len(catalogue.said) + 1, catalogue.stream)
    got = base(central, limit=limit, stream=catalogue.stream)
    while True:
        for row in got.rows:
            assert got.after < row.seq <= got.to <= got.head
            reader.apply(row)
        if got.done:
            break
        if during:
            catalogue.change(during.pop(), 3)
        got = base(central, got.head, got.to, limit, stream=catalogue.stream)
    reader.seq, reader.check = got.to, got.check
    assert got.to == got.head
    reader.catch_up(central)
    assert reader.state == catalogue.replayed()


def test_a_step_in_the_middle_of_a_change_leaves_a_feed_that_goes_on(central: Central) -> None:
    say(central, *(put(str(number)) for number in range(5)))
    assert sequencer.step(central, 2) == 2
    reader = Reader()
    assert [row.key for row in reader.catch_up(central)] == ["0", "1"]
    moved(central)
    assert [row.key for row in reader.catch_up(central)] == ["2", "3", "4"]
