"""The sale in hand: lines keep their numbers, what is removed comes back where it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_line, a_sale, euro, paid
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import NoSuchLine, NothingToUndo
from app.domain.money import ZERO, Money
from app.domain.product import Product, Unit
from app.domain.sale import Listed, Override, Returning
from app.domain.sale_lines import changed, restored, with_line, without
from app.domain.tax import TaxCategory
from app.domain.tender import TenderKind

THREE = a_sale(a_line(sku="A"), a_line(sku="B"), a_line(sku="C"))


@given(which=st.integers(1, 3))
def test_undo_puts_a_line_back_where_it_was(which: int) -> None:
    gone = without(THREE, which)
    assert [line.number for line in gone.lines] == [n for n in (1, 2, 3) if n != which]
    back = restored(gone)
    assert back.lines == THREE.lines
    assert back.chosen == which
    with pytest.raises(NothingToUndo):
        restored(back)


def test_a_removed_number_is_not_used_again() -> None:
    again = with_line(without(THREE, 3), a_line(sku="D"))
    assert [(line.number, line.sku) for line in again.lines] == [(1, "A"), (2, "B"), (4, "D")]
    assert again.chosen == 4
    assert [line.sku for line in restored(again).lines] == ["A", "B", "C", "D"]


def test_removing_the_last_line_chooses_none() -> None:
    sale = without(a_sale(), 1)
    assert sale.empty
    assert sale.chosen == 0
    assert sale.total == ZERO
    with pytest.raises(NoSuchLine):
        without(sale, 1)


def test_a_changed_line_is_the_chosen_one_in_its_place() -> None:
    sale = changed(THREE, replace(THREE.line(2), note="sin sal"))
    assert [line.note for line in sale.lines] == ["", "sin sal", ""]
    assert sale.chosen == 2


def test_a_sale_owes_until_it_is_paid_and_then_gives_change() -> None:
    sale = a_sale(a_line(euro("12.30")))
    assert (sale.due, sale.change) == (euro("12.30"), ZERO)
    sale = replace(sale, tenders=(paid(TenderKind.CARD, euro("2.30")),))
    assert (sale.due, sale.change, sale.cash) == (euro("10"), ZERO, False)
    sale = replace(sale, tenders=(*sale.tenders, paid(TenderKind.CASH, euro("20"))))
    assert (sale.due, sale.change, sale.cash) == (ZERO, euro("10"), True)


def test_a_return_owes_the_customer() -> None:
    line = replace(a_line(), reduced=Money(-500))
    sale = replace(a_sale(), lines=(line,), returning=Returning("N"))
    assert (sale.due, sale.change) == (Money(-500), ZERO)
    sale = replace(sale, tenders=(paid(TenderKind.CASH, Money(-500)),))
    assert (sale.due, sale.change) == (ZERO, ZERO)


PRODUCT = Product("SKU-1", "Producto", Unit.EACH, TaxCategory.GENERAL, Money(100))
LISTED = Listed(Money(100), "store", "v2")


def test_the_same_product_joins_its_line_only_at_the_same_price_and_untouched() -> None:
    line = a_line(Money(100))
    assert line.joins(PRODUCT, LISTED)
    assert not line.joins(replace(PRODUCT, sku="SKU-2"), LISTED)
    assert not line.joins(PRODUCT, replace(LISTED, price=Money(101)))
    assert not replace(line, note="regalo").joins(PRODUCT, LISTED)
    assert not replace(line, override=Override(Money(1), "", "1001")).joins(PRODUCT, LISTED)
    assert not replace(line, unit=Unit.KG).joins(PRODUCT, LISTED)
    assert a_line(Money(100), "0", unit=Unit.KG).needs_weight
