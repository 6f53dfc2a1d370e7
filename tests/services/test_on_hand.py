"""On hand at the till: central's baseline, and our own facts after it; nothing counted twice."""

from __future__ import annotations

from order_shop import TILL, as_device, tell
from shop import Shop

from app.mirror.rows import Change
from app.services.stock import on_hand
from app.storage import migrations, moves

SKU = "CAF-001"


def say(shop: Shop, on_hand: str, included: dict[int, int], sku: str = SKU) -> None:
    """Central says what there is, with the facts of each installation that are in it."""
    known = {str(number): seq for number, seq in included.items()}
    tell(shop, [Change("stock", sku, {"on_hand": on_hand, "included": known})])


def has(shop: Shop, sku: str = SKU) -> int | None:
    return on_hand(shop.counter.till, [sku]).get(sku)


def test_nobody_knows_what_nobody_spoke_of(open_shop: Shop) -> None:
    assert has(open_shop) is None


def test_what_is_sold_after_the_baseline_is_taken_off_it(open_shop: Shop) -> None:
    shop = as_device(open_shop)
    say(shop, "10.000", {})
    shop.add(SKU, "3").pay_cash("50")
    assert has(shop) == 7000
    heard = shop.facts()[-1]
    say(shop, "7.000", {TILL: heard.seq})
    assert has(shop) == 7000
    shop.add(SKU).pay_cash("50")
    assert has(shop) == 6000


def test_what_comes_back_is_there_again(open_shop: Shop) -> None:
    shop = as_device(open_shop).sign_in("2001")
    say(shop, "10.000", {})
    shop.add(SKU, "3").pay_cash("50")
    shop.refund(shop.document.number, [(1, "2")])
    assert has(shop) == 9000
    assert shop.adds_up()


def test_what_a_till_stated_before_it_joined_is_in_nothing_that_central_says(
    open_shop: Shop,
) -> None:
    open_shop.add(SKU, "3").pay_cash("50")
    assert has(open_shop) is None
    shop = as_device(open_shop)
    say(shop, "10.000", {})
    assert has(shop) == 10_000


def test_an_open_basket_moves_nothing_and_below_zero_shows_as_it_is(open_shop: Shop) -> None:
    shop = as_device(open_shop)
    say(shop, "1.000", {})
    shop.add(SKU, "3")
    assert has(shop) == 1000
    shop.pay_cash("50")
    assert has(shop) == -2000


def test_the_moves_of_an_older_journal_are_found_in_its_facts(open_shop: Shop) -> None:
    shop = open_shop.sign_in("2001")
    shop.add(SKU, "3").add("CAM-LIN-M").varios("2.50").pay_cash("100")
    shop.refund(shop.document.number, [(1, "2")])
    db = shop.counter.till.db
    with db.read() as connection:
        before = moves.everything(connection)
    driver, version = db.driver(), len(migrations.steps())
    driver.execute("DROP TABLE stock_moves")
    driver.execute("PRAGMA user_version=3")
    with db.read() as connection:
        assert moves.everything(connection) is None
    for statement in migrations._statements(migrations.steps()[3]):
        driver.execute(statement)
    driver.execute(f"PRAGMA user_version={version}")
    with db.read() as connection:
        assert moves.everything(connection) == before
    assert before and len(before) == 3
    assert shop.adds_up()
