"""What a product's prices were before they changed (Ley 7/1996 art. 20)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.mirror.delta import AT
from app.mirror.items import Laid, Roles

_PRICE, _STAND_IN = AT["price"], AT["stand_in"]
Was = tuple[str, str, str, str, int | None]
"""SKU, list, starts, ends, cents; None: the list said nothing."""


def told(
    before: Mapping[str, Laid], after: Mapping[str, Laid], roles: Roles, now: str
) -> Iterator[Was]:
    """What held, or could, until `now` and is otherwise now. The web's nobody paid here."""
    for sku, new in after.items():
        old = before[sku]
        if old.product is None:  # nobody could buy it
            continue
        was, will = _said(old, roles), _said(new, roles)
        for key in was.keys() | will.keys():
            code, starts = key
            if code == roles.web or starts > now or was.get(key) == will.get(key):
                continue
            ends, cents = was.get(key, ("", None))
            yield sku, code, starts, ends, cents


def _said(laid: Laid, roles: Roles) -> dict[tuple[str, str], tuple[str, int]]:
    """(ends, cents) by list and start, the product's own among them."""
    found = {key: (price.ends, price.cents) for key, price in laid.prices.items()}
    if laid.product is not None and not laid.product[_STAND_IN]:
        found.setdefault((roles.store, ""), ("", laid.product[_PRICE]))
    return found
