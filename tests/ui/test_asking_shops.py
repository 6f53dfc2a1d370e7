"""The return screen asks the other shops without waiting for them (retail-rules 5)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import a_document, a_line, a_sale, paid
from other_shops import THEIRS, Central, a_ticket, of_a_chain

from app.domain.document import Document
from app.domain.errors import AnotherTaxpayer, BadPaper
from app.domain.facts import FactType
from app.domain.money import Money
from app.domain.tender import TenderKind
from app.ui.screens.return_view import FindView, ReturnView
from ui.conftest import Counter

QR = "https://prewww2.aeat.es/wlpl/TIKE-CONT/ValidarQR?nif={nif}&numserie={number}&importe=9.99"


@pytest.fixture
def central(counter: Counter) -> Central:
    counter.shop.sign_in("9001")
    counter.settle()
    return of_a_chain(counter.shop)


@pytest.fixture
def theirs() -> Document:
    sale = a_sale(a_line(Money(333), "3", sku="A"))
    return replace(a_document(sale, paid(TenderKind.CASH, sale.total)), number=THEIRS)


def shown(counter: Counter) -> Any:
    screen: Any = counter.screen("return")
    return screen._shown


@pytest.mark.parametrize("scanned", [THEIRS, QR])
def test_a_scanned_ticket_of_another_shop_is_asked_for_and_opens(
    counter: Counter, central: Central, theirs: Document, scanned: str
) -> None:
    central.says = lambda number: a_ticket(theirs, counter.shop)
    nif = counter.shop.counter.till.shop.nif
    counter.window.scanned(scanned.format(nif=nif, number=THEIRS))
    asking = shown(counter)
    assert isinstance(asking, FindView)
    assert THEIRS in asking.asking
    counter.settle()
    view = shown(counter)
    assert isinstance(view, ReturnView)
    assert view.about.startswith("Ticket · Tienda 043 Puerto · ")
    counter.face.returning.all()
    counter.face.returning.pay_back("")
    documents = counter.shop.facts(FactType.DOCUMENT_ISSUED)
    assert documents[-1].body["corrects"]["shop"] == "043"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"refused": "not_found"}, "Ninguna tienda"),
        ({"refused": "not_yours"}, "otra empresa"),
        ({"refused": "unreachable"}, "no se puede preguntar"),
        (None, "no se puede preguntar"),
    ],
)
def test_what_came_of_it_is_said_on_the_screen(
    counter: Counter, central: Central, said: Any, words: str
) -> None:
    central.says = lambda number: said
    counter.face.returning.find(THEIRS)
    counter.window.open("return")
    counter.settle()
    view = shown(counter)
    assert (view.asking, words in view.trouble) == ("", True)
    screen: Any = counter.screen("return")
    assert screen._missing.isVisible()
    assert not screen._asking.isVisible()


def test_escape_stops_asking_and_the_answer_is_nobodys(
    counter: Counter, central: Central, theirs: Document
) -> None:
    central.says = lambda number: None
    counter.window.scanned(THEIRS)
    screen: Any = counter.screen("return")
    assert screen._asking.isVisible()
    screen.escape()
    assert counter.screen("return") == screen
    assert shown(counter) == FindView(shown(counter).recent)
    counter.bot.wait(1000)
    assert counter.posted == []
    screen.escape()
    assert counter.window.screen_open is not screen


def test_selling_goes_on_while_the_others_are_asked(counter: Counter, central: Central) -> None:
    central.says = lambda number: None
    counter.window.scanned(THEIRS)
    counter.window.scanned("9525300002499")
    counter.screen("sell")
    assert len(counter.shop.sale.lines) == 1


def test_a_qr_of_another_company_is_refused_without_asking(
    counter: Counter, central: Central
) -> None:
    with pytest.raises(AnotherTaxpayer):
        counter.face.returning.find(QR.format(nif="B00000000", number=THEIRS))
    assert central.asked == []


def test_when_nobody_answers_the_paper_is_read_and_said_aloud(
    counter: Counter, central: Central
) -> None:
    central.says = lambda number: None
    nif = counter.shop.counter.till.shop.nif
    counter.window.scanned(QR.format(nif=nif, number=THEIRS) + "&fecha=20-11-2026")
    counter.settle()
    screen: Any = counter.screen("return")
    assert screen._by_paper.isVisible()
    screen._by_paper.click()
    form = screen._aside.panel
    assert "Con el papel devolvemos hasta 50,00 €" in shown(counter).paper.about.replace(
        "\xa0", " "
    )
    assert (form.fields["day"].text(), form.fields["total"].text()) == ("20/11/2026", "9.99")
    counter.window.scanned("9526262002879")
    form.fields["amount"].setText("4,25")
    form.fields["why"].setText("está de viaje")
    form.accept()
    view = shown(counter)
    assert isinstance(view, ReturnView)
    assert (view.number, view.back.replace("\xa0", " ")) == (THEIRS, "−4,25 €")
    screen._more.click()
    counter.window.scanned("9526262002879")
    more = screen._host.panel
    more.fields["amount"].setText("4,25")
    more.accept()
    assert len(shown(counter).lines) == 2
    counter.face.returning.pay_back("")
    (override,) = counter.shop.facts(FactType.RETURNED_ON_PAPER)
    assert (override.body["amount"], override.body["total"]) == (850, 999)


def test_what_the_paper_cannot_say_leaves_the_form_open(counter: Counter, central: Central) -> None:
    central.says = lambda number: None
    counter.window.scanned(THEIRS)
    counter.settle()
    screen: Any = counter.screen("return")
    screen._by_paper.click()
    form = screen._aside.panel
    for key, text in {
        "day": "ayer",
        "total": "10",
        "code": "CAF-001",
        "amount": "5",
        "why": "x",
    }.items():
        form.fields[key].setText(text)
    with pytest.raises(BadPaper):
        form._done({**{key: line.text() for key, line in form.fields.items()}, "means": "cash"})
    assert screen._aside.panel is form
    screen.escape()
    assert screen._aside.panel is None
    assert counter.screen("return") is screen


def test_an_answer_that_another_scan_overtook_is_passed_over(
    counter: Counter, central: Central, theirs: Document
) -> None:
    central.says = lambda number: a_ticket(theirs, counter.shop) if number == THEIRS else None
    counter.window.scanned(THEIRS)
    counter.bot.waitUntil(lambda: bool(counter.posted))
    other = THEIRS.replace("07", "08")
    counter.window.scanned(other)
    counter.settle()
    assert other in shown(counter).asking
