"""Pickups in the window: scanned on any screen, picked, shelved, paid and handed over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from builders import NOON, an_order
from chain import say_customer
from order_shop import a_paid_order, order_row, qr, tell
from orders import begun, picked, then

from app.changes import Topic
from app.domain import order_event as e
from app.domain.errors import NotInWave, NotOfOrder, OrderElsewhere
from app.domain.fulfilment import OrderState
from app.domain.order import Order
from app.domain.order_event import Shown
from app.domain.order_fold import fold
from app.services.pickups import Haste, Waiting
from app.ui.screens.order_actions import Standing
from app.ui.screens.order_view import order_view
from app.ui.screens.pickups_view import queue_row
from app.ui.screens.shelf_panel import ShelfPanel
from ui.conftest import Counter
from ui.open_screen import screen
from ui.pickup_desk import SHIRT, labels, order, packed, press


def test_an_order_is_prepared_shelved_and_handed_over_by_scanning(pickups: Counter) -> None:
    label = packed(pickups)
    assert order(pickups).state is OrderState.PACKED
    pickups.window.scanned(label)
    assert isinstance(screen(pickups).host.panel, ShelfPanel)
    pickups.window.scanned("a3")
    assert order(pickups).state is OrderState.READY
    pickups.window.home()
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    assert screen(pickups).name == "pickups", "on any screen, any scan"
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    assert order(pickups).state is OrderState.HANDED_OVER


def test_an_order_to_pay_goes_on_at_the_selling_screen(pickups: Counter) -> None:
    unpaid = replace(a_paid_order(pickups.shop), payments=())
    tell(pickups.shop, [order_row(unpaid)])
    label = packed(pickups)
    pickups.window.scanned(label)
    screen(pickups).host.panel.place.setText("A3")
    screen(pickups).host.panel.accept()
    pickups.window.scanned(qr(unpaid))
    pickups.window.scanned(label)
    press(pickups, "Cobrar y entregar")
    assert screen(pickups).name == "sell"
    assert pickups.shop.sale.total == unpaid.amount


def test_a_wrong_product_is_said_and_changes_nothing(pickups: Counter) -> None:
    press(pickups, "W-1042")
    press(pickups, "Empezar a preparar")
    with pytest.raises(NotOfOrder):
        pickups.window.scanned("9525300002499")
    assert order(pickups).state is OrderState.PICKING


def test_a_product_that_no_order_prepared_here_wants_is_refused_and_never_sold(
    pickups: Counter,
) -> None:
    press(pickups, "W-1042")
    with pytest.raises(NotInWave):
        pickups.window.scanned(SHIRT)  # nobody has begun
    assert screen(pickups).name == "pickups" and pickups.shop.counter.register.sale is None


def test_a_product_opens_the_order_prepared_here_that_wants_it(pickups: Counter) -> None:
    other = replace(a_paid_order(pickups.shop), number="W-7")
    tell(pickups.shop, [order_row(a_paid_order(pickups.shop)), order_row(other)])
    screen(pickups).refresh()
    press(pickups, "W-1042")
    press(pickups, "Empezar a preparar")
    press(pickups, "W-7")
    pickups.window.scanned(SHIRT)
    assert screen(pickups)._shown.chosen == "W-1042"
    assert pickups.shop.counter.orders.of("W-1042").line(1).picked == 1


def test_figures_are_offered_to_whoever_may_see_them(pickups: Counter) -> None:
    assert screen(pickups).queue._figures.isHidden(), "a cashier may not"
    pickups.shop.sign_in("9001")
    pickups.window.open("pickups")
    screen(pickups).refresh()
    assert not screen(pickups).queue._figures.isHidden()


def test_what_was_typed_before_a_scan_does_not_hide_the_queue(pickups: Counter) -> None:
    press(pickups, "W-1042")
    search = screen(pickups).queue.search
    for scan in (pickups.window.scanned, screen(pickups)._entered):
        search.setText("A3" if scan == pickups.window.scanned else SHIRT)
        with pytest.raises(NotInWave):
            scan(SHIRT)
        assert not search.text()


@pytest.mark.parametrize("minutes, left, tone", [
    (19, "quedan 19 min", "warning"), (70, "quedan 1 h 10", "muted"), (-90, "1 h 30 de retraso",
                                                                       "negative"),
])  # fmt: skip
def test_the_queue_says_how_each_stands_to_its_promise(minutes: int, left: str, tone: str) -> None:
    haste = Haste.LATE if minutes < 0 else Haste.SOON if minutes < 30 else Haste.CALM
    row = queue_row(Waiting(begun(), timedelta(minutes=minutes), haste), lambda _: "04")
    assert (row.left, row.tone) == (left, tone)
    assert row.stands == "preparando · 04"
    assert row.detail.replace("\xa0", " ") == "3 uds · por pagar 119,85 €"


def test_what_is_left_of_an_order_after_a_part_went_is_said_to_go_back() -> None:
    f = then(picked(), e.Packed((((1, Decimal(2)),), ((2, Decimal(1)),))))
    first, second = sorted(f.parcels)
    for what in (e.Shelved(second, "A3"), e.HandedOver((first,)), e.Expired()):
        f = then(f, what)
    row = queue_row(Waiting(f, timedelta(), Haste.CALM), lambda _: "04")
    assert row.stands == "entregado en parte: devolver el resto a su sitio"


def test_the_next_thing_to_do_is_the_one_big_button() -> None:
    def way(f: Any, *, here: bool = True) -> list[str]:
        view = order_view(f, Standing(NOON, str, str, started_here=here))
        return [does for does, _ in view.ways]

    assert way(fold(an_order(), [])) == ["start"]
    assert way(begun(), here=False) == ["take"]
    assert way(begun()) == []
    assert way(picked()) == ["pack"]


def test_an_order_of_another_shop_is_no_order_here(pickups: Counter) -> None:
    elsewhere: Order = replace(a_paid_order(pickups.shop), number="W-7", shop="043")
    with pytest.raises(OrderElsewhere):
        pickups.window.scanned(qr(elsewhere))
    assert pickups.shop.counter.orders.find("W-7") is None


def test_the_bar_counts_what_is_to_be_prepared_as_loud_as_it_is_late(pickups: Counter) -> None:
    def chips() -> list[tuple[str, str]]:
        bar = pickups.face.bar()
        return [(c.words, c.tone) for c in bar.status if c.does == "pickups"] if bar else []

    pickups.face.changed(frozenset({Topic.STORE}))
    assert chips() == [("Recogidas 1", "accent")]
    pickups.shop.later(hours=4)
    assert chips() == [("Recogidas 1 · 1 tarde", "negative")]
    packed(pickups)
    pickups.window.scanned(labels(pickups)[0])
    screen(pickups).host.panel.place.setText("A3")
    screen(pickups).host.panel.accept()
    assert chips() == []


def test_the_bar_in_sight_counts_again_once_a_scan_is_painted(pickups: Counter) -> None:
    def counted() -> list[str]:
        return [chip.words for chip in pickups.window.bar._status._shown if chip.does == "pickups"]

    pickups.window._ticks.stop()
    pickups.face.changed(frozenset({Topic.STORE}))
    assert counted() == ["Recogidas 1"]
    label = packed(pickups)
    pickups.window.scanned(label)
    pickups.window.scanned("A3")
    pickups.bot.waitUntil(lambda: counted() == [])


def test_a_loyalty_card_opens_its_customers_order_or_means_what_it_always_does(
    pickups: Counter,
) -> None:
    uuid, card = "01890000-0000-7000-8000-000000000001", "2900000000012"
    say_customer(pickups.shop, uuid, card, "Iker Sanz", points=0)
    pickups.window.scanned(card)
    assert screen(pickups).name == "sell" and pickups.shop.sale.customer == uuid
    tell(pickups.shop, [order_row(a_paid_order(pickups.shop, customer=uuid))])
    pickups.window.open("pickups")
    pickups.window.scanned(card)
    assert screen(pickups)._shown.chosen == "W-1042"
    assert pickups.face.collecting._chosen.who.shown is Shown.CARD
