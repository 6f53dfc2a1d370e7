"""Parcels in the window: arrived, on their shelf, looked at when a shift closes, put back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from journeys.test_order_money import invoiced, picked
from order_shop import a_paid_order, tell

from app.domain.fulfilment import OrderState
from app.domain.order import Announced
from app.domain.parcel import ParcelState
from app.mirror.rows import Change
from app.ui.screens.shelf_panel import ShelfPanel
from ui.conftest import Counter
from ui.open_screen import screen
from ui.pickup_desk import (
    labels,
    order,
    packed,
    panel,
    press,
    ready,
    told,
)


def test_two_beeps_shelve_a_parcel_and_another_parcel_is_no_shelf(pickups: Counter) -> None:
    label = packed(pickups)
    pickups.window.scanned(label)
    panel(pickups, ShelfPanel)
    pickups.window.scanned(label)
    assert order(pickups).state is OrderState.PACKED, "the parcel itself is no shelf"
    pickups.window.scanned("b1")
    assert [one.place for one in order(pickups).set] == ["B1"]


def test_a_closed_parcel_arrives_by_its_scan_and_may_be_damaged(pickups: Counter) -> None:
    wanted = a_paid_order(pickups.shop)
    box = Announced("BOX1", tuple((line.number, line.quantity) for line in wanted.lines))
    told(pickups, replace(wanted, version=2, announced=(box,)))
    tell(pickups.shop, [Change("parcel", "BOX1", {"order": "W-1042"})])
    pickups.window.scanned("BOX1")
    assert order(pickups).parcels["BOX1"].state is ParcelState.ARRIVED
    press(pickups, "Llegó dañado")
    assert order(pickups).parcels["BOX1"].damaged
    pickups.window.scanned("BOX1")
    assert order(pickups).parcels["BOX1"].state is ParcelState.SENT_BACK


def test_a_shift_closes_after_the_shelves_were_looked_at(pickups: Counter) -> None:
    ready(pickups)
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    assert shift._pages.currentWidget() is shift.shelf
    pickups.window.scanned(labels(pickups)[0])
    assert shift.shelf._go_on.words() == "Seguir: están todos"
    shift._shelf_done()
    assert shift._pages.currentIndex() == 2, "now the drawer is counted"
    check = pickups.shop.counter.shelf_checks.last()
    assert check is not None and not check.missing and not check.by_eye


def test_a_word_is_enough_when_nobody_can_look_at_the_shelves(pickups: Counter) -> None:
    ready(pickups)
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    shift._x_or_skip()
    shift.shelf.host.panel.list.chosen.emit("No hay tiempo")
    assert shift._pages.currentIndex() == 2
    check = pickups.shop.counter.shelf_checks.last()
    assert check is not None and check.skipped == "No hay tiempo"


def test_without_parcels_a_shift_goes_straight_to_its_count(pickups: Counter) -> None:
    pickups.window.open("shift")
    shift: Any = screen(pickups)
    shift._count_or_close()
    assert shift._pages.currentIndex() == 2


def test_what_is_put_back_brings_its_corrective_out_of_the_printer(pickups: Counter) -> None:
    shop = pickups.shop
    invoiced(shop, hold_until=shop.at)
    picked(shop)
    f = shop.counter.preparing.pack("W-1042")
    ((_, label),) = shop.counter.order_codes.labels(f)
    shop.later(days=8)
    shop.counter.handing.expire("W-1042", shop.counter.till.now())
    pickups.window.scanned(label)
    assert order(pickups).state is OrderState.PUT_BACK
    assert shop.document.total == -order(pickups).order.amount
    assert not shop.counter.printing.unfinished()
