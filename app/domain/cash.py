"""Where the cash is: every movement leaves one place and comes to another (retail-rules 7).

What one place loses another gains, so the sum over all places is nothing, whatever is stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import BadBag, BadPlace
from app.domain.facts import Body, FactType
from app.domain.money import ZERO, Money


class Place(StrEnum):
    DRAWER = "drawer"
    SAFE = "safe"
    TRANSIT = "transit"
    """On its way to the bank, with a slip."""
    BANK = "bank"
    OUTSIDE = "outside"
    """What was put in or taken out with a reason: stamps, the window cleaner."""
    CUSTOMER = "customer"
    """Sales and returns."""
    DIFFERENCE = "difference"
    """What a count found missing, or too much."""


NAMED = (Place.DRAWER, Place.SAFE, Place.TRANSIT, Place.BANK, Place.OUTSIDE)
"""What a person may move cash between; the rest follows from sales and counts."""

_BAG = re.compile(r"[0-9A-Za-z][0-9A-Za-z/-]{0,29}", re.ASCII)


class MoveKind(StrEnum):
    """What a movement is to a shift."""

    IN = "in"
    OUT = "out"
    DROP = "drop"
    """From the drawer to the safe."""
    MOVE = "move"
    """Between any other two places."""


ROUTES = {
    MoveKind.IN: (Place.OUTSIDE, Place.DRAWER),
    MoveKind.OUT: (Place.DRAWER, Place.OUTSIDE),
    MoveKind.DROP: (Place.DRAWER, Place.SAFE),
}


def kind_of(source: Place, to: Place) -> MoveKind:
    found = (kind for kind, route in ROUTES.items() if route == (source, to))
    return next(found, MoveKind.MOVE)


def place_named(word: str) -> Place:
    """A place that a person names. Raises BadPlace."""
    if word not in NAMED:
        raise BadPlace(place=word)
    return Place(word)


@dataclass(frozen=True, slots=True)
class CashMove:
    source: Place
    to: Place
    amount: Money
    """Above zero."""
    why: str


@dataclass(frozen=True, slots=True)
class Bag:
    """Cash in the safe, closed and numbered, until a deposit takes it out."""

    number: str
    amount: Money


def bag_number(text: str) -> str:
    """The number on a bag, as typed or scanned. Raises BadBag."""
    number = text.strip().upper()
    if not _BAG.fullmatch(number):
        raise BadBag(text=text[:40])
    return number


def moves_of(kind: str, body: Body) -> tuple[CashMove, ...]:
    """What a fact moves between places; nothing of most."""
    match kind:
        case FactType.DOCUMENT_ISSUED:
            if body["kind"] == "F3":  # the ticket that it replaces brought the cash
                return ()
            why = "return" if body.get("corrects") else "sale"
            steps = [(Place.CUSTOMER, Place.DRAWER, _cash_of(body), why)]
        case FactType.PAYMENT_CHANGED:
            more = _cash_of(body["after"]) - _cash_of(body["before"])
            steps = [(Place.CUSTOMER, Place.DRAWER, more, "payment_changed")]
        case FactType.SHIFT_OPENED:
            steps = _opened(body)
        case FactType.CASH_MOVED:
            steps = [(*route_of(body), body["amount"], body.get("why") or body["kind"])]
        case FactType.CASH_DEPOSITED:
            worth = sum(row["amount"] for row in body["bags"])
            steps = [(Place.SAFE, Place.TRANSIT, worth, f"deposit {body['slip']}")]
        case FactType.SHIFT_CLOSED:
            steps = _closed(body)
        case _:
            return ()
    return tuple(_move(*step) for step in steps if step[2])


def _cash_of(paid: Body) -> int:
    """Cents in cash among tenders, without the change."""
    cash = sum(row["amount"] for row in paid["tenders"] if row["kind"] == "cash")
    return int(cash) - int(paid.get("change", 0))


_Step = tuple[Place, Place, int, str]


def _opened(body: Body) -> list[_Step]:
    """What is there above what the shift before left was brought from the safe; what is there
    less is missing. What was taken on a ticket in progress is in the float, and its document
    will bring it again."""
    more = body["float"] - body.get("left", 0)
    return [
        (Place.SAFE if more > 0 else Place.DIFFERENCE, Place.DRAWER, more, "float"),
        (Place.DRAWER, Place.CUSTOMER, body.get("held", 0), "held"),
    ]


def _closed(body: Body) -> list[_Step]:
    """What was counted goes to the safe but for what stays; nobody counted: what should be
    there."""
    expected, count = body["expected"], body.get("count")
    there = counted_in(count) if count else expected
    return [
        (Place.CUSTOMER, Place.DRAWER, body.get("held", 0), "held"),
        (Place.DIFFERENCE, Place.DRAWER, there - expected, "count"),
        (Place.DRAWER, Place.SAFE, there - body.get("stays", 0), "close"),
    ]


def counted_in(count: Body) -> int:
    """The cents of a count as facts say it."""
    return sum(worth * pieces for worth, pieces in count["pieces"])


def _move(source: Place, to: Place, cents: int, why: str) -> CashMove:
    """Below zero it goes the other way."""
    if cents < 0:
        source, to, cents = to, source, -cents
    return CashMove(source, to, Money(cents), why)


def route_of(body: Body) -> tuple[Place, Place]:
    """The two places of a cash_moved; in the oldest they follow from its kind."""
    kind = MoveKind(body["kind"])
    if kind in ROUTES:
        return ROUTES[kind]
    return Place(body["from"]), Place(body["to"])


def bagged_in(kind: str, body: Body) -> Bag | None:
    """The bag that a fact puts into the safe."""
    if kind == FactType.CASH_MOVED and body.get("bag"):
        return Bag(body["bag"], Money(body["amount"]))
    if kind == FactType.SHIFT_CLOSED and body.get("bag"):
        return Bag(body["bag"], Money(body["bagged"]))
    return None


def sums(moves: Iterable[CashMove]) -> dict[Place, Money]:
    """What each place has by these alone; they sum to nothing."""
    places: dict[Place, Money] = {}
    for move in moves:
        places[move.source] = places.get(move.source, ZERO) - move.amount
        places[move.to] = places.get(move.to, ZERO) + move.amount
    return places
