"""The walk along the facts: what they moved between the places of the cash, and which bags."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set

from app.domain.cash import Place, bagged_in, moves_of, sums
from app.domain.facts import Fact, FactType
from app.domain.money import ZERO, Money
from app.storage import cash
from app.storage.database import Reader

Wrong = Callable[[str, str], object]


class CashSeen:
    """Where the cash is by the facts so far."""

    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong
        self._places: dict[Place, Money] = {}
        self._bags: dict[str, tuple[Money, str]] = {}
        self._elder: Set[str] = frozenset()
        """Bags from before the first fact: their slips may be of a later one."""

    def begin(
        self, connection: Reader, places: Mapping[Place, int], until: tuple[int, int]
    ) -> None:
        """Go on from what is said of the facts up to there, and from the bags of that time."""
        self._places = {place: Money(cents) for place, cents in places.items()}
        self._bags = dict(cash.bags_until(connection, until))
        self._elder = frozenset(self._bags)

    @property
    def places(self) -> dict[Place, int]:
        """Cents that are in each place by the facts so far."""
        return {place: amount.cents for place, amount in self._places.items()}

    def fact(self, fact: Fact) -> None:
        """Raises what reading a body raises."""
        for place, amount in sums(moves_of(fact.type, fact.body)).items():
            self._places[place] = self._places.get(place, ZERO) + amount
        where = f"fact {fact.installation}/{fact.seq}"
        if bag := bagged_in(fact.type, fact.body):
            if bag.number in self._bags:
                self._wrong(where, f"bag {bag.number} was there already")
            self._bags[bag.number] = bag.amount, ""
        if fact.type == FactType.CASH_DEPOSITED:
            self._deposited(fact, where)
        if fact.type == FactType.SHIFT_CLOSED:
            drawer, stays = self._places.get(Place.DRAWER, ZERO), Money(fact.body.get("stays", 0))
            if drawer != stays:
                self._wrong(where, f"leaves {stays} in the drawer, facts say {drawer}")

    def _deposited(self, fact: Fact, where: str) -> None:
        for row in fact.body["bags"]:
            number, amount = row["number"], Money(row["amount"])
            known = self._bags.get(number)
            slip = fact.body["slip"] if number in self._elder else ""
            if known is not None and known != (amount, slip):
                self._wrong(where, f"bag {number} of {amount} was not in the safe so")
            self._bags[number] = amount, fact.body["slip"]

    def check_tables(self, connection: Reader) -> None:
        """Hold the indexes against the facts."""
        places, bags = cash.every_place(connection), cash.every_bag(connection)
        if places is None or bags is None:
            return
        for place in Place:
            said, kept = self._places.get(place, ZERO), places.get(place, ZERO)
            if said != kept:
                self._wrong(f"cash in {place}", f"stands at {kept}, facts say {said}")
        for number in sorted(bags.keys() | self._bags.keys()):
            if bags.get(number) != self._bags.get(number):
                self._wrong(f"bag {number}", "is not as the facts say it")
