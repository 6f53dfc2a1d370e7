"""The history screen over a real shop."""

from __future__ import annotations

from typing import Any

import pytest
from builders import euro
from PySide6.QtWidgets import QLabel

from app.domain.document import DocumentKind
from app.domain.errors import Invoiced
from app.ui import format as written

from .conftest import Counter

FIRST, SECOND = "T042C03AS26-000001", "T042C03AS26-000002"


@pytest.fixture
def history(counter: Counter) -> Counter:
    """Two tickets ago."""
    for quantity in ("2", "1"):
        counter.shop.add("CAF-001", quantity).pay_cash()
    counter.window.open("history")
    return counter


def rows(counter: Counter) -> list[str]:
    screen: Any = counter.screen("history")
    return [row.key for row in screen._view().rows]


def test_what_was_issued_is_there_and_the_newest_is_looked_at(history: Counter) -> None:
    screen: Any = history.screen("history")
    assert rows(history) == [SECOND, FIRST]
    assert SECOND in screen._title.text()


def test_what_is_typed_finds_it(history: Counter) -> None:
    screen: Any = history.screen("history")
    screen.field.setText("8,50")
    screen.field.returnPressed.emit()
    assert rows(history) == [FIRST]
    assert not screen.paper.isHidden()
    screen.field.setText("9,99")
    screen.field.returnPressed.emit()
    assert (rows(history), screen.paper.isHidden()) == ([], True)


def test_a_scanned_ticket_is_looked_at(history: Counter) -> None:
    history.window.scanned(FIRST)
    assert rows(history) == [FIRST]


def test_the_chosen_one_opens_with_what_can_be_done_with_it(history: Counter) -> None:
    screen: Any = history.screen("history")
    screen.rows.buttons[1].click()
    screen._open.click()
    shown: Any = history.window.screen_open
    assert FIRST in shown._title.text()
    assert shown.title() == "Documento"
    shown.escape()
    assert rows(history) == [SECOND, FIRST]


def test_one_invoice_stands_for_the_tickets_that_were_chosen(history: Counter) -> None:
    screen: Any = history.screen("history")
    screen._mark_shown()
    history.window.scanned(FIRST)
    assert screen._shown.together == f"Factura de 2 tickets · {written.money(euro('12.75'))}"
    assert [row.tone for row in screen._shown.rows] == ["positive", "positive"]
    screen._ask_buyer()
    form: Any = screen.host.panel
    form.fields["id"].setText("B12345674")
    form.fields["name"].setText("Bar Delicias, S.L.")
    form.fields["address"].setText("Calle Mayor 1, Zaragoza")
    form.accept()
    made = history.shop.document
    assert (made.kind, made.replaces and len(made.replaces.documents)) == (DocumentKind.F3, 2)
    assert screen._view().together == ""
    with pytest.raises(Invoiced):
        screen._do._mark(FIRST)


def test_a_ticket_may_be_taken_off_the_invoice_again(history: Counter) -> None:
    screen: Any = history.screen("history")
    screen._mark_shown()
    screen._mark_shown()
    assert (screen._shown.together, screen._together.isHidden()) == ("", True)


def test_the_zs_of_closed_shifts_are_read_where_documents_are(history: Counter) -> None:
    screen: Any = history.screen("history")
    history.shop.count().close_shift()
    history.shop.open_shift("50").add("CAF-001").pay_cash().count().close_shift()
    screen._turn.click()
    assert rows(history) == ["2", "1"]
    assert "Z del turno 2" in screen._title.text()
    screen.rows.buttons[1].click()
    said = " ".join(label.text() for label in screen.paper.findChildren(QLabel))
    assert "Z" in said and FIRST in said
    assert (screen._open.isHidden(), screen._mark.isHidden()) == (True, True)
    jobs = history.shop.counter.printing.unfinished()
    screen._mark_shown()
    assert history.shop.counter.printing.unfinished() == jobs
    screen._turn.click()
    assert rows(history)[-1] == FIRST


def test_what_is_scanned_among_the_zs_is_looked_at(history: Counter) -> None:
    screen: Any = history.screen("history")
    screen._turn.click()
    assert (rows(history), screen.paper.isHidden()) == ([], True)
    history.window.scanned(FIRST)
    assert rows(history) == [FIRST]
