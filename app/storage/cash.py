"""What is in each place of the cash by our own facts, and the bags in the safe."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, tuple_
from sqlalchemy.dialects.sqlite import insert as upsert

from app.domain.cash import Bag, Place, bagged_in, moves_of, sums
from app.domain.facts import Fact, FactType
from app.domain.money import ZERO, Money
from app.storage.database import Reader, Write, has_step
from app.storage.tables import cash_bags, cash_places

_ADD = upsert(cash_places)
_ADD = _ADD.on_conflict_do_update(
    index_elements=["place"], set_={"amount": cash_places.c.amount + _ADD.excluded.amount}
)
_AT = select(cash_places.c.amount).where(cash_places.c.place == bindparam("place"))
STEP = 15
"""The step of the schema that made room for them."""


def add(tx: Write, fact: Fact) -> None:
    """Keep what a fact moves, puts into a bag or takes to the bank; nothing of most."""
    moved = moves_of(fact.type, fact.body)
    if not moved:
        return
    for place, amount in sums(moved).items():
        if amount:
            tx.execute(_ADD, {"place": place.value, "amount": amount})
    if bag := bagged_in(fact.type, fact.body):
        _put_bag(tx, bag, fact, "")
    if fact.type == FactType.CASH_DEPOSITED:
        for row in fact.body["bags"]:
            _put_bag(tx, Bag(row["number"], Money(row["amount"])), fact, fact.body["slip"])


def _put_bag(tx: Write, bag: Bag, fact: Fact, slip: str) -> None:
    """A bag of another till is first heard of when its deposit takes it."""
    put = upsert(cash_bags).values(
        number=bag.number,
        amount=bag.amount,
        installation=fact.installation,
        seq=fact.seq,
        slip=slip,
    )
    tx.execute(put.on_conflict_do_update(index_elements=["number"], set_={"slip": slip}))


def at(connection: Connection | Write, place: Place) -> Money:
    """What is in one place by our own facts."""
    found = connection.execute(_AT, {"place": place.value}).scalar()
    return found if found is not None else ZERO


def places(connection: Connection | Write) -> dict[Place, Money]:
    """Every place that cash of ours was ever in; they sum to nothing."""
    rows = connection.execute(select(cash_places).order_by(cash_places.c.place))
    return {Place(row.place): row.amount for row in rows}


def bag(connection: Connection | Write, number: str) -> tuple[Bag, str] | None:
    """A bag and the slip of the deposit that took it, "" while it is in the safe; None of one
    that was never heard of."""
    row = connection.execute(select(cash_bags).where(cash_bags.c.number == number)).first()
    return (Bag(row.number, row.amount), row.slip) if row else None


def in_safe(connection: Connection | Write) -> list[Bag]:
    """Oldest first."""
    b = cash_bags.c
    query = select(cash_bags).where(b.slip == "").order_by(b.installation, b.seq)
    return [Bag(row.number, row.amount) for row in connection.execute(query)]


def every_bag(connection: Reader) -> dict[str, tuple[Money, str]] | None:
    """Amount and slip by number, as the index has them; None of an older journal."""
    if not has_step(connection, STEP):
        return None
    return {row.number: (row.amount, row.slip) for row in connection.execute(select(cash_bags))}


def bags_until(connection: Reader, until: tuple[int, int]) -> dict[str, tuple[Money, str]]:
    """The same of those that were first heard of up to that fact."""
    place = tuple_(cash_bags.c.installation, cash_bags.c.seq)
    rows = connection.execute(select(cash_bags).where(place <= until))
    return {row.number: (row.amount, row.slip) for row in rows}


def every_place(connection: Reader) -> dict[Place, Money] | None:
    """What the index says of each place; None of an older journal."""
    return places(connection) if has_step(connection, STEP) else None
