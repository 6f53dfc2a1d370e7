"""Customers in the window: a card on any screen, the chip, making somebody known."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from chain import say_customer, say_list, say_price, say_setting
from PySide6.QtCore import QPoint, QRect
from told import in_a_chain

from app.domain.customer import Customer
from app.domain.errors import SignInRefused, UnknownItem
from app.domain.line import LineState, LineStatus
from app.ui.screen import Screen
from app.ui.screens.customer_view import Known, customer_chip, customer_facts
from app.ui.screens.settings import SettingsScreen
from app.ui.widgets.button import Button
from app.ui.widgets.chip import ChipView
from app.ui.widgets.form import FormPanel
from app.ui.widgets.text import Text
from ui.conftest import Counter
from ui.sale_desk import MILK, selling, sold, total

COFFEE = "CAF-001"
CARD, UUID = "2900000000012", "01890000-0000-7000-8000-000000000001"
TOLD = {"uuid": "u77", "card": "C-77", "name": "Ana", "level": "gold", "points": 120}


@pytest.fixture
def club(counter: Counter) -> Counter:
    """Berta of level gold has 1120 points and pays 3.50 for coffee; a point a euro."""
    shop = counter.shop
    say_setting(shop, "points", {"rates": [{"percent": "1"}]})
    say_customer(shop, UUID, CARD, "Berta Gil Marín", level="gold", points=1120)
    say_list(shop, "tienda", "store")
    say_list(shop, "oro", "level", priority=20, level="gold")
    say_price(shop, COFFEE, "oro", 350)
    return counter


def whose(counter: Counter) -> str:
    return counter.shop.sale.customer


def chips(screen: Any) -> list[str]:
    return [chip.words for chip in screen._shown.customer]


def banners(screen: Any) -> list[str]:
    return [strip.words for strip in screen._shown.banners]


def test_a_card_on_the_selling_screen_is_a_chip_and_better_prices(club: Counter) -> None:
    screen = sold(club, MILK)
    club.shop.add(COFFEE)
    club.window.scanned(CARD)
    assert chips(screen) == ["Berta · gold · 1.120 puntos"]
    assert total(screen) == "4,48 €"
    assert banners(screen) == []
    assert "Por su nivel" in screen._shown.lines[-1].saving
    assert screen._shown.savings.replace("\xa0", " ") == "Ahorro 0,75 €"


def test_a_card_while_paying_stays_there_and_says_who_it_is(club: Counter) -> None:
    sold(club, MILK)
    club.shop.add(COFFEE)
    club.window.open("pay")
    club.window.scanned(CARD)
    pay: Any = club.screen("pay")
    assert pay._shown.due.replace("\xa0", " ") == "4,48 €"
    assert club.window.toast.words() == "Berta · gold · 1.120 puntos"
    club.window.scanned("2900000000029")
    assert "Termina el cobro" in club.window.toast.words()
    assert whose(club) == UUID


def test_a_card_on_a_return_is_for_the_next_sale(club: Counter) -> None:
    sold(club, MILK).side.pay.exact_cash.emit()
    club.window.scanned(club.shop.document.number)
    club.window.scanned(CARD)
    club.screen("return")
    assert whose(club) == UUID


@pytest.mark.parametrize("code", [CARD, f"MC:{CARD}"])
@pytest.mark.parametrize(
    "name", ["sell", "pay", "shift", "attention", "last", "about", "keys", "return"]
)
def test_the_card_and_the_app_say_who_it_is_on_every_screen(
    club: Counter, name: str, code: str
) -> None:
    sold(club, MILK).side.pay.exact_cash.emit()
    if name == "pay":
        sold(club, MILK)
    club.window.open(name)
    club.screen(name)
    club.window.scanned(code)
    assert whose(club) == UUID
    club.window.home()
    assert chips(selling(club)) == ["Berta · gold · 1.120 puntos"]


def test_no_other_screen_keeps_a_scan_to_itself() -> None:
    keepers = {one.name for one in Screen.__subclasses__() if "scanned" in vars(one)}
    waiting = {"sell", "pay", "return", "signin", "pickups", "wave", "shift", "stock"}
    waiting |= {"history", "last"}  # a ticket's code alone, and what an open panel asks for
    assert keepers == waiting | {SettingsScreen.name}  # that only while it learns a label


@pytest.mark.parametrize(
    ("code", "says", "chip"),
    [
        ("MC:C-77", {"customers": ({**TOLD, "included": {}},)}, "Ana · gold · 120 puntos"),
        ("2900000000777", {"customers": ({**TOLD, "included": {}},)}, "Ana · gold · 120 puntos"),
        ("MC:C-77", {"refused": "unreachable"}, "C-77 · 0 puntos · por confirmar"),
        ("2900000000777", {"refused": "unreachable"}, None),
        ("MC:C-77", {"refused": "not_found"}, None),
        ("2900000000777", {"refused": "not_found"}, None),
    ],
)
@pytest.mark.parametrize("name", ["sell", "last"])
def test_a_card_that_no_regular_has_is_asked_for_while_the_screen_goes_on(
    club: Counter, name: str, code: str, says: dict[str, Any], chip: str | None
) -> None:
    in_a_chain(club.shop).says = says
    screen = sold(club, MILK)
    club.window.open(name)
    with suppress(UnknownItem):
        club.window.scanned(code)
    club.settle()
    club.window.home()
    assert chips(screen) == ([chip] if chip else [])
    bare = code[:3] != "MC:"
    assert bool(club.shop.sale.unknown) is (bare and chip is None)
    if chip is None and not bare:
        assert "Ningún" in club.window.toast.words() or "ningún" in club.window.toast.words()


@pytest.mark.parametrize("chain", [True, False])
def test_in_a_chain_an_unknown_number_is_said_to_be_no_known_customers(
    club: Counter, chain: bool
) -> None:
    if chain:
        in_a_chain(club.shop).says = {"refused": "not_found"}
    screen = sold(club, MILK)
    with suppress(UnknownItem):
        club.window.scanned("C-99999")
    if chain:
        club.settle()
    (strip,) = screen._shown.banners
    assert ("ni es de un cliente conocido" in strip.words) is chain


def test_an_answer_for_a_sale_that_is_over_is_for_nobody(club: Counter) -> None:
    central = in_a_chain(club.shop)
    central.says = {"customers": ({**TOLD, "included": {}},)}
    screen = sold(club, MILK)
    club.window.scanned("MC:C-77")
    club.shop.pay_cash("1")
    club.settle()
    assert chips(screen) == []
    assert not club.shop.document.customer


def test_a_typed_number_is_asked_for_too(club: Counter) -> None:
    in_a_chain(club.shop).says = {"customers": ({**TOLD, "included": {}},)}
    screen = sold(club, MILK)
    screen._panels.customer()
    panel = screen.side.panel
    panel.fields["card"].setText("c-77")
    panel.accept()
    assert screen.side.panel is None
    club.settle()
    assert chips(screen) == ["Ana · gold · 120 puntos"]


def test_nobody_is_known_while_nobody_is_signed_in(club: Counter) -> None:
    sold(club, MILK)
    club.shop.counter.signin.sign_out()
    club.settle()
    club.screen("signin")
    with pytest.raises(SignInRefused):
        club.window.scanned(CARD)
    assert not club.shop.sign_in("1001").sale.customer


def test_the_ticket_tells_what_it_gave_and_the_return_what_it_took(club: Counter) -> None:
    selling(club)
    club.window.scanned(CARD)
    club.shop.add(COFFEE, "2").pay_cash()
    club.window.open("last")
    ticket: Any = club.screen("last")
    assert ticket._shown.facts[-1] == "Ha ganado 7 puntos"
    club.shop.sign_in("2001").refund(club.shop.document.number)
    ticket.refresh()
    assert ticket._shown.facts[-1] == "Se retiran 7 puntos"


def test_what_a_sale_gave_stands_with_its_change(club: Counter) -> None:
    screen = selling(club)
    club.window.scanned(CARD)
    club.shop.add(COFFEE, "2")
    screen.side.pay.exact_cash.emit()
    assert screen._shown.settled.facts[-1] == "Ha ganado 7 puntos"
    assert chips(screen) == []


def test_the_next_customer_does_not_stand_over_the_last_sale(club: Counter) -> None:
    screen = sold(club, MILK)
    screen.side.pay.exact_cash.emit()
    assert screen._shown.settled is not None
    club.window.scanned(CARD)
    assert chips(screen) != []
    assert screen._shown.settled is None


def test_the_chip_tells_more_and_takes_the_customer_off(club: Counter) -> None:
    screen = sold(club, MILK)
    club.window.scanned(CARD)
    screen.ticket.acted.emit("customer", "")
    panel = screen.side.panel
    assert panel.accessibleName() == "Berta"
    (other,) = [b for b in panel.findChildren(Button) if "No es" in b.words()]
    other.click()
    assert (screen.side.panel, chips(screen), whose(club)) == (None, [], "")


def test_whoever_types_the_number_is_known_too(club: Counter) -> None:
    screen = sold(club, MILK)
    screen._panels.customer()
    panel = screen.side.panel
    panel.fields["card"].setText(CARD)
    panel.accept()
    assert (screen.side.panel, whose(club)) == (None, UUID)


@pytest.mark.parametrize("typed", ["D-1001", "d-1001"])
def test_a_card_typed_where_products_are_searched_is_the_card(club: Counter, typed: str) -> None:
    other = UUID[:-1] + "2"
    say_customer(club.shop, other, "D-1001", "Pilar", level="gold", points=10)
    screen = sold(club, MILK)
    assert club.shop.counter.lookup.search(typed), "a product that the search would take"
    club.window.bar.search.setText(typed)
    screen.enter()
    assert whose(club) == other
    assert [line.sku for line in club.shop.counter.register.the_sale().lines] == [MILK]


def test_somebody_new_scans_the_card_into_the_form_and_is_known(club: Counter) -> None:
    screen = sold(club, MILK)
    screen._panels.customer()
    screen.side.panel._do_other()  # a new customer
    club.bot.waitUntil(lambda: isinstance(screen.side.panel, FormPanel))
    panel = screen.side.panel
    club.window.scanned("MC:77")
    assert panel.fields["card"].text() == "MC:77"
    panel.fields["name"].setText("Carmen Ruiz")
    panel.accept()
    assert chips(screen) == ["Carmen · 0 puntos"]
    assert screen.side.panel is None
    assert club.shop.counter.till.catalog.by_sku("77") is None
    assert not club.shop.sale.unknown


def test_the_form_of_somebody_new_says_what_may_stay_empty(club: Counter) -> None:
    screen = sold(club, MILK)
    screen._panels.new_customer()
    panel = screen.side.panel
    names = {key: line.accessibleName() for key, line in panel.fields.items()}
    optional = {key for key, name in names.items() if name.endswith(" (opcional)")}
    assert optional == {"phone", "email", "document"}
    shown = {label.text() for label in panel.findChildren(Text)}
    assert shown >= set(names.values()), "what is heard is what is seen"
    screen._panels.note()
    assert screen.side.panel.fields["note"].accessibleName() == "Nota"


def test_the_points_grow_old_while_the_till_hears_nothing(club: Counter) -> None:
    screen = sold(club, MILK)
    club.window.scanned(CARD)
    line = club.shop.counter.line
    line._make = lambda heard: None  # type: ignore[assignment,return-value]
    screen.tick()
    assert chips(screen) == ["Berta · gold · 1.120 puntos · sin noticias de la central"]
    line.status = LineStatus(LineState.IN_STEP, ages={"loyalty:es": club.shop.at})
    screen.tick()
    assert chips(screen) == ["Berta · gold · 1.120 puntos"]
    club.shop.later(minutes=12)
    screen.tick()
    assert chips(screen) == ["Berta · gold · 1.120 puntos · hace 12 min"]


def test_where_the_head_has_no_room_the_customer_has_a_row(club: Counter) -> None:
    screen = selling(club)
    club.shop.add(MILK).park().add(MILK)
    club.window.scanned(CARD)
    assert screen.ticket._beside.isVisible()
    club.window.resize(1024, 768)
    club.bot.waitUntil(lambda: screen.ticket._below.isVisible())
    assert not screen.ticket._beside.isVisible()
    assert club.window.width() == 1024
    club.window.resize(1366, 768)
    club.bot.waitUntil(lambda: screen.ticket._beside.isVisible())
    assert not screen.ticket._below.isVisible()


def test_a_long_name_or_none_at_all_fits_a_chip(club: Counter) -> None:
    now = club.shop.at
    long = Known(Customer("u", "77", name="Bartolomea-Encarnación"), now, alone=True)
    nobody = Known(Customer("u", "77", points=1), now, now - timedelta(seconds=59))
    assert customer_chip(long).words == "Bartolomea-Encarn… · 0 puntos"
    assert customer_chip(nobody) == ChipView(
        "77 · 1 punto", "identification-card", does="customer:"
    )
    assert [fact.figure for fact in customer_facts(nobody)] == ["77", "1"]


@pytest.mark.parametrize("ask", ["customer", "new_customer", "more"])
@pytest.mark.parametrize("known", [True, False])
def test_at_large_letters_no_button_covers_another(club: Counter, ask: str, known: bool) -> None:
    club.window.resize(1093, 614)  # 1366x768 at 125 %
    screen = sold(club, MILK)
    if known:
        club.window.scanned(CARD)
    getattr(screen._panels, ask)()
    club.bot.wait(200)
    side = screen.side.panel
    places = [
        QRect(button.mapTo(side, QPoint(0, 0)), button.size())
        for button in side.findChildren(Button)
        if button.isVisible()
    ]
    assert not [(a, b) for a, b in combinations(places, 2) if a.intersects(b)]
    assert all(side.rect().contains(place) for place in places)
