"""Which shops are a shop's neighbours: those whose stock its tills have at hand, offline too.

Not the whole chain: of 100 shops with 30,000 products in stock each, a till would keep 3 million
rows (docs/protocol.md has the figures). What is further away is asked for while somebody waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.distance import Place, metres, place

POLICY, WITHIN = "neighbours", "neighbour_km"
"""The shop's policies: how many neighbours, or which by their codes; and within how many km."""
USUAL, USUAL_KM = 5, 30
MOST = 20


def nearest(shop: str, shops: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The neighbours of `shop` among `shops` (values by code), the nearest first.

    Where nobody said where a shop is, those of the same region, in the order of their codes.
    """
    return _nearest(shop, shops, _places(shops)) if shop in shops else []


def wanted(shops: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """The shops that are somebody's neighbour."""
    places = _places(shops)
    return sorted({code for shop in shops for code in _nearest(shop, shops, places)})


def _nearest(
    shop: str, shops: Mapping[str, Mapping[str, Any]], places: Mapping[str, Place | None]
) -> list[str]:
    own = shops[shop]
    policies = own.get("policies") or {}
    chosen = policies.get(POLICY)
    if isinstance(chosen, list):
        return [code for code in chosen if code in shops and code != shop][:MOST]
    count = chosen if type(chosen) is int else USUAL
    near = policies.get(WITHIN)
    most = 1000 * (near if type(near) is int else USUAL_KM)
    here = places[shop]
    found = []
    for code, value in shops.items():
        if code == shop:
            continue
        there = places[code]
        if here and there:
            far = metres(here, there)
            if far <= most:
                found.append((far, code))
        elif own.get("region") == value.get("region"):
            found.append((most, code))
    return [code for _, code in sorted(found)[: max(0, min(count, MOST))]]


def _places(shops: Mapping[str, Mapping[str, Any]]) -> dict[str, Place | None]:
    """Where each is; None: nobody said."""
    return {
        code: place(value.get("latitude", ""), value.get("longitude", ""))
        for code, value in shops.items()
    }
