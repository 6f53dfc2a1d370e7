"""What the customer sees: the product, the total, the change, a thanks, a welcome."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from shop import Shop

from app.devices import Devices
from app.domain.customer_side import COLUMNS, CustomerView, Stage, fitted
from hardware.simulated.display import SimDisplay

MILK, TOMATOES = "LEC-ENT", "TOM-RAM"


class Watched:
    def __init__(self, shop: Shop, metal: SimDisplay) -> None:
        self._shop, self._metal = shop, metal

    def rows(self) -> tuple[str, str]:
        view = self._shop.counter.facing.view()
        wanted = (view.upper.ljust(COLUMNS), view.lower.ljust(COLUMNS))
        for _ in range(200):
            if self._metal.rows == wanted:
                break
            threading.Event().wait(0.02)
        assert self._metal.rows == wanted
        return wanted[0].strip(), wanted[1].strip()


@pytest.fixture
def seen(open_shop: Shop) -> Iterator[Watched]:
    entry = {"kind": "display", "address": "sim://display"}
    devices = Devices(open_shop.folder, {"front": entry})
    counter = open_shop.counter
    counter.facing.displays = devices.displays
    counter.till.db.on_commit(counter.facing.heard)
    devices.start()
    counter.facing.again()
    yield Watched(open_shop, devices.metal.display("display"))
    devices.stop()


def test_a_sale_from_the_welcome_to_the_thanks(open_shop: Shop, seen: Watched) -> None:
    assert seen.rows()[0] == "BIENVENIDO"
    open_shop.add(MILK)
    assert seen.rows() == ("Leche entera  0,98 €", "TOTAL         0,98 €")
    open_shop.add(MILK)
    assert seen.rows()[1].split() == ["TOTAL", "1,96", "€"]
    open_shop.pay_cash("5")
    assert seen.rows() == ("CAMBIO        3,04 €", "GRACIAS")
    open_shop.add(TOMATOES)
    assert seen.rows()[0].startswith("Tomate rama")
    assert seen.rows()[1].split() == ["TOTAL", "0,00", "€"]


def test_a_copy_of_a_ticket_says_no_change_again(open_shop: Shop, seen: Watched) -> None:
    open_shop.add(MILK).pay_cash("5")
    open_shop.counter.facing.rest()
    assert seen.rows()[0] == "BIENVENIDO"
    open_shop.print_all()
    assert seen.rows()[0] == "BIENVENIDO"


def test_a_screen_sees_lines_with_what_they_are_made_of(open_shop: Shop) -> None:
    views: list[CustomerView] = []
    counter = open_shop.counter
    counter.facing.watched = True
    counter.facing.seen = views.append
    counter.till.db.on_commit(counter.facing.heard)
    open_shop.add(MILK).add(MILK).add(TOMATOES)
    open_shop.counter.register.weight(open_shop.line.quantity + 1)
    last = views[-1]
    assert last.stage is Stage.SALE
    details = [line.detail.replace("\u00a0", " ") for line in last.lines]
    assert details == ["2 × 0,98 €", "1 kg × 2,49 €/kg · peso a mano"]
    open_shop.pay_cash("5")
    assert (views[-1].stage, views[-1].words) == (Stage.PAID, ("GRACIAS", "CAMBIO 0,55\u00a0€"))
    counter.facing.rest()
    assert views[-1].stage is Stage.WELCOME


def test_with_nothing_that_shows_it_nothing_is_worked_out(open_shop: Shop) -> None:
    views: list[CustomerView] = []
    counter = open_shop.counter
    counter.facing.seen = views.append
    counter.till.db.on_commit(counter.facing.heard)
    open_shop.add(MILK)
    assert views == []


@pytest.mark.parametrize(
    ("left", "right", "row"),
    [
        ("Jamón ibérico de bellota", "1.234,56\u00a0€", "Jamón ibé 1.234,56 €"),
        ("A", "1,00\u00a0€", "A             1,00 €"),
        ("Bolsa", "", "Bolsa"),
        ("x", "123456789012345678901", "23456789012345678901"),
    ],
)
def test_an_amount_is_never_cut(left: str, right: str, row: str) -> None:
    assert fitted(left, right).rstrip() == row
    assert len(fitted(left, right)) <= COLUMNS
