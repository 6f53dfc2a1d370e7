"""What the mirror knows of the chain's other shops: where they are, and what the near ones have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Connection, text

from app.domain.distance import Place

_BRANCHES = text("SELECT code, name, address, latitude, longitude, nif FROM branch ORDER BY code")
_HAVE = text("SELECT shop, promise FROM elsewhere WHERE sku = :sku ORDER BY shop")
_HEARD = text("SELECT shop, at FROM shop_heard")
_DORMANT = text(
    "SELECT sku, on_hand, since, destination, sold, propose FROM dormant"
    " ORDER BY propose DESC, on_hand DESC, sku LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A shop of the chain. `place` None: nobody said where it is."""

    code: str
    name: str
    address: str
    place: Place | None
    nif: str = ""
    """Whose it is; "" while nobody said."""


@dataclass(frozen=True, slots=True)
class Lying:
    """What lies here. `to`: the shop that sells it, "" when none does; `since`: the day it was
    counted, "" for never."""

    sku: str
    on_hand: Decimal
    since: str
    to: str
    sold: Decimal
    propose: Decimal


def branches(mirror: Connection) -> dict[str, Branch]:
    """Every shop of the chain by its code."""
    return {
        row.code: Branch(
            row.code,
            row.name,
            row.address,
            None if row.latitude is None else Place(row.latitude, row.longitude),
            row.nif,
        )
        for row in mirror.execute(_BRANCHES)
    }


def have(mirror: Connection, sku: str) -> dict[str, Decimal]:
    """What each neighbour may promise of a product; those that have none are not in it."""
    rows = mirror.execute(_HAVE, {"sku": sku})
    return {row.shop: Decimal(row.promise).scaleb(-3) for row in rows}


def heard(mirror: Connection) -> dict[str, datetime]:
    """When central heard each neighbour last."""
    return {row.shop: datetime.fromisoformat(row.at) for row in mirror.execute(_HEARD)}


def lying(mirror: Connection, most: int) -> list[Lying]:
    """What is dormant here."""
    return [
        Lying(
            row.sku,
            Decimal(row.on_hand).scaleb(-3),
            row.since,
            row.destination,
            Decimal(row.sold).scaleb(-3),
            Decimal(row.propose).scaleb(-3),
        )
        for row in mirror.execute(_DORMANT, {"most": most})
    ]
