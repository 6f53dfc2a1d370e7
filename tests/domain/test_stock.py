"""What each fact moves: sales, returns, hand-overs, counts, adjustments; in thousandths."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import NOON, a_document, a_line, a_sale

from app.domain.bodies import document_body
from app.domain.document import Corrected, DocumentKind
from app.domain.facts import FactType
from app.domain.plain import plain, read
from app.domain.stock import (
    Adjusted,
    Counted,
    CountedRow,
    Move,
    Reason,
    Why,
    moves_of,
    quantity,
    thousandths,
)


@pytest.mark.parametrize(
    ("text", "whole"),
    [("5", 5000), ("1.250", 1250), ("-0.001", -1), ("0", 0), ("9999.999", 9999999)],
)
def test_a_quantity_is_whole_in_thousandths(text: str, whole: int) -> None:
    assert thousandths(Decimal(text)) == whole
    assert quantity(whole) == Decimal(text)


def test_what_is_finer_than_a_thousandth_is_refused() -> None:
    with pytest.raises(ValueError, match="finer"):
        thousandths(Decimal("0.0005"))


def test_a_quantity_of_whole_units_is_written_without_a_point() -> None:
    assert [str(quantity(one)) for one in (10_000, -2000, 1250, -5)] == [
        "10", "-2", "1.25", "-0.005",
    ]  # fmt: skip


def test_a_ticket_takes_what_its_lines_sell() -> None:
    sale = a_sale(a_line(quantity="2"), a_line(quantity="0.315", sku="SKU-2"))
    moved = moves_of(FactType.DOCUMENT_ISSUED, document_body(a_document(sale)))
    assert moved == (Move(1, "SKU-1", -2000, Why.SALE), Move(2, "SKU-2", -315, Why.SALE))


def test_a_corrective_brings_back() -> None:
    back = a_sale(a_line(quantity="-1"))
    corrects = Corrected("T042C03AS26-000001", NOON.date(), DocumentKind.F2)
    body = document_body(a_document(back, corrects=corrects))
    assert moves_of(FactType.DOCUMENT_ISSUED, body) == (Move(1, "SKU-1", 1000, Why.RETURN),)


def test_what_has_no_product_moves_nothing() -> None:
    body = document_body(a_document(a_sale(a_line())))
    body["lines"][0]["list"] = "varios"
    assert moves_of(FactType.DOCUMENT_ISSUED, body) == ()


def test_a_hand_over_takes_what_no_document_sold() -> None:
    body = {"order": "W-1", "tick": 3, "goods": [["A", "2"], ["B", "-1"]]}
    assert moves_of(FactType.ORDER_HANDED_OVER, body) == (
        Move(1, "A", -2000, Why.HANDED_OVER),
        Move(2, "B", 1000, Why.HANDED_OVER),
    )
    assert moves_of(FactType.ORDER_HANDED_OVER, {"order": "W-1", "tick": 3}) == ()


def test_a_count_moves_the_difference_and_is_there_without_one() -> None:
    rows = tuple(
        CountedRow(sku, Decimal(found), Decimal(expected), NOON, 7)
        for sku, found, expected in (("A", "5", "7"), ("B", "3", "3"))
    )
    counted = Counted("c1", "cycle", rows)
    body = plain(counted)
    assert moves_of(FactType.STOCK_COUNTED, body) == (
        Move(1, "A", -2000, Why.COUNTED),
        Move(2, "B", 0, Why.COUNTED),
    )
    assert read(Counted, body) == counted


def test_an_adjustment_moves_what_it_says() -> None:
    body = plain(Adjusted("A", Decimal("-2"), Reason.DAMAGED))
    assert moves_of(FactType.STOCK_ADJUSTED, body) == (Move(1, "A", -2000, Why.ADJUSTED),)


def test_other_facts_move_nothing() -> None:
    assert moves_of(FactType.SIGNED_IN, {}) == ()
