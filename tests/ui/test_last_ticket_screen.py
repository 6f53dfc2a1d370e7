"""The last ticket in the window of a real demo shop: each key does what it says."""

from __future__ import annotations

from typing import Any

import pytest
from builders import a_document, a_sale

from app.domain.document import DocumentKind
from app.domain.facts import FactType
from app.domain.money import ZERO, Money
from app.domain.tender import Tender, TenderKind
from app.services.refunds import Returnable
from app.ui.screens.return_view import return_view
from app.ui.screens.ticket_view import ticket_view
from app.ui.widgets.dialogs import ConfirmDialog
from hardware.terminals.simulated import Mood
from ui.conftest import Counter
from ui.sale_desk import MILK, sold


def last(counter: Counter) -> Any:
    counter.window.open("last")
    return counter.screen("last")


def paid(counter: Counter) -> list[TenderKind]:
    return [one.kind for one in counter.shop.counter.last_ticket.document().tenders]


@pytest.fixture
def ticket(counter: Counter) -> Any:
    """The screen of a ticket that was paid in cash, with a senior at the till."""
    counter.shop.sign_in("2001")
    counter.settle()  # the window hears who is there, and goes home
    sold(counter, MILK)
    counter.shop.pay_cash()
    return last(counter)


def press(screen: Any, does: str) -> Any:
    """Touch an action; the panel that it opens, if any."""
    screen._do(does)
    return screen._host.panel


def test_only_what_may_be_done_has_a_key() -> None:
    sale = a_document()
    keys = [does for does, *_ in ticket_view(sale, (), "").actions]
    assert keys == ["gift", "print", "pdf", "return", "invoice"]
    keys = [does for does, *_ in ticket_view(sale, (), "", fresh=True).actions]
    assert keys[-2:] == ["retender", "void"]
    corrective = a_document(kind=DocumentKind.R5)
    keys = [does for does, *_ in ticket_view(corrective, (), "", fresh=True).actions]
    assert keys == ["print", "pdf"]


def test_cash_becomes_a_card_in_sight_of_the_terminal(counter: Counter, ticket: Any) -> None:
    panel = press(ticket, "retender")
    panel.choose("card")
    counter.settle()
    assert paid(counter) == [TenderKind.CARD]
    assert ticket._host.panel is None
    assert any("Tarjeta" in line for line in ticket._shown.facts)
    assert counter.shop.adds_up()


def test_a_refused_card_says_so_and_changes_nothing(counter: Counter, ticket: Any) -> None:
    counter.shop.terminal.tell(Mood.DECLINE)
    panel = press(ticket, "retender")
    panel.choose("card")
    counter.settle()
    assert paid(counter) == [TenderKind.CASH]
    assert ticket._shown.card is not None
    ticket.escape()
    assert ticket._host.panel is None


def test_what_the_till_cannot_see_is_asked_for_its_reference(counter: Counter, ticket: Any) -> None:
    press(ticket, "retender").choose("bizum")
    form = ticket._host.panel
    form.accept()
    assert paid(counter) == [TenderKind.CASH]  # without it nobody could find the payment
    form.fields["reference"].setText("BZ-9")
    form.accept()
    assert paid(counter) == [TenderKind.BIZUM]


def test_it_becomes_an_invoice(counter: Counter, ticket: Any) -> None:
    panel = press(ticket, "invoice")
    panel.fields["id"].setText("B12345674")
    panel.fields["name"].setText("Comercial Delicias Demo, S.L.")
    panel.fields["address"].setText("Calle de Delicias, 999, Zaragoza")
    panel.accept()
    assert counter.shop.document.kind is DocumentKind.F3
    assert [does for does, *_ in ticket._shown.actions] == ["print", "pdf", "return"]


def test_the_gift_ticket_comes_out(counter: Counter, ticket: Any) -> None:
    press(ticket, "gift")
    with counter.shop.db.read() as connection:
        jobs = connection.exec_driver_sql("SELECT document FROM print_jobs").scalars().all()
    assert f"regalo+{counter.shop.document.number}" in jobs


def test_the_voucher_of_a_return_is_printed_again(counter: Counter, ticket: Any) -> None:
    shop = counter.shop
    shop.authorise("2001").refund(shop.document.number, means="credit")
    shop.print_all()
    press(ticket, "voucher")
    assert len(list((shop.folder / "tickets").glob("vale+*"))) == 2


@pytest.mark.parametrize("sure", [False, True])
def test_voiding_asks_and_gives_all_of_it_back(
    counter: Counter, ticket: Any, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    codes = ConfirmDialog.DialogCode
    answer = codes.Accepted if sure else codes.Rejected
    monkeypatch.setattr(ConfirmDialog, "exec", lambda _dialog: answer)
    press(ticket, "void")
    assert len(counter.shop.facts(FactType.DOCUMENT_ISSUED)) == (2 if sure else 1)
    assert counter.shop.document.kind.corrective == sure


@pytest.mark.parametrize(
    ("kinds", "ways"),
    [
        ((TenderKind.CASH,), ["", "credit"]),
        ((TenderKind.CARD,), ["", "credit", "cash-instead"]),
        ((TenderKind.CARD, TenderKind.CASH), ["", "cash", "credit"]),
    ],
)
def test_a_return_offers_the_ways_that_its_ticket_has(
    kinds: tuple[TenderKind, ...], ways: list[str]
) -> None:
    tenders = [Tender(kind, Money(50)) for kind in kinds]
    found = Returnable(a_document(a_sale(), *tenders), {})
    assert [means for means, _ in return_view(found, {}, ZERO, "").ways] == ways
