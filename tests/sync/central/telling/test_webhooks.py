"""Channels hear of their orders by signed webhooks, in order, and whatever their server does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
from facts import kinds, waiting
from sqlalchemy import select

from app.domain import order_event as e
from app.domain.errors import BadChannel
from app.sealing import Unsealable
from sync.central import exceptions
from sync.central.database import Central
from sync.central.masters import orders
from sync.central.telling import channels, webhooks
from sync.central.telling.backoff import pause
from sync.central.telling.couriers import Couriers
from sync.central.telling.posting import Poster
from sync.central.telling.signing import ATTEMPT, EVENT, signature
from sync.central.telling_tables import channels as channels_table
from sync.central.telling_tables import webhooks as webhooks_table

from ..conftest import Clock
from ..masters.chains import WHO
from .conftest import Till, an_order, place
from .web import WebShop

SECRET = "a secret that nobody guesses"


@pytest.fixture
def couriers(central: Central, till: Till, web: WebShop) -> Iterator[Couriers]:
    """The channel web hears at its own server."""
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url)
        channels.keep_secret(tx, "web", SECRET, WHO)
    poster = Poster("test", patience=0.5)
    couriers = Couriers(central, poster)
    yield couriers
    couriers.close()
    poster.close()


def run(couriers: Couriers) -> int:
    """Until nothing more goes."""
    done = 0
    while some := couriers.step():
        done += some
    return done


def test_a_channel_hears_in_order_and_can_check_who_speaks(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    place(central, an_order())
    till.states(e.Accepted()).prepares()
    assert run(couriers) == 4
    assert web.kinds() == ["placed", "accepted", "packed", "ready"]
    first, now = web.heard[0], int(clock().timestamp())
    assert first.value["id"] == int(first.headers[EVENT]) and first.headers[ATTEMPT] == "1"
    assert first.value["facts"] == {"number": "W-1042", "state": "placed", "version": 1}
    assert first.is_from(SECRET, now)
    assert not replace(first, body=first.body + b" ").is_from(SECRET, now)
    assert not first.is_from("another secret", now)
    assert not first.is_from(SECRET, now + 301), "played back"
    assert run(couriers) == 0, "once"


def test_what_the_shop_could_not_bring_is_said_with_the_line(
    central: Central, till: Till, web: WebShop, couriers: Couriers
) -> None:
    place(central, an_order())
    till.states(e.LineRejected(1, "roto"))
    run(couriers)
    assert web.kinds() == ["placed", "line_rejected", "rejected"]
    assert web.heard[1].value["facts"]["line"] == 1
    assert web.heard[1].value["facts"]["reason"] == "roto"


@pytest.mark.parametrize("answer", [500, 503, 429, 302])
def test_a_server_that_fails_is_asked_again_later_with_the_same_id(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock, answer: int
) -> None:
    place(central, an_order())
    web.answers = [answer]
    assert run(couriers) == 0 and run(couriers) == 0
    clock.forward(seconds=3)
    assert run(couriers) == 0, "not at once"
    clock.forward(seconds=130)
    assert run(couriers) == 1
    assert web.heard[0].headers[ATTEMPT] == "2"


def test_a_server_that_wants_to_be_left_alone_for_ever_is_asked_the_next_day(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    place(central, an_order())
    web.answers, web.later = [503], "9" * 20
    assert run(couriers) == 0
    clock.forward(hours=23)
    assert run(couriers) == 0
    clock.forward(hours=2)
    assert run(couriers) == 1


def test_a_channel_whose_secret_cannot_be_read_holds_up_no_other(
    central: Central, till: Till, web: WebShop, couriers: Couriers
) -> None:
    bad = [f"app{number}" for number in range(8)]
    with central.write() as tx:
        for code in bad:
            channels.put(tx, code, WHO, url=web.url)
        broken = channels_table.c.code.in_(bad)
        tx.execute(channels_table.update().where(broken).values(sealed=b"nothing"))
    for code in bad:
        place(central, an_order(f"W-{code}", 1, channel=code))
    place(central, an_order("W-2", 1))
    with pytest.raises(Unsealable):
        couriers.step()
    assert web.kinds() == ["placed"]


def test_a_server_that_does_not_answer_holds_up_only_itself(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    with central.write() as tx:
        channels.put(tx, "app", WHO, url="http://127.0.0.1:9/nobody")
    for number in range(4):
        place(central, an_order(f"A-{number}", 1, channel="app"))
    place(central, an_order())
    web.slow = 0.7
    assert run(couriers) == 0
    with central.read() as conn:
        tries = select(webhooks_table.c.tries).where(webhooks_table.c.channel == "app")
        assert sorted(conn.scalars(tries)) == [0, 0, 0, 1], "one try a channel, not one an order"
    web.slow = 0
    clock.forward(minutes=1)
    assert run(couriers) == 1
    with central.read() as conn:
        assert webhooks.waiting(conn)["app"][0] == 4


def test_what_one_order_is_refused_holds_up_only_that_order(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    place(central, an_order("W-1", 1))
    place(central, an_order("W-2", 1))
    till.states(e.Accepted(), number="W-1").states(e.Accepted(), number="W-2")
    web.refuses = lambda value: value["number"] == "W-1" and value["kind"] == "placed"
    run(couriers)
    assert web.kinds("W-2") == ["placed", "accepted"]
    assert web.kinds("W-1") == [], "what comes after it waits for it"
    web.refuses = lambda value: False
    clock.forward(minutes=1)
    run(couriers)
    assert web.kinds("W-1") == ["placed", "accepted"], "and in order"


def test_after_days_it_is_given_up_and_somebody_settles_it(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    place(central, an_order())
    place(central, an_order("W-2", 1))
    web.refuses = lambda value: True
    for _ in range(80):
        run(couriers)
        clock.forward(hours=1)
    assert kinds(central) == ["webhooks_given_up"]
    assert run(couriers) == 0
    web.refuses = lambda value: False
    with central.write() as tx:
        exceptions.settle(tx, waiting(central)[0].id, "retry", WHO)
    assert run(couriers) == 2 and sorted(web.kinds()) == ["placed", "placed"]


def test_a_channel_that_is_gone_is_left_alone_until_somebody_says_where_it_is(
    central: Central, till: Till, web: WebShop, couriers: Couriers, clock: Clock
) -> None:
    place(central, an_order())
    web.answers = [410]
    assert run(couriers) == 0
    clock.forward(days=1)
    assert run(couriers) == 0 and web.heard == []
    assert kinds(central) == ["channel_gone"]
    with central.write() as tx:
        channels.put(tx, "web", WHO, url=web.url)
    assert run(couriers) == 1


def test_numbers_come_in_the_order_of_the_commits(central: Central, till: Till) -> None:
    """Who reads the feed after 7 must not miss a 6 that is committed later."""
    place(central, an_order("W-1", 1))
    place(central, an_order("W-2", 1))
    first, done = threading.Event(), []

    def tell(number: str) -> None:
        with central.write() as tx:
            orders.tell_channel(tx, orders.one(tx, number).f.order, "late", {})
            if number == "W-1":
                first.set()
                time.sleep(0.3)
        done.append(number)

    one = threading.Thread(target=tell, args=("W-1",))
    one.start()
    assert first.wait(5)
    tell("W-2")
    one.join()
    assert done == ["W-1", "W-2"]
    with central.read() as conn:
        late = [row.number for row in orders.heard_by(conn, "web", 0, 9) if row.kind == "late"]
    assert late == ["W-1", "W-2"]


def test_without_an_address_nothing_is_kept_for_it_and_the_feed_has_all(
    central: Central, till: Till
) -> None:
    place(central, an_order(channel="app"))
    with central.read() as conn:
        assert webhooks.waiting(conn) == {}
        assert [row.kind for row in orders.heard_by(conn, "app", 0, 9)] == ["placed"]


def test_nobody_reads_a_secret_in_the_database(central: Central, till: Till) -> None:
    with central.write() as tx:
        secret = channels.put(tx, "web", WHO, url="https://shop.example/hooks")
        assert channels.put(tx, "web", WHO, url="https://shop.example/other") == ""
    with central.read() as conn:
        (row,) = conn.execute(channels_table.select())
        assert secret.encode() not in bytes(row.sealed)
        assert channels.secret_of(conn, "web") == secret


@pytest.mark.parametrize(
    "address", ["http://shop.example/", "ftp://127.0.0.1/", "https://", "https://u:p@shop.example/",
            "https://shop.example:99999/", "//shop.example"],
)  # fmt: skip
def test_a_webhook_goes_by_tls_or_to_this_machine(
    central: Central, till: Till, address: str
) -> None:
    with central.write() as tx, pytest.raises(BadChannel):
        channels.put(tx, "web", WHO, url=address)


def test_a_secret_that_can_be_guessed_is_refused(central: Central, till: Till) -> None:
    with central.write() as tx:
        channels.put(tx, "web", WHO)
        with pytest.raises(BadChannel):
            channels.keep_secret(tx, "web", "short", WHO)


def test_each_pause_is_longer_and_none_like_another() -> None:
    usual = [pause(tries, 0).total_seconds() for tries in range(1, 9)]
    assert usual == sorted(usual) and usual[0] == 5 and usual[-1] == 3600
    assert pause(3, -100).total_seconds() == 96 and pause(3, 100).total_seconds() == 144


def test_a_signature_is_what_the_document_says() -> None:
    assert signature("secret", 1700000000, b"{}") == (
        "t=1700000000,v1=b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163"
    )
