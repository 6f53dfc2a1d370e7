"""A shop of two tills counts with the line down: both tills and central come to the same figure."""

from __future__ import annotations

from decimal import Decimal

from demo_chains import Chain
from shop import Shop

from app.commands.central_folder import opened
from app.domain.counting import Scope
from app.domain.stock import Reason
from app.services.stock import on_hand
from sync.central.masters import stock

SKU = "CAF-001"


def has(shop: Shop) -> int | None:
    return on_hand(shop.counter.till, [SKU]).get(SKU)


def at_central(chain: Chain) -> int | None:
    with opened(str(chain.folder / "central"), None) as central, central.read() as connection:
        return stock.get(connection, "042", SKU)


def test_a_count_with_the_line_down_is_the_shops_figure_once_both_have_spoken(
    chain: Chain,
) -> None:
    """Till 2 sells before and after till 3 counted, and is heard first: nothing is lost."""
    chain.in_step(3, 2)
    with chain.till(2) as other:
        other.sign_in("1001").open_shift("100").add(SKU, "2").pay_cash("50")
    with chain.till(3) as shop:
        shop.later(minutes=10).sign_in("2001").open_shift("100")
        counting = shop.counter.counting
        counting.begin(Scope())
        counting.there_are(SKU, Decimal(20))
        shop.add(SKU, "1").pay_cash("50")
        counting.close(sure=True)
        assert has(shop) == 19_000
        shop.counter.stockroom.adjust(SKU, Decimal(2), Reason.DAMAGED)
        assert has(shop) == 17_000
        assert shop.adds_up()
    with chain.till(2) as other:
        other.later(minutes=30).sign_in("1001").add(SKU, "3").pay_cash("50")
    chain.in_step(2, 3, 2)
    assert at_central(chain) == 14_000, "20 found, then 1, 2 and 3 less"
    for number in (3, 2):
        with chain.till(number) as shop:
            assert has(shop) == 14_000, number
