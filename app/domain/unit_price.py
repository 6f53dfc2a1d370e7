"""What a kilogram, a litre, a metre or a unit costs (Real Decreto 3423/2000, art. 2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from app.domain.content import Content, ContentUnit
from app.domain.money import Money
from app.domain.product import Product, Unit

_OF = {
    ContentUnit.G: (Unit.KG, 1000),
    ContentUnit.KG: (Unit.KG, 1),
    ContentUnit.ML: (Unit.L, 1000),
    ContentUnit.CL: (Unit.L, 100),
    ContentUnit.L: (Unit.L, 1),
    ContentUnit.CM: (Unit.M, 100),
    ContentUnit.M: (Unit.M, 1),
    ContentUnit.UNIT: (Unit.EACH, 1),
}
"""The unit of measure, and how many of these make one of it."""


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """VAT included, as `price` was."""

    price: Money
    of: Unit


def unit_price(product: Product, price: Money) -> UnitPrice | None:
    """Of a product at `price`: what is weighed costs that a unit already. None when nobody said
    what a pack holds, or it is one piece, whose price is the price."""
    if product.unit.measured:
        return UnitPrice(price, product.unit)
    if product.content is None or product.content == _ONE_PIECE:
        return None
    return of_content(product.content, price)


def of_content(held: Content, price: Money) -> UnitPrice:
    """Halves of a cent up, from the exact quotient."""
    unit, many = _OF[held.unit]
    numerator, denominator = held.quantity.as_integer_ratio()
    twice, rest = 2 * price.cents * many * denominator, 2 * numerator
    return UnitPrice(Money((twice + numerator) // rest), unit)


_ONE_PIECE = Content(Decimal(1), ContentUnit.UNIT)
