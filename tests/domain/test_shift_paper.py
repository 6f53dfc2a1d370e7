"""X and Z on paper: what is printed adds up to what is printed below it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from builders import NOON, a_document, a_line, a_sale, euro, paid
from hypothesis import given
from hypothesis import strategies as st

from app.domain.bodies import document_body
from app.domain.cash import Place
from app.domain.document import Document, DocumentKind
from app.domain.facts import Fact, FactType
from app.domain.money import ZERO, Money
from app.domain.paper import Block, Row, Table, lines
from app.domain.shift import DENOMINATIONS, Count, Shift, ShiftReport, shift_report
from app.domain.shift_paper import Closing, Names, ShiftPaper, paper
from app.domain.slips import Head
from app.domain.tender import USUAL, TenderKind
from app.domain.z import Passed, Rest
from app.shift_words import SPANISH

SHIFT = Shift(7, date(2026, 11, 21), NOON, "1001", euro("100"), (1, 2))
NOTHING = Passed(False, 0, 0, 0, 0)
NAMES = Names(
    lambda code: {"1001": "Ana Pérez", "2001": "Luis Gracia"}[code],
    {TenderKind.CASH: "Efectivo", TenderKind.CARD: "Tarjeta"},
    str,
    lambda money: f"{money} €",
    lambda percent: f"{percent} %",
)


def issued(document: Document) -> Fact:
    kind = FactType.DOCUMENT_ISSUED.value
    return Fact(1, 1, "", kind, 1, "", 0, "1001", document_body(document), None, "", "")


def moved(source: Place, to: Place, cents: int) -> Fact:
    body = {"kind": "move", "from": source.value, "to": to.value, "amount": cents}
    return Fact(1, 1, "", FactType.CASH_MOVED.value, 1, "", 0, "1001", body, None, "", "")


def ticket(cents: int, kind: TenderKind, who: str = "1001") -> Document:
    return replace(a_document(a_sale(a_line(Money(cents))), paid(kind, Money(cents))), who=who)


def back(cents: int) -> Document:
    """What came back, paid back in cash."""
    sold = ticket(cents, TenderKind.CASH)
    line = replace(sold.lines[0], reduced=Money(-cents), of=1)
    taxes = tuple(replace(row, base=-row.base, tax=-row.tax) for row in sold.taxes)
    return a_document(
        a_sale(),
        paid(TenderKind.CASH, Money(-cents)),
        number="T042C03AR26-000001",
        kind=DocumentKind.R5,
        lines=(line,),
        taxes=taxes,
        total=Money(-cents),
        change=ZERO,
        who="2001",
    )


def z(report: ShiftReport, stays: Money = ZERO, passed: Passed = NOTHING) -> list[Block]:
    there = report.count.cash if report.count else report.expected
    rest = Rest(stays, there - stays, "B-1" if there > stays else "")
    closing = Closing(passed, rest, accepted=False, shown=report.count is not None)
    of = ShiftPaper(report, "B12345674", "042-03A", NOON, "Ana Pérez", closing)
    return paper(of, Head("Delicias", "Calle"), SPANISH, NAMES)


def amounts(blocks: Iterable[Block], *words: str) -> Money:
    """The sum of the rows with these words to the left; each of them once at most."""
    rows = [block for block in blocks if isinstance(block, Row)]
    found = [row.right for row in rows if row.left in words]
    assert len(found) <= len(words)
    return Money(sum(cents(text) for text in found))


def cents(text: str) -> int:
    return int(re.sub(r"[^0-9-]", "", text))


def part(blocks: list[Block], title: str) -> list[Block]:
    """What stands under `title`, up to the next part."""
    texts = [getattr(block, "text", "") for block in blocks]
    first = texts.index(title) + 1
    ends = (at for at in range(first, len(blocks)) if type(blocks[at]).__name__ == "Rule")
    return blocks[first : next(ends, len(blocks))]


SALES = st.lists(
    st.tuples(
        st.integers(1, 90_000), st.sampled_from(sorted(USUAL)), st.sampled_from(["1001", "2001"])
    ),
    max_size=6,
)
ROUTES = [
    (Place.OUTSIDE, Place.DRAWER),
    (Place.DRAWER, Place.OUTSIDE),
    (Place.DRAWER, Place.SAFE),
    (Place.SAFE, Place.DRAWER),
    (Place.DRAWER, Place.BANK),
]
PIECES = st.dictionaries(st.sampled_from(DENOMINATIONS), st.integers(1, 50), max_size=5)


@given(
    SALES,
    st.lists(st.integers(1, 5_000), max_size=3),
    st.lists(st.tuples(st.sampled_from(ROUTES), st.integers(1, 50_000)), max_size=5),
    PIECES,
)
def test_every_part_of_a_z_adds_up(
    sold: list[tuple[int, TenderKind, str]],
    returned: list[int],
    moves: list[tuple[tuple[Place, Place], int]],
    pieces: dict[Money, int],
) -> None:
    facts = [issued(ticket(*one)) for one in sold] + [issued(back(one)) for one in returned]
    facts += [moved(*route, much) for route, much in moves]
    count = Count(tuple(pieces.items()))
    report = shift_report(replace(SHIFT, counted=count), facts)
    blocks = z(report, stays=min(count.cash, euro("5")))
    head = [block for block in blocks if isinstance(block, Row)][: 8 if returned else 7]
    turnover = sum(cents(row.right) for row in head[5:-1])
    assert turnover == cents(head[-1].right) == report.sales_total.cents - sum(returned)
    taxes = [row for block in blocks if isinstance(block, Table) for row in block.rows]
    assert sum(cents(row[3]) for row in taxes) == turnover
    assert all(cents(row[1]) + cents(row[2]) == cents(row[3]) for row in taxes)
    assert sum(cents(row.right) for row in rows(blocks, "PERSONAS")) == turnover
    paid_by = rows(blocks, "FORMAS DE PAGO")
    assert sum(cents(row.right) for row in paid_by[:-1]) == turnover
    drawer = rows(blocks, "EFECTIVO DEL CAJÓN")
    assert sum(cents(row.right) for row in drawer[:-1]) == cents(drawer[-1].right)
    counted = rows(blocks, "RECUENTO")
    expected, found, difference = (cents(row.right) for row in counted[-3:])
    assert sum(cents(row.right) for row in counted[:-3]) == found == count.cash.cents
    assert (expected, difference) == (report.expected.cents, found - expected)
    went = amounts(blocks, "Se queda de fondo", "A la caja fuerte, bolsa B-1")
    assert went == count.cash
    assert all(len(line) <= 42 for line in lines(blocks, 42))


def rows(blocks: list[Block], title: str) -> list[Row]:
    if not any(getattr(block, "text", "") == title for block in blocks):
        return []
    return [block for block in part(blocks, title) if isinstance(block, Row)]


def test_an_invoice_for_tickets_is_shown_and_in_no_sum() -> None:
    sold = ticket(1_210, TenderKind.CASH)
    whole = replace(sold, number="T042C03AC26-000001", kind=DocumentKind.F3)
    printed = "\n".join(lines(z(shift_report(SHIFT, [issued(sold), issued(whole)])), 42))
    assert re.search(r"Sustitutivas, 1 \(no suma\)\s+12.10 €", printed)
    assert re.search(r"TOTAL +12.10 €", printed)
    assert re.search(r"T042C03AC26-000001 – 000001 +1\b", printed)


def test_a_z_without_a_count_does_not_tell_a_cashier_what_should_be_there() -> None:
    report = shift_report(SHIFT, [issued(ticket(1_210, TenderKind.CASH))])
    printed = "\n".join(lines(z(report), 42))
    assert "sin contar" in printed
    assert not re.search(r"Debería haber|FORMAS DE PAGO|A la caja fuerte", printed)


def test_what_is_passed_on_is_listed() -> None:
    printed = "\n".join(lines(z(shift_report(SHIFT, []), passed=Passed(True, 2, 1, 1, 3, 4)), 42))
    below = printed.partition(SPANISH.passed)[2]
    assert [int(n) for n in re.findall(r"\d+$", below, re.M)] == [2, 1, 1, 3, 4]
    assert SPANISH.open_basket in below
