"""A clock wrong by more than a day: where money is begun the window asks a manager, and says so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from builders import NOON
from PySide6.QtWidgets import QApplication
from wrong_clock import TWO_DAYS, put_back, real

from app.domain.facts import FactType
from app.domain.skew import Fault, WrongClock
from app.services.attention import ClockStops
from app.ui import words
from app.ui.screens.attention_view import attention_view
from app.ui.widgets.dialogs import AuthoriseDialog
from app.ui.widgets.keys import DigitKeys, LetterKeys
from ui.conftest import Counter
from ui.sale_desk import MILK, selling, sold

Answer = Callable[[AuthoriseDialog], object]


class Asked:
    """What each dialog was answered, one after the other; a dialog too many is a failure."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._answers: list[Answer] = []
        monkeypatch.setattr(AuthoriseDialog, "exec", lambda dialog: self._exec(dialog))

    def answers(self, *answers: Answer) -> None:
        self._answers += answers

    def _exec(self, dialog: AuthoriseDialog) -> AuthoriseDialog.DialogCode:
        self._answers.pop(0)(dialog)
        return AuthoriseDialog.DialogCode(dialog.result())

    @property
    def done(self) -> bool:
        return not self._answers


def manager(dialog: AuthoriseDialog) -> None:
    pad = dialog.pad
    assert pad.reason is not None
    pad.reason.setText("se cambia la pila hoy")
    pad.code.setText("9001")
    pad.pin.setText("9999")
    pad.accept()


def nobody(dialog: AuthoriseDialog) -> None:
    dialog.reject()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    return Asked(monkeypatch)


@pytest.fixture
def late(counter: Counter, asked: Asked) -> Counter:
    """A till of no demo, two days late, with milk on the ticket."""
    sold(counter, MILK)
    put_back(real(counter.shop), TWO_DAYS)
    return counter


def test_a_sale_is_paid_when_a_manager_allows_it_and_the_next_asks_nothing(
    late: Counter, asked: Asked
) -> None:
    asked.answers(manager)
    late.face.selling.exact_cash()
    assert selling(late)._shown.settled is not None
    (fact,) = late.shop.facts(FactType.CLOCK_ALLOWED)
    assert (fact.body["why"], fact.body["allowed_by"]) == ("se cambia la pila hoy", "9001")
    assert late.shop.counter.till.session.authoriser is None
    sold(late, MILK)
    late.face.selling.exact_cash()
    assert asked.done
    assert len(late.shop.facts(FactType.DOCUMENT_ISSUED)) == 2


def test_it_is_asked_for_on_the_payment_screen_whatever_the_way(
    late: Counter, asked: Asked
) -> None:
    asked.answers(nobody, nobody, nobody, manager)
    late.window.open("pay")
    late.face.paying.cash("")
    late.face.paying.by_hand("", "1", "1")
    late.face.paying.card()
    late.screen("pay")
    assert late.shop.facts(FactType.CARD_ASKED) == []
    late.face.paying.card()
    late.settle()
    assert len(late.shop.facts(FactType.DOCUMENT_ISSUED)) == 1


def test_whoever_may_not_and_gives_no_reason_hears_so_in_the_dialog(
    late: Counter, asked: Asked
) -> None:
    said: list[str] = []

    def tries(dialog: AuthoriseDialog) -> None:
        pad = dialog.pad
        assert pad.reason is not None
        pad._done("9001", "9999")
        said.append(pad._trouble.text())
        pad.reason.setText("porque sí")
        for code, pin in (("2001", "2222"), ("9001", "0000")):
            pad._done(code, pin)
            said.append(pad._trouble.text())
        dialog.reject()

    asked.answers(tries)
    late.face.selling.exact_cash()
    assert [text.split(maxsplit=1)[0] for text in said] == ["Indica", "Ana", "Código"]
    assert late.shop.facts(FactType.CLOCK_ALLOWED) == []
    assert late.shop.counter.till.session.authoriser is None


def test_the_keys_of_the_screen_write_the_reason_and_then_the_pin(
    late: Counter, asked: Asked
) -> None:
    def touch(dialog: AuthoriseDialog) -> None:
        dialog.show()
        dialog.activateWindow()
        late.bot.waitUntil(dialog.isActiveWindow)
        pad = dialog.pad
        letters: Any = pad.findChild(LetterKeys)
        digits: Any = pad.findChild(DigitKeys)
        for keys, typed in ((letters, "PILA"), (digits, "9001"), (digits, "9999")):
            assert keys.isVisible()
            for key in typed:
                keys.pressed.emit(key)
            pad.accept()

    asked.answers(touch)
    late.face.selling.exact_cash()
    (fact,) = late.shop.facts(FactType.CLOCK_ALLOWED)
    assert (fact.body["why"], fact.body["allowed_by"]) == ("PILA", "9001")


def test_a_shift_is_opened_by_leave_and_without_it_the_screen_stays(
    late: Counter, asked: Asked
) -> None:
    late.shop.count("100x1").close_shift()
    late.window.open("shift")
    screen: Any = late.screen("shift")
    screen.float.setText("100")
    asked.answers(nobody, manager)
    screen._open()
    late.screen("shift")
    assert late.shop.counter.drawer.current() is None
    screen._open()
    late.screen("sell")
    assert late.shop.counter.drawer.current() is not None


def test_a_return_asks_about_the_clock_first_and_then_who_may(late: Counter, asked: Asked) -> None:
    late.shop._set_clock()
    number = late.shop.pay_cash().document.number
    put_back(late.shop, TWO_DAYS)
    late.face.returning.find(number)
    late.face.returning.all()

    def senior(dialog: AuthoriseDialog) -> None:
        assert dialog.pad.reason is None
        dialog.pad._done("2001", "2222")

    asked.answers(manager, senior)
    late.face.returning.pay_back("")
    assert asked.done
    assert late.shop.document.allowed_by == "2001"


def test_it_waits_on_the_attention_screen_with_the_button_that_allows_it(
    late: Counter, asked: Asked
) -> None:
    (view,) = [one for one in late.face.attention.view() if one.key == "clock:"]
    assert view.words == "El reloj va 2 d por detrás del último apunte"
    assert (view.actions, view.tone) == ((("clock", "Permitir cobrar"),), "negative")
    asked.answers(manager)
    late.face.attention.act("clock", "clock:")
    (view,) = [one for one in late.face.attention.view() if one.key == "clock:"]
    assert (view.actions, view.tone) == ((), "warning")
    late.shop._set_clock()
    late.face.attention.act("clock", "clock:")  # mended meanwhile
    late.face.selling.exact_cash()
    assert asked.done


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_said_in_both_languages(qapp: QApplication, fault: Fault) -> None:
    wrong = WrongClock(fault, timedelta(days=1, hours=7))
    english = words.Sentences(words.ENGLISH)
    for installed in (False, True):
        if installed:
            qapp.installTranslator(english)
        try:
            views = [
                attention_view([ClockStops(wrong, allowed)], NOON, expected=False)[0]
                for allowed in (False, True)
            ]
        finally:
            qapp.removeTranslator(english)
        for view in views:
            assert "1 d 7 h" in view.words
            assert view.words.startswith("The clock is") == installed
        assert views[0].detail != views[1].detail
