"""Goods go by transfer between shops of one taxpayer only: across two they are sold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from order_shop import as_device, tell
from shop import Shop

from app.domain.errors import OtherTaxpayersShop
from app.mirror.rows import Change


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    device = as_device(open_shop).sign_in("2001")
    nif = device.counter.till.shop.nif
    shops = {"043": nif, "044": "A58818501", "045": ""}
    for code, whose in shops.items():
        value = {"name": f"Tienda {code}", "address": "", "nif": whose}
        tell(device, [Change("branch", code, value)], "config")
    return device


def test_a_shop_of_another_taxpayer_is_neither_asked_nor_sent_anything(shop: Shop) -> None:
    consignments, goods = shop.counter.goods.consignments, [("CAF-001", Decimal(2))]
    for way in (consignments.ask, consignments.offer):
        with pytest.raises(OtherTaxpayersShop) as refusal:
            way("044", goods)
        assert refusal.value.facts == {"shop": "044", "name": "Tienda 044"}
        assert way("043", goods).number
        assert way("045", goods).number, "nobody has said whose it is"
