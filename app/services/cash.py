"""The places of the cash: moving it between two, bags in the safe, deposits at the bank."""

from __future__ import annotations

from collections.abc import Sequence

from app.changes import Topic
from app.domain.cash import Bag, Place, bag_number, kind_of
from app.domain.errors import (
    BadAmount,
    BadBag,
    BadPlace,
    BagDiffers,
    BagTaken,
    NotEnoughCash,
    ReasonMissing,
    UnknownBag,
)
from app.domain.facts import Body, FactType
from app.domain.free_words import tidy
from app.domain.money import ZERO, Money, total
from app.domain.role_limits import cents
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.services.till import Till
from app.storage import baskets, cash, shifts, store

DRAWER_LIMIT = Money(50_000)
"""Above it a drawer asks for a drop, unless the chain ordered another (`drawer_limit`)."""


class Cash:
    def __init__(self, till: Till) -> None:
        self._till = till

    def places(self) -> dict[Place, Money]:
        """What is where by this till's own facts; they sum to nothing. Raises NotAllowed."""
        self._till.session.need(Permission.EXPECTED_CASH)
        with self._till.db.read() as connection:
            return cash.places(connection)

    def bags(self) -> list[Bag]:
        """In the safe, oldest first."""
        with self._till.db.read() as connection:
            return cash.in_safe(connection)

    def move(self, source: Place, to: Place, amount: Money, why: str = "", bag: str = "") -> Money:
        """Move cash from one place to another; outside the shop with a reason. Into the safe it
        may go in a numbered bag.

        What the drawer has part in needs an open shift, the rest somebody who sees to the safe.
        Raises NotAllowed, NoOpenShift, BadPlace, BadAmount, ReasonMissing, NotEnoughCash, BadBag,
        BagTaken.
        """
        drawer = Place.DRAWER in (source, to)
        shift = self._till.open_shift() if drawer else None
        allowed_by = "" if drawer else self._till.session.need(Permission.SAFE)
        if source is Place.DRAWER and to is not Place.SAFE:
            allowed_by = self._till.session.need(Permission.CASH_OUT, cents(amount))
        if source is to:
            raise BadPlace(place=to.value)
        if amount <= ZERO:
            raise BadAmount(text=str(amount))
        why = tidy(why, 120)
        if Place.OUTSIDE in (source, to) and not why:
            raise ReasonMissing()
        if bag and to is not Place.SAFE:
            raise BadBag(text=bag[:40])
        if source is Place.DRAWER and amount > cash_in_drawer(self._till):
            raise NotEnoughCash()
        body: Body = {
            "shift": shift.id if shift else 0,
            "kind": kind_of(source, to).value,
            "amount": amount.cents,
            "why": why,
            "from": source.value,
            "to": to.value,
        }
        if bag:
            body["bag"] = self.new_bag(bag_number(bag))
        if allowed_by:
            body["allowed_by"] = allowed_by
        with self._till.act() as act:
            act.state(FactType.CASH_MOVED, body)
            act.tx.changed(Topic.SHIFT)
            if drawer:
                act.tx.changed(Topic.DRAWER)
        return amount

    def new_bag(self, number: str) -> str:
        """`number`, when no bag ever had it. Raises BagTaken."""
        with self._till.db.read() as connection:
            if cash.bag(connection, number) is not None:
                raise BagTaken(bag=number)
        return number

    def deposit(self, bags: Sequence[tuple[str, Money | None]], slip: str) -> Money:
        """Take bags out of the safe to the bank, with the number of the slip; what they hold.

        Each by its number; with its amount one that another till of the shop put there. Raises
        NotAllowed, BadBag, UnknownBag, BagDiffers, ReasonMissing when there is no slip.
        """
        allowed_by = self._till.session.need(Permission.SAFE)
        if not (slip := tidy(slip, 40)):
            raise ReasonMissing()
        taken = {bag.number: bag for bag in (self._in_safe(*one) for one in bags)}
        if not taken:
            raise BadBag(text="")
        body: Body = {
            "bags": [{"number": bag.number, "amount": bag.amount.cents} for bag in taken.values()],
            "slip": slip,
            "allowed_by": allowed_by,
        }
        with self._till.act() as act:
            act.state(FactType.CASH_DEPOSITED, body)
            act.tx.changed(Topic.SHIFT)
        return total(bag.amount for bag in taken.values())

    def _in_safe(self, number: str, typed: Money | None) -> Bag:
        number = bag_number(number)
        with self._till.db.read() as connection:
            known = cash.bag(connection, number)
        if known is None:
            if typed is None or typed <= ZERO:
                raise UnknownBag(bag=number)
            return Bag(number, typed)
        bag, slip = known
        if slip:
            raise UnknownBag(bag=number)
        if typed is not None and typed != bag.amount:
            raise BagDiffers(bag=number, amount=bag.amount)
        return bag

    def wants_drop(self) -> bool:
        """Whether the drawer holds more than it should: somebody takes some to the safe."""
        with self._till.db.read() as connection:
            if shifts.open_one(connection) is None:
                return False
        with self._till.store.read() as mirror:
            limit = store.limit(mirror, "drawer_limit", DRAWER_LIMIT)
        return cash_in_drawer(self._till) > limit


def cash_in_drawer(till: Till) -> Money:
    """What should be in the drawer now."""
    with till.db.read() as connection:
        return cash.at(connection, Place.DRAWER) + held(till)[0]


def held(till: Till) -> tuple[Money, Money, dict[TenderKind, Money]]:
    """Taken on tickets that are not complete, in cash, by hand and in other kinds that a close asks
    for: it lies in the drawer, or is counted by the bank's own terminal, all the same."""
    with till.db.read() as connection:
        tenders = [tender for sale in baskets.everything(connection) for tender in sale.tenders]

    def taken(kind: TenderKind) -> Money:
        return total(tender.amount for tender in tenders if tender.kind is kind)

    others = {kind: taken(kind) for kind in till.tenders.counted()}
    by_hand = others.pop(TenderKind.CARD_BY_HAND, taken(TenderKind.CARD_BY_HAND))
    return taken(TenderKind.CASH), by_hand, {kind: sum_ for kind, sum_ in others.items() if sum_}
