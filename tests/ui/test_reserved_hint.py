"""Whose reserved units the sale in hand takes, said on its line for as long as it is so."""

from __future__ import annotations

from decimal import Decimal

from order_shop import a_paid_order, order_row, tell

from app.domain.stock import Reason
from app.mirror.rows import Change
from ui.conftest import Counter
from ui.sale_desk import selling, sold

SHIRT, COFFEE = "CAM-LIN-M", "CAF-001"


def hints(counter: Counter) -> list[str]:
    return [line.hint for line in selling(counter)._view().lines if "W-1042" in line.hint]


def test_a_line_says_whose_units_it_takes_until_there_is_enough_again(counter: Counter) -> None:
    shop = counter.shop
    shop.counter.signin.sign_in("9001", "9999")
    there = Change("stock", SHIRT, {"on_hand": "3.000", "included": {}})
    tell(shop, [order_row(a_paid_order(shop)), there])
    sold(counter, SHIRT)
    assert hints(counter) == []
    sold(counter, SHIRT, COFFEE)
    assert len(hints(counter)) == 1
    shop.counter.stockroom.adjust(SHIRT, Decimal(5), Reason.FOUND)
    assert hints(counter) == []
