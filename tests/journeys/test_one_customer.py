"""A customer of two tills and of central, over real HTTP: made offline, one, and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest
from demo_chains import Chain, prepare
from shop import Shop

from app.commands.central_folder import opened
from app.domain.line import LineState, LineStatus
from app.services.loyalty import known, with_card
from app.storage import customers as kept
from sync.central.masters import customers

CARD, COFFEE = "2900000000012", "CAF-001"  # 4.25


@pytest.fixture
def chain(tmp_path: Path) -> Chain:
    for till in (None, 2):
        prepare(tmp_path / "chain", till)
    return Chain(tmp_path / "chain")


def make(shop: Shop, name: str) -> str:
    made = shop.counter.customers.make(CARD, {"name": name, "phone": "600111222"})
    return made.uuid


def points(shop: Shop) -> int:
    found = with_card(shop.counter.till, CARD)
    assert found
    return found.points


def keys(shop: Shop) -> int:
    """How many this till still has, once it knows that central has heard all it said."""
    shop.counter.line.status = LineStatus(LineState.IN_STEP, ages={"loyalty:": shop.at})
    shop.counter.customers.settle_keys()
    with shop.db.read() as connection:
        return len(kept.all_made(connection, keyed=True))


def test_made_at_two_tills_apart_a_customer_is_one_and_can_be_forgotten(chain: Chain) -> None:
    with chain.till(3) as shop:
        shop.sign_in("1001").open_shift("100")
        first = make(shop, "Carmen Ruiz")
        number = shop.scan(CARD).add(COFFEE, "3").pay_cash("20").document.number
        assert (points(shop), keys(shop)) == (12, 1)
    with chain.till(2) as shop:
        shop.sign_in("9001").open_shift("100")
        second = make(shop, "Carmen Ruiz Gil")
        shop.scan(f"MC:{CARD}").add(COFFEE).pay_cash("5")
        assert points(shop) == 4
    chain.in_step(3, 2, 3)

    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        (uuid,) = customers.with_cards(connection, [CARD]).values()
        one = customers.get(connection, uuid)
        assert uuid == first
        assert (one.points, one.personal.phone) == (16, "600111222")
    with chain.till(3) as shop:
        assert (points(shop), keys(shop)) == (16, 0)
    with chain.till(2) as shop:
        assert (points(shop), keys(shop)) == (16, 0)
        back = shop.sign_in("9001").refund(number, [(1, "2")])
        assert back
        assert (back.customer, back.points) == (first, -8)
        assert points(shop) == 8
        assert shop.adds_up()
    chain.in_step(2, 3)
    for till in (2, 3):
        with chain.till(till) as shop:
            assert points(shop) == 8

    with opened(str(chain.folder / "central"), None) as central, central.write() as tx:
        assert customers.get(tx.connection, first).points == 8
        customers.erase(tx, first, "office")
    chain.in_step(3, 2)
    for till in (2, 3):
        with chain.till(till) as shop:
            assert with_card(shop.counter.till, CARD) is None
            assert [known(shop.counter.till, uuid) for uuid in (first, second)] == [None, None]
            assert keys(shop) == 0
            assert shop.adds_up()
