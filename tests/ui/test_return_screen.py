"""The return screen beyond a ticket's goods for its money."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.document import Document, DocumentKind
from app.domain.errors import NotTakenBack, PaperDiffers
from app.messages import sentence
from app.ui.screens.return_view import FindView, ReturnView
from app.ui.widgets.button import Button
from ui.conftest import Counter
from ui.sale_desk import selling

MILK, COFFEE = "LEC-ENT", "CAF-001"


def last(counter: Counter) -> Document:
    document = counter.shop.counter.printing.last()
    assert document is not None
    return document


@pytest.fixture
def back(counter: Counter) -> Any:
    """Luis has the ticket of a coffee and a milk on the return screen, the coffee ticked."""
    counter.shop.counter.signin.sign_in("2001", "2222")
    counter.shop.add(COFFEE).add(MILK)
    selling(counter).side.pay.exact_cash.emit()
    counter.window.scanned(last(counter).number)
    screen: Any = counter.screen("return")
    screen._do.step(1, 0)
    return screen


def fill_in(panel: Any, **values: str) -> None:
    for key, value in values.items():
        if key in panel.fields:
            panel.fields[key].setText(value)
        else:
            panel.choices[key].chosen = value
    panel.accept()


def test_part_of_a_price_goes_back_by_the_keys_of_the_screen(counter: Counter, back: Any) -> None:
    back._read_lower()
    fill_in(back._host.panel, why="allowance", amount="1,25")
    document = last(counter)
    assert (document.kind, str(document.total)) == (DocumentKind.R5, "-1.25")


def test_what_is_ticked_is_exchanged_on_the_ticket_in_hand(counter: Counter, back: Any) -> None:
    back._do.damage()
    assert back._damaged.isChecked()
    back._do.exchange()
    sell = selling(counter)
    (strip,) = [one for one in sell._view().banners if one.key == "exchange"]
    assert "4,25" in strip.words
    assert sell._view().settled is None
    counter.shop.add(MILK)
    sell._do.act("give-back", "exchange")
    assert (last(counter).kind, str(last(counter).total)) == (DocumentKind.F2, "0.98")
    corrective = counter.shop.facts()[-2].body
    assert corrective["lines"][0]["why_back"] == "damaged"
    settled = sell._view().settled
    assert (settled.caption, settled.total.replace("\xa0", " ")) == ("Devuelto", "3,27 €")


def test_a_tick_that_is_touched_leaves_the_keys_to_the_screen(counter: Counter, back: Any) -> None:
    tick = back.lines.findChildren(Button)[0]
    tick.setFocus()
    tick.click()
    assert back._shown.back != ""
    assert counter.window.focusWidget() is back.lines


def test_a_ticket_becomes_an_invoice_on_the_return_screen(counter: Counter, back: Any) -> None:
    back._read_buyer()
    panel = back._host.panel
    fill_in(panel, kind="passport", id="AB123", country="GB", name="Ann", address="Baker Street")
    document = last(counter)
    assert document.kind is DocumentKind.F3
    assert document.buyer
    assert document.buyer.country == "GB"


def test_without_a_ticket_a_voucher_is_given(counter: Counter, back: Any) -> None:
    back.escape()
    back._without()
    fill_in(back._aside.panel, code=COFFEE, quantity="1", state="restock", why="")
    assert "4,25" in counter.window.toast.words()


def test_a_gift_ticket_shows_no_amount(counter: Counter, back: Any) -> None:
    number = last(counter).number
    back.escape()
    counter.window.scanned("G" + number[1:])
    back._do.step(1, 0)
    view = back._shown
    assert not any("€" in f"{line.sold}{line.amount}" for line in view.lines)
    assert "€" not in view.back
    assert [means for means, _ in view.ways] == ["credit"]
    back._pay_back(0)
    assert [tender.kind for tender in last(counter).tenders] == ["credit"]


def test_a_ticket_is_looked_for_by_what_is_in_it(counter: Counter, back: Any) -> None:
    number = last(counter).number
    back.escape()
    counter.window.home()
    counter.shop.add(MILK)
    selling(counter).side.pay.exact_cash.emit()
    counter.window.open("return")
    back._seek()
    fill_in(back._aside.panel, product=COFFEE, amount="5,23")
    assert [row.key for row in back._shown.recent] == [number]
    assert back._which.text() == "TICKETS ENCONTRADOS"
    back._seek()
    fill_in(back._aside.panel, paid="9999")
    assert "Ningún" in back._shown.trouble


def test_what_is_not_taken_back_comes_back_when_it_is_faulty(counter: Counter) -> None:
    counter.shop.counter.signin.sign_in("2001", "2222")
    counter.shop.add("MED-NEG-3")
    selling(counter).side.pay.exact_cash.emit()
    sold = last(counter)
    counter.window.scanned(sold.number)
    screen: Any = counter.screen("return")
    screen._do.step(1, 0)
    with pytest.raises(NotTakenBack) as refused:
        screen._do.pay_back("")
    assert "si está estropeado" in sentence(refused.value)
    screen._do.damage()
    screen._do.pay_back("")
    assert last(counter).total == -sold.total


def test_part_of_the_price_of_what_is_not_taken_back_goes_back(counter: Counter) -> None:
    counter.shop.counter.signin.sign_in("2001", "2222")
    counter.shop.add("MED-NEG-3")
    selling(counter).side.pay.exact_cash.emit()
    counter.window.scanned(last(counter).number)
    screen: Any = counter.screen("return")
    screen._do.step(1, 0)
    screen._read_lower()
    fill_in(screen._host.panel, why="allowance", amount="1,00")
    assert str(last(counter).total) == "-1.00"


def test_a_paper_of_another_day_or_total_opens_no_ticket_of_its_number(counter: Counter) -> None:
    counter.shop.add("CAF-001").pay_cash()
    document = counter.shop.document
    assert document.fiscal is not None
    qr, find = document.fiscal.qr, counter.face.returning.find
    for wrong in (qr.replace("importe=4.25", "importe=42.5"), qr.replace("fecha=21", "fecha=20")):
        assert wrong != qr
        with pytest.raises(PaperDiffers) as refused:
            find(wrong)
        assert "4,25" in sentence(refused.value).replace("\u00a0", " ")
    assert isinstance(counter.face.returning.view(), FindView)
    find(qr)
    assert isinstance(counter.face.returning.view(), ReturnView)
