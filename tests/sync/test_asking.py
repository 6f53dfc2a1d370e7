"""A ticket of another shop is asked for while a customer waits: real files, socket and central."""

from __future__ import annotations

import socket
import time
from pathlib import Path
from typing import Any

import enrolled
import pytest
from enrolled import Office, Working, reach
from facts import Chain, a_line, enrol, push
from waiting import until

from app.mirror.pictures import at_hand
from sync.asker import DEADLINE
from sync.central.masters import customers, pictures, points, shops
from sync.central.masters.customer import CustomerValue, Personal
from sync.central.masters.shops import ShopValue

pytestmark = pytest.mark.usefixtures("small_reserve")
office, folder = enrolled.office, enrolled.folder

NUMBER = "T043C01AS26-000001"


def sell_elsewhere(office: Office, nif: str = "B00000000") -> None:
    """Another shop sells three, and one of them comes back there."""
    there = ShopValue(code="043", name="Puerto", company="X", nif=nif, address="Calle 2")
    with office.central.write() as tx:
        shops.put(tx, there, "test")
    chain = Chain(enrol(office.central, 1900, till="01", shop="043")).opened()
    chain.sold(NUMBER, a_line(quantity="3", total=300))
    chain.sold("T043C01AR26-000001", a_line(quantity="-1", total=-100, of=1), corrects=NUMBER)
    push(office.central, chain.records)


def answer(working: Working, number: int) -> dict[str, Any]:
    found = lambda: [line for line in working.said if line.get("answer") == number]  # noqa: E731
    (line,) = until(found)
    return dict(line)


def test_another_shops_ticket_comes_with_what_came_back(office: Office, folder: Path) -> None:
    sell_elsewhere(office)
    with Working(folder) as working:
        working.in_step().tell(ask=7, ticket=NUMBER)
        (ticket,) = answer(working, 7)["tickets"]
    assert (ticket["shop"], ticket["name"], ticket["nif"]) == ("043", "Puerto", "B00000000")
    assert (ticket["installation"], ticket["document"]["total"]) == (1900, 300)
    assert ticket["returned"] == {"1": {"quantity": "1.000", "amount": 100}}
    assert ticket["included"] == {"1900": 3}


def test_no_ticket_and_anothers_ticket_are_told_apart(office: Office, folder: Path) -> None:
    sell_elsewhere(office, nif="B12345674")
    with Working(folder) as working:
        working.in_step().tell(ask=1, ticket="T043C01AS26-000009")
        working.tell(ask=2, ticket=NUMBER)
        assert answer(working, 1)["refused"] == "not_found"
        assert answer(working, 2)["refused"] == "not_yours"


def test_a_card_that_no_regular_has_is_asked_for(office: Office, folder: Path) -> None:
    somebody = "0192f0c1-0000-7000-8000-00000000000a"
    value = CustomerValue(
        card="C-1", region="sur", level="oro", personal=Personal(name="Ana María Pérez")
    )
    with office.central.write() as tx:
        customers.put(tx, somebody, value, "test")
        points.put(tx, {somebody: 120}, "test")
    with Working(folder) as working:
        working.in_step().tell(ask=3, card=" c-1")
        working.tell(ask=4, card="C-2")
        found = {"uuid": somebody, "card": "C-1", "name": "Ana", "level": "oro"}
        assert answer(working, 3)["customers"] == [{**found, "points": 120, "included": {}}]
        assert answer(working, 4) == {"answer": 4, "refused": "not_found"}
        with office.away():
            working.tell(ask=5, card="C-1")
            assert answer(working, 5)["refused"] == "unreachable"


def test_a_picture_comes_once_and_lies_in_the_folder(office: Office, folder: Path) -> None:
    content = b"\x89PNG\r\n\x1a\n" + b"p" * 40
    with office.central.write() as tx:
        name = pictures.put(tx, content)
    with Working(folder) as working:
        working.in_step().tell(ask=1, picture=name)
        assert answer(working, 1) == {"answer": 1}
        working.tell(ask=2, picture="0" * 64)
        assert answer(working, 2)["refused"] == "not_found"
    found = at_hand(folder, name)
    assert found is not None
    assert found.read_bytes() == content
    assert at_hand(folder, "../till.toml") is None


def test_without_a_line_the_answer_comes_in_time(office: Office, folder: Path) -> None:
    with Working(folder) as working:
        working.in_step()
        with office.away():
            asked = time.monotonic()
            working.tell(ask=1, ticket=NUMBER)
            assert answer(working, 1) == {"answer": 1, "refused": "unreachable"}
            assert time.monotonic() - asked < DEADLINE + 1


def test_a_central_that_says_nothing_is_not_waited_for(office: Office, folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        reach(folder, url=f"http://127.0.0.1:{silent.getsockname()[1]}")
        with Working(folder) as working:
            held, _ = silent.accept()  # the session waits for central already
            asked = time.monotonic()
            working.tell(ask=1, ticket=NUMBER)
            assert answer(working, 1)["refused"] == "unreachable"
            assert time.monotonic() - asked < DEADLINE + 1
            held.close()
            silent.close()


def test_an_answer_brings_back_a_till_that_thought_the_line_was_down(
    office: Office, folder: Path
) -> None:
    with Working(folder) as working:
        working.in_step()
        with office.away():
            until(lambda: working.last["state"] == "offline")
        working.tell(ask=1, ticket=NUMBER)
        assert answer(working, 1)["refused"] == "not_found"
        working.in_step()
