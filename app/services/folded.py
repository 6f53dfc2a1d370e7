"""Orders as they stand, folded once and kept until something is said of them.

Folding one takes more than a millisecond; badge, queue and Attention ask after each scan. What
central says is seen by the text of its rows, what we say by the numbers of our facts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import timedelta

from app.changes import Changes, Topic
from app.domain import order_money
from app.domain.fulfilment import DONE, Fulfilment
from app.services.till import Till
from app.storage import journal, orders
from app.storage.folds import Row

MOST = 200
"""Orders in a queue; who wants more looks for them."""
OURS = timedelta(days=30)
"""How long what happened here counts for the queue; central has heard of what is older."""
LATELY = timedelta(days=3)
"""How long what a hand-over left in the shop is asked after."""


class FoldedOrders:
    def __init__(self, till: Till) -> None:
        self._till = till
        till.db.on_commit(self._heard)
        self._more = False
        """Whether we have stated something since the last look."""
        self._moved: int | None = None
        self._seq = 0
        """Of the newest fact that we have looked at."""
        self._own: set[str] = set()
        self._told: dict[str, Row] = {}
        """As central says them, those that wait."""
        self._folded: dict[str, tuple[Row | None, Fulfilment]] = {}
        self._open: dict[str, Fulfilment] = {}
        """Of these, those with something left to do."""
        self._turn = 0

    def turn(self) -> int:
        """Another one as soon as something is said of any order."""
        self._look()
        return self._turn

    def waiting(self) -> list[Fulfilment]:
        """Those with something left to do, of central's word and of our own facts."""
        self._look()
        return list(self._open.values())

    def of(self, number: str) -> Fulfilment | None:
        """One of those that are kept."""
        self._look()
        known = self._folded.get(number)
        return known[1] if known else None

    def ours(self) -> list[Fulfilment]:
        """Those that this device did something with, as far as it may matter still."""
        self._look()
        return [self._folded[number][1] for number in sorted(self._own) if number in self._folded]

    def _heard(self, topics: Changes) -> None:
        self._more |= Topic.ORDERS in topics

    def _look(self) -> None:
        """Fold what something was said of since the last look; in the midst of a transaction, what
        was known before it."""
        if self._till.db.writing and self._moved is not None:
            return
        moved = self._till.store.moved()
        if moved == self._moved and not self._more:
            return
        stale: set[str] = set()
        if self._moved is None:
            self._begin()
        elif self._more:
            stale |= self._stated()
        self._more = False
        if moved != self._moved:
            self._listen()
            self._fold({*self._told, *self._own}, stale)
        else:
            self._fold(stale, stale)
        # In a transaction nobody knows whether what was read will have been.
        self._moved = None if self._till.db.writing else moved
        self._turn += 1

    def _fold(self, numbers: Iterable[str], stale: Collection[str]) -> None:
        with self._till.db.read() as connection:
            for number in numbers:
                row = self._told.get(number)
                known = self._folded.get(number)
                if known is None or number in stale or known[0] != row:
                    f = orders.folded(self._till.folds, connection, row, number)
                    if f is not None:
                        self._keep(number, row, f)

    def _keep(self, number: str, row: Row | None, f: Fulfilment) -> None:
        self._folded[number] = row, f
        self._open.pop(number, None)
        if f.state not in DONE or _unsettled(f):
            self._open[number] = f

    def _begin(self) -> None:
        """What was done here lately; of what was handed over before that, central has heard."""
        now, config = self._till.now(), self._till.config
        with self._till.db.read() as connection:
            last = journal.last(connection, config.installation)
            touched = set(orders.touched(connection, now - OURS))
            given = set(orders.given(connection, now - OURS))
            lately = set(orders.given(connection, now - LATELY))
        self._seq = last.seq if last is not None else 0
        self._own = touched - given | lately

    def _stated(self) -> set[str]:
        with self._till.db.read() as connection:
            self._seq, numbers = orders.stated_after(
                connection, self._till.config.installation, self._seq
            )
        self._own |= numbers
        self._read_others()
        return numbers

    def _read_others(self) -> None:
        """What central says of ours that does not wait, or no more."""
        with self._till.store.read() as mirror:
            for number in self._own - self._told.keys():
                if (row := orders.row_of(mirror, number)) is not None:
                    self._told[number] = row

    def _listen(self) -> None:
        """Read again what central says; its rows of the others are forgotten."""
        since = self._till.now() - OURS
        with self._till.store.read() as mirror:
            self._told = orders.waiting(mirror, MOST)
            self._told |= orders.contradicted(mirror, since)
            self._told |= orders.owing(mirror, MOST)
        self._read_others()
        for number in self._folded.keys() - self._told.keys() - self._own:
            del self._folded[number]
            self._open.pop(number, None)


def _unsettled(f: Fulfilment) -> bool:
    """Whether something is left of an order that is over: a surplus parcel, money that nobody
    ordered back, or a contradiction that nobody has seen to."""
    return left_over(f) or order_money.owes(f) or any(one not in f.settled for one in f.conflicts)


def left_over(f: Fulfilment) -> bool:
    """Whether a second set of an order waits to be put back, or something of one that is over."""
    return any(f.parcels[name].here for name in f.surplus) or f.left_behind
