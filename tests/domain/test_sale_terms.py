"""What limits a sale, as files and attributes say it; and what it does to discounts."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

import pytest
from builders import RULES, a_document, a_line, a_sale, amount_off, percent_off
from hypothesis import given
from hypothesis import strategies as st

from app.domain import pack, refund, sale_terms
from app.domain.errors import BadDiscount, DiscountTooDeep
from app.domain.money import ZERO, Money, total
from app.domain.pricing import priced
from app.domain.sale import Attached, Line, Override, Sale
from app.domain.sale_lines import followed, restored, without
from app.domain.sale_terms import SaleTerms, of_attributes, open_at, read, within, written

MOST = st.none() | st.decimals("0.001", "9999", places=3)
SKUS = st.text("ABC-0189", min_size=1, max_size=6)
TERMS = st.builds(
    SaleTerms,
    minimum_age=st.integers(0, 99),
    hours=st.sampled_from(["", "08:00-22:00", "22:00-06:00|09:30-24:00"]),
    most=MOST,
    most_off=st.none() | st.decimals(0, 100, places=2),
    not_returnable=st.sampled_from(["", "Por higiene, no se devuelve."]),
    attached=st.dictionaries(SKUS, st.decimals("0.001", "99", places=3), max_size=2).map(
        lambda found: tuple(found.items())
    ),
)


@given(terms=TERMS)
def test_terms_are_read_as_they_are_written(terms: SaleTerms) -> None:
    assert of_attributes(written(terms)) == terms


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("minimum_age", "mayores"),
        ("minimum_age", "18,5"),
        ("hours", "8 a 22"),
        ("hours", "08:00-25:00"),
        ("most", "0"),
        ("most_off", "101"),
        ("attached", "BOLSA*"),
        ("attached", "|"),
    ],
)
def test_what_cannot_be_read_is_refused_by_a_file_and_limits_nothing_at_a_till(
    field: str, text: str
) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read(field, text)
    assert of_attributes({sale_terms.NAMES[field][0]: text}) == SaleTerms()


@pytest.mark.parametrize(
    ("hours", "at", "open_then"),
    [
        ("08:00-22:00", time(8), True),
        ("08:00-22:00", time(22), False),
        ("22:00-06:00", time(23), True),
        ("22:00-06:00", time(5, 59), True),
        ("22:00-06:00", time(12), False),
        ("09:00-14:00|17:00-24:00", time(23, 59), True),
        ("09:00-14:00|17:00-24:00", time(15), False),
        ("", time(3), True),
    ],
)
def test_hours_may_be_several_and_go_past_midnight(hours: str, at: time, open_then: bool) -> None:
    assert open_at(hours, at) is open_then


def test_a_products_own_terms_go_before_those_of_its_nearest_family() -> None:
    books = SaleTerms(most_off=Decimal(5), not_returnable="no")
    everything = SaleTerms(most_off=Decimal(50), minimum_age=12)
    own = SaleTerms(not_returnable="nunca")
    found = within(own, [books, everything])
    assert found == SaleTerms(12, "", None, Decimal(5), "nunca")


@pytest.mark.parametrize(
    ("written_as", "found"),
    [("841*6", ("841", 6)), ("A*B*12", ("A*B", 12)), ("A*", ("A*", 1)), ("A*0", ("A*0", 1))],
)
def test_a_pack_is_its_code_and_how_many(written_as: str, found: tuple[str, int]) -> None:
    assert pack.split(written_as) == found
    assert pack.joined(*found) == written_as


# discounts
def limited(line: Line, most: object) -> Line:
    return replace(line, terms=SaleTerms(most_off=Decimal(str(most))))


@st.composite
def lines(draw: st.DrawFn) -> Line:
    line = a_line(Money(draw(st.integers(0, 9999))), draw(st.integers(1, 9).map(Decimal)))
    most = draw(st.none() | st.decimals(0, 100, places=1))
    return line if most is None else limited(line, most)


SALES = st.lists(lines(), min_size=1, max_size=8).map(lambda found: a_sale(*found))


def room(line: Line) -> Money:
    if line.terms.most_off is None:
        return line.gross
    return line.gross - line.gross.times((100 - line.terms.most_off) / 100)


@given(sale=SALES, percent=st.decimals("0.01", 100, places=2))
def test_no_line_gives_more_than_it_may_whatever_the_ticket_gives(
    sale: Sale, percent: Decimal
) -> None:
    off = priced(replace(sale, discount=percent_off(percent)), RULES)
    for line in off.lines:
        assert ZERO <= line.share <= room(line)
    assert priced(off, RULES) == off
    free = [line for line in off.lines if line.terms.most_off is None]
    if len(free) == len(off.lines):
        return
    alone = priced(replace(sale, lines=tuple(free), discount=percent_off(percent)), RULES)
    # Who may give all does not give more for those who may not, but for a cent of rounding.
    given_by_free = total(line.share for line in free)
    assert abs((given_by_free - total(line.share for line in alone.lines)).cents) <= len(off.lines)


@given(sale=SALES, part=st.integers(0, 100))
def test_an_amount_is_taken_off_whole_or_not_at_all(sale: Sale, part: int) -> None:
    most = total(room(line) for line in sale.lines)
    amount = most.cents * part // 100
    if amount:
        off = priced(replace(sale, discount=amount_off(amount)), RULES)
        assert total(line.share for line in off.lines).cents == amount
        assert all(line.share <= room(line) for line in off.lines)
    with pytest.raises(BadDiscount):
        priced(replace(sale, discount=amount_off(most.cents + 1)), RULES)


def test_a_book_gives_five_per_cent_and_no_more() -> None:
    book = limited(a_line(Money(1999)), 5)
    assert a_sale(replace(book, discount=percent_off(5))).total == Money(1899)
    for too_much in (
        replace(book, discount=percent_off(6)),
        replace(book, override=Override(Money(1800), "", "1001")),
    ):
        with pytest.raises(DiscountTooDeep):
            a_sale(too_much)
    both = a_sale(replace(book, discount=percent_off(5)), a_line(Money(1000)))
    off = priced(replace(both, discount=percent_off(10)), RULES)
    assert [line.total for line in off.lines] == [Money(1899), Money(900)]


# what is attached
def with_bag(each: str = "1") -> Sale:
    """Two of a bottle and their deposits."""
    bottle = a_line(Money(200), "2", sku="BOTELLA")
    deposit = a_line(
        Money(10), "2", sku="ENVASE", attached=Attached(1, Decimal(each)),
        terms=SaleTerms(most_off=Decimal(0)),
    )  # fmt: skip
    return a_sale(bottle, deposit, a_line(Money(100)))


def test_what_is_attached_follows_goes_and_comes_back_with_its_line() -> None:
    sale = with_bag("3")
    more = followed(
        replace(sale, lines=(replace(sale.lines[0], quantity=Decimal(5)), *sale.lines[1:]))
    )
    assert more.lines[1].quantity == 15
    gone = without(more, 1)
    assert [line.sku for line in gone.lines] == ["SKU-1"]
    back = restored(gone)
    assert [line.sku for line in back.lines] == ["BOTELLA", "ENVASE", "SKU-1"]
    assert (back.removed, back.removed_with) == (None, ())


def test_no_discount_touches_what_is_attached() -> None:
    off = priced(replace(with_bag(), discount=percent_off(50)), RULES)
    assert [line.total.cents for line in off.lines] == [200, 20, 50]


@given(steps=st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_a_deposit_comes_back_with_its_bottle_and_never_twice(steps: list[int]) -> None:
    bottle = a_line(Money(199), "9")
    deposit = a_line(Money(10), "18", attached=Attached(1, Decimal(2)))
    document = a_document(a_sale(bottle, deposit))
    back: dict[int, refund.Back] = {}
    for step in steps:
        left = refund.remaining(document.lines[0], back)
        if not left:
            break
        lines = refund.returned_lines(document, back, [(1, min(Decimal(step), left))])
        corrective = a_document(Sale("back", lines=lines))
        assert refund.asked_again(lines, [(1, min(Decimal(step), left))])
        back = refund.brought(document, back, corrective)
        stays = [refund.remaining(line, back) for line in document.lines]
        assert stays[1] == 2 * stays[0]


def test_an_empty_bottle_comes_back_by_itself_and_its_deposit_is_not_given_back_again() -> None:
    document = a_document(with_bag())
    lines = refund.returned_lines(document, {}, [(2, Decimal(1))])
    assert [f"{line.of}:{-line.quantity}" for line in lines] == ["2:1"]
    back = refund.brought(document, {}, a_document(Sale("back", lines=lines)))
    again = refund.returned_lines(document, back, [(1, Decimal(2))])
    assert sorted(f"{line.of}:{-line.quantity}" for line in again) == ["1:2", "2:1"]
