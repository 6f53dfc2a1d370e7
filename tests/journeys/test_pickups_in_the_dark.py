"""Click & collect with the line down, on two devices that know of each other only by paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import copied
from chain import say_list, say_price
from order_shop import CENTRAL, TABLET, TILL, a_paid_order, device, order_row, qr, tell
from shop import Shop

from app.domain.collecting import Collector
from app.domain.errors import (
    BadOrderCode,
    NoNewsSince,
    NotOfOrder,
    NotPaid,
    OrderCollected,
    OrderElsewhere,
    OverRisk,
    ParcelsMissing,
    PickedElsewhere,
    SurplusParcel,
    UnknownOrder,
)
from app.domain.facts import FactType
from app.domain.fulfilment import OrderState
from app.domain.money import Money
from app.domain.order_event import CancelAsked, Event, Shown
from app.domain.parcel import ParcelState
from app.services.installing import Made
from app.services.order_matters import UnansweredParcel

BEARER = Collector(Shown.CODE)
SHIRT, COFFEE = "9528225000472", "9526262002947"


class Two:
    """The counter's till and the tablet of the stockroom."""

    def __init__(self, till: Shop, tablet: Shop) -> None:
        self.till, self.tablet = till, tablet
        self.order = a_paid_order(till)

    def both_heard(self) -> None:
        for shop in (self.till, self.tablet):
            tell(shop, [order_row(self.order)])


@pytest.fixture
def two(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Two]:
    with ExitStack() as stack:
        names = (("till", TILL), ("tablet", TABLET))
        yield Two(*(
            stack.enter_context(device(copied(demo_made[0], tmp_path / name), number))
            for name, number in names
        ))  # fmt: skip


def packed(at: Shop, number: str = "W-1042") -> list[str]:
    """Prepared whole at one device; what its labels hold."""
    preparing = at.counter.preparing
    preparing.start(number, take_over=True)
    for code in (SHIRT, SHIRT, COFFEE):
        preparing.pick(number, code)
    f = preparing.pack(number)
    return [text for _, text in at.counter.order_codes.labels(f)]


def test_born_after_the_cut_it_is_taken_from_the_customers_qr(two: Two) -> None:
    with pytest.raises(UnknownOrder):
        two.till.counter.orders.of("W-1042")
    f = two.till.counter.order_codes.scanned(qr(two.order))
    assert f is not None and f.order.paid and f.state is OrderState.NEW
    (label,) = packed(two.till)
    two.till.counter.handing.scan_out(label)
    f = two.till.counter.handing.hand_over("W-1042", BEARER)
    assert f.state is OrderState.HANDED_OVER
    assert two.till.adds_up()


def test_a_qr_that_central_did_not_sign_is_none(two: Two) -> None:
    with pytest.raises(BadOrderCode):
        two.till.counter.order_codes.scanned(qr(two.order, CENTRAL[::-1]))


def test_above_the_limit_what_only_its_qr_speaks_of_needs_leave(two: Two) -> None:
    dear = replace(two.order, lines=(replace(two.order.lines[0], quantity=Decimal(3)),))
    codes = two.till.counter.order_codes
    with pytest.raises(OverRisk):
        codes.scanned(qr(dear))
    two.till.authorise("9001")
    assert codes.scanned(qr(dear)) is not None


def test_another_shops_qr_says_which(two: Two) -> None:
    with pytest.raises(OrderElsewhere) as refused:
        two.till.counter.order_codes.scanned(qr(replace(two.order, shop="043")))
    assert refused.value.facts["shop"] == "043"


def test_a_newer_mirror_wins_over_an_older_qr(two: Two) -> None:
    newer = replace(two.order, version=2, lines=two.order.lines[:1])
    tell(two.till, [order_row(newer)])
    f = two.till.counter.order_codes.scanned(qr(two.order))
    assert f is not None and (f.order.version, len(f.order.lines)) == (2, 1)


def test_packed_on_one_device_it_is_handed_over_on_another(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.tablet)
    assert two.till.counter.orders.of("W-1042").state is OrderState.NEW, "the line is down"
    f = two.till.counter.handing.shelve(label, "A3")
    assert f.state is OrderState.READY
    two.till.counter.handing.scan_out(label)
    f = two.till.counter.handing.hand_over("W-1042", BEARER)
    assert f.state is OrderState.HANDED_OVER
    given = two.till.facts(FactType.ORDER_HANDED_OVER)[-1].body
    assert given["goods"] == [["CAM-LIN-M", "2"], ["CAF-001", "1"]]


def test_a_qr_shown_twice_hears_who_collected_it(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.till)
    two.till.counter.handing.scan_out(label)
    two.till.counter.handing.hand_over("W-1042", BEARER)
    f = two.till.counter.order_codes.scanned(qr(two.order))
    assert f is not None and f.state is OrderState.HANDED_OVER
    with pytest.raises(OrderCollected) as refused:
        two.till.counter.handing.hand_over("W-1042", BEARER)
    assert refused.value.facts["who"] == "1001"


def test_at_the_other_device_the_shelf_is_empty(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.till)
    two.till.counter.handing.scan_out(label)
    two.till.counter.handing.hand_over("W-1042", BEARER)
    with pytest.raises(ParcelsMissing):
        two.tablet.counter.handing.hand_over("W-1042", BEARER)


def test_of_two_pickers_the_second_set_is_put_back(two: Two) -> None:
    two.both_heard()
    (first,), (second,) = packed(two.till), packed(two.tablet)
    two.till.counter.handing.shelve(first, "A3")
    two.till.counter.handing.scan_out(first)
    scanned = two.till.counter.handing.parcel(second)
    assert scanned is not None and scanned.parcel in scanned.order.surplus
    with pytest.raises(SurplusParcel):
        two.till.counter.handing.scan_out(second)
    two.till.counter.handing.hand_over("W-1042", BEARER)
    f = two.till.counter.handing.put_back(second)
    assert f.parcels[scanned.parcel].state is ParcelState.PUT_BACK and not f.conflicts


def test_another_device_is_told_whose_order_it_takes_over(two: Two) -> None:
    two.both_heard()
    two.tablet.counter.preparing.start("W-1042")
    heard = two.tablet.counter.orders.of("W-1042").events
    tell(two.till, [order_row(two.order, heard)])
    with pytest.raises(PickedElsewhere) as refused:
        two.till.counter.preparing.start("W-1042")
    assert refused.value.facts["device"] == TABLET
    f = two.till.counter.preparing.start("W-1042", take_over=True)
    assert f.holder == TILL


def to_pay(two: Two) -> str:
    """An order to pay, packed and out of its shelf; the label of its parcel."""
    two.order = replace(two.order, payments=())
    two.both_heard()
    (label,) = packed(two.till)
    two.till.counter.handing.scan_out(label)
    two.till.open_shift("100")
    return label


def test_paid_at_the_counter_it_is_handed_over_by_the_sale_at_the_promised_price(two: Two) -> None:
    to_pay(two)
    with pytest.raises(NotPaid):
        two.till.counter.handing.hand_over("W-1042", BEARER)
    sale = two.till.counter.order_sales.open("W-1042", BEARER)
    assert sale.total == two.order.amount
    two.till.add("BOL-PAP").pay_cash()
    f = two.till.counter.orders.of("W-1042")
    assert f.state is OrderState.HANDED_OVER
    (given,) = f.hand_overs
    assert (given.said.document, given.said.goods) == (two.till.document.number, ())
    assert two.till.adds_up()


def test_the_price_fell_and_the_terminal_is_dead(two: Two) -> None:
    to_pay(two)
    say_list(two.till, "store", "store")
    say_list(two.till, "rebajas", "season", 10)
    say_price(two.till, "CAM-LIN-M", "rebajas", 2000)
    sale = two.till.counter.order_sales.open("W-1042", BEARER)
    shirt = next(line for line in sale.lines if line.sku == "CAM-LIN-M")
    assert shirt.price.cents == 2000, "today's is lower"
    two.till.pay_by_hand()
    assert two.till.counter.orders.of("W-1042").state is OrderState.HANDED_OVER


def test_the_price_rose_and_the_promised_one_holds(two: Two) -> None:
    lower = replace(two.order.lines[0], price=Money(3000))
    two.order = replace(two.order, lines=(lower, *two.order.lines[1:]))
    to_pay(two)
    sale = two.till.counter.order_sales.open("W-1042", BEARER)
    assert sale.lines[0].price == Money(3000)


def test_what_is_taken_out_of_the_sale_stays_in_the_shop(two: Two) -> None:
    to_pay(two)
    two.till.counter.order_sales.open("W-1042", BEARER)
    two.till.counter.register.choose(2)
    two.till.counter.register.remove()
    two.till.pay_cash()
    (given,) = two.till.counter.orders.of("W-1042").hand_overs
    assert given.said.refused == ((2, Decimal(1), "not_wanted"),)


def test_a_power_cut_while_it_is_paid_leaves_sale_and_order_as_they_were(two: Two) -> None:
    to_pay(two)
    two.till.counter.order_sales.open("W-1042", BEARER)
    two.till.crash()
    two.till.counter.till.config = replace(two.till.counter.till.config, installation=TILL)
    two.till.sign_in("1001")
    assert two.till.sale.collected and two.till.sale.collected.order == "W-1042"
    two.till.pay_cash()
    assert two.till.counter.orders.of("W-1042").state is OrderState.HANDED_OVER
    assert two.till.adds_up()


def test_no_money_is_asked_for_what_is_back_on_its_shelf(two: Two) -> None:
    label = to_pay(two)
    two.till.counter.order_sales.open("W-1042", BEARER)
    two.till.counter.handing.shelve(label, "A3")
    with pytest.raises(ParcelsMissing):
        two.till.pay_cash()
    assert two.till.sale.tenders == ()


def test_labels_and_the_proof_of_delivery_come_out_of_the_printer(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.till)
    (name,) = two.till.counter.order_papers.labels("W-1042")
    two.till.counter.handing.scan_out(label)
    two.till.counter.handing.hand_over("W-1042", BEARER, {1: (Decimal(1), "talla")})
    two.till.print_all()
    texts = {path.stem: path.read_text("utf-8") for path in two.till.folder.rglob("W-1042+*.txt")}
    paper, proof = texts[name], texts["W-1042+D1"]
    assert name.startswith("W-1042+P") and label in paper.replace("\n", "").replace(" ", "")
    assert "BULTO 1 DE 1" in paper and "Iker S." in paper
    assert "JUSTIFICANTE DE ENTREGA" in proof and "No es factura" in proof
    assert "No se lleva" in proof


def test_a_wrong_product_is_refused_and_changes_nothing(two: Two) -> None:
    two.both_heard()
    two.till.counter.preparing.start("W-1042")
    with pytest.raises(NotOfOrder):
        two.till.counter.preparing.pick("W-1042", "9525300002499")
    assert two.till.counter.orders.of("W-1042").state is OrderState.PICKING


def test_cancelled_meanwhile_it_is_a_request_that_the_shop_answers(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.till)
    asked = Event(1, 0, 7, two.till.at, "", CancelAsked())
    tell(two.till, [order_row(two.order, [asked])])
    f = two.till.counter.orders.of("W-1042")
    assert f.cancel_asked and f.state is OrderState.PACKED
    assert two.till.counter.handing.agree("W-1042").state is OrderState.CANCELLING
    assert two.till.counter.handing.put_back(label).state is OrderState.CANCELLED


def test_nothing_expires_in_the_dark(two: Two) -> None:
    two.order = replace(two.order, hold_until=two.till.at)
    two.both_heard()
    packed(two.till)
    two.till.later(days=8)
    with pytest.raises(NoNewsSince):
        two.till.counter.handing.expire("W-1042", None)
    heard = two.till.counter.till.now()
    assert two.till.counter.handing.expire("W-1042", heard).state is OrderState.EXPIRED


def test_a_power_cut_between_scan_out_and_delivery_is_asked_about(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.till)
    two.till.counter.handing.shelve(label, "A3")
    two.till.counter.handing.scan_out(label)
    two.till.crash()
    two.till.counter.till.config = replace(two.till.counter.till.config, installation=TILL)
    two.till.sign_in("1001")
    (asked,) = two.till.counter.handing.unanswered()
    two.till.later(minutes=11)
    (matter,) = [
        one for one in two.till.counter.attention.matters() if isinstance(one, UnansweredParcel)
    ]
    assert matter.order == "W-1042"
    assert asked.order.order.number == "W-1042"
    f = two.till.counter.handing.keep("W-1042", asked.parcel)
    assert f.state is OrderState.PACKED and not two.till.counter.handing.unanswered()
    assert two.till.adds_up()


def test_the_queue_goes_by_the_time_left(two: Two) -> None:
    late = replace(two.order, number="W-1", promised_at=two.till.at)
    tell(two.till, [order_row(two.order), order_row(late)])
    two.till.later(minutes=1)
    queue = two.till.counter.pickups.queue()
    assert [(one.order.order.number, one.haste.value) for one in queue] == [
        ("W-1", "late"), ("W-1042", "calm"),
    ]  # fmt: skip
    assert [f.order.number for f in two.till.counter.pickups.search("678")] == ["W-1", "W-1042"]
    assert two.till.counter.pickups.search("iker") and not two.till.counter.pickups.search("%")


@pytest.mark.parametrize("words", ["tomas", "ROSA", "garcía", "221103", "2211", "w-221", "0042"])
def test_an_order_is_found_without_accents_or_capitals_and_by_digits_of_its_number(
    two: Two, words: str
) -> None:
    meant = replace(two.order, number="W-221103", name="Tomás Rosa Garcia", phone_tail="0042")
    tell(two.till, [order_row(two.order), order_row(meant)])
    found = two.till.counter.pickups.search(words)
    assert [f.order.number for f in found] == ["W-221103"]


def test_an_order_that_only_its_qr_told_of_is_found_by_digits_of_its_number(two: Two) -> None:
    meant = replace(two.order, number="W-221103")
    two.till.counter.order_codes.scanned(qr(meant))
    two.till.counter.preparing.start("W-221103")
    found = two.till.counter.pickups.search("221103")
    assert [f.order.number for f in found] == ["W-221103"]


def test_what_a_device_did_with_a_label_comes_after_the_packing_that_it_tells_of(two: Two) -> None:
    two.both_heard()
    (label,) = packed(two.tablet)
    two.till.counter.handing.shelve(label, "A3")
    heard = two.tablet.counter.orders.of("W-1042").events
    tell(two.till, [order_row(two.order, heard)])
    f = two.till.counter.orders.of("W-1042")
    assert f.state is OrderState.READY, "its own packing did not take it off the shelf again"


def test_what_was_picked_for_an_order_that_is_gone_is_listed_to_be_put_down(two: Two) -> None:
    two.both_heard()
    two.tablet.counter.preparing.start("W-1042")
    two.tablet.counter.preparing.pick("W-1042", SHIRT)
    (label,) = packed(two.till)
    two.till.counter.handing.scan_out(label)
    given = two.till.counter.handing.hand_over("W-1042", BEARER)
    tell(two.tablet, [order_row(two.order, given.events)])
    (waiting,) = two.tablet.counter.pickups.queue()
    assert waiting.surplus and waiting.order.state is OrderState.HANDED_OVER
    two.tablet.counter.preparing.put_down("W-1042", 1, Decimal(1))
    assert two.tablet.counter.pickups.queue() == []
