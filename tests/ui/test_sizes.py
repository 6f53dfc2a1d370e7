"""The sizes of what was just scanned: touched they are sold, and what is not there is noted."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from catalogue_builders import a_product
from chain import say_products

from app.changes import Topic
from app.domain.facts import FactType
from app.domain.line import Answer, LineStatus
from app.domain.product import Variant
from app.domain.sale_terms import SaleTerms
from ui.conftest import Counter
from ui.sale_desk import selling


def a_model(counter: Counter) -> None:
    say_products(
        counter.shop,
        *(
            a_product(f"ABRIGO-{size}", variant=Variant("ABRIGO", size), stock=Decimal(much))
            for size, much in (("S", 0), ("M", 4))
        ),
        a_product("ORUJO", terms=SaleTerms(minimum_age=18)),
    )
    counter.face.changed(frozenset({Topic.CATALOG}))


def test_another_size_is_sold_by_a_touch(counter: Counter) -> None:
    a_model(counter)
    counter.shop.add("ABRIGO-M")
    product = counter.face.selling.view().product()
    assert product is not None
    assert [sku for sku, _words in product.sizes] == ["ABRIGO-S", "ABRIGO-M"]
    selling(counter).side.product.sized.emit("ABRIGO-M")
    assert [f"{line.quantity} {line.sku}" for line in counter.shop.sale.lines] == ["2 ABRIGO-M"]


def test_a_size_that_is_not_there_is_noted_as_wanted_or_sold_all_the_same(
    counter: Counter,
) -> None:
    a_model(counter)
    desk = counter.face.selling
    counter.shop.add("ABRIGO-M")
    for does in ("lost", "sell"):
        desk.size("ABRIGO-S")
        banner = desk.view().banners[0]
        assert does in dict(banner.actions)
        desk.act(does, banner.key)
    assert counter.shop.facts(FactType.DEMAND_LOST)[-1].body["sku"] == "ABRIGO-S"
    assert [line.sku for line in counter.shop.sale.lines] == ["ABRIGO-M", "ABRIGO-S"]


def test_what_was_wanted_in_vain_is_noted_by_a_key(counter: Counter) -> None:
    desk = counter.face.selling
    desk.lost("zapatos rojos del 38", "2")
    (fact,) = counter.shop.facts(FactType.DEMAND_LOST)
    assert (fact.body["code"], fact.body["quantity"]) == ("zapatos rojos del 38", "2")
    assert "Ctrl+F" in [key.press for key in selling(counter).shortcuts()]


def test_no_takes_what_asks_for_an_age_off_the_ticket(counter: Counter) -> None:
    a_model(counter)
    counter.shop.add("ABRIGO-M").add("ORUJO")
    (banner,) = counter.face.selling.view().banners
    counter.face.selling.act("under-age", banner.key)
    assert [line.sku for line in counter.shop.sale.lines] == ["ABRIGO-M"]
    assert counter.shop.facts(FactType.AGE_ASKED)[0].body["of_age"] is False


class _Puerto:
    """A worker whose central knows of two at another shop."""

    def __init__(self, hear: Callable[[LineStatus | Answer], object]) -> None:
        self.hear = hear

    def start(self) -> None: ...
    def poke(self, what: str) -> None: ...
    def close(self) -> None: ...

    def tell(self, words: dict[str, Any]) -> None:
        self.hear(Answer(words["ask"], stock=({"shop": "043", "name": "Puerto", "on_hand": "2"},)))


def test_of_a_size_that_is_not_there_the_other_shops_are_said_and_asked(counter: Counter) -> None:
    a_model(counter)
    line = counter.shop.counter.line
    line._make = _Puerto
    line.take_up()
    counter.posted.clear()
    selling(counter)
    counter.face.selling.size("ABRIGO-S")
    assert "elsewhere" not in dict(counter.face.selling.view().banners[0].actions)
    counter.settle()
    banner = counter.face.selling.view().banners[0]
    assert "Puerto 2" in banner.words
    counter.face.selling.act("elsewhere", banner.key)
    assert [line.sku for line in counter.shop.sale.lines] == ["ABRIGO-S"]
    counter.screen("place-order")
    line.hang_up()
