"""What the shift screen shows of a shift: figures, and what it asks at the close."""

from __future__ import annotations

from typing import Any

import pytest
from builders import NOON, a_document, a_line, a_sale, euro, paid
from PySide6.QtTest import QTest

from app.domain.bodies import document_body
from app.domain.facts import Body, Fact, FactType
from app.domain.money import ZERO, Money
from app.domain.shift import Shift, ShiftReport, shift_report
from app.domain.tender import TenderKind
from app.domain.z import Passed
from app.ui import format as written
from app.ui.screens.shift_view import report_view, shift_view
from ui.conftest import Counter

SHIFT = Shift(1, NOON.date(), NOON, "1001", euro("100"), (1, 2))
SALE = a_document(a_sale(a_line(euro("30"))), paid(TenderKind.CARD_BY_HAND, euro("30")))
SAYS = "Debería decir el datáfono del banco"


def a_report(before: Money = ZERO, held: Money = ZERO, *, sold: bool = False) -> ShiftReport:
    facts = [a_fact(FactType.SHIFT_OPENED, {"held_by_hand": before.cents})]
    if sold:
        facts.append(a_fact(FactType.DOCUMENT_ISSUED, document_body(SALE)))
    return shift_report(SHIFT, facts, held_by_hand=held)


def a_fact(kind: FactType, body: Body) -> Fact:
    return Fact(1, 1, "", kind.value, 1, "", 0, "1001", body, None, "", "")


@pytest.mark.parametrize(
    ("report", "asks"),
    [
        (a_report(), False),
        (a_report(sold=True), True),
        (a_report(held=euro("3")), True),
        (a_report(before=euro("3")), True),
    ],
    ids=["nothing by hand", "a ticket", "an open ticket", "an open ticket of before"],
)
def test_the_banks_terminal_is_asked_for_when_it_has_anything_to_say(
    report: ShiftReport, asks: bool
) -> None:
    passed = Passed(open_basket=False, parked=0, pending_cards=0, pending_returns=0, unprinted=0)
    view = shift_view(report, passed, who="Ana", now=NOON, expected=False)
    assert bool(view.by_hand) == asks


def test_what_the_banks_terminal_should_say_is_shown_when_a_ticket_was_left_open() -> None:
    def shown(report: ShiftReport, *, expected: bool = True) -> dict[str, str]:
        facts = report_view(report, name=str, expected=expected)
        return {fact.words: fact.figure for fact in facts}

    report = a_report(euro("7"), euro("4"), sold=True)
    assert shown(report)[SAYS] == written.money(euro("27"))
    assert SAYS not in shown(report, expected=False)
    assert SAYS not in shown(a_report(sold=True))


@pytest.mark.parametrize(("typed", "taken"), [("-3,00", "-3,00"), ("3-", "3"), ("--3", "-3")])
def test_the_banks_terminal_may_be_below_nothing(counter: Counter, typed: str, taken: str) -> None:
    counter.window.open("shift")
    shift: Any = counter.screen("shift")
    QTest.keyClicks(shift.counting.by_hand, typed)
    assert shift.counting.by_hand.text() == taken
