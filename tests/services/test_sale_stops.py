"""A manager takes a product off sale at the till; a lot is stopped alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from catalogue_builders import a_product
from chain import say_products, say_stop
from shop import Shop

from app.domain.errors import NotAllowed, NothingStopped, ReasonMissing, SaleStopped
from app.domain.facts import FactType

COFFEE = "CAF-001"
LOT = "]C1010841000000002310L7"


def stopped(shop: Shop) -> Shop:
    shop.authorise("9001").counter.sale_stops.stop(COFFEE, "Retirado.")
    return shop


def test_a_cashier_stops_nothing_and_nobody_without_words(open_shop: Shop) -> None:
    with pytest.raises(NotAllowed):
        open_shop.counter.sale_stops.stop(COFFEE, "Retirado.")
    with pytest.raises(ReasonMissing):
        open_shop.authorise("9001").counter.sale_stops.stop(COFFEE, " ")


def test_what_is_stopped_here_is_not_sold_also_after_a_restart(open_shop: Shop) -> None:
    stopped(open_shop.add(COFFEE))
    with pytest.raises(SaleStopped) as refused:
        open_shop.pay_cash("5")
    assert refused.value.facts["text"] == "Retirado."
    open_shop.crash().sign_in("9001")
    with pytest.raises(SaleStopped):
        open_shop.add(COFFEE)
    assert open_shop.counter.sale_stops.lift() == [COFFEE]
    assert open_shop.pay_cash("5").adds_up()
    kinds = [fact.type for fact in open_shop.facts()]
    assert FactType.SALE_STOPPED in kinds and FactType.SALE_STOP_LIFTED in kinds


def test_what_central_stops_nobody_lifts_here(open_shop: Shop) -> None:
    say_stop(open_shop, COFFEE, es="Retirado")
    with pytest.raises(NothingStopped):
        open_shop.sign_in("9001").counter.sale_stops.lift()
    with pytest.raises(SaleStopped):
        open_shop.add(COFFEE)


def test_a_stop_by_lot_lets_another_known_lot_go(open_shop: Shop) -> None:
    say_products(open_shop, a_product("YOGUR", codes=("08410000000023",)))
    say_stop(open_shop, "YOGUR", lot="L8", es="Lote retirado")
    open_shop.scan(LOT)
    assert (open_shop.line.batch, open_shop.line.quantity) == ("L7", Decimal(1))
    with pytest.raises(SaleStopped):
        open_shop.scan("8410000000023")
    assert open_shop.pay_cash("5").adds_up()
    with pytest.raises(SaleStopped):
        open_shop.scan(LOT.replace("L7", "L8"))


def test_a_stop_lists_who_bought_it_and_of_a_lot_who_may_have(open_shop: Shop) -> None:
    say_products(open_shop, a_product("YOGUR", codes=("08410000000023",)))
    for code in (LOT, LOT.replace("L7", "L8"), "8410000000023"):
        open_shop.scan(code).pay_cash("5")
    open_shop.add(COFFEE).pay_cash("5").later(days=90)
    stops = open_shop.counter.sale_stops
    assert [one.number[-1] for one in stops.sold("YOGUR")] == ["3", "2", "1"]
    assert [one.number[-1] for one in stops.sold("YOGUR", "L7")] == ["3", "1"]
    assert stops.sold("LEC-ENT") == []
    assert open_shop.later(days=1).counter.sale_stops.sold("YOGUR") == []
