"""What goes into a fact or a basket comes out of it the same, through JSON on disk."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

from builders import NOON, a_document, a_sale
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import document_body, document_from, sale_body, sale_from, tender_body
from app.domain.buyer import Buyer, IdKind
from app.domain.collecting import Collector
from app.domain.document import Corrected, Document, DocumentKind, FiscalMark, Replaced
from app.domain.facts import Body, canonical
from app.domain.line_body import line_body, line_from
from app.domain.money import Money
from app.domain.non_resident import NonResident
from app.domain.order_event import Shown
from app.domain.product import Unit
from app.domain.sale import (
    Amount,
    Attached,
    Collected,
    Discount,
    Exchange,
    Line,
    Listed,
    Ordering,
    Override,
    Percent,
    Retendering,
    Returning,
    Sale,
    SaleStatus,
    WeightFrom,
)
from app.domain.sale_terms import FREE, SaleTerms
from app.domain.tax import TaxCategory, TaxedLine
from app.domain.tender import USUAL, Tender, TenderKind
from app.domain.why_back import WhyBack

TEXT = st.text(max_size=8)
MONEY = st.integers(-(10**9), 10**9).map(Money)
NUMBERS = st.decimals(-9999, 9999, places=3)
OFF = NUMBERS.map(Percent) | MONEY.map(Amount)
DISCOUNTS = st.none() | st.builds(Discount, OFF, TEXT, TEXT, TEXT)
LINES = st.builds(
    Line,
    number=st.integers(1, 99),
    sku=TEXT,
    name=TEXT,
    unit=st.sampled_from(Unit),
    tax=st.sampled_from(TaxCategory),
    listed=st.builds(Listed, MONEY, TEXT, TEXT),
    quantity=NUMBERS,
    code=TEXT,
    override=st.none() | st.builds(Override, MONEY, TEXT, TEXT, TEXT),
    discount=DISCOUNTS,
    note=TEXT,
    why_back=st.sampled_from(WhyBack),
    seller=TEXT,
    of=st.none() | st.integers(1, 99),
    percent=NUMBERS,
    gross=MONEY,
    reduced=MONEY,
    share=MONEY,
    otherwise=st.none() | st.builds(Listed, MONEY, TEXT, TEXT, st.just(NOON), st.just(NOON)),
    terms=st.just(FREE)
    | st.builds(
        SaleTerms,
        st.integers(0, 99),
        TEXT,
        st.none() | NUMBERS,
        st.none() | NUMBERS,
        TEXT,
        st.lists(st.tuples(TEXT, NUMBERS), max_size=2).map(tuple),
    ),
    attached=st.none() | st.builds(Attached, st.integers(1, 99), NUMBERS),
)
NOBODY = {"customer": "", "level": ""}
KNOWN = st.fixed_dictionaries({"customer": TEXT.filter(bool), "level": TEXT}) | st.just(NOBODY)
ALL_LINES = st.lists(LINES, max_size=3).map(tuple)
st.register_type_strategy(TenderKind, st.sampled_from([*USUAL, TenderKind("sodexo")]))
TENDERS = st.lists(st.from_type(Tender), max_size=3).map(tuple)
BUYERS = st.none() | st.builds(Buyer, TEXT, TEXT, TEXT, st.sampled_from(IdKind), TEXT)
SALES = st.builds(
    lambda known, **values: Sale(**known, **values),
    known=KNOWN,
    id=TEXT,
    status=st.sampled_from(SaleStatus),
    lines=ALL_LINES,
    tenders=TENDERS,
    discount=DISCOUNTS,
    buyer=BUYERS,
    returning=st.none() | st.builds(Returning, TEXT, TEXT),
    chosen=st.integers(0, 99),
    last_number=st.integers(0, 99),
    removed=st.none() | LINES,
    unknown=st.lists(TEXT, max_size=3).map(tuple),
    parked_at=TEXT,
)
st.register_type_strategy(Money, MONEY)
CORRECTED = st.builds(
    Corrected, TEXT, st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.sampled_from(DocumentKind)
)
DOCUMENTS = st.builds(
    Document,
    number=TEXT,
    kind=st.sampled_from(DocumentKind),
    issued_at=st.just(NOON),
    shift=st.integers(1, 99),
    who=TEXT,
    sale=TEXT,
    lines=ALL_LINES,
    taxes=st.lists(
        st.builds(TaxedLine, st.sampled_from(TaxCategory), NUMBERS, MONEY, MONEY), max_size=3
    ).map(tuple),
    total=MONEY,
    tenders=TENDERS,
    change=MONEY,
    discount=DISCOUNTS,
    buyer=BUYERS,
    corrects=st.none() | CORRECTED,
    replaces=st.none()
    | st.lists(st.tuples(CORRECTED, MONEY), max_size=3).flatmap(
        lambda of: st.builds(
            Replaced,
            st.just(tuple(one for one, _ in of)),
            st.just(tuple(amount for _, amount in of)),
            TENDERS,
            st.integers(0, 99),
        )
    ),
    fiscal=st.none() | st.builds(FiscalMark, TEXT, TEXT, TEXT, TEXT, TEXT, TEXT),
)
EARNED = st.tuples(TEXT.filter(bool), st.integers(-999, 999)) | st.just(("", 0))


def through_disk(body: Body) -> Body:
    read: Body = json.loads(canonical(body))
    return read


@given(line=LINES)
def test_a_line_comes_back_as_it_went_in(line: Line) -> None:
    body = through_disk(line_body(line))
    assert line_from(body) == line
    assert body["total"] == line.total.cents
    assert str(line_from(body).quantity) == str(line.quantity)  # not even a zero is lost


@given(sale=SALES)
def test_an_open_sale_comes_back_as_it_went_in(sale: Sale) -> None:
    lines = [through_disk(line_body(line)) for line in sale.lines]
    assert sale_from(sale.id, sale.status.value, through_disk(sale_body(sale)), lines) == sale


@given(document=DOCUMENTS, earned=EARNED)
def test_a_document_comes_back_as_it_went_in(document: Document, earned: tuple[str, int]) -> None:
    customer, points = earned
    document = replace(document, customer=customer, points=points)
    assert document_from(through_disk(document_body(document))) == document


def test_every_field_is_written() -> None:
    sale, document = a_sale(), a_document(customer="u", points=1, order="W-1042", staff="2001")
    replaced = Replaced((), (), ())
    document = replace(document, operation_on=document.issued_at.date(), replaces=replaced)
    line = replace(sale.lines[0], otherwise=sale.lines[0].listed, weight_from=WeightFrom.SCALE)
    line = replace(line, labelled=Money(1), batch="L7", expires=NOON.date())
    line = replace(line, terms=SaleTerms(minimum_age=18), attached=Attached(1, Decimal(2)))
    line = replace(line, why_back=WhyBack.DAMAGED)
    collected = Collected("W-1042", Collector(Shown.CODE, of_age=True), ((1, 2),))
    ordering = Ordering("043", "Puerto", "Iker S.", promised_at=NOON)
    sale = replace(sale, lines=(line,), customer="u", collected=collected, ordering=ordering)
    wish = Retendering("T042C03AS26-000001", TenderKind.CASH, "2001")
    foreign = NonResident("passport", "FR", "2001")
    sale = replace(sale, non_resident=foreign)
    document = replace(document, non_resident=foreign)
    sale = replace(sale, of_age=18, removed_with=(line,), retendering=wish)
    exchange = Exchange(Returning("T042C03AS26-000001", elsewhere={"shop": "043"}), (line,))
    sale = replace(sale, exchange=exchange, staff="2001")
    back = sale_from(sale.id, "open", sale_body(sale), [])
    assert (back.collected, back.ordering) == (collected, ordering)
    assert (back.retendering, back.exchange) == (wish, exchange)
    for kind, body in (
        (Line, line_body(sale.lines[0]) | {"listed": 1}),
        (Document, document_body(document)),
        (Tender, tender_body(document.tenders[0])),
    ):
        assert {field.name for field in fields(kind)} <= set(body)
    beside = {"id", "status", "lines"}  # in columns and rows of their own
    assert {field.name for field in fields(Sale)} - beside == set(sale_body(sale))


def test_a_percentage_and_an_amount_are_told_apart() -> None:
    for off in (Percent(Decimal("7.50")), Amount(Money(750))):
        line = replace(a_sale().lines[0], discount=Discount(off, "", "1001"))
        assert line_from(through_disk(line_body(line))) == line


def test_what_nobody_has_is_not_written_so_that_older_facts_read_the_same() -> None:
    assert not {"customer", "points", "staff"} & set(document_body(a_document()))
    assert not {"customer", "level", "collected", "staff"} & set(sale_body(a_sale()))
    beside = {"otherwise", "weight_from", "labelled", "batch", "expires", "terms", "attached"}
    assert not beside & set(line_body(a_sale().lines[0]))
