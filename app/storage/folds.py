"""The last folds of orders, by what they were made of: a scan asks for one several times.

Folding an order takes a millisecond, reading the bodies of its facts another. A fold hangs on
nothing but central's word and our own facts, so the same ones give it again, and one fact more
gives the one after it.
"""

from __future__ import annotations

import json
from typing import Any

from app.domain import plain
from app.domain.facts import Fact, FactType
from app.domain.fulfilment import Fulfilment
from app.domain.order import Order, renewed
from app.domain.order_event import Event
from app.domain.order_facts import event_from, from_fact
from app.domain.order_fold import fold, heard
from app.storage import journal

Row = tuple[str, str]
"""What central says of an order and of its events, as texts."""
Stated = tuple[Any, ...]
"""One of our facts as it stands in the journal, its body a text."""
KEPT = 1024
"""Orders; the one longest not asked for goes."""


class Folds:
    def __init__(self) -> None:
        self._kept: dict[tuple[Row | None, tuple[Stated, ...]], Fulfilment | None] = {}

    def of(self, row: Row | None, stated: tuple[Stated, ...]) -> Fulfilment | None:
        """What came of an order; None when nobody told us of it. `stated`: oldest first."""
        key = row, stated
        if key in self._kept:
            self._kept[key] = made = self._kept.pop(key)
            return made
        self._kept[key] = made = self._made(row, stated)
        if len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return made

    def _made(self, row: Row | None, stated: tuple[Stated, ...]) -> Fulfilment | None:
        before = self._kept.pop((row, stated[:-1]), None) if stated else None
        if before is not None and isinstance(said := _said(stated[-1]), Event):
            return heard(before, said)
        return _fold(row, stated)


def _fold(row: Row | None, stated: tuple[Stated, ...]) -> Fulfilment | None:
    order = plain.read(Order, json.loads(row[0])) if row else None
    events = [event_from(body) for body in json.loads(row[1])] if row else []
    for one in stated:
        said = _said(one)
        if isinstance(said, Order):
            order = renewed(order, said) if order else said
        else:
            events.append(said)
    return fold(order, events) if order else None


def _said(stated: Stated) -> Order | Event:
    """The order that a fact took from its QR, or what it says of one. Raises ValueError when the
    fact is neither."""
    installation, seq, uuid, kind, v, at, offset, who, body, *chained = stated
    fact = Fact(installation, seq, uuid, kind, v, at, offset, who, json.loads(body), *chained)
    if fact.type == FactType.ORDER_TAKEN:
        return plain.read(Order, fact.body["order"])
    return event_of(fact)


def event_of(fact: Fact) -> Event:
    """Raises ValueError when the fact is no event of an order."""
    at = journal.local_time(fact)
    return from_fact(fact.type, fact.body, fact.installation, fact.seq, at, fact.who)
