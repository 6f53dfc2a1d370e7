"""Receiving what nobody announced, at one till with no line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from order_shop import as_device
from shop import Shop

from app.domain.consignment_fold import State
from app.domain.errors import (
    MoreDamaged,
    NoGoods,
    OtherSuppliersNote,
    ReasonNeeded,
    ReceivedBefore,
    Unsaid,
)
from app.messages import ENGLISH, sentence
from app.services.receiving import Receiving
from app.services.stock import on_hand

SKU = "CAF-001"


@pytest.fixture
def shop(open_shop: Shop) -> Shop:
    return as_device(open_shop).sign_in("2001")


def has(shop: Shop) -> int:
    return on_hand(shop.counter.till, [SKU]).get(SKU, 0)


def received(shop: Shop, supplier: str = "Tejidos SL", much: int = 12) -> Receiving:
    receiving = shop.counter.goods.receiving
    receiving.begin_blind(supplier, "ALB-7")
    receiving.scan(SKU, Decimal(much))
    receiving.finish(closes=True)
    return receiving


def test_a_closed_delivery_is_not_received_a_second_time(shop: Shop) -> None:
    receiving, at = received(shop), shop.counter.till.now()
    shop.later(minutes=5)
    with pytest.raises(ReceivedBefore):
        receiving.begin("alb-7")
    with pytest.raises(ReceivedBefore) as refused:
        receiving.begin_blind("tejidos sl", "ALB-7")
    assert f"{at:%H:%M}" in sentence(refused.value, now=at)
    assert "Tejidos SL" in sentence(refused.value, ENGLISH, at)
    assert receiving.open() is None
    assert has(shop) == 12_000
    assert shop.adds_up()


def test_the_same_note_of_another_supplier_is_refused_and_says_whose_it_is(shop: Shop) -> None:
    receiving = received(shop)
    with pytest.raises(OtherSuppliersNote) as refused:
        receiving.begin_blind("Cafés del Ebro", "ALB-7")
    assert "Tejidos SL" in sentence(refused.value)
    assert receiving.begin_blind("Cafés del Ebro", "ALB-7/2").number == "ALB-7/2"


def test_nothing_scanned_is_nothing_received(shop: Shop) -> None:
    receiving = shop.counter.goods.receiving
    receiving.begin_blind("Tejidos SL", "ALB-7")
    with pytest.raises(NoGoods):
        receiving.finish(closes=True)
    assert receiving.open() is not None
    receiving.scan(SKU)
    receiving.finish(closes=False)
    receiving.begin("ALB-7")
    assert receiving.finish(closes=True).state is State.CLOSED, "the rest is not coming"


def test_no_more_is_damaged_than_can_have_come(shop: Shop) -> None:
    receiving = shop.counter.goods.receiving
    receiving.begin_blind("Tejidos SL", "ALB-7")
    receiving.scan(SKU, Decimal(12))
    receiving.scan(SKU, Decimal(2), "roto")
    with pytest.raises(MoreDamaged) as refused:
        receiving.scan(SKU, Decimal(50), "roto")
    assert "52" in sentence(refused.value)
    receiving.finish(closes=True)
    assert has(shop) == 12_000


def test_a_delivery_may_have_come_damaged_all_of_it(shop: Shop) -> None:
    receiving = shop.counter.goods.receiving
    receiving.begin_blind("Tejidos SL", "ALB-7")
    receiving.scan(SKU, Decimal(50), "mojado")
    receiving.finish(closes=True)
    assert has(shop) == 0


def test_a_reason_that_lacks_says_of_what() -> None:
    said = {sentence(ReasonNeeded(of=one)) for one in Unsaid}
    assert len(said) == len(Unsaid)
    assert sentence(ReasonNeeded(of=Unsaid.DAMAGE)) == "Hay que decir el motivo del daño."
