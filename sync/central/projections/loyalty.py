"""Points that tills gave and took back, and the customers that they made."""

from __future__ import annotations

import base64
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from app.sealing import unseal
from sync.central.database import Tx
from sync.central.fact_tables import points_moves
from sync.central.masters import acquaintance, customers, shops
from sync.central.masters import points as balances
from sync.central.masters.customer import CustomerValue, Personal, held
from sync.central.projections.work import Made, Name, Points, Trouble, Work
from sync.protocol import Record


class _Earned(Struct):
    """A points_earned; below zero they were taken back."""

    customer: Name
    points: Annotated[int, Meta(ge=-(10**9), le=10**9)]
    why: str = ""


class _Customer(Struct):
    """A customer_made, but for what is sealed."""

    customer: Name
    card: str = ""
    level: str = ""
    consent: dict[str, bool] = {}


def earned(work: Work, record: Record) -> None:
    """A points_earned. Raises ValueError."""
    body = msgspec.convert(record.body, _Earned)
    work.add(points_moves, work.of.number, record.seq, body.customer, body.points, body.why)
    work.points.append(Points(record.seq, body.customer, body.points))


def made(work: Work, record: Record) -> None:
    """A customer_made. Without the key that came beside it, only who they are is missing.

    Raises ValueError.
    """
    body = msgspec.convert(record.body, _Customer)
    personal, key = Personal(), None
    if record.sealed is not None:
        try:
            key = base64.b64decode(work.keys.get(body.customer, ""), validate=True)
            opened = unseal(key, body.customer, base64.b64decode(record.sealed))
            personal = msgspec.convert(opened, Personal)
        except ValueError:
            key = None
            work.raise_(record.seq, "sealed", customer=body.customer)
    value = CustomerValue(card=body.card, level=body.level, consent=body.consent, personal=personal)
    work.people.append(Made(record.who or f"till {work.of.till}", body.customer, value, key))


def write(tx: Tx, work: Work) -> list[Trouble]:
    """Customers first: their first points may come with them. Raises BadValue, UnknownCustomer."""
    bought = {issued.body.get("customer") or "" for issued in work.issued.values()} - {""}
    if work.people:
        region = _region(tx, work)
        for one in work.people:
            value = msgspec.structs.replace(one.value, region=region)
            customers.put(tx, one.uuid, value, one.who, one.key)
    earners = {one.customer for one in work.points}
    others = bought - earners
    if others and earners:
        # All at once, or two tills with the same two customers wait for each other for ever.
        held(tx, sorted(bought | earners))
    missing = give(tx, work, work.points)
    if others:
        acquaintance.meet(tx, _region(tx, work), sorted(others))
    return [
        Trouble(work.of.number, one.seq, "unknown_customer", one.facts)
        for one in work.points
        if one.customer in missing
    ]


def give(tx: Tx, work: Work, points: list[Points]) -> set[str]:
    """Add to balances; the customers whom central does not have."""
    sums: dict[str, tuple[int, int]] = {}
    for one in points:
        before, seq = sums.get(one.customer, (0, 0))
        sums[one.customer] = (before + one.points, max(seq, one.seq))
    return balances.add(tx, work.of.number, _region(tx, work), sums) if sums else set()


def _region(tx: Tx, work: Work) -> str:
    shop = shops.get(tx.connection, work.of.shop)
    return shop.region if shop else shops.REGION
