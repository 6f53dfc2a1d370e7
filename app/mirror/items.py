"""Where the prices of a product lie: in its own row or in `price`, and whether it can be sold.

An item is a product and its prices of the shop's own list and of the web's, all alike. How it is
laid out in the tables follows from it alone, so whatever changes one changes the item, and the
tables follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from app.mirror import price_rows
from app.mirror.delta import Row
from app.mirror.details import text_of
from app.mirror.price_rows import Price
from app.mirror.product_rows import priced, prices_of, value_of

ByStart = dict[str, Price]


@dataclass(frozen=True, slots=True)
class Roles:
    """The lists whose undated prices are `product.price` and `product.web_price`; "" for none."""

    store: str = ""
    web: str = ""

    @property
    def lists(self) -> set[str]:
        return {self.store, self.web} - {""}


@dataclass(slots=True)
class Item:
    row: Row | None
    """Of `product` or `unpriced`; what it says of prices means nothing here."""
    prices: dict[str, ByStart]
    """By list, those of the tables that the item was read for."""


class Laid(NamedTuple):
    """What the tables have of an item."""

    product: Row | None
    unpriced: str | None
    prices: Mapping[tuple[str, str], Price]
    """By list and start."""


def flat(prices: Mapping[str, ByStart]) -> dict[tuple[str, str], Price]:
    """By list and start."""
    return {(code, start): p for code, mine in prices.items() for start, p in mine.items()}


def item_of(
    product: Row | None, unpriced: Row | None, prices: dict[str, ByStart], roles: Roles
) -> Item:
    """From what the tables have."""
    if product is not None:
        price, web_price, stands_in = prices_of(product)
        if roles.store and not stands_in:
            prices.setdefault(roles.store, {}).setdefault("", Price("", "", price))
        if roles.web and web_price is not None:
            prices.setdefault(roles.web, {}).setdefault("", Price("", "", web_price))
    return Item(product or unpriced, prices)


def laid(item: Item, roles: Roles) -> Laid:
    """How the tables must have it."""
    kept = flat(item.prices)
    if item.row is None:
        return Laid(None, None, kept)
    own = item.prices.get(roles.store, {}) if roles.store else {}
    undated, web = _undated(own), _undated(item.prices.get(roles.web, {}))
    price = undated.cents if undated else price_rows.stand_in(own.values())
    if price is None:
        return Laid(None, text_of(value_of(item.row)), kept)
    for code, found in ((roles.store, undated), (roles.web, web)):
        if found and found.held_until is None:
            del kept[code, ""]
    row = priced(item.row, price, web.cents if web else None, 0 if undated else 1)
    return Laid(row, None, kept)


def _undated(prices: Mapping[str, Price]) -> Price | None:
    found = prices.get("")
    return found if found is not None and found.undated else None
