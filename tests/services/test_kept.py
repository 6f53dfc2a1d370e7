"""What is kept of the till's files is as they are, whoever wrote."""

from __future__ import annotations

from itertools import count

from shop import Shop

from app.changes import Topic
from app.services.kept import Kept
from app.storage import state


def test_it_is_read_again_after_a_commit_of_what_it_hangs_on(shop: Shop) -> None:
    till, asked = shop.counter.till, count(1)
    kept = Kept(till, lambda: next(asked))
    assert (kept(), kept()) == (1, 1)
    with till.db.write() as tx:
        tx.changed(Topic.ORDERS)
    assert kept() == 1
    with till.db.write() as tx:
        tx.changed(Topic.ORDERS, Topic.SALE)
    assert (kept(), kept()) == (2, 2)


def test_what_may_never_have_been_is_not_kept(shop: Shop) -> None:
    till = shop.counter.till

    def read() -> str | None:
        with till.db.read() as connection:
            return state.get(connection, "word")

    kept = Kept(till, read)
    assert kept() is None
    try:
        with till.db.write() as tx:
            state.put(tx, "word", "said")
            assert kept() == "said"
            raise InterruptedError
    except InterruptedError:
        pass
    assert kept() is None
