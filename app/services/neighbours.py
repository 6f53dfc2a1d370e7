"""What the chain's other shops have of a product: the near ones at hand offline, with how old that
is; the rest is asked of central while somebody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from app.domain.distance import metres
from app.domain.line import Answer
from app.services.consignments import Consignments
from app.services.line import Line
from app.services.till import Till
from app.storage import neighbours
from app.storage.neighbours import Branch as Branch
from app.storage.neighbours import Lying as Lying

log = logging.getLogger(__name__)
MOST = 200


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A shop that has some. `away`: metres, to the next 100 m, None: nobody said where it is.
    `promise`: what may be promised; `as_of`: when central last heard that shop, None never."""

    shop: str
    name: str
    address: str
    away: int | None
    promise: Decimal
    as_of: datetime | None


class Neighbours:
    def __init__(self, till: Till, line: Line, desk: Consignments) -> None:
        self._till, self._line, self._desk = till, line, desk

    def having(self, sku: str) -> list[Elsewhere]:
        """The neighbours that have it, the nearest first; as old as each says."""
        with self._till.store.read() as mirror:
            have = neighbours.have(mirror, sku)
            heard, known = neighbours.heard(mirror), neighbours.branches(mirror)
        lines = {shop: self._line.heard(f"stock:{shop}") for shop in have}
        return _sorted(
            self._elsewhere(known, shop, much, _older(heard.get(shop), lines[shop]))
            for shop, much in have.items()
        )

    def ask(self, sku: str, heard: Callable[[Answer], object]) -> bool:
        """Ask for the whole chain without waiting; `heard` runs once, on whatever thread: what it
        was given is for `told`, on the till's own. False: there is nobody to ask."""
        if self._line.alone:
            return False
        self._line.ask({"stock": sku}, heard)
        return True

    def everywhere(self, sku: str) -> list[Elsewhere] | None:
        """As `ask`, and wait for it at most ANSWER_MS."""
        if self._line.alone:
            return None
        return self.told(self._line.answer({"stock": sku}))

    def told(self, answer: Answer) -> list[Elsewhere] | None:
        """What central answered, without this shop and without those that have none; None when it
        cannot be asked."""
        if answer.refused:
            return None
        with self._till.store.read() as mirror:
            known = neighbours.branches(mirror)
        found = []
        for said in answer.stock:
            try:
                shop, name = str(said["shop"]), str(said["name"])
                much = Decimal(str(said.get("promise") or said["on_hand"]))
                at = datetime.fromisoformat(text) if (text := said.get("heard_at")) else None
            except (KeyError, ValueError, InvalidOperation):
                log.exception("stock that central told of")
                continue
            if shop != self._till.shop.code and much > 0:
                known.setdefault(shop, Branch(shop, name, "", None))
                found.append(self._elsewhere(known, shop, much, at))
        return _sorted(found)

    def lying(self) -> list[Lying]:
        """What is dormant here, what is proposed to go first."""
        with self._till.store.read() as mirror:
            return neighbours.lying(mirror, MOST)

    def branches(self) -> list[Branch]:
        """The chain's other shops, the nearest first."""
        with self._till.store.read() as mirror:
            known = neighbours.branches(mirror)
        own = known.pop(self._till.shop.code, None)
        return sorted(known.values(), key=lambda one: (_far(own, one), one.code))

    def _elsewhere(
        self, known: dict[str, Branch], shop: str, much: Decimal, at: datetime | None
    ) -> Elsewhere:
        there = known.get(shop) or Branch(shop, shop, "", None)
        own = known.get(self._till.shop.code)
        away = None
        if own and own.place and there.place:
            away = metres(own.place, there.place)
        return Elsewhere(shop, there.name, there.address, away, much, at)


def _sorted(found: Iterable[Elsewhere]) -> list[Elsewhere]:
    return sorted(found, key=lambda one: (one.away is None, one.away or 0, one.shop))


def _far(own: Branch | None, other: Branch) -> tuple[bool, int]:
    if own is None or own.place is None or other.place is None:
        return True, 0
    return False, metres(own.place, other.place)


def _older(one: datetime | None, other: datetime | None) -> datetime | None:
    """What is known of a shop is no younger than either; None: nobody knows."""
    return min(one, other) if one and other else one
