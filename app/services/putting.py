"""A product goes into a sale: onto the line that it joins, or as a line with what is attached."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.domain.carried import NOTHING, Carried
from app.domain.limits import check_quantity
from app.domain.product import Product
from app.domain.sale import Line, Listed, Sale
from app.domain.sale_lines import changed, with_line
from app.services import scanned, terms
from app.services.till import Till


def put_in(
    till: Till,
    sale: Sale,
    product: Product,
    prices: tuple[Listed, Listed | None],
    quantity: Decimal,
    code: str = "",
    carried: Carried = NOTHING,
) -> Sale:
    """`prices`: what it costs, and what it costs anybody where that is more. The line is the chosen
    one. Raises OutsideHours, BadQuantity."""
    listed, otherwise = prices
    limits = terms.of(till, product)
    terms.check_hours(till, limits, product.name)
    kept = terms.kept(limits)
    same = next((x for x in reversed(sale.lines) if x.joins(product, listed, kept)), None)
    if same and scanned.joins(same, carried):
        check_quantity(same.quantity + quantity)
        return changed(sale, replace(same, quantity=same.quantity + quantity))
    line = Line(
        0,
        product.sku,
        product.name,
        product.unit,
        product.tax,
        listed,
        quantity,
        code=code,
        otherwise=otherwise,
        terms=kept,
    )
    after = with_line(sale, scanned.with_carried(line, carried))
    number = after.chosen
    for along in terms.attached(till, after.line(number), limits):
        after = with_line(after, along)
    return replace(after, chosen=number)
