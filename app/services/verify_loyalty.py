"""The walk along the facts: customers made here, and the points of every document."""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.domain.document import Document
from app.domain.facts import Fact, FactType
from app.domain.installation import FIRST_OF_CENTRAL
from app.domain.loyalty import BROUGHT
from app.sealing import unseal
from app.storage import customers
from app.storage.database import Reader

Wrong = Callable[[str, str], None]
"""Says where something is that must never be, and what."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A customer as the fact that made them says it; `sealed` as it stands there."""

    place: tuple[int, int]
    card: str
    level: str
    sealed: str


class Loyalty:
    """What the facts so far say of customers and their points."""

    def __init__(self, wrong: Wrong) -> None:
        self._wrong = wrong
        self._made: dict[str, _Seen] = {}
        self._points: dict[tuple[int, int], tuple[str, str, int]] = {}
        self._alone: dict[str, int] = {}
        self._erased: set[str] = set()
        self._owed: Document | None = None
        self._taken: dict[str, int] = {}

    def begin(self, points: Mapping[tuple[int, int], tuple[str, str, int]]) -> None:
        """Go on from points of facts that are not read."""
        self._points |= points
        for (installation, _), (customer, _, much) in points.items():
            if installation < FIRST_OF_CENTRAL:
                self._alone[customer] = self._alone.get(customer, 0) + much

    def fact(self, fact: Fact) -> None:
        """Before anything else is made of it: points are stated right after their document."""
        if fact.type == FactType.POINTS_EARNED:
            self._stated(fact)
            return
        self.end()
        if fact.type == FactType.CUSTOMER_MADE:
            self._customer(fact)
        elif fact.type == FactType.CUSTOMER_ERASED:
            self._erased.add(fact.body["customer"])
            if fact.body["customer"] not in self._made:
                self._wrong(f"customer {fact.body['customer']}", "was erased and never made")

    def document(self, document: Document, original: Document | None) -> None:
        """`original`: what a corrective corrects, when this journal issued it."""
        where = f"document {document.number}"
        if document.points:
            self._owed = document
        if document.corrects is None:
            return
        number = document.corrects.number
        taken = self._taken[number] = self._taken.get(number, 0) - document.points
        if document.points > 0 or (original and taken > original.gave):
            self._wrong(where, f"took back {taken} points in all")
        if original and original.customer != document.customer:
            self._wrong(where, f"is not of the customer of {number}")

    def end(self) -> None:
        """Nothing more follows the last document."""
        if self._owed:
            self._wrong(f"document {self._owed.number}", "its points were never stated")
        self._owed = None

    def _stated(self, fact: Fact) -> None:
        body, owed, self._owed = fact.body, self._owed, None
        stated = (body["customer"], body["document"], body["points"])
        due = (owed.customer, owed.number, owed.points) if owed else None
        customer = str(body["customer"])
        if body["why"] == BROUGHT:
            due = (customer, "", self._alone.pop(customer, 0))
        elif fact.installation < FIRST_OF_CENTRAL:
            self._alone[customer] = self._alone.get(customer, 0) + body["points"]
        if stated != due:
            self._wrong(f"fact {fact.installation}/{fact.seq}", "states what nobody earned")
        self._points[fact.installation, fact.seq] = stated

    def _customer(self, fact: Fact) -> None:
        uuid, body = fact.body["customer"], fact.body
        place = (fact.installation, fact.seq)
        made = _Seen(place, body["card"], body["level"], fact.sealed or "")
        before = self._made.get(uuid)
        if before is not None and not _brought(before, made):
            self._wrong(f"customer {uuid}", "was made twice")
        self._made[uuid] = made

    def check_tables(self, connection: Reader) -> None:
        """Hold what is kept beside the facts against them."""
        self._check_made({one.uuid: one for one in customers.all_made(connection)})
        kept = customers.all_earned(connection)
        for place in sorted(kept.keys() | self._points.keys()):
            if kept.get(place) != self._points.get(place):
                said = f"are {kept.get(place)}, the fact says {self._points.get(place)}"
                self._wrong(f"points of fact {place[0]}/{place[1]}", said)

    def _check_made(self, kept: dict[str, customers.Made]) -> None:
        for uuid in sorted(kept.keys() | self._made.keys()):
            row, seen, where = kept.get(uuid), self._made.get(uuid), f"customer {uuid}"
            if row is None or seen is None:
                self._wrong(where, "is only in the facts or only beside them")
                continue
            if _Seen((row.installation, row.seq), row.card, row.level, seen.sealed) != seen:
                self._wrong(where, "the index says something else")
            if row.key is not None and uuid in self._erased:
                self._wrong(where, "was erased, and the key is there")
            elif row.key is not None and seen.sealed and not _opens(row.key, uuid, seen.sealed):
                self._wrong(where, "the key does not open what is sealed")


def _brought(before: _Seen, made: _Seen) -> bool:
    """Whether it is stated again, as it was, because the till joined a chain."""
    joined = before.place[0] < FIRST_OF_CENTRAL <= made.place[0]
    return joined and replace(before, place=made.place) == made


def _opens(key: bytes, uuid: str, sealed: str) -> bool:
    try:
        return bool(unseal(key, uuid, base64.b64decode(sealed)))
    except ValueError:  # Unsealable is one
        return False
