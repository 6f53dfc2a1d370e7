"""A sale that pays an order which meanwhile cannot be handed over: no money is lost track of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from builders import copied
from order_shop import TILL, a_paid_order, device, order_row, tell
from shop import Shop

from app.domain.collecting import Collector
from app.domain.errors import NotInParcels, OrderOver, ParcelsMissing
from app.domain.fulfilment import OrderState
from app.domain.money import ZERO
from app.domain.order_event import CENTRAL, Cancelled, Event, Shown
from app.domain.sale_lines import changed
from app.services.installing import Made

BEARER = Collector(Shown.CODE)


class Counter:
    """A till with an order to pay in the sale in hand, its one parcel out of the shelf."""

    def __init__(self, till: Shop) -> None:
        self.till = till
        self.order = replace(a_paid_order(till), payments=())
        tell(till, [order_row(self.order)])
        preparing = till.counter.preparing
        preparing.start("W-1042")
        for code in ("9528225000472", "9528225000472", "9526262002947"):
            preparing.pick("W-1042", code)
        f = preparing.pack("W-1042")
        ((_, self.label),) = till.counter.order_codes.labels(f)
        till.counter.handing.scan_out(self.label)
        till.open_shift("100")
        till.counter.order_sales.open("W-1042", BEARER)

    def cancelled(self) -> None:
        """Central says that it is, whatever happened here."""
        tell(
            self.till,
            [order_row(self.order, [Event(99, CENTRAL, 7, self.till.at, "", Cancelled())])],
        )

    @property
    def state(self) -> OrderState:
        return self.till.counter.orders.of("W-1042").state


@pytest.fixture
def till(demo_made: tuple[Path, Made], tmp_path: Path) -> Iterator[Shop]:
    with device(copied(demo_made[0], tmp_path / "till"), TILL) as shop:
        yield shop


@pytest.fixture
def counter(till: Shop) -> Counter:
    return Counter(till)


def test_the_terminal_is_not_asked_for_what_is_back_on_its_shelf(counter: Counter) -> None:
    till = counter.till
    till.counter.handing.shelve(counter.label, "A3")
    with pytest.raises(ParcelsMissing):
        till.pay_card()
    assert till.counter.checkout.pending() == []
    till.counter.handing.scan_out(counter.label)
    till.pay_card()
    assert counter.state is OrderState.HANDED_OVER and till.adds_up()


def test_cancelled_while_the_terminal_is_asked_the_money_is_written_down(counter: Counter) -> None:
    till, checkout = counter.till, counter.till.counter.checkout
    attempt = checkout.begin_card()
    outcome = checkout.ask(till.terminal, attempt)
    counter.cancelled()
    answered = checkout.answer(attempt, outcome)
    assert (answered.paid.due, answered.paid.document) == (ZERO, None)
    assert [tender.amount for tender in till.sale.tenders] == [counter.order.amount]
    with pytest.raises(OrderOver):
        till.pay_cash()
    till.reverse()
    till.counter.tickets.abandon()
    assert till.counter.checkout.pending() == [] and till.adds_up()


def test_a_till_opens_whose_card_payment_was_for_an_order_that_is_cancelled(
    counter: Counter,
) -> None:
    till, checkout = counter.till, counter.till.counter.checkout
    checkout.ask(till.terminal, checkout.begin_card())
    counter.cancelled()
    till.restart()
    assert till.counter.checkout.pending() == []
    assert [tender.amount for tender in till.sale.tenders] == [counter.order.amount]


def test_an_order_of_which_nothing_is_sold_stays_to_be_collected(counter: Counter) -> None:
    till = counter.till
    for line in (1, 2):
        till.counter.register.choose(line)
        till.counter.register.remove()
    till.add("BOL-PAP").pay_cash()
    assert counter.state is OrderState.READY
    assert till.counter.orders.of("W-1042").hand_overs == ()
    assert till.adds_up()


def test_the_ticket_names_the_order_that_it_pays(counter: Counter) -> None:
    till = counter.till

    def said() -> list[str]:
        till.print_all()
        (paper,) = (till.folder / "tickets").glob(f"{till.document.number}*")
        return [" ".join(line.split()) for line in paper.read_text("utf-8").splitlines()]

    till.pay_cash()
    assert "Pedido W-1042" in said()
    till.add("BOL-PAP").pay_cash()
    assert not [line for line in said() if line.startswith("Pedido")]


def test_at_the_promised_price_goes_only_what_is_in_the_parcels(counter: Counter) -> None:
    till = counter.till
    till.counter.register.choose(1)
    with pytest.raises(NotInParcels) as refused:
        till.quantity("5")
    assert refused.value.facts["left"] == 2
    assert till.sale.line(1).quantity == 2
    till.quantity("1").quantity("2").add("CAM-LIN-M").quantity("4").pay_cash()
    assert counter.state is OrderState.HANDED_OVER and till.adds_up()


def test_of_a_sale_that_has_too_much_already_no_money_is_taken(counter: Counter) -> None:
    till = counter.till
    with till.counter.register.change() as change:
        change.sale = changed(change.sale, replace(change.sale.line(1), quantity=Decimal(5)))
    with pytest.raises(NotInParcels):
        till.pay_cash()


def test_lowered_after_it_was_packed_it_is_sold_as_it_is_ordered_now(counter: Counter) -> None:
    till, shirts = counter.till, counter.order.lines[0]
    till.counter.tickets.abandon()
    lines = (replace(shirts, quantity=Decimal(1)), *counter.order.lines[1:])
    tell(till, [order_row(replace(counter.order, version=2, lines=lines))])
    sale = till.counter.order_sales.open("W-1042", BEARER)
    assert [line.quantity for line in sale.lines] == [1, 1]
    till.pay_cash()
    (given,) = till.counter.orders.of("W-1042").hand_overs
    assert given.said.refused == ((1, Decimal(1), "not_wanted"),) and till.adds_up()


def test_a_parked_ticket_says_when_it_is_recalled_that_its_order_is_over(counter: Counter) -> None:
    tickets = counter.till.counter.tickets
    assert tickets.order_refused() is None
    counter.till.park().recall()
    assert tickets.order_refused() is None
    counter.till.park()
    counter.cancelled()
    counter.till.recall()
    assert isinstance(tickets.order_refused(), OrderOver)
    assert counter.till.sale.lines, "what else is in it is sold all the same"
