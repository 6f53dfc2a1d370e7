"""What orders do to a shop's stock, at its till and at central: what left, once, and nothing else.

Central is told the till's own facts; both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from builders import copied
from order_shop import TILL, a_paid_order, device, order_row, tell
from shop import Shop

from app.domain.collecting import Collector
from app.domain.document import DocumentKind
from app.domain.fulfilment import Fulfilment
from app.domain.order import (
    Announced,
    ChannelInvoice,
    Invoicing,
    Order,
    OrderLine,
    Payment,
    PaymentState,
)
from app.domain.order_event import Shown
from app.domain.stock import moves_of, quantity
from app.mirror.rows import Change
from app.services.installing import Made
from sync.central.installations import InstallationRow
from sync.central.projections import facts as projections
from sync.protocol import Record

BEARER = Collector(Shown.CODE)
SHIRT, COFFEE = "9528225000472", "9526262002947"
ONE, TWO = Decimal(1), Decimal(2)
OF = InstallationRow(
    TILL, "042", "03", "till", "A", "", "", "", "", 0, 0, "", "", counter=0, alarm="",
    cursors_json="{}",
)  # fmt: skip


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        yield shop


def told(shop: Shop, **values: Any) -> Order:
    """W-1042 with the channel's invoice: two shirts and a coffee; `closed`: the coffee comes so."""
    closed = values.pop("closed", False)
    invoice = ChannelInvoice(
        "WEB26-1", DocumentKind.F2, date(2026, 11, 19), shop.counter.till.shop.nif
    )
    order = replace(a_paid_order(shop), **{"invoice": invoice, **values})
    changes = []
    if closed:
        order = replace(order, announced=(Announced("BOX1", ((2, ONE),)),))
        changes = [Change("parcel", "BOX1", {"order": order.number})]
    tell(shop, [order_row(order), *changes])
    return order


def prepared(shop: Shop, *codes: str, weight: Decimal | None = None) -> Fulfilment:
    """Picked and packed, and out of its shelf with everything else that is here."""
    preparing = shop.counter.preparing
    preparing.start("W-1042")
    for code in codes:
        preparing.pick("W-1042", code, weight)
    if codes:
        f = preparing.pack("W-1042")
        ((_, label),) = shop.counter.order_codes.labels(f)
        shop.counter.handing.scan_out(label)
    if shop.counter.orders.of("W-1042").order.announced:
        shop.counter.handing.arrive("BOX1")
        shop.counter.handing.scan_out("BOX1")
    return shop.counter.orders.of("W-1042")


def moved(shop: Shop) -> dict[str, Decimal]:
    """By SKU, what all facts so far moved at the till; and the same at central."""
    sums: dict[str, int] = {}
    central: dict[str, int] = {}
    for fact in shop.facts():
        for move in moves_of(fact.type, fact.body):
            sums[move.sku] = sums.get(move.sku, 0) + move.delta
        record = Record(
            installation=fact.installation, seq=fact.seq, uuid=fact.uuid, previous=fact.previous,
            hash=fact.hash, type=fact.type, at=fact.at, offset=fact.offset, who=fact.who,
            body=fact.body,
        )  # fmt: skip
        work = projections.project(record, OF)
        assert work.troubles == []
        for good in work.goods:
            central[good.sku] = central.get(good.sku, 0) + good.delta
    assert central == sums, "till and central agree"
    return {sku: quantity(delta) for sku, delta in sums.items() if delta}


def test_a_prepaid_order_leaves_the_stock_with_its_hand_over(till: Shop) -> None:
    told(till)
    prepared(till, SHIRT, SHIRT, COFFEE)
    assert moved(till) == {}
    till.counter.handing.hand_over("W-1042", BEARER)
    assert moved(till) == {"CAM-LIN-M": -TWO, "CAF-001": -ONE}


def test_what_is_refused_stays_and_its_corrective_brings_nothing_back(till: Shop) -> None:
    told(till)
    prepared(till, SHIRT, SHIRT, COFFEE)
    till.counter.handing.hand_over("W-1042", BEARER, {1: (ONE, "talla")})
    assert till.document.kind is DocumentKind.R5
    assert moved(till) == {"CAM-LIN-M": -ONE, "CAF-001": -ONE} and till.adds_up()


def test_cancelled_nothing_has_moved(till: Shop) -> None:
    told(till)
    prepared(till, SHIRT, SHIRT, COFFEE)
    till.counter.handing.agree("W-1042")
    assert till.document.total.cents < 0 and moved(till) == {}


def test_what_came_closed_was_never_this_shops(till: Shop) -> None:
    told(till, closed=True)
    prepared(till, SHIRT, SHIRT)
    till.counter.handing.hand_over("W-1042", BEARER)
    assert moved(till) == {"CAM-LIN-M": -TWO}


def test_refused_out_of_a_closed_parcel_it_is_not_this_shops_either(till: Shop) -> None:
    told(till, closed=True)
    prepared(till, SHIRT, SHIRT)
    till.counter.handing.hand_over("W-1042", BEARER, {2: (ONE, "dañado")})
    assert moved(till) == {"CAM-LIN-M": -TWO}


@pytest.mark.parametrize("closed", [False, True])
def test_paid_at_the_counter_the_document_moves_only_what_was_here(
    till: Shop, closed: bool
) -> None:
    told(till, closed=closed, payments=(), invoice=None)
    prepared(till, SHIRT, SHIRT, *(() if closed else (COFFEE,)))
    till.open_shift("100")
    till.counter.order_sales.open("W-1042", BEARER)
    till.pay_cash()
    coffee = {} if closed else {"CAF-001": -ONE}
    assert moved(till) == {"CAM-LIN-M": -TWO, **coffee} and till.adds_up()


@pytest.mark.parametrize("closed", [False, True])
def test_invoiced_by_the_till_the_document_moves_only_what_was_here(
    till: Shop, closed: bool
) -> None:
    told(till, closed=closed, invoice=None, invoicing=Invoicing.TILL)
    prepared(till, SHIRT, SHIRT, *(() if closed else (COFFEE,)))
    till.counter.handing.hand_over("W-1042", BEARER, {1: (ONE, "talla")})
    assert till.document.kind is DocumentKind.F2
    coffee = {} if closed else {"CAF-001": -ONE}
    assert moved(till) == {"CAM-LIN-M": -ONE, **coffee} and till.adds_up()


@pytest.mark.parametrize("how", ["channel", "till", "to_pay"])
def test_what_weighs_more_than_was_ordered_leaves_whole_whoever_pays(till: Shop, how: str) -> None:
    ham = till.counter.till.catalog.by_sku("JAM-SER-KG")
    assert ham
    line = OrderLine(1, ham.sku, ham.codes[0], ham.name, ham.unit, ham.tax,
                     Decimal("0.5"), ham.price)  # fmt: skip
    paid = (Payment("psp-1", line.amount, PaymentState.CAPTURED),)
    values: dict[str, dict[str, Any]] = {
        "channel": {"payments": paid},
        "till": {"payments": paid, "invoice": None, "invoicing": Invoicing.TILL},
        "to_pay": {"payments": (), "invoice": None},
    }
    told(till, lines=(line,), **values[how])
    prepared(till, ham.codes[0], weight=Decimal("0.53"))
    if how == "to_pay":
        till.open_shift("100")
        till.counter.order_sales.open("W-1042", BEARER)
        till.pay_cash()
    else:
        till.counter.handing.hand_over("W-1042", BEARER)
    assert moved(till) == {"JAM-SER-KG": Decimal("-0.53")} and till.adds_up()
