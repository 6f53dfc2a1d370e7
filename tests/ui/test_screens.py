"""The window over a real demo shop, worked as a cashier works it."""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from app.domain.errors import AgeNotAsked, BadQuantity, EmptySale, UnknownItem
from app.ui import format as written
from app.ui.widgets.button import Button
from app.ui.widgets.dialogs import AuthoriseDialog, ConfirmDialog
from app.ui.widgets.pad import PadPanel
from ui.conftest import Counter
from ui.open_screen import settle
from ui.sale_desk import MILK, selling, sold, total

TOMATO = "Tomate"
UNKNOWN = "8410999000017"


def test_a_touch_on_a_tile_is_a_line_and_the_newest_line_is_open(counter: Counter) -> None:
    screen = sold(counter, MILK, "PAN-BAR")
    view = screen._shown
    assert [line.name for line in view.lines] == ["Leche entera 1 L", "Pan de barra 250 g"]
    assert view.selected == view.lines[-1].key
    assert screen.ticket.list.line_actions.isVisible()


def test_the_card_tells_of_the_open_line_a_frame_after_the_line(counter: Counter) -> None:
    screen = sold(counter, MILK, "PAN-BAR")
    card = screen.side.product
    counter.bot.waitUntil(lambda: card._name.text() == "Pan de barra 250 g", timeout=1_000)
    assert card._price.text().replace("\u00a0", " ") == screen._shown.lines[1].unit_price
    screen.ticket.list.chosen.emit(screen._shown.lines[0].key)
    counter.bot.waitUntil(lambda: card._name.text() == "Leche entera 1 L", timeout=1_000)


def test_three_times_the_next_one(counter: Counter) -> None:
    screen = selling(counter)
    for char in "3*":
        counter.window.typed(char)
    screen.side.tiles.touched.emit(MILK)
    assert screen._shown.lines[0].quantity == "3"
    screen.side.tiles.touched.emit("PAN-BAR")
    assert screen._shown.lines[1].quantity == "1"


def test_plus_and_minus_step_the_open_line_and_stop_at_one(counter: Counter) -> None:
    screen = sold(counter, MILK)
    for char in "++-":
        counter.window.typed(char)
    assert screen._shown.lines[0].quantity == "2"
    for char in "--":
        counter.window.typed(char)
    assert screen._shown.lines[0].quantity == "1"


def test_an_unknown_code_is_a_strip_and_the_next_scan_goes_on(counter: Counter) -> None:
    screen = sold(counter, MILK)
    with pytest.raises(UnknownItem) as refusal:
        counter.window.scanned(UNKNOWN)
    assert screen.refused(refusal.value)
    assert [strip.key for strip in screen._shown.banners] == [UNKNOWN]
    screen.side.tiles.touched.emit("PAN-BAR")
    assert len(screen._shown.lines) == 2
    screen.ticket.acted.emit("forget", UNKNOWN)
    assert screen._shown.banners == ()


def test_a_removed_line_comes_back_with_one_touch(counter: Counter) -> None:
    screen = sold(counter, MILK, "PAN-BAR")
    screen.remove()
    assert len(screen._shown.lines) == 1
    assert screen._shown.banners[0].key == "undo"
    screen.ticket.acted.emit("undo", "undo")
    assert len(screen._shown.lines) == 2


def test_the_offer_to_undo_goes_when_its_time_is_over(counter: Counter) -> None:
    screen = sold(counter, MILK, "PAN-BAR")
    # A coarse timer may fire five per cent early: the end is what it says, not what a clock says.
    counter.face.selling._undo_ends.setInterval(50)
    screen.remove()
    assert [strip.key for strip in screen._shown.banners] == ["undo"]
    counter.bot.waitUntil(lambda: not screen._shown.banners, timeout=2_000)
    counter.face.selling.undo()
    assert len(screen._shown.lines) == 2


def test_a_note_and_a_seller_say_their_line_and_stay_on_it(counter: Counter) -> None:
    screen = sold(counter, MILK)
    screen._panels.note()
    form = screen.side.panel
    form.fields["note"].setText("para regalo")
    form.accept()
    screen._panels.seller()
    screen.side.panel.field.setText("2001")
    screen.side.panel.accept()
    assert screen._shown.lines[0].hint == "para regalo · vendedor Luis Gracia"
    screen._panels.note()
    form = screen.side.panel
    assert form.fields["note"].text() == "para regalo"
    form.fields["note"].clear()
    form.accept()
    assert screen._shown.lines[0].hint == "vendedor Luis Gracia"


def test_a_note_needs_a_line_before_it_is_written(counter: Counter) -> None:
    with pytest.raises(EmptySale):
        selling(counter)._panels.note()


def test_what_is_weighed_asks_for_its_weight_at_once(counter: Counter) -> None:
    screen = selling(counter)
    found = counter.shop.counter.lookup.search(TOMATO, 5)
    weighed = next(product for product in found if product.unit.measured)
    screen.side.tiles.touched.emit(weighed.sku)
    assert screen._shown.lines[0].waits
    assert screen.side.panel is not None
    screen.side.panel.field.setText("0,436")
    screen.side.panel.accept()
    assert screen._shown.lines[0].quantity.startswith("0,436")
    assert screen.side.panel is None


def test_what_is_found_and_weighed_takes_the_weight_that_is_typed(counter: Counter) -> None:
    screen = selling(counter)
    for char in TOMATO:
        counter.window.typed(char)
    screen.enter()
    assert screen.side.panel.field.hasFocus()


def test_an_age_is_asked_where_it_can_be_answered_before_payment_opens(counter: Counter) -> None:
    screen = sold(counter, "CER-RUB-33")
    for pay in (screen.pay, screen._card, screen._exact_cash):
        with pytest.raises(AgeNotAsked):
            pay()
        assert counter.window.screen_open is screen
    screen.ticket.acted.emit("of-age", "age")
    assert screen.hasFocus()
    screen.pay()
    assert counter.window.screen_open is not screen


def test_the_enter_of_a_pad_is_the_pads_alone(counter: Counter) -> None:
    screen = sold(counter, MILK)
    screen._panels.line_discount(screen._shown.selected)
    for key in (Qt.Key.Key_1, Qt.Key.Key_0):
        QTest.keyClick(screen.side.panel.field, key)
    QTest.keyClick(screen.side.panel.field, Qt.Key.Key_Return)
    assert "10" in screen._shown.lines[0].saving
    selling(counter)


def test_a_refusal_is_a_strip_on_the_ticket_until_something_is_done(counter: Counter) -> None:
    screen = sold(counter, MILK)
    counter.window.refused(BadQuantity(text="x"))
    assert screen._shown.banners[0].key == "said"
    counter.window.typed("+")
    assert screen._shown.banners == ()


def test_searching_by_words_shows_products_and_enter_sells_the_first(counter: Counter) -> None:
    screen = selling(counter)
    for char in "leche":
        counter.window.typed(char)
    assert screen.side.panel is not None
    assert screen.side.panel.list.buttons
    screen.enter()
    assert "leche" in screen._shown.lines[0].name.lower()
    assert screen.side.panel is None


def test_a_five_item_cash_sale_is_five_touches_and_two_keys(counter: Counter) -> None:
    sold(counter, MILK, "PAN-BAR", "BOL-PAP", "BOL-TEL", "AGU-1500")
    counter.window.setFocus()
    window = counter.window.windowHandle()
    QTest.keyClick(window, Qt.Key.Key_Return)
    counter.screen("pay")
    QTest.keyClick(window, Qt.Key.Key_Return)
    screen = selling(counter)
    assert screen._shown.settled is not None
    assert len(list((counter.shop.folder / "tickets").glob("*.txt"))) == 1


def test_the_change_stays_until_the_next_product(counter: Counter) -> None:
    sold(counter, MILK)
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    pay.desk.note.emit("20")
    screen = selling(counter)
    assert screen._shown.settled.change
    screen.side.tiles.touched.emit(MILK)
    assert screen._shown.settled is None


def test_a_price_by_hand_asks_somebody_who_may(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = sold(counter, MILK)

    def allow(dialog: AuthoriseDialog) -> AuthoriseDialog.DialogCode:
        dialog.pad._done("9001", "0000")
        assert dialog.pad._trouble.text()
        dialog.pad._done("9001", "9999")
        return AuthoriseDialog.DialogCode(dialog.result())

    monkeypatch.setattr(AuthoriseDialog, "exec", allow)
    screen._panels.price(screen._shown.selected)
    screen.side.panel.field.setText("0,50")
    screen.side.panel.accept()
    assert screen._shown.lines[0].unit_price.startswith("0,50")
    assert counter.shop.counter.till.session.authoriser is None


def test_giving_a_ticket_up_asks_and_reverses_the_card_first(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold(counter, "BOL-TEL")
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    pay._do.card("1")
    counter.settle()
    answers = [ConfirmDialog.DialogCode.Rejected, ConfirmDialog.DialogCode.Accepted]
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: answers.pop(0))
    counter.face.selling.abandon()
    assert counter.shop.counter.register.sale is not None
    counter.face.selling.abandon()
    counter.settle()
    assert counter.shop.counter.register.sale is None
    assert selling(counter)._shown.lines == ()


def test_parked_tickets_are_chips_that_take_them_up_again(counter: Counter) -> None:
    screen = sold(counter, MILK)
    screen._park()
    assert screen._shown.lines == ()
    (chip,) = screen._shown.parked
    verb, _, key = chip.does.partition(":")
    screen.ticket.acted.emit(verb, key)
    assert len(screen._shown.lines) == 1


def test_parked_tickets_without_room_for_a_chip_are_a_list_under_how_many_they_are(
    counter: Counter,
) -> None:
    screen: Any = None
    for sku in (MILK, "PAN-BAR", "BOL-PAP", "BOL-TEL"):
        screen = sold(counter, sku)
        screen._park()
    settle()
    chips = [one for one in screen.ticket._parked.findChildren(Button) if one.isVisible()]
    assert [one.words()[:2] for one in chips] == ["Ap", "Ap", "+2"]
    assert chips[2].accessibleName() == "2 aparcados más"
    assert screen.ticket._parked.geometry().right() < screen.ticket.width()
    chips[2].click()
    rows = screen.side.panel.list.buttons
    assert len(rows) == 4
    rows[0].click()
    assert [line.sku for line in counter.shop.sale.lines] == [MILK]


def test_parked_tickets_leave_the_head_its_room(counter: Counter) -> None:
    counter.window.resize(1024, 768)
    for sku in (MILK, "PAN-BAR"):
        sold(counter, sku)._park()
    settle()
    ticket = selling(counter).ticket
    shown = [one.words()[:2] for one in ticket._parked.findChildren(Button) if one.isVisible()]
    assert shown == ["Ap", "+1"]


def test_what_goes_with_a_product_is_sold_as_a_tile_sells(counter: Counter) -> None:
    screen = sold(counter, "PAN-BAR")
    for char in "3*":
        counter.window.typed(char)
    screen.side.product.added.emit("ACE-001")
    assert counter.shop.sale.lines[-1].quantity == 3
    screen.side.product.added.emit("TOM-RAM")
    assert isinstance(screen.side.panel, PadPanel), "its weight is asked for"


def test_a_ticket_scanned_anywhere_opens_its_return(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    counter.shop.counter.signin.sign_in("9001", "9999")
    counter.posted.clear()
    sold(counter, MILK, "PAN-BAR")
    selling(counter).side.pay.exact_cash.emit()
    document = counter.shop.counter.printing.last()
    assert document is not None
    counter.window.scanned(document.number)
    back: Any = counter.screen("return")
    assert back._shown.number == document.number
    back.lines.stepped.emit(1, 0)
    assert back._shown.anything
    back._pay_back(0)
    corrective = counter.shop.counter.printing.last()
    (said,) = selling(counter)._shown.banners
    assert corrective is not None and corrective.kind.corrective
    back_paid = written.money(-corrective.total)
    assert said.strong == f"Se han devuelto {back_paid}."
    assert said.words == f"Efectivo {back_paid}. Documento {corrective.number}."


def test_the_person_is_locked_out_of_the_bar_and_the_basket_stays(counter: Counter) -> None:
    sold(counter, MILK)
    counter.shop.counter.signin.sign_out()
    counter.settle()
    signin: Any = counter.screen("signin")
    assert not counter.window.bar.isVisible()
    assert "1 línea" in signin._labels["basket"].text()
    for char in "1001":
        counter.window.typed(char)
    signin.enter()
    for char in "1111":
        counter.window.typed(char)
    signin.enter()
    counter.settle()
    assert len(selling(counter)._shown.lines) == 1


def test_every_button_in_sight_can_be_hit_and_has_a_name(counter: Counter) -> None:
    from app.ui.widgets.button import TOUCH, Button

    screen = sold(counter, MILK)
    QTest.qWait(50)
    for button in screen.findChildren(Button):
        if button.isVisible():
            assert button.accessibleName(), button
            assert min(button.width(), button.height()) >= TOUCH, button.accessibleName()


@pytest.mark.parametrize("ask", ["nothing", "sundries", "invoice", "ticket_discount", "note"])
def test_at_large_letters_no_button_covers_another(counter: Counter, ask: str) -> None:
    counter.window.resize(1093, 614)  # 1366x768 at 125 %
    screen = sold(counter, MILK)
    if ask != "nothing":
        getattr(screen._panels, ask)()
    counter.bot.wait(200)
    side = screen.side.panel or screen.side._host
    places = [
        QRect(button.mapTo(side, QPoint(0, 0)), button.size())
        for button in side.findChildren(Button)
        if button.isVisible()
    ]
    assert len(places) > 8
    assert not [(a, b) for a, b in combinations(places, 2) if a.intersects(b)]
    assert all(side.rect().contains(place) for place in places)


def test_an_amount_is_heard_with_its_words(counter: Counter) -> None:
    screen = sold(counter, MILK)
    label = screen.ticket.footer._total
    assert label.accessibleName().replace("\u00a0", " ") == f"Total {total(screen)}"
    spoken = screen.ticket.list.lines.lines[0].spoken
    assert "Leche" in spoken and "€" in spoken


def test_what_waits_for_its_weight_is_asked_before_payment(counter: Counter) -> None:
    screen = sold(counter, "TOM-RAM", MILK)
    screen.side.close_panel()
    screen.pay()
    assert selling(counter) is screen
    assert isinstance(screen.side.panel, PadPanel)
    assert screen._shown.lines[0].key == screen._shown.selected


def test_the_end_of_a_bar_code_finds_and_intro_takes_it(counter: Counter) -> None:
    screen = selling(counter)
    for char in "2499":
        counter.window.typed(char)
    assert len(screen.side.panel.list.buttons) >= 1
    screen.enter()
    assert screen._shown.lines[0].name == "Agua mineral 1,5 L"


def test_a_scan_and_a_panel_leave_nothing_in_the_search(counter: Counter) -> None:
    screen = sold(counter, MILK)
    for begin in (lambda: counter.window.scanned(UNKNOWN), screen._panels.sundries):
        counter.window.typed("l")
        counter.window.typed("e")
        with suppress(UnknownItem):
            begin()
        assert screen._search.text() == ""


def test_a_touch_keyboard_searches(counter: Counter) -> None:
    screen = selling(counter)
    screen._search_here()
    for char in "pan":
        screen._press(char)
    assert screen.side.panel.list.buttons


def test_a_product_scanned_on_a_return_ticks_its_line(counter: Counter) -> None:
    sold(counter, "AGU-1500", MILK).side.pay.exact_cash.emit()
    document = counter.shop.counter.printing.last()
    assert document is not None
    counter.window.scanned(document.number)
    back: Any = counter.screen("return")
    counter.window.scanned("9525300002499")
    assert [bool(line.taking) for line in back._shown.lines] == [True, False]
    counter.window.scanned("9525300002499")
    assert "marcado" in counter.window.toast.words()


def test_an_inspector_reads_and_does_not_sell(counter: Counter) -> None:
    counter.shop.counter.signin.sign_in("5001", "5555")
    counter.settle()
    counter.screen("about")
    counter.window.scanned("9525300002499")
    counter.screen("about")
    assert "no se vende" in counter.window.toast.words()
    counter.window.home()
    counter.screen("about")


def test_a_toast_leaves_the_search_free(counter: Counter) -> None:
    selling(counter)
    counter.window.toast.say("algo")
    assert counter.window.toast.y() >= counter.window.bar.height()


def test_a_reason_is_written_by_touch_and_asked_for_when_needed(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._ask("out")
    pad = shift._host.panel
    pad.field.setText("5")
    pad.accept()
    assert shift._host.panel is pad
    assert pad._keys.currentIndex() == 1 or not pad.reason.hasFocus()
    pad.reason.setText("cambio")
    pad.accept()
    assert shift._host.panel is None
