"""Several orders in one walk, by scanner or from a printed list; each unit is an order's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from builders import NOON
from order_shop import TABLET, TILL, a_paid_order, as_device, order_row, tell
from shop import Shop

from app.domain.errors import AllPicked, NotInWave, PickedElsewhere
from app.domain.fulfilment import OrderState
from app.domain.order_event import Event, Started
from app.domain.paper import Code128, Row
from app.domain.paper_kind import PaperKind
from app.domain.product import Unit

SHIRT, COFFEE = "9528225000472", "9526262002947"


@pytest.fixture
def ours(shop: Shop) -> Shop:
    """Two orders alike, W-2 promised first: two shirts and a coffee each."""
    as_device(shop)
    one = a_paid_order(shop)
    first = replace(one, number="W-2", promised_at=NOON + timedelta(minutes=20))
    second = replace(one, number="W-1", promised_at=NOON + timedelta(minutes=90))
    tell(shop, [order_row(first), order_row(second)])
    return shop.sign_in("1001")


def test_scans_go_to_the_order_that_was_promised_first(ours: Shop) -> None:
    waves = ours.counter.waves
    waves.start(["W-1", "W-2"])
    dealt = [waves.pick(SHIRT).order.order.number for _ in range(4)]
    assert dealt == ["W-2", "W-2", "W-1", "W-1"]
    with pytest.raises(AllPicked):
        waves.pick(SHIRT)


def test_the_way_says_what_all_of_them_want(ours: Shop) -> None:
    ours.counter.waves.start(["W-1", "W-2"])
    stops = {one.sku: one.quantity for one in ours.counter.waves.path()}
    assert stops == {"CAM-LIN-M": Decimal(4), "CAF-001": Decimal(2)}


def test_what_is_wanted_by_none_is_refused_by_name(ours: Shop) -> None:
    ours.counter.waves.start(["W-1"])
    with pytest.raises(NotInWave) as refused:
        ours.counter.waves.pick("BOL-PAP")
    assert refused.value.facts["code"] != "BOL-PAP", "the name, not the code"


def test_a_wave_outlives_a_restart(ours: Shop) -> None:
    ours.counter.waves.start(["W-1", "W-2"])
    ours.counter.waves.pick(SHIRT)
    ours.crash().sign_in("1001")
    till = ours.counter.till
    till.config = replace(till.config, installation=TILL)
    assert [f.order.number for f in ours.counter.waves.orders()] == ["W-2", "W-1"]
    assert ours.counter.waves.pick(SHIRT).order.order.number == "W-2"


def test_when_one_is_anothers_none_is_begun(ours: Shop) -> None:
    order = replace(a_paid_order(ours), number="W-3")
    theirs = Event(1, TABLET, 9, NOON, "1001", Started())
    tell(ours, [order_row(order, [theirs])])
    with pytest.raises(PickedElsewhere):
        ours.counter.waves.start(["W-1", "W-3"])
    assert ours.counter.orders.of("W-1").state is OrderState.NEW
    assert ours.counter.waves.start(["W-1", "W-3"], take_over=True)


def test_what_is_not_to_be_found_is_short_for_the_last_promised(ours: Shop) -> None:
    ours.counter.waves.start(["W-1", "W-2"])
    (short,) = ours.counter.waves.short("CAF-001", Decimal(1))
    assert short.order.number == "W-1"
    assert ours.counter.waves.pick(COFFEE).order.order.number == "W-2"


def test_a_printed_list_has_a_box_for_each_order_and_codes_that_pick(ours: Shop) -> None:
    ours.counter.waves.start(["W-1", "W-2"])
    papers = ours.counter.order_papers
    blocks = papers.blocks(PaperKind.LIST, papers.pick_list(["W-1", "W-2"]))
    boxes = [block.left for block in blocks if isinstance(block, Row) and block.indent]
    assert boxes.count("[ ] W-2") == boxes.count("[ ] W-1") == 2
    codes = [block.text for block in blocks if isinstance(block, Code128)]
    assert len(codes) == 2
    for code in codes:  # what is on the paper is what the scanner at the counter reads
        assert ours.counter.waves.pick(code).order.order.number == "W-2"


def test_the_list_comes_out_of_the_printer(ours: Shop) -> None:
    ours.counter.order_papers.pick_list(["W-1", "W-2"])
    ours.print_all()
    assert not ours.counter.printing.unfinished()


def test_a_printed_list_says_a_weight_as_the_shop_writes_it(ours: Shop) -> None:
    order = a_paid_order(ours)
    cheese = replace(order.lines[0], unit=Unit.KG, quantity=Decimal("0.500"))
    tell(ours, [order_row(replace(order, number="W-3", lines=(cheese,)))])
    papers = ours.counter.order_papers
    blocks = papers.blocks(PaperKind.LIST, papers.pick_list(["W-3"]))
    weights = [one.right for one in blocks if isinstance(one, Row) and one.right.endswith("kg")]
    assert weights == ["0,5 kg", "0,5 kg"]
