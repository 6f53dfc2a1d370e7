"""A shift in the window of a real demo shop: opened, counted blind, closed."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.errors import NoOpenShift
from app.domain.money import Money
from app.domain.shift import Count
from app.ui.widgets.dialogs import ConfirmDialog
from ui.conftest import Counter
from ui.sale_desk import MILK, selling, sold


@pytest.fixture
def yes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is asked is wanted."""
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: ConfirmDialog.DialogCode.Accepted)


@pytest.mark.usefixtures("yes")
def test_a_shift_is_counted_blind_and_closed(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    words = [fact.words for fact in shift._shown.facts]
    assert "Debería haber" not in words
    shift._count()
    shift.counting.pieces._fields[2][1].setText("1")
    shift.counting.close_shift()
    assert any("Z del turno" in fact.words for fact in shift._shown.last)
    shift.float.setText("100")
    shift._open()
    selling(counter)


def test_a_shift_without_a_float_is_asked_about(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: ConfirmDialog.DialogCode.Accepted)
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._count()
    shift.counting.pieces._fields[2][1].setText("1")
    shift.counting.close_shift()
    assert shift.float.text() == "100,00"  # what the last shift left
    shift.float.clear()
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: ConfirmDialog.DialogCode.Rejected)
    shift._open()
    assert counter.shop.counter.drawer.current() is None
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: ConfirmDialog.DialogCode.Accepted)
    shift._open()
    selling(counter)


def test_a_difference_is_said_to_who_may_know_it_and_accepted(counter: Counter) -> None:
    shop = counter.shop.counter
    shop.drawer.count(Count(((Money(5000), 1),)))
    shop.drawer.close()
    counter.window.open("attention")
    (matter,) = counter.face.attention.view()
    assert matter.words == "El recuento del turno 1 no coincide"
    shop.signin.sign_in("9001", "9999")
    (matter,) = counter.face.attention.view()
    assert matter.words.replace("\u00a0", " ") == "Faltan 50,00 € en el turno 1"
    counter.face.attention.act("accept", matter.key)
    assert counter.face.attention.view() == ()


def test_a_shift_is_closed_only_when_asked_and_answered(counter: Counter) -> None:
    asked: list[str] = []

    def no(_title: str, words: str, _yes: str) -> bool:
        asked.append(words)
        return False

    counter.face.shifts._confirm = no
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._count_or_close()
    shift._count_or_close()
    assert counter.shop.counter.drawer.current() is not None
    assert "0,00" in asked[0]


def test_before_the_count_a_cashier_sees_no_sum_of_sales(counter: Counter) -> None:
    sold(counter, "BOL-TEL").side.pay.exact_cash.emit()
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    figures = [fact.figure for fact in (*shift._shown.facts, *shift._do.x())]
    assert not any("2,50" in figure for figure in figures)


@pytest.mark.usefixtures("yes")
def test_without_a_shift_nothing_is_sold_and_the_reason_is_said(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._count()
    shift.counting.close_shift()
    counter.window.home()
    assert selling(counter).ticket._rest.currentWidget() is selling(counter).ticket._closed
    with pytest.raises(NoOpenShift) as refusal:
        selling(counter).add_found(MILK)
    counter.window.refused(refusal.value)
    (strip,) = selling(counter)._shown.banners
    assert strip.actions == (("shift", "Abrir turno"),)


def test_no_key_of_the_shift_hides_another(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    keys = [key.press for key in shift.shortcuts()]
    assert len(keys) == len(set(keys))
