"""A shift in the window of a real demo shop: opened, counted blind, closed."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.cash import Place
from app.domain.errors import NoOpenShift
from app.domain.facts import FactType
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
    counter.shop.print_all()
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


@pytest.mark.usefixtures("yes")
def test_a_close_prints_its_z_and_a_key_prints_it_again(counter: Counter) -> None:
    tray = counter.shop.folder / "tickets"
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._count()
    shift.counting.close_shift()
    assert (tray / "Z1.txt").is_file()
    shift._earlier()
    (row,) = shift._closed_host.panel.list.buttons
    row.click()
    assert (tray / "Z1-2.txt").is_file()
    assert "DUPLICADO" in (tray / "Z1-2.txt").read_text("utf-8")
    assert shift._closed_host.panel is None


@pytest.mark.usefixtures("yes")
def test_the_float_is_counted_by_its_pieces(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._count()
    shift.counting.close_shift()
    shift._count_or_close()
    for place, pieces in ((3, "2"), (5, "3")):
        shift.by_pieces.count._fields[place][1].setText(pieces)
    shift._count_or_close()
    opened = counter.shop.facts(FactType.SHIFT_OPENED)[-1].body
    assert (opened["float"], opened["pieces"]) == (13_000, [[5_000, 2], [1_000, 3]])
    selling(counter)
    shift.refresh()
    assert shift._pages.currentIndex() == 1


def test_an_x_on_paper_asks_for_who_may_see_it(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    asked: list[object] = []

    def nobody(do: object) -> bool:
        asked.append(do)
        return False

    counter.face.shifts._leave = nobody  # type: ignore[assignment]
    shift._x_or_skip()
    shift._x_or_skip()
    assert asked == [counter.shop.counter.shift_papers.x]


def test_cash_is_moved_from_a_place_to_another_one_step_at_a_time(counter: Counter) -> None:
    shop = counter.shop.counter
    shop.signin.sign_in("9001", "9999")
    before = shop.cash.places()
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._move()
    shift._host.panel.list.buttons[0].click()
    left = [button.accessibleName() for button in shift._host.panel.list.buttons]
    assert left == ["Caja fuerte", "En camino", "Banco", "Fuera"]
    shift._host.panel.list.buttons[0].click()
    form = shift._host.panel
    form.fields["amount"].setText("20")
    form.accept()
    after = shop.cash.places()
    assert before[Place.DRAWER] - after[Place.DRAWER] == Money(2000)
    assert after[Place.SAFE] - before[Place.SAFE] == Money(2000)


def test_what_goes_into_the_safe_may_go_in_a_bag_that_is_scanned(counter: Counter) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    shift._ask("drop")
    pad = shift._host.panel
    pad.field.setText("40")
    assert shift.scanned("042-03A-1")
    assert (pad.field.text(), pad.reason.text()) == ("40", "042-03A-1")
    pad.accept()
    (bag,) = counter.shop.counter.cash.bags()
    assert (bag.number, bag.amount) == ("042-03A-1", Money(4000))
    shift._ask("drop")
    shift._host.panel.field.setText("5")
    shift._host.panel.accept()
    assert len(counter.shop.counter.cash.bags()) == 1
