"""What a known customer's level does to prices: it may lower them, and never raises one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.domain.errors import BadDiscount, NoPrice
from app.domain.pricing import priced
from app.domain.product import Product
from app.domain.sale import Line, Listed, Sale
from app.services import prices
from app.services.till import Till


def listed(till: Till, product: Product, level: str) -> tuple[Listed, Listed | None]:
    """What a customer of `level` pays, and what anybody does where that is more.

    Raises NoPrice.
    """
    if not level:
        return prices.listed(till, product), None
    try:
        anybody = prices.listed(till, product)
    except NoPrice:
        return prices.listed(till, product, level), None
    return _better(anybody, prices.listed(till, product, level))


def _better(anybody: Listed, theirs: Listed) -> tuple[Listed, Listed | None]:
    return (theirs, anybody) if theirs.price < anybody.price else (anybody, None)


def at_level(till: Till, sale: Sale) -> Sale:
    """`sale` at the prices of its level. What another's level gave before is gone.

    When that would make it less than was paid, or less than an amount that was taken off, the
    prices stay anybody's: to be known is nothing to be refused for.
    """
    anybody = _each(sale, _anybodys)
    if not sale.level:
        return anybody
    theirs = _each(sale, lambda line: _at(till, line, sale.level))
    try:
        fits = priced(theirs, till.rules()).total >= sale.paid
    except BadDiscount:
        fits = False
    return theirs if fits else anybody


def _each(sale: Sale, change: Callable[[Line], Line]) -> Sale:
    removed = change(sale.removed) if sale.removed else None
    return replace(sale, lines=tuple(change(line) for line in sale.lines), removed=removed)


def _anybodys(line: Line) -> Line:
    return replace(line, listed=line.otherwise, otherwise=None) if line.otherwise else line


def _at(till: Till, line: Line, level: str) -> Line:
    line = _anybodys(line)
    if line.attached:
        return line
    product = till.catalog.by_sku(line.sku)
    if product is None:  # sold as varios: its price was typed
        return line
    try:
        theirs, other = _better(line.listed, prices.listed(till, product, level))
    except NoPrice:
        return line
    return replace(line, listed=theirs, otherwise=other) if other else line
