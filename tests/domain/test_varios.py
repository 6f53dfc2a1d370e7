"""What has no code is sold as a pre-set article of its tax, up to a price."""

from __future__ import annotations

from decimal import Decimal

import pytest
from builders import euro

from app.domain.errors import NoSuchVarios, VariosTooDear
from app.domain.money import Money
from app.domain.tax import TaxCategory
from app.domain.varios import Varios, parse_varios, varios_for
from app.services.opening import resource

KINDS = (
    Varios("V-21", "Varios 21 %", "Hogar", TaxCategory.GENERAL, euro("50")),
    Varios("V-10", "Varios 10 %", "Frescos", TaxCategory.REDUCIDO, euro("30")),
    Varios("V-21-B", "Varios moda", "Moda", TaxCategory.GENERAL, euro("60")),
)


@pytest.mark.parametrize(
    ("tax", "price", "sku"),
    [
        (TaxCategory.GENERAL, "0.01", "V-21"),
        (TaxCategory.GENERAL, "50", "V-21"),
        (TaxCategory.GENERAL, "50.01", "V-21-B"),
        (TaxCategory.REDUCIDO, "30", "V-10"),
    ],
)
def test_the_first_of_its_tax_that_allows_the_price(tax: TaxCategory, price: str, sku: str) -> None:
    assert varios_for(KINDS, tax, euro(price)).sku == sku


def test_above_every_ceiling_it_says_the_highest() -> None:
    with pytest.raises(VariosTooDear) as refused:
        varios_for(KINDS, TaxCategory.GENERAL, euro("60.01"))
    assert refused.value.facts["most"] == euro("60")


def test_without_an_article_of_that_tax_there_is_no_varios() -> None:
    with pytest.raises(NoSuchVarios):
        varios_for(KINDS, TaxCategory.CERO, Money(1))


def test_it_is_called_by_the_rate_of_where_it_is_sold() -> None:
    first = parse_varios(resource("varios.toml"))[0]
    assert first.called(Decimal("21")) == "Varios 21 %"
    assert first.called(Decimal("7.0")) == "Varios 7 %"
    assert first.called(Decimal("0.5")) == "Varios 0,5 %"


def test_ours_have_one_for_every_charged_rate() -> None:
    kinds = parse_varios(resource("varios.toml"))
    canary = {TaxCategory.INCREMENTADO, TaxCategory.ESPECIAL}
    for tax in TaxCategory:
        if tax.charged and tax not in canary:
            assert varios_for(kinds, tax, Money(1)).tax is tax
    assert len({kind.sku for kind in kinds}) == len(kinds)
