"""What customers do at the counter, and what the counter finds: too early, twice, in the wrong
place, with a torn bag, when the printer has no paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import copied
from order_shop import TILL, a_paid_order, device, order_row, qr, tell
from shop import Shop

from app.domain.collecting import Collector
from app.domain.errors import (
    DocumentNeeded,
    NotAShelf,
    NothingBegun,
    NotTheirs,
    OrderOver,
    ParcelsMissing,
)
from app.domain.fulfilment import OrderState
from app.domain.order_event import CENTRAL, Cancelled, Event, Expired, Shown, What
from app.services.installing import Made
from hardware.errors import PrinterTrouble, Reason
from hardware.printers.textfile import TextFilePrinter
from hardware.results import NotBegun, PrintEnd
from hardware.ticket import Ticket

BEARER = Collector(Shown.CODE)
SHIRT, COFFEE = "9528225000472", "9526262002947"


class Empty(TextFilePrinter):
    """A printer without paper."""

    def submit(self, name: str, ticket: Ticket, done: Callable[[PrintEnd], object]) -> None:
        done(NotBegun(Reason.PAPER_OUT))


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        tell(shop, [order_row(a_paid_order(shop))])
        yield shop


def packed(shop: Shop, number: str = "W-1042") -> str:
    preparing = shop.counter.preparing
    preparing.start(number)
    for code in (SHIRT, SHIRT, COFFEE):
        preparing.pick(number, code)
    ((_, text),) = shop.counter.order_codes.labels(preparing.pack(number))
    return text


def test_the_code_of_a_product_a_parcel_or_an_order_is_no_shelf(till: Shop) -> None:
    label, handing = packed(till), till.counter.handing
    product = till.counter.till.catalog.by_sku("CAF-001")
    assert product is not None
    for code in (product.codes[0], label, qr(a_paid_order(till))):
        with pytest.raises(NotAShelf):
            handing.shelve(label, code)
        with pytest.raises(NotAShelf):
            till.counter.goods.unloading.take_in("RARO-77", code)
    f = handing.shelve(label, "A3")
    assert [parcel.place for parcel in f.set] == ["A3"]
    assert [parcel.place for parcel in handing.shelve(label, "B1").set] == ["B1"], "it was moved"


def test_who_comes_before_it_is_ready_waits_while_it_is_prepared(till: Shop) -> None:
    f = till.counter.order_codes.scanned(qr(a_paid_order(till)))
    assert f is not None and f.state is OrderState.NEW
    with pytest.raises(NothingBegun):
        till.counter.handing.hand_over("W-1042", BEARER)
    assert till.counter.handing.presented("W-1042", Shown.CODE).presented
    (waiting,) = till.counter.pickups.queue()
    assert waiting.order.order.number == "W-1042"
    till.counter.handing.scan_out(packed(till))
    f = till.counter.handing.hand_over("W-1042", BEARER)
    assert f.state is OrderState.HANDED_OVER and till.adds_up()


def test_found_on_another_shelf_its_scan_says_where_it_is(till: Shop) -> None:
    label = packed(till)
    till.counter.handing.shelve(label, "A3")
    with pytest.raises(ParcelsMissing) as refused:
        till.counter.handing.hand_over("W-1042", BEARER)
    assert "A3" in str(refused.value.facts["parcels"]), "the screen says where to look"
    f = till.counter.handing.shelve(label, "B1")
    assert [parcel.place for parcel in f.set] == ["B1"]
    assert f.state is OrderState.READY


def test_with_several_parcels_the_one_that_is_missing_is_named(till: Shop) -> None:
    preparing = till.counter.preparing
    preparing.start("W-1042")
    for code in (SHIRT, SHIRT, COFFEE):
        preparing.pick("W-1042", code)
    f = preparing.pack("W-1042", [((1, Decimal(2)),), ((2, Decimal(1)),)])
    (_, first), (_, second) = till.counter.order_codes.labels(f)
    till.counter.handing.shelve(first, "A3")
    till.counter.handing.shelve(second, "C9")
    till.counter.handing.scan_out(first)
    with pytest.raises(ParcelsMissing) as refused:
        till.counter.handing.hand_over("W-1042", BEARER)
    assert refused.value.facts["parcels"] == "2/2 C9"
    till.counter.handing.scan_out(second)
    assert till.counter.handing.hand_over("W-1042", BEARER).state is OrderState.HANDED_OVER


def test_another_name_and_no_code_is_not_theirs(till: Shop) -> None:
    till.counter.handing.scan_out(packed(till))
    with pytest.raises(NotTheirs):
        till.counter.handing.hand_over("W-1042", Collector(Shown.NAME, other=True))
    with pytest.raises(DocumentNeeded):
        till.counter.handing.hand_over("W-1042", Collector(Shown.NAME))
    known = till.counter.orders.of("W-1042")
    ours = replace(known.order, version=2, collectors=("Aitor S.",))
    tell(till, [order_row(ours, known.events)])
    named = Collector(Shown.NAME, other=True, named=True, document_seen=True)
    (given,) = till.counter.handing.hand_over("W-1042", named).hand_overs
    assert (given.said.other, given.said.document_seen, given.event.who) == (True, True, "1001")


def test_two_orders_of_one_customer_are_handed_over_together(till: Shop) -> None:
    other = replace(a_paid_order(till), number="W-2000")
    tell(till, [order_row(other)])
    labels = [packed(till, number) for number in ("W-1042", "W-2000")]
    for label in labels:
        till.counter.handing.shelve(label, "A3")
    f = till.counter.orders.of("W-1042")
    assert [one.order.number for one in till.counter.pickups.together(f)] == ["W-2000"]
    for label in labels:
        till.counter.handing.scan_out(label)
    for number in ("W-1042", "W-2000"):
        assert till.counter.handing.hand_over(number, BEARER).state is OrderState.HANDED_OVER
    assert till.adds_up()


def test_uncollected_and_paid_back_already_it_is_not_handed_over(till: Shop) -> None:
    label = packed(till)
    till.counter.handing.shelve(label, "A3")
    known = till.counter.orders.of("W-1042")
    over: list[What] = [Expired(), Cancelled()]
    said = [Event(known.tick + n, CENTRAL, n + 1, till.at, "", what) for n, what in enumerate(over)]
    tell(till, [order_row(known.order, [*known.events, *said])])
    with pytest.raises(OrderOver):
        till.counter.handing.scan_out(label)
    assert till.counter.handing.put_back(label).state is OrderState.CANCELLED


def test_without_paper_the_labels_wait_and_the_order_goes_on(till: Shop) -> None:
    label = packed(till)
    (name,) = till.counter.order_papers.labels("W-1042")
    with pytest.raises(PrinterTrouble):
        till.counter.printing.run(Empty(till.folder))
    assert [job.document for job in till.counter.printing.unfinished()] == [name]
    till.counter.handing.shelve(label, "A3")
    assert name in till.print_all() and not till.counter.printing.unfinished()
