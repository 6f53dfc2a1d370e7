"""What a product costs now, and whether it may be sold at all (retail-rules 1 and 2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from app.domain import price_history
from app.domain.errors import NoPrice, SaleStopped
from app.domain.money import Money
from app.domain.pricelist import ListKind, ListPrice, PriceList, best
from app.domain.product import Product
from app.domain.sale import Line, Listed
from app.domain.salestop import SaleStop, stopping
from app.services.till import Till
from app.storage import prices
from app.storage.catalog import Dated
from app.storage.prices import PriceRow

STORE_LIST = PriceList("store", ListKind.STORE)
"""Of a shop without lists: the price that came with the product."""


def listed(till: Till, product: Product, level: str = "") -> Listed:
    """The price that holds now for a customer of `level`, and the list that gives it.

    Raises NoPrice when none of its prices holds today.
    """
    return _listed(till, product, level, till.catalog.dated([product.sku])[product.sku])


def _listed(till: Till, product: Product, level: str, dated: Dated) -> Listed:
    known = till.rulings.lists()
    if not dated.rows and not dated.stand_in:
        return Listed(product.price, _own(known).code, dated.state)
    found = prices.of_lists(dated.rows, known)
    if not dated.stand_in:
        found.append(ListPrice(_own(known), product.price))
    held = best(found, till.now(), level)
    if held is None:
        raise NoPrice(name=product.name)
    begins, ends = (
        one.astimezone(till.shop.zone) if one else None for one in (held.starts, held.ends)
    )
    return Listed(held.price, held.list_code, dated.state, begins, ends)


def since(till: Till, product: Product, moment: datetime) -> list[Money]:
    """What anybody could have paid for it from `moment` until now, as far as its lists say."""
    dated = till.catalog.dated([product.sku])[product.sku]
    now = till.now()
    rows = [
        one
        for one in prices.of_lists(dated.rows, till.rulings.lists())
        if one.of.open_to("")
        and (one.starts is None or one.starts <= now)
        and (one.ends is None or one.ends > moment)
    ]
    return [product.price, *(one.price for one in rows)]


def struck_through(till: Till, product: Product) -> Money | None:
    """The price to strike through beside today's; None when there is none to show."""
    known = till.rulings.lists()
    own = _own(known)
    dated = till.catalog.dated([product.sku])[product.sku]
    rows = list(dated.rows)
    found = till.catalog.by_sku(product.sku)
    if found is not None and not dated.stand_in:
        rows.append(PriceRow(own.code, found.price.cents, "", "", None, None))
    every = {own.code: own, **known}
    said = prices.history(rows, till.catalog.was(product.sku), every)
    return price_history.struck_through(said, till.now())


def shown(till: Till, products: Sequence[Product]) -> list[Product]:
    """`products` at today's price, for the eye; what has none keeps the nearest one."""
    held = today(till, products)
    return [replace(one, price=held.get(one.sku, one.price)) for one in products]


def today(till: Till, products: Sequence[Product]) -> dict[str, Money]:
    """What each costs anybody today, by SKU; nothing of what has no price today."""
    dated = till.catalog.dated([product.sku for product in products])
    found = {}
    for product in products:
        with suppress(NoPrice):
            found[product.sku] = _listed(till, product, "", dated[product.sku]).price
    return found


def _own(known: Mapping[str, PriceList]) -> PriceList:
    """The shop's own list, whose undated price stands in the product itself."""
    own = [one for one in known.values() if one.kind is ListKind.STORE]
    return max(own, key=lambda one: (one.priority, one.code), default=STORE_LIST)


def check_stop(till: Till, sku: str, name: str, lot: str = "") -> None:
    """Raises SaleStopped, with the words to read aloud. Nobody at the till overrides it."""
    stop = stopping(till.rulings.stops(sku), sku, lot)
    if stop is not None:
        raise _refusal(till, stop, name)


def check_stops(till: Till, lines: Sequence[Line]) -> None:
    """A stop touches baskets too, open and parked. Raises SaleStopped for the first line."""
    for line in lines:
        check_stop(till, line.sku, line.name, line.batch)


def stopped(
    till: Till, lines: Sequence[Line], stops: Mapping[str, Sequence[SaleStop]] | None = None
) -> list[tuple[Line, SaleStopped]]:
    """The lines that must not be sold, with what is to be read aloud.

    `stops`: those in force where the caller has them at hand already.
    """
    standing = till.rulings.every_stop() if stops is None else stops
    if not standing:
        return []
    found = [(line, stopping(standing.get(line.sku, ()), line.sku, line.batch)) for line in lines]
    return [(line, _refusal(till, stop, line.name)) for line, stop in found if stop is not None]


def _refusal(till: Till, stop: SaleStop, name: str) -> SaleStopped:
    return SaleStopped(name=name, text=stop.read_aloud(till.config.face.language))
