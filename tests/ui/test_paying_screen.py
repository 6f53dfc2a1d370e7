"""Cash and cards in the window of a real demo shop."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from builders import euro

from app.domain.facts import FactType
from hardware.terminals.simulated import Mood
from ui.conftest import Counter
from ui.sale_desk import MILK, selling, sold


def test_cash_then_card_settles_a_sale(counter: Counter) -> None:
    sold(counter, "BOL-TEL")
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    pay._do.cash("1")
    assert [row.words for row in pay._shown.tenders] == ["Efectivo"]
    pay._do.card("")
    assert pay._shown.card is not None
    counter.settle()
    assert selling(counter)._shown.settled is not None


def test_a_declined_card_says_so_and_nothing_is_paid(counter: Counter) -> None:
    sold(counter, MILK)
    counter.shop.counter.terminal.tell(Mood.DECLINE)  # type: ignore[attr-defined]
    selling(counter).side.pay.card.emit()
    counter.settle()
    pay: Any = counter.screen("pay")
    assert pay._shown.card.state.value == "refused"
    pay.escape()
    assert pay._shown.card is None
    assert pay._shown.tenders == ()


def test_a_card_nobody_knows_about_is_said_and_waits(counter: Counter) -> None:
    sold(counter, MILK)
    counter.shop.counter.terminal.tell(Mood.HANG)  # type: ignore[attr-defined]
    selling(counter).side.pay.card.emit()
    counter.settle()
    pay: Any = counter.screen("pay")
    assert pay._shown.card.state.value == "unknown"
    pay.escape()
    bar = counter.face.bar()
    assert bar is not None
    assert any(chip.does == "attention" for chip in bar.status)


def test_card_by_hand_needs_the_authorisation(counter: Counter) -> None:
    sold(counter, MILK)
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    pay.desk.by_hand.emit()
    panel = pay._host.panel
    panel.accept()
    counter.screen("pay")
    panel.authorisation.setText("123456")
    panel.accept()
    assert selling(counter)._shown.settled is not None


def test_a_bizum_is_two_touches_and_its_reference(counter: Counter) -> None:
    sold(counter, MILK)
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    pay.desk.others.emit()
    pay._host.panel.choose("bizum")
    form = pay._host.panel
    form.accept()
    counter.screen("pay")  # nobody could find it again
    form.fields["reference"].setText("BZ-1")
    form.accept()
    assert selling(counter)._shown.settled is not None
    assert counter.shop.document.tenders[0].reference == "BZ-1"


def test_a_voucher_that_is_scanned_pays_wherever_it_is_scanned(counter: Counter) -> None:
    goodwill = counter.shop.sign_in("9001").counter.credit.goodwill
    counter.settle()
    codes = [goodwill(euro(worth)) for worth in ("0.50", "9")]
    sold(counter, MILK)
    counter.window.scanned(codes[0])
    pay: Any = counter.screen("pay")
    assert [row.words for row in pay._shown.tenders] == ["Vale de la tienda"]
    pay.scanned(codes[1])
    assert selling(counter)._shown.settled is not None
    counter.window.scanned(codes[1])
    said = selling(counter)._shown.banners
    assert any("8,52" in banner.words for banner in said)


def test_goodwill_is_given_in_the_window_and_its_paper_comes_again(counter: Counter) -> None:
    counter.shop.sign_in("9001")
    counter.settle()
    screen = selling(counter)
    counter.face.screens.panels.goodwill()
    form: Any = screen.side.panel
    form.fields["amount"].setText("5")
    form.fields["why"].setText("por la espera")
    form.accept()
    (fact,) = counter.shop.facts(FactType.VOUCHER_ISSUED)
    assert (fact.body["amount"], fact.body["reason"]) == (500, "por la espera")
    counter.window.scanned(fact.body["code"])
    (banner,) = selling(counter)._shown.banners
    assert banner.actions == (("voucher", "Imprimir el vale"),)
    screen._do.act("voucher", banner.key)
    tray = counter.shop.folder / "tickets"
    assert len(list(tray.glob("vale+*"))) == 2


def test_ways_that_are_off_are_not_shown(counter: Counter) -> None:
    till = counter.shop.counter.till
    off = {"on": False}
    kinds = ("bizum", "transfer", "meal-voucher", "credit", "card")
    till.config = replace(till.config, tenders=dict.fromkeys(kinds, off))
    sold(counter, MILK)
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    assert pay.desk._others.isHidden()
    assert pay.desk._card.isHidden()


def test_who_does_not_reside_here_pays_in_cash_once_it_was_declared(counter: Counter) -> None:
    counter.shop.sign_in("2001").dear("1500")
    counter.settle()
    counter.window.open("pay")
    pay: Any = counter.screen("pay")
    assert not pay._shown.cash
    pay.desk.others.emit()
    pay._host.panel.choose("non-resident")
    form = pay._host.panel
    form.fields["country"].setText("pt")
    form.accept()
    assert pay._shown.cash
    assert "non-resident" not in [code for code, *_ in pay._shown.others]
    pay._do.cash("")
    assert counter.shop.document.non_resident is not None
