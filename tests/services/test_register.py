"""The basket: what goes in, what is done to it, all of it on disk at every step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest
from builders import euro
from catalogue_builders import LECHE, a_catalogue, a_product
from shop import Shop

from app.domain.errors import (
    BadPrice,
    BadQuantity,
    BasketNotEmpty,
    EmptySale,
    MoneyTaken,
    NoOpenShift,
    NoSuchLine,
    NothingToUndo,
    NotSignedIn,
    UnknownItem,
    UnknownParked,
    UnknownPerson,
    VariosTooDear,
)
from app.domain.facts import FactType
from app.domain.money import Money

MILK = "9527618000358"  # LEC-ENT, 0.98
MILK_AGAIN = "9527618000426"
HAM = "9521141001943"  # JAM-SER-KG, 16.90 a kilo


def test_the_same_product_again_joins_its_line(open_shop: Shop) -> None:
    open_shop.scan(MILK, MILK_AGAIN).add("LEC-ENT", "3").scan("PAN-BAR", MILK)
    assert [(x.sku, str(x.quantity)) for x in open_shop.sale.lines] == [
        ("LEC-ENT", "6"),
        ("PAN-BAR", "1"),
    ]
    assert open_shop.line.sku == "LEC-ENT"
    assert open_shop.sale.total == euro("6.83")


def test_a_touched_line_is_not_joined(open_shop: Shop) -> None:
    open_shop.scan(MILK).discount_line("10%").scan(MILK)
    open_shop.counter.register.note("fría")
    open_shop.scan(MILK)
    assert [str(line.quantity) for line in open_shop.sale.lines] == ["1", "1", "1"]


def test_a_line_keeps_its_price_when_the_catalogue_changes(open_shop: Shop) -> None:
    open_shop.add("LEC-ENT")
    old = open_shop.line.listed
    milk = a_product("LEC-ENT", "Leche entera 1 L", price=Money(150), codes=(LECHE,))
    a_catalogue(open_shop.folder, [milk])
    assert open_shop.counter.lookup.refresh()
    open_shop.add("LEC-ENT")
    first, second = open_shop.sale.lines
    assert (first.price, second.price) == (euro("0.98"), euro("1.50"))
    assert first.listed == old
    assert second.listed.version != old.version
    open_shop.park().restart().sign_in("1001").recall()
    assert open_shop.sale.lines == (first, second)
    # What is done to an old line keeps its own price, and its own tax.
    open_shop.counter.register.choose(1)
    open_shop.quantity("2")
    assert open_shop.line.gross == euro("1.96")


def test_an_unknown_code_is_kept_until_varios_settles_it(open_shop: Shop) -> None:
    for code in ("5000159407236", "NADIE"):
        with pytest.raises(UnknownItem):
            open_shop.scan(code)
    open_shop.crash().sign_in("1001")
    assert list(open_shop.sale.unknown) == ["5000159407236", "NADIE"]
    open_shop.varios("2.50")
    assert (open_shop.line.code, open_shop.line.note) == ("NADIE", "suelto")
    assert open_shop.line.total == euro("2.50")
    assert list(open_shop.sale.unknown) == ["5000159407236"]
    open_shop.counter.register.forget_unknown("5000159407236")
    assert not open_shop.sale.unknown
    open_shop.varios("1", "4")
    assert (open_shop.line.code, str(open_shop.line.percent)) == ("", "4")


@pytest.mark.parametrize(("price", "refusal"), [("60.01", VariosTooDear), ("0", BadPrice)])
def test_varios_has_a_price_within_its_ceiling(
    open_shop: Shop, price: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        open_shop.varios(price)


def test_a_removed_line_comes_back_and_both_are_facts(open_shop: Shop) -> None:
    open_shop.scan(MILK).add("PAN-BAR", "2")
    open_shop.counter.register.choose(1)
    gone = open_shop.counter.register.remove()
    assert (gone.sku, open_shop.sale.total) == ("LEC-ENT", euro("1.90"))
    open_shop.crash().sign_in("1001")
    assert open_shop.counter.register.undo() == gone
    assert [line.sku for line in open_shop.sale.lines] == ["LEC-ENT", "PAN-BAR"]
    with pytest.raises(NothingToUndo):
        open_shop.counter.register.undo()
    (removed,) = open_shop.facts(FactType.LINE_REMOVED)
    assert (removed.who, removed.body["sku"], removed.body["total"]) == ("1001", "LEC-ENT", 98)
    assert len(open_shop.facts(FactType.LINE_RESTORED)) == 1


def test_several_tickets_are_parked_and_taken_up_in_any_order(open_shop: Shop) -> None:
    open_shop.scan(MILK).park().later(minutes=1).add("PAN-BAR").park().later(minutes=1)
    open_shop.add("CAF-001").discount_ticket("10%").park().crash().sign_in("2001")
    totals = [str(sale.total) for sale in open_shop.counter.tickets.parked()]
    assert totals == ["0.98", "0.95", "3.83"]
    open_shop.recall(3)
    assert open_shop.sale.total == euro("3.83")
    with pytest.raises(BasketNotEmpty):
        open_shop.recall(1)
    open_shop.pay_cash().recall(1)
    assert open_shop.line.sku == "LEC-ENT"
    with pytest.raises(UnknownParked):
        open_shop.recall(2)
    assert [fact.type for fact in open_shop.facts(FactType.TICKET_RECALLED)] == [
        "ticket_recalled"
    ] * 2


def test_tickets_parked_in_one_moment_keep_their_order(open_shop: Shop) -> None:
    skus = ["LEC-ENT", "PAN-BAR", "CAF-001", "BOL-PAP", "BOL-TEL"]
    for sku in skus:
        open_shop.add(sku).park()
    assert [sale.lines[0].sku for sale in open_shop.counter.tickets.parked()] == skus
    open_shop.later(hours=1).add("ACE-001").park()
    assert open_shop.counter.tickets.parked()[-1].lines[0].sku == "ACE-001"


def test_when_the_clocks_go_back_the_older_ticket_is_still_the_first(demo_folder: Path) -> None:
    before = datetime(2026, 10, 25, 2, 45, tzinfo=timezone(timedelta(hours=2)))
    with Shop(demo_folder, before) as shop:
        shop.sign_in("1001").open_shift("0").add("LEC-ENT").park()
        shop.later(minutes=30).add("PAN-BAR").park()  # 2:15 again, an hour later
        parked = shop.counter.tickets.parked()
        assert [sale.lines[0].sku for sale in parked] == ["LEC-ENT", "PAN-BAR"]
        assert parked[1].parked_at < parked[0].parked_at


def test_a_basket_of_only_unknown_codes_gives_way_to_a_parked_ticket(open_shop: Shop) -> None:
    open_shop.scan(MILK).park()
    with pytest.raises(UnknownItem):
        open_shop.scan("NADIE")
    with pytest.raises(EmptySale):
        open_shop.park()
    open_shop.recall()
    assert open_shop.line.sku == "LEC-ENT"


def test_nothing_is_parked_with_money_on_it(open_shop: Shop) -> None:
    open_shop.scan(MILK).pay_cash("0.50")
    with pytest.raises(MoneyTaken):
        open_shop.park()


def test_what_is_sold_by_weight_waits_for_it(open_shop: Shop) -> None:
    open_shop.scan(HAM)
    assert open_shop.line.needs_weight
    open_shop.counter.register.weight(Decimal("0.436"))
    assert open_shop.line.total == euro("7.37")  # 0.436 x 16.90 = 7.3684
    open_shop.scan(HAM)
    assert len(open_shop.sale.lines) == 2
    open_shop.add("TOM-RAM", "1.5")
    assert open_shop.line.total == euro("3.74")


def test_pieces_have_no_weight_and_no_halves(open_shop: Shop) -> None:
    open_shop.scan(MILK)
    for wrong in (
        lambda: open_shop.counter.register.weight(Decimal(1)),
        lambda: open_shop.quantity("1.5"),
        lambda: open_shop.quantity("10000"),
        lambda: open_shop.quantity("-1"),
        lambda: open_shop.add("PAN-BAR", "0.5"),
        lambda: open_shop.add("LEC-ENT", "9999"),
    ):
        with pytest.raises(BadQuantity):
            wrong()
    assert open_shop.sale.total == euro("0.98")


def test_a_line_has_a_note_and_a_seller(open_shop: Shop) -> None:
    register = open_shop.scan(MILK).counter.register
    register.note("  sin bolsa ")
    register.seller("2001")
    open_shop.crash()
    assert (open_shop.line.note, open_shop.line.seller) == ("sin bolsa", "2001")
    open_shop.sign_in("1001")
    with pytest.raises(UnknownPerson):
        open_shop.counter.register.seller("7777")


def test_nothing_is_put_in_without_a_shift_or_a_person(shop: Shop) -> None:
    with pytest.raises(NotSignedIn):
        shop.scan(MILK)
    shop.sign_in("1001")
    tries: list[Callable[[], object]] = [
        lambda: shop.scan(MILK),
        lambda: shop.add("PAN-BAR"),
        lambda: shop.varios("1"),
        lambda: shop.scan("NADIE"),
    ]
    for wrong in tries:
        with pytest.raises(NoOpenShift):
            wrong()
    assert shop.counter.register.sale is None


def test_a_line_that_is_not_there_cannot_be_touched(open_shop: Shop) -> None:
    with pytest.raises(EmptySale):
        open_shop.counter.register.choose(1)
    open_shop.scan(MILK)
    with pytest.raises(NoSuchLine):
        open_shop.counter.register.choose(2)
    open_shop.counter.register.remove()
    with pytest.raises(NoSuchLine):
        open_shop.quantity("2")


def test_an_abandoned_ticket_is_a_fact_with_its_money(open_shop: Shop) -> None:
    open_shop.add("CAF-001").pay_cash("2")
    open_shop.counter.tickets.abandon()
    assert open_shop.counter.register.sale is None
    (fact,) = open_shop.facts(FactType.TICKET_ABANDONED)
    assert (fact.body["total"], fact.body["lines"]) == (425, 1)
    assert [row["amount"] for row in fact.body["given_back"]] == [200]
    assert open_shop.counter.printing.last() is None
    assert open_shop.adds_up()
