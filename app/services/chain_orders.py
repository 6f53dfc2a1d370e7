"""Looking any order of the chain up: what is known here at once, other shops' by asking central."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain import chain_order
from app.domain.chain_order import ChainOrder
from app.domain.errors import AskedTooOften
from app.domain.facts import FactType
from app.domain.fulfilment import Fulfilment
from app.domain.line import Answer
from app.domain.order import Order
from app.services.line import Line
from app.services.pickups import Pickups, means
from app.services.till import Till
from app.storage import journal

log = logging.getLogger(__name__)


PACE = timedelta(minutes=5)
MOST_ASKED = 30
"""Questions to central that a person may put within PACE: more is no customer at the counter."""
_LATELY = 1000
"""Facts, more than a till states within PACE."""
_SEARCH = "search"


class Asked(StrEnum):
    ANSWERED = "answered"
    UNREACHABLE = "unreachable"
    """No answer in time: other shops' orders are those that were asked for before."""
    ALONE = "alone"
    """No chain, so no other shops."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look-up came to. `heard`: when we last had all that central says of this shop."""

    here: tuple[Fulfilment, ...]
    elsewhere: tuple[ChainOrder, ...]
    asked: Asked
    heard: datetime | None

    @property
    def nothing(self) -> bool:
        return not (self.here or self.elsewhere)


class ChainOrders:
    """What central answered is kept until the till closes, and shown with its age."""

    def __init__(self, till: Till, line: Line, pickups: Pickups) -> None:
        self._till, self._line, self._pickups = till, line, pickups
        self._met: dict[str, ChainOrder] = {}
        self._asked: dict[str, deque[datetime]] = {}
        """By person, when they asked lately: what names customers is read at a person's pace."""

    def known(self, words: str) -> Looked:
        """Without asking anybody: this shop's, and others' that were asked for before."""
        asked = Asked.ALONE if self._line.alone else Asked.UNREACHABLE
        return self._looked(words, asked)

    def look_up(self, words: str) -> Looked:
        """Ask, and wait for it at most ANSWER_MS. Raises NotSignedIn, LooksOnly, AskedTooOften."""
        self._till.session.worker()
        if not self._worth(words):
            return self.known(words)
        self._pace()
        who = self._till.session.who().code
        return self.take(words, self._line.answer({"order": words}), who)

    def ask(self, words: str, heard: Callable[[Answer], object]) -> bool:
        """Ask without waiting; `heard` runs once, on whatever thread, with what `take` makes of
        it. False: there is nothing to ask, or nobody. Raises NotSignedIn, LooksOnly,
        AskedTooOften."""
        self._till.session.worker()
        worth = self._worth(words)
        if worth:
            self._pace()
            self._line.ask({"order": words}, heard)
        return worth

    def met(self, number: str) -> ChainOrder | None:
        """Another shop's order that central told of."""
        return self._met.get(number)

    def _pace(self) -> None:
        """Raises AskedTooOften."""
        who, now = self._till.session.who().code, self._till.now()
        if who not in self._asked:
            self._asked[who] = self._read_lately(who)
        lately = self._asked[who]
        while lately and now - lately[0] >= PACE:
            lately.popleft()
        if len(lately) >= MOST_ASKED:
            raise AskedTooOften(until=lately[0] + PACE)
        lately.append(now)

    def _read_lately(self, who: str) -> deque[datetime]:
        """When they read orders of other shops, as the journal has it: a restart ends no pace."""
        config = self._till.config
        with self._till.db.read() as connection:
            facts = journal.latest(
                connection, config.installation, FactType.ORDERS_READ, who, _LATELY
            )
        times = (datetime.fromisoformat(one.at) for one in facts if one.body["what"] == _SEARCH)
        return deque(times, MOST_ASKED)

    def _worth(self, words: str) -> bool:
        return not self._line.alone and chain_order.is_question(words)

    def take(self, words: str, answer: Answer, who: str) -> Looked:
        """What central answered, and what is known here. `who` asked, and may have left since."""
        if answer.refused:
            return self.known(words)
        now, found = self._till.now(), []
        for said in answer.orders:
            try:
                found.append(chain_order.read(said, now))
            except chain_order.UNREADABLE:
                log.exception("order that central found")
        self._note([one.order.order for one in found], who)
        self._met |= {one.order.order.number: one for one in found}
        return self._looked(words, Asked.ANSWERED, found)

    def _note(self, found: Sequence[Order], who: str) -> None:
        """Whose orders somebody has read is a fact; by number, never the words."""
        numbers = sorted(one.number for one in found if one.shop != self._till.shop.code)
        if numbers:
            with self._till.act() as act:
                act.state(FactType.ORDERS_READ, {"orders": numbers, "what": _SEARCH}, who=who)

    def _looked(self, words: str, asked: Asked, found: list[ChainOrder] | None = None) -> Looked:
        own = self._till.shop.code
        if found is None:
            said = " ".join(words.split())
            found = [one for one in self._met.values() if means(said, one.order)]
        here = self._pickups.search(words)
        numbers = {f.order.number for f in here}
        others = [
            one
            for one in found
            if one.order.order.shop != own and one.order.order.number not in numbers
        ]
        others.sort(key=lambda one: (one.order.order.promised_at, one.order.order.number))
        return Looked(tuple(here), tuple(others), asked, self._line.heard("store:"))
