"""The demo shop opens with orders of today, alone and with its central."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from builders import NOON
from waiting import until

from app.commands import demo_chain, demo_orders
from app.commands.central_folder import opened
from app.commands.counter import working
from app.commands.demo_shop import make_demo_till
from app.domain.demo_orders import DEMO_TABLET
from app.domain.errors import NotInStep
from app.domain.fulfilment import OrderState
from app.domain.order_event import Shown
from app.services.clock import SetClock
from app.services.counter import Counter
from sync.central import order_figures


def test_each_demo_order_is_in_the_state_it_is_to_show() -> None:
    found = {f.order.number[-2:]: f.state for f in demo_orders.orders(NOON)}
    new, ready = OrderState.NEW, OrderState.READY
    assert list(found.values()) == [new, new, new, ready, ready, ready,
                                    OrderState.IN_TRANSIT, ready]  # fmt: skip


def test_a_till_alone_has_them_and_may_scan_all_of_their_codes(tmp_path: Path) -> None:
    make_demo_till(tmp_path / "till")
    demo_orders.give_to_till(tmp_path / "till", NOON)
    demo_orders.give_to_till(tmp_path / "till", NOON + timedelta(hours=1))
    with working(tmp_path / "till") as counter:
        counter.till.clock = SetClock(counter.till.shop.zone, NOON)
        counter.signin.sign_in("1001", "1111")
        queue = counter.pickups.queue()
        assert len(queue) == len(demo_orders.ORDERS)
        ready = next(one.order for one in queue if one.order.state is OrderState.READY)
        taken = counter.order_codes.scanned(counter.order_codes.of_order(ready))
        assert taken is not None and taken.order.number == ready.order.number
        ((_, label),) = counter.order_codes.labels(ready)
        counter.handing.presented(ready.order.number, Shown.CODE)
        assert counter.handing.scan_out(label).order.number == ready.order.number


def test_nobody_has_to_take_over_what_a_demo_opens_with(tmp_path: Path) -> None:
    make_demo_till(tmp_path / "till")
    demo_orders.give_to_till(tmp_path / "till", NOON)
    with working(tmp_path / "till") as counter:
        counter.till.clock = SetClock(counter.till.shop.zone, NOON)
        counter.signin.sign_in("1001", "1111")
        new = [one.order for one in counter.pickups.queue() if one.order.state is OrderState.NEW]
        begun = [counter.preparing.start(one.order.number) for one in new]
        assert [one.holder for one in begun] == [counter.orders.device] * 3


def test_another_day_brings_others(tmp_path: Path) -> None:
    make_demo_till(tmp_path / "till")
    for day in range(2):
        demo_orders.give_to_till(tmp_path / "till", NOON + timedelta(days=day))
    with working(tmp_path / "till") as counter:
        assert len(counter.pickups.queue()) == 2 * len(demo_orders.ORDERS)


def in_step(counter: Counter) -> bool:
    try:
        counter.line.round(20)
    except NotInStep:
        return False
    return True


def test_a_demo_with_its_central_says_them_to_its_tills(tmp_path: Path) -> None:
    place = demo_chain.prepare(tmp_path)
    demo_chain.give_orders(tmp_path, datetime.now(UTC))
    demo_chain.give_orders(tmp_path, datetime.now(UTC))
    with demo_chain.central_running(tmp_path), working(place) as counter:
        counter.line.take_up()
        until(lambda: in_step(counter))  # the central beside it is still coming up
        queue = counter.pickups.queue()
        assert len(queue) == len(demo_orders.ORDERS)
        assert counter.orders.device_name(DEMO_TABLET) == "T"


def test_a_demo_that_is_opened_again_another_day_has_orders_of_that_day_too(
    tmp_path: Path,
) -> None:
    demo_chain.prepare(tmp_path)
    now = datetime.now(UTC)
    for day in range(3):
        demo_chain.give_orders(tmp_path, now + timedelta(days=day))
    central = tmp_path / demo_chain.CENTRAL
    (central / demo_orders.DAY).unlink()  # it was written, and the power went
    demo_chain.give_orders(tmp_path, now + timedelta(days=2))
    with opened(str(central), None) as found, found.read() as connection:
        listed = order_figures.listed(connection, limit=100)
    assert len(listed) == 3 * len(demo_orders.ORDERS)


def test_the_command_lists_what_to_scan(tmp_path: Path) -> None:
    def done(*words: str) -> str:
        command = [sys.executable, "-m", "app", *words, "--data", str(tmp_path / "till")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    done("init", "--demo")
    number = next(demo_orders.orders(datetime.now().astimezone())).order.number
    script = tmp_path / "session.txt"
    script.write_text(f"signin 1001 1111\npickup codes {number}\n", "utf-8")
    said = [json.loads(line) for line in done("play", str(script)).splitlines()]
    assert said[-1]["result"]["qr"].startswith("MO1")
