"""An order at the counter in the window: who collects, what is not wanted, paid, brought back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from builders import NOON
from order_shop import a_paid_order, qr
from other_shops import of_a_chain
from PySide6.QtWidgets import QLabel

from app.domain.document import DocumentKind
from app.domain.errors import MoreThanSold
from app.domain.fulfilment import OrderState
from app.domain.order import ChannelInvoice, Delivery
from app.domain.order_event import Shown
from app.services.order_matters import OrderMatter, Trouble
from app.ui import window
from app.ui.screens.order_matters import order_matter
from app.ui.screens.who_panel import WhoPanel
from app.ui.widgets.form import FormPanel
from app.ui.widgets.pad import PadPanel
from app.ui.widgets.panel import Panel
from app.ui.widgets.rows import RowsPanel
from ui.conftest import Counter
from ui.open_screen import screen
from ui.pickup_desk import (
    COFFEE,
    SHIRT,
    begun,
    detail,
    order,
    panel,
    press,
    ready,
    told,
    with_line,
)


def at_the_counter(counter: Counter) -> None:
    """The parcel is out and its customer there."""
    label = ready(counter)
    counter.window.scanned(qr(a_paid_order(counter.shop)))
    counter.window.scanned(label)


def test_the_bearer_of_the_code_collects_with_one_press(pickups: Counter) -> None:
    at_the_counter(pickups)
    press(pickups, "Entregar")
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.shown is Shown.CODE


def test_without_the_code_a_document_is_looked_at(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    press(pickups, "Sí, visto")
    who.accept()
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.document_seen


def test_what_the_rules_still_miss_is_said_when_no_is_the_answer(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    panel(pickups, WhoPanel).accept()
    assert "Sin eso no se entrega" in pickups.window.toast.words()
    assert panel(pickups, WhoPanel) and order(pickups).state is OrderState.READY


def test_a_code_shown_counts_after_another_order_was_looked_at(pickups: Counter) -> None:
    ready(pickups)
    told(pickups, replace(a_paid_order(pickups.shop), number="W-1043"))
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    for number in ("W-1043", "W-1042"):
        pickups.face.collecting.choose(number)
    shown = [pickups.face.collecting._chosen.who.shown]
    pickups.shop.later(minutes=3)
    pickups.face.collecting.choose("W-1042")
    shown.append(pickups.face.collecting._chosen.who.shown)
    assert shown == [Shown.CODE, Shown.NAME]


def test_once_who_collects_is_answered_one_f12_hands_over(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Quién recoge")
    who = panel(pickups, WhoPanel)
    press(pickups, "Suyo")
    assert who.document.isAncestorOf(who.focusWidget()), "the next question"
    press(pickups, "Sí, visto")
    who.function_key("F12")
    assert order(pickups).state is OrderState.HANDED_OVER


def test_what_the_rules_ask_for_has_the_focus(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    assert who.document.isAncestorOf(who.focusWidget())


def test_who_is_too_young_gets_the_rest(pickups: Counter) -> None:
    with_line(pickups, minimum_age=18)
    label = ready(pickups)
    pickups.window.scanned(qr(order(pickups).order))
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    who = panel(pickups, WhoPanel)
    who.accept()
    assert not order(pickups).hand_overs, "nobody has looked yet"
    press(pickups, "No: eso se queda")
    who.accept()
    assert order(pickups).hand_overs[0].said.refused == ((1, Decimal(2), "age"),)


def test_what_is_not_wanted_stays_with_its_reason(pickups: Counter) -> None:
    at_the_counter(pickups)
    press(pickups, "1, Café")
    panel(pickups, RowsPanel).list.chosen.emit("refuse")
    panel(pickups, RowsPanel).list.chosen.emit("size")
    press(pickups, "Entregar")
    assert order(pickups).hand_overs[0].said.refused == ((2, Decimal(1), "size"),)


def refuse(counter: Counter, line: str, many: str = "") -> None:
    press(counter, line)
    panel(counter, RowsPanel).list.chosen.emit("refuse")
    panel(counter, RowsPanel).list.chosen.emit("broken")
    if many:
        pad = panel(counter, PadPanel)
        pad.field.setText(many)
        pad.accept()


def test_so_many_are_not_wanted_and_their_number_is_shown(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "1")
    assert detail(pickups, "Camisa") == "no quiere 1 de 2: Está roto o estropeado"
    press(pickups, "Entregar")
    assert detail(pickups, "Camisa") == "se quedó en la tienda 1 de 2: Está roto o estropeado"
    matters = pickups.shop.counter.attention.matters()
    (matter,) = [one for one in matters if isinstance(one, OrderMatter)
                 and one.trouble is Trouble.REFUSED]  # fmt: skip
    assert order_matter(matter, NOON).detail.endswith(": 1")


def test_more_than_there_is_cannot_be_refused(pickups: Counter) -> None:
    at_the_counter(pickups)
    with pytest.raises(MoreThanSold):
        refuse(pickups, "2, Camisa", "9")
    assert panel(pickups, PadPanel) and not pickups.face.collecting._chosen.refused


def test_what_was_refused_is_taken_back_with_a_nought(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "1")
    pickups.face.collecting._handing._refuse(screen(pickups).host, 1)
    panel(pickups, RowsPanel).list.chosen.emit("broken")
    pad = panel(pickups, PadPanel)
    pad.field.setText("0")
    pad.accept()
    assert not pickups.face.collecting._chosen.refused


def test_what_is_left_behind_whole_is_not_called_handed_over(pickups: Counter) -> None:
    at_the_counter(pickups)
    refuse(pickups, "2, Camisa", "2")
    refuse(pickups, "1, Café")
    press(pickups, "Cerrar: no se lleva nada")
    assert order(pickups).took_nothing
    view = pickups.face.collecting.view().order
    assert view is not None
    said = [one.words for one in view.steps] + [one.words for _, one in view.parcels]
    said += [one.strong for one in view.banners] + [pickups.window.toast.words()]
    assert not [words for words in said if "Entregado" in words or "entregó" in words], said


def test_exact_cash_pays_and_hands_over_with_one_press(pickups: Counter) -> None:
    wanted = replace(a_paid_order(pickups.shop), payments=())
    told(pickups, wanted)
    label = ready(pickups)
    pickups.window.scanned(qr(wanted))
    pickups.window.scanned(label)
    press(pickups, "Efectivo exacto")
    assert order(pickups).state is OrderState.HANDED_OVER
    assert order(pickups).hand_overs[0].said.document
    settled = screen(pickups)._shown.settled
    assert settled.caption == "Cobrado y entregado W-1042"


def test_f12_pressed_twice_hands_nothing_to_the_card_terminal(
    pickups: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    monkeypatch.setattr(window, "monotonic", lambda: now[0])
    wanted = replace(a_paid_order(pickups.shop), payments=())
    told(pickups, wanted)
    label = ready(pickups)
    pickups.window.scanned(qr(wanted))
    pickups.window.scanned(label)
    asked: list[object] = []
    monkeypatch.setattr(pickups.shop.terminal, "ask", asked.append)
    for _ in range(3):
        key(pickups, "F12")
        assert screen(pickups).name == "sell"
    assert not pickups.posted
    now[0] += 5
    key(pickups, "F12")
    assert screen(pickups).name == "pay", "whoever means it presses again"


def key(counter: Counter, name: str) -> None:
    shown = counter.window.screen_open
    assert shown is not None
    counter.window._keys[shown][1][name].activated.emit()


def test_exact_cash_never_takes_the_money_of_another_ticket(pickups: Counter) -> None:
    wanted = replace(a_paid_order(pickups.shop), payments=())
    told(pickups, wanted)
    label = ready(pickups)
    pickups.shop.counter.register.scan(COFFEE)
    pickups.window.scanned(qr(wanted))
    pickups.window.scanned(label)
    press(pickups, "Efectivo exacto")
    assert screen(pickups).name == "sell" and not order(pickups).hand_overs


def test_a_second_presentation_says_who_when_and_where(pickups: Counter) -> None:
    label = ready(pickups)
    code = qr(a_paid_order(pickups.shop))
    pickups.window.scanned(code)
    looks = [one.words for one in screen(pickups)._shown.order.banners]
    assert looks == ["No consta entregado: buscar en A3."]
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    pickups.shop.later(minutes=20)
    pickups.window.scanned(code)
    (banner,) = screen(pickups)._shown.order.banners
    assert banner.tone == "negative" and banner.strong == "Ya se entregó"
    assert "Ana" in banner.words and "con el código" in banner.words
    assert len(order(pickups).hand_overs) == 1


def test_what_was_not_handed_over_goes_back_to_its_shelf(pickups: Counter) -> None:
    label = ready(pickups)
    pickups.window.scanned(label)
    press(pickups, "No se entrega")
    assert order(pickups).state is OrderState.READY
    assert [one.place for one in order(pickups).set] == ["A3"]


def test_two_orders_of_one_customer_follow_one_another(pickups: Counter) -> None:
    other = replace(a_paid_order(pickups.shop), number="W-1050")
    told(pickups, other)
    label = ready(pickups)
    counter = pickups.shop.counter
    counter.preparing.start("W-1050")
    for code in (SHIRT, SHIRT, COFFEE):
        counter.preparing.pick("W-1050", code)
    ((_, second),) = counter.order_codes.labels(counter.preparing.pack("W-1050"))
    counter.handing.shelve(second, "B1")
    pickups.window.scanned(qr(a_paid_order(pickups.shop)))
    pickups.window.scanned(label)
    press(pickups, "Entregar")
    press(pickups, "Seguir con W-1050")
    assert screen(pickups)._shown.chosen == "W-1050"


def test_what_goes_to_a_home_leaves_with_a_carrier(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), version=2, delivery=Delivery.HOME))
    pickups.window.scanned(ready(pickups))
    assert "Va a casa del cliente" in str(screen(pickups).order._order.banners)
    assert not any(one.key for one in screen(pickups).order._order.lines), "nobody can be asked"
    central = of_a_chain(pickups.shop)
    where = {"number": "W-1042", "name": "Iker Sanz", "address": "Avenida 9", "phone": ""}
    central.says = lambda number: {"addresses": [where]}
    press(pickups, "Adónde va")
    pickups.settle()
    assert "Avenida 9" in " ".join(one.text() for one in panel(pickups, Panel).findChildren(QLabel))
    screen(pickups).host.close_panel()
    press(pickups, "Entregar al transportista")
    form = panel(pickups, FormPanel)
    form.fields["carrier"].setText("Correos")
    form.accept()
    assert order(pickups).hand_overs[-1].said.carrier == "Correos"
    assert "Lo lleva Correos." in str(screen(pickups).order._order.banners)


def test_what_the_carrier_brings_back_is_scanned_and_its_reason_chosen(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), version=2, delivery=Delivery.HOME))
    label = ready(pickups)
    pickups.window.scanned(label)
    pickups.shop.counter.handing.to_carrier("W-1042", "SEUR")
    pickups.window.scanned(label)
    assert order(pickups).state is OrderState.HANDED_OVER, "first somebody says why"
    panel(pickups, RowsPanel).list.chosen.emit("absent")
    assert order(pickups).state is OrderState.CAME_BACK
    banners = str(screen(pickups).order._order.banners)
    assert "Devuelto por el transportista" in banners and "No había nadie." in banners


def test_of_several_parcels_the_carrier_may_bring_back_one(pickups: Counter) -> None:
    told(pickups, replace(a_paid_order(pickups.shop), version=2, delivery=Delivery.HOME))
    counter = pickups.shop.counter
    begun(pickups)
    for code in (SHIRT, SHIRT, COFFEE):
        pickups.window.scanned(code)
    f = counter.preparing.pack("W-1042", [((1, Decimal(2)),), ((2, Decimal(1)),)])
    for _, label in counter.order_codes.labels(f):
        counter.handing.scan_out(label)
    counter.handing.to_carrier("W-1042", "SEUR")
    screen(pickups).refresh()
    press(pickups, "Ha vuelto")
    panel(pickups, RowsPanel).list.chosen.emit(f.set[1].id)
    panel(pickups, RowsPanel).list.chosen.emit("damaged")
    assert order(pickups).state is OrderState.HANDED_OVER
    assert "Una parte ha vuelto" in str(screen(pickups).order._order.banners)
    assert [one.undelivered is not None for one in order(pickups).set] == [False, True]


def test_what_was_paid_online_is_returned_from_its_order(pickups: Counter) -> None:
    paid = a_paid_order(pickups.shop)
    nif = pickups.shop.counter.till.shop.nif
    invoice = ChannelInvoice("WEB26/000123", DocumentKind.F2, paid.placed_at.date(), nif)
    told(pickups, replace(paid, version=2, invoice=invoice))
    pickups.window.scanned(ready(pickups))
    pickups.window.scanned(qr(replace(paid, version=2)))
    press(pickups, "Entregar")
    assert order(pickups).state is OrderState.HANDED_OVER
    pickups.shop.sign_in("9001")
    screen(pickups).refresh()
    press(pickups, "Devolución")
    panel(pickups, RowsPanel).list.chosen.emit("1")
    panel(pickups, PadPanel).field.setText("1")
    panel(pickups, PadPanel).accept()
    panel(pickups, RowsPanel).list.chosen.emit("size")
    assert order(pickups).line(1).returned == Decimal(1)
    assert order(pickups).line(1).repaid == paid.lines[0].price
