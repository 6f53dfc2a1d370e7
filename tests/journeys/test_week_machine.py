"""A week of one till: shifts and relevos, sales, returns, exchanges, bags, deposits, power cuts.

The machine keeps a little book of its own of where the cash is. Whatever happened, at the end every
place holds what that book says, to the cent, and the journal adds up.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

from builders import copied
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from shop import Shop

from app.domain.cash import NAMED, Place
from app.domain.document import Document
from app.domain.errors import (
    MoreThanSold,
    NotEnoughCash,
    NothingToReturn,
    PaidOtherwise,
    ShopError,
)
from app.domain.money import ZERO, Money, total
from app.domain.tender import TenderKind
from app.storage import cash, documents

PIECE = st.sampled_from(["CAF-001", "PAN-BAR", "BOL-PAP", "CAM-LIN-M"])
SKUS = st.lists(PIECE, min_size=1, max_size=3)
CENTS = st.integers(1, 8_000)
PLACES = st.sampled_from(NAMED)


class WeekMachine(RuleBasedStateMachine):
    made: ClassVar[Path]

    @initialize()
    def begin(self) -> None:
        self.place = TemporaryDirectory(dir=self.made.parent)
        self.shop = Shop(copied(self.made, Path(self.place.name) / "till"))
        self.shop.sign_in("9001")
        self.book: dict[Place, int] = dict.fromkeys(Place, 0)
        self.bags: dict[str, int] = {}
        self.sold: list[Document] = []
        self.numbered = 0

    # the book
    def moved(self, source: Place, to: Place, cents: int) -> None:
        self.book[source] -= cents
        self.book[to] += cents

    def issued(self, document: Document | None) -> None:
        assert document is not None
        self.moved(Place.CUSTOMER, Place.DRAWER, cash_of(document))
        if not document.kind.corrective:
            self.sold.append(document)

    def new_bag(self, cents: int) -> str:
        self.numbered += 1
        number = f"B-{self.numbered}"
        self.bags[number] = cents
        return number

    @property
    def open(self) -> bool:
        return self.shop.counter.drawer.current() is not None

    # people and days
    @rule(code=st.sampled_from(["2001", "9001"]))
    def relieve(self, code: str) -> None:
        assert self.shop.counter.signin.relieve(f"EMP-{code}")

    @precondition(lambda self: not self.open)
    @rule(more=st.sampled_from([0, 0, 2_000, -500]), days=st.integers(0, 2))
    def open_a_shift(self, more: int, days: int) -> None:
        self.shop.later(days=days)
        there = max(self.book[Place.DRAWER] + more, 0)
        brought = there - self.book[Place.DRAWER]
        self.moved(Place.SAFE if brought > 0 else Place.DIFFERENCE, Place.DRAWER, brought)
        self.shop.open_shift(str(Money(there)))

    # the counter
    @precondition(lambda self: self.open)
    @rule(skus=SKUS, by_hand=st.booleans(), note=st.integers(0, 2_000))
    def sell(self, skus: list[str], by_hand: bool, note: int) -> None:
        self.shop.add(skus[0])
        for sku in skus[1:]:
            self.shop.add(sku)
        if by_hand:
            self.shop.pay_by_hand()
        else:
            self.shop.pay_cash(str(self.shop.sale.due + Money(note)))
        self.issued(self.shop.document)

    @precondition(lambda self: self.open and self.sold)
    @rule(data=st.data(), means=st.sampled_from(["", "cash"]), again=st.booleans())
    def take_back_and_perhaps_exchange(self, data: st.DataObject, means: str, again: bool) -> None:
        document = data.draw(st.sampled_from(self.sold))
        line = data.draw(st.sampled_from(document.lines))
        with suppress(MoreThanSold, NothingToReturn, NotEnoughCash, PaidOtherwise):
            self.issued(self.shop.refund(document.number, [(line.number, "1")], means))
            if again:
                self.sell([line.sku], False, 0)

    @precondition(lambda self: self.open and self.sold)
    @rule(data=st.data(), sku=PIECE)
    def exchange(self, data: st.DataObject, sku: str) -> None:
        """In one go: a corrective and a ticket, and money for the difference alone."""
        document = data.draw(st.sampled_from(self.sold))
        line = data.draw(st.sampled_from(document.lines))
        counter = self.shop.counter
        try:
            counter.exchanges.begin(document.number, [(line.number, Decimal(1))])
            self.shop.add(sku)
            _ = counter.exchanges.pay_back() if self.shop.sale.owed else self.shop.pay_cash()
        except ShopError:  # whatever it is refused for, no cash has moved
            if counter.register.sale is not None:
                counter.tickets.abandon()
            return
        with self.shop.db.read() as connection:
            ticket, corrective = documents.newest(connection, 2)
        assert corrective.corrects
        assert corrective.corrects.number == document.number
        self.issued(corrective)
        self.issued(ticket)

    @precondition(lambda self: self.open)
    @rule(to=st.sampled_from(["cash", "card-by-hand"]), sku=PIECE)
    def sell_and_change_how_it_was_paid(self, to: str, sku: str) -> None:
        self.sell([sku], to == "cash", 0)
        self.change_how_the_last_was_paid(to)

    @precondition(lambda self: self.open and self.sold)
    @rule(to=st.sampled_from(["cash", "card-by-hand"]))
    def change_how_the_last_was_paid(self, to: str) -> None:
        last = self.shop.counter.last_ticket
        before = cash_of(last.as_paid(last.document()))
        with suppress(ShopError):
            now = last.retender(to)
            assert isinstance(now, Document)
            self.moved(Place.CUSTOMER, Place.DRAWER, cash_of(now) - before)

    # the cash
    @rule(source=PLACES, to=PLACES, cents=CENTS, bag=st.booleans())
    def move(self, source: Place, to: Place, cents: int, bag: bool) -> None:
        if source is to or (Place.DRAWER in (source, to) and not self.open):
            return
        number = self.new_bag(cents) if bag and to is Place.SAFE else ""
        try:
            self.shop.counter.cash.move(source, to, Money(cents), "motivo", number)
        except NotEnoughCash:
            assert source is Place.DRAWER
            assert cents > self.book[Place.DRAWER]
            self.bags.pop(number, None)
            return
        self.moved(source, to, cents)

    @precondition(lambda self: self.bags)
    @rule(data=st.data())
    def deposit(self, data: st.DataObject) -> None:
        numbers = data.draw(st.sets(st.sampled_from(sorted(self.bags)), min_size=1))
        worth = sum(self.bags.pop(number) for number in numbers)
        self.moved(Place.SAFE, Place.TRANSIT, worth)
        asked = [(number, None) for number in sorted(numbers)]
        assert self.shop.counter.cash.deposit(asked, "R-1").cents == worth

    @precondition(lambda self: self.open)
    @rule(off=st.sampled_from([0, 0, 1, -1, 100]), part=st.integers(0, 4), counts=st.booleans())
    def close_the_shift(self, off: int, part: int, counts: bool) -> None:
        there = max(self.book[Place.DRAWER] + off, 0) if counts else self.book[Place.DRAWER]
        if counts:
            self.shop.count(f"0.01x{there}")
        self.moved(Place.DIFFERENCE, Place.DRAWER, there - self.book[Place.DRAWER])
        stays = there * part // 4
        bag = self.new_bag(there - stays) if there > stays else ""
        closed = self.shop.counter.drawer.close(Money(stays), bag)
        assert closed.rest.bag == bag
        self.moved(Place.DRAWER, Place.SAFE, there - stays)

    @rule(crash=st.booleans())
    def restart(self, crash: bool) -> None:
        _ = self.shop.crash() if crash else self.shop.restart()
        self.shop.sign_in("9001")

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.place, self.shop:
            if self.open:
                expected = self.shop.counter.drawer.report().expected
                assert expected.cents == self.book[Place.DRAWER]
            with self.shop.db.read() as connection:
                kept = cash.places(connection)
            assert {place: kept.get(place, ZERO).cents for place in Place} == self.book
            assert {bag.number: bag.amount.cents for bag in self.shop.counter.cash.bags()} == (
                self.bags
            )
            assert self.shop.adds_up()


def cash_of(document: Document) -> int:
    """Cents that it brought into the drawer."""
    cash_ = total(t.amount for t in document.tenders if t.kind is TenderKind.CASH)
    return (cash_ - document.change).cents


def test_after_a_week_every_place_holds_what_its_facts_say(demo_made: tuple[Path, Any]) -> None:
    class Machine(WeekMachine):
        made = demo_made[0]

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.reuse, Phase.generate),
        ),
    )
