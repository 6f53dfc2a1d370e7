"""What GS1 codes carry besides their product, and the weight that a label's amount is for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from app.domain.barcode import carried_by
from app.domain.carried import NOTHING, Carried, weight_for
from app.domain.money import Money

ALL = Carried(Decimal("1.250"), Money(543), "LOTE-7", date(2027, 12, 31))


@pytest.mark.parametrize(
    "code",
    [
        "]d2010841000000001617271231310300125039220543\x1d10LOTE-7",
        "]C1010841000000001610LOTE-7\x1d1727123139220543\x1d3103001250",
        "0108410000000016172712313103001250\x1d39220543\x1d10LOTE-7",
        "(01)08410000000016(17)271231(3103)001250(3922)0543(10)LOTE-7",
        "https://id.gs1.org/01/08410000000016/10/LOTE-7?17=271231&3103=001250&3922=0543",
    ],
)
def test_batch_day_weight_and_price_are_read_however_they_are_written(code: str) -> None:
    assert carried_by(code) == ALL


@pytest.mark.parametrize(
    ("code", "carried"),
    [
        ("8410000000016", NOTHING),
        ("]E08410000000016", NOTHING),
        ("T042C03AS26-000123", NOTHING),
        ("https://mi-tienda.example/promo", NOTHING),
        ("]d2010841000000001615270101", NOTHING),  # best before: still good to sell
        ("]d2010841000000001617270200", Carried(expires=date(2027, 2, 28))),
        ("]d201084100000000163100000002", Carried(weight=Decimal(2))),
        ("]d201084100000000163921543", Carried(price=Money(5430))),
        ("]d201084100000000163103000000", NOTHING),
    ],
)
def test_what_is_not_said_is_nothing(code: str, carried: Carried) -> None:
    assert carried_by(code) == carried


@pytest.mark.parametrize(
    ("price", "amount", "weight"),
    [(1690, 543, "0.321"), (249, 311, "1.249"), (100, 100, "1.000"), (9999, 1, "0.001")],
)
def test_a_labels_amount_is_for_a_weight_to_the_gram(price: int, amount: int, weight: str) -> None:
    assert weight_for(Money(price), Money(amount)) == Decimal(weight)


def test_without_a_price_a_label_says_no_weight() -> None:
    assert weight_for(Money(0), Money(100)) is None
