"""The till prices by the chain's lists and heeds its sale stops (retail-rules 1 and 2)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON
from chain import lift_stop, say_list, say_price, say_stop
from shop import Shop

from app.domain.errors import NoPrice, SaleStopped
from app.services import prices

COFFEE = "CAF-001"
HOUR = timedelta(hours=1)


@pytest.fixture
def chain_shop(open_shop: Shop) -> Shop:
    say_list(open_shop, "tienda", "store")
    say_list(open_shop, "web", "web", priority=99)
    say_list(open_shop, "rebajas", "season", priority=10)
    say_list(open_shop, "oro", "level", priority=20, level="gold")
    return open_shop


def test_without_lists_of_the_chain_the_products_own_price_holds(open_shop: Shop) -> None:
    line = open_shop.add(COFFEE).line
    assert (str(line.listed.price), line.listed.price_list) == ("4.25", "store")


def test_a_campaign_holds_from_its_start_to_its_end_and_lines_keep_their_price(
    chain_shop: Shop,
) -> None:
    say_price(chain_shop, COFFEE, "rebajas", 299, starts=NOON + HOUR, ends=NOON + 2 * HOUR)
    for _ in range(3):
        chain_shop.add(COFFEE).later(hours=1)
    found = [
        (str(one.quantity), str(one.listed.price), one.listed.price_list)
        for one in chain_shop.sale.lines
    ]
    assert found == [("2", "4.25", "tienda"), ("1", "2.99", "rebajas")]
    assert chain_shop.pay_cash("20").adds_up()


def test_a_ticket_taken_up_after_midnight_keeps_its_prices_and_has_the_day_it_is_paid(
    chain_shop: Shop,
) -> None:
    say_price(chain_shop, COFFEE, "rebajas", 299, ends=NOON + 12 * HOUR)
    chain_shop.add(COFFEE).park().later(hours=14)
    chain_shop.recall().add(COFFEE)
    assert [str(one.price) for one in chain_shop.sale.lines] == ["2.99", "4.25"]
    document = chain_shop.pay_cash("20").document
    assert document.issued_at.date() == NOON.date() + timedelta(days=1)
    assert document.shift == 1
    assert chain_shop.adds_up()


def test_nobody_pays_the_web_price_in_the_shop(chain_shop: Shop) -> None:
    say_price(chain_shop, COFFEE, "web", 1)
    assert str(chain_shop.add(COFFEE).line.listed.price) == "4.25"


def test_the_price_of_a_level_is_for_who_has_it(chain_shop: Shop) -> None:
    say_price(chain_shop, COFFEE, "oro", 350)
    till = chain_shop.counter.till
    coffee = till.catalog.by_sku(COFFEE)
    assert coffee
    assert str(prices.listed(till, coffee).price) == "4.25"
    assert str(prices.listed(till, coffee, "gold").price) == "3.50"


def test_a_rise_that_waits_for_the_next_opening_is_not_paid_before(chain_shop: Shop) -> None:
    opening = NOON + 20 * HOUR
    say_price(chain_shop, COFFEE, "rebajas", 400, rise=(450, opening))
    assert str(chain_shop.add(COFFEE).line.listed.price) == "4.00"
    chain_shop.later(hours=20)
    assert str(chain_shop.add(COFFEE).line.listed.price) == "4.50"


def test_a_price_of_a_list_that_the_shop_has_not_is_nobodys(chain_shop: Shop) -> None:
    say_price(chain_shop, COFFEE, "canarias", 1)
    assert str(chain_shop.add(COFFEE).line.listed.price) == "4.25"


def test_what_is_found_is_shown_at_todays_price(chain_shop: Shop) -> None:
    say_price(chain_shop, COFFEE, "rebajas", 299)
    lookup = chain_shop.counter.lookup
    found = [*lookup.search("cafe"), lookup.product(COFFEE), *lookup.favourites(100)]
    assert {str(one.price) for one in found if one and one.sku == COFFEE} == {"2.99"}


def test_a_product_without_a_price_today_is_not_sold(chain_shop: Shop) -> None:
    till = chain_shop.counter.till
    say_price(chain_shop, COFFEE, "rebajas", 299, starts=NOON + HOUR)
    _stand_in(chain_shop)
    with pytest.raises(NoPrice):
        chain_shop.add(COFFEE)
    assert till.catalog.dated([COFFEE])[COFFEE].stand_in
    chain_shop.later(hours=1)
    assert str(chain_shop.add(COFFEE).line.listed.price) == "2.99"


def _stand_in(shop: Shop) -> None:
    import sqlcipher3.dbapi2 as sqlite

    from app.mirror import folder

    path = folder.current(shop.counter.till.folder)
    assert path
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("UPDATE product SET stand_in = 1 WHERE sku = ?", (COFFEE,))
    connection.close()


def test_a_stopped_product_is_not_scanned_and_says_why(chain_shop: Shop) -> None:
    say_stop(chain_shop, COFFEE, es="Retirado por el fabricante: no lo consuma.")
    with pytest.raises(SaleStopped) as refused:
        chain_shop.add(COFFEE)
    assert refused.value.facts["text"] == "Retirado por el fabricante: no lo consuma."
    assert chain_shop.counter.register.sale is None
    lift_stop(chain_shop, COFFEE)
    assert chain_shop.add(COFFEE).line.sku == COFFEE


def test_a_stop_touches_the_basket_that_is_open_and_the_one_that_is_parked(
    chain_shop: Shop,
) -> None:
    chain_shop.add(COFFEE).add("LEC-ENT").park().add(COFFEE)
    say_stop(chain_shop, COFFEE, es="Retirado")
    with pytest.raises(SaleStopped):
        chain_shop.pay_cash("20")
    chain_shop.counter.register.remove()
    chain_shop.add("LEC-ENT").pay_cash("5").recall()
    with pytest.raises(SaleStopped):
        chain_shop.pay_card()
    chain_shop.counter.register.choose(1)
    chain_shop.counter.register.remove()
    assert chain_shop.pay_cash("5").adds_up()


def test_a_manager_does_not_override_a_stop(chain_shop: Shop) -> None:
    say_stop(chain_shop, COFFEE, es="Retirado")
    with pytest.raises(SaleStopped):
        chain_shop.sign_in("9001").add(COFFEE)
