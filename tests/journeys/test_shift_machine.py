"""Whatever happens in a shift, in whatever order, with the power cut in between: it adds up.

The machine keeps its own little book of the money in the drawer and at the bank's terminal.
At every close the drawer is counted by that book, and must not differ by a cent.
"""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from builders import copied
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from shop import Shop

from app.domain.cash import ROUTES, MoveKind
from app.domain.document import Document
from app.domain.errors import (
    BasketNotEmpty,
    CardPending,
    CashOverLimit,
    MoneyTaken,
    MoreThanSold,
    NotEnoughCash,
    NothingToReturn,
    NothingToUndo,
    UnknownItem,
)
from app.domain.money import Money, total
from app.domain.sale import Percent, Sale
from app.domain.tender import TenderKind
from hardware.terminals.simulated import Mood

PIECES = st.sampled_from(["CAF-001", "LEC-ENT", "PAN-BAR", "BOL-PAP", "CAM-LIN-M", "ACE-001"])
MOODS = st.sampled_from([*[Mood.APPROVE] * 4, *Mood])
PERCENT = st.integers(1, 99).map(Decimal)
CENTS = st.integers(1, 3_000)


class ShiftMachine(RuleBasedStateMachine):
    made: ClassVar[Path]

    @initialize(float_=st.integers(0, 300_00))
    def begin(self, float_: int) -> None:
        self.place = TemporaryDirectory(dir=self.made.parent)
        self.shop = Shop(copied(self.made, Path(self.place.name) / "till"))
        self.shop.sign_in("2001").open_shift(str(Money(float_)))
        # What lies in the drawer, and what the bank's terminal counted since it was last closed.
        self.drawer, self.by_hand = float_, 0
        # What came on a sale that is not issued yet, by its id: (cash, card by hand).
        self.on_sale: dict[str, tuple[int, int]] = {}
        self.sold: list[Document] = []
        self.sold_before = 0
        self.steps = 0

    # what the machine knows
    @property
    def sale(self) -> Sale | None:
        return self.shop.counter.register.sale

    def payable(self) -> bool:
        sale = self.sale
        return bool(
            sale
            and not sale.empty
            and not any(line.needs_weight for line in sale.lines)
            and not self.shop.counter.checkout.pending(sale.id)
        )

    def came(self, sale: Sale, cash: int = 0, by_hand: int = 0) -> None:
        before = self.on_sale.get(sale.id, (0, 0))
        self.on_sale[sale.id] = (before[0] + cash, before[1] + by_hand)
        self.drawer += cash
        self.by_hand += by_hand

    def issued(self, document: Document | None) -> None:
        if document is None:
            return
        if document.kind.corrective:
            for tender in document.tenders:
                self.drawer += tender.amount.cents * (tender.kind is TenderKind.CASH)
                self.by_hand += tender.amount.cents * (tender.kind is TenderKind.CARD_BY_HAND)
            return
        self.on_sale.pop(document.sale, None)
        self.sold.append(document)

    # the ticket
    @rule(skus=st.lists(PIECES, min_size=1, max_size=4), quantity=st.integers(1, 3))
    def sell(self, skus: list[str], quantity: int) -> None:
        with suppress(CashOverLimit):
            for sku in skus:
                self.shop.add(sku, str(quantity))

    @rule(grams=st.integers(1, 2_000))
    def weigh(self, grams: int) -> None:
        with suppress(CashOverLimit):
            self.shop.add("JAM-SER-KG", str(Decimal(grams) / 1000))

    @precondition(lambda self: not self.sale)
    @rule()
    def scan_what_nobody_knows(self) -> None:
        with suppress(UnknownItem):
            self.shop.scan("NADIE")

    @precondition(lambda self: self.sale and self.sale.chosen)
    @rule(percent=PERCENT, whole=st.booleans())
    def discount(self, percent: Decimal, whole: bool) -> None:
        register = self.shop.counter.register
        with suppress(MoneyTaken, CardPending, CashOverLimit):
            (register.discount_ticket if whole else register.discount_line)(Percent(percent))

    @precondition(lambda self: self.sale and self.sale.chosen)
    @rule()
    def remove(self) -> None:
        with suppress(MoneyTaken, CardPending):
            self.shop.counter.register.remove()

    @precondition(lambda self: self.sale)
    @rule()
    def undo(self) -> None:
        with suppress(NothingToUndo, CashOverLimit):
            self.shop.counter.register.undo()

    @precondition(lambda self: self.sale and not self.sale.empty)
    @rule()
    def park(self) -> None:
        with suppress(MoneyTaken, CardPending):
            self.shop.park()

    @precondition(lambda self: self.shop.counter.tickets.parked())
    @rule()
    def recall(self) -> None:
        with suppress(BasketNotEmpty):
            self.shop.recall()

    # money
    @precondition(payable)
    @rule(part=st.none() | CENTS, note=st.integers(0, 500))
    def pay_cash(self, part: int | None, note: int) -> None:
        sale = self.shop.sale
        handed = sale.due.cents + note if part is None else part
        if not handed and sale.due:
            return
        with suppress(CashOverLimit):
            self.shop.pay_cash(str(Money(handed)))
            self.came(sale, cash=min(handed, sale.due.cents))
            self.issued(self.shop.paid.document)

    @precondition(payable)
    @rule(part=st.none() | CENTS)
    def pay_by_hand(self, part: int | None) -> None:
        sale = self.shop.sale
        amount = min(part or sale.due.cents, sale.due.cents)
        if amount:
            self.shop.pay_by_hand(str(Money(amount)))
            self.came(sale, by_hand=amount)
            self.issued(self.shop.paid.document)

    @precondition(payable)
    @rule(part=st.none() | CENTS, mood=MOODS)
    def pay_card(self, part: int | None, mood: Mood) -> None:
        due = self.shop.sale.due.cents
        if due:
            self.shop.pay_card(str(Money(min(part or due, due))), mood)
            self.issued(self.shop.paid.document)

    @precondition(lambda self: self.shop.counter.checkout.pending())
    @rule()
    def look_up_what_is_open(self) -> None:
        self.shop.terminal.tell(Mood.APPROVE)
        for answered in self.shop.counter.checkout.settle(self.shop.terminal):
            self.issued(answered.paid.document)
        self.shop.counter.refunds.tidy()

    @precondition(lambda self: self.sale)
    @rule(mood=MOODS)
    def abandon(self, mood: Mood) -> None:
        with suppress(CardPending, MoneyTaken):
            while any(t.kind is TenderKind.CARD for t in self.shop.sale.tenders):
                self.shop.reverse(mood)
                if mood is not Mood.APPROVE:
                    return
            sale = self.shop.counter.tickets.abandon()
            cash, by_hand = self.on_sale.pop(sale.id, (0, 0))
            self.drawer -= cash
            self.by_hand -= by_hand

    @precondition(lambda self: self.sold and not self.shop.counter.refunds.pending())
    @rule(data=st.data(), all_=st.booleans(), mood=MOODS)
    def give_back(self, data: st.DataObject, all_: bool, mood: Mood) -> None:
        document = data.draw(st.sampled_from(self.sold))
        line = data.draw(st.sampled_from(document.lines))
        parts = None if all_ else [(line.number, str(min(line.quantity, Decimal(1))))]
        with suppress(MoreThanSold, NothingToReturn, NotEnoughCash):
            self.issued(self.shop.refund(document.number, parts, moods=(mood, mood)))

    @precondition(lambda self: self.shop.counter.refunds.pending())
    @rule(mood=MOODS)
    def go_on_giving_back(self, mood: Mood) -> None:
        pending = self.shop.counter.refunds.pending()
        assert pending
        with suppress(CardPending, NotEnoughCash):
            self.issued(self.shop.pay_back(pending, (mood,)))

    @precondition(lambda self: self.steps % 3 == 0)
    @rule(kind=st.sampled_from(list(ROUTES)), cents=CENTS)
    def move_cash(self, kind: MoveKind, cents: int) -> None:
        with suppress(NotEnoughCash):
            self.shop.move(kind, str(Money(cents)))
            self.drawer += cents if kind is MoveKind.IN else -cents

    @precondition(lambda self: self.steps > 5)
    @rule()
    def close_and_open(self) -> None:
        """Whatever is half paid then is the next shift's to finish, give up or carry on."""
        self.steps = 0
        self.close()
        self.by_hand = 0  # the bank's terminal is closed with the shift
        self.sold_before = len(self.sold)
        self.shop.open_shift(str(Money(self.drawer)))

    def close(self) -> None:
        report = self.shop.counter.drawer.report()
        sold = self.sold[self.sold_before :]
        assert report.sales == len(sold)
        assert report.sales_total == total(document.total for document in sold)
        self.shop.count(f"0.01x{self.drawer}", f"card-by-hand={Money(self.by_hand)}")
        self.shop.close_shift()
        assert not self.shop.closed.report.differs

    # the machine under the shop
    @precondition(lambda self: self.steps > 5)
    @rule(crash=st.booleans())
    def restart(self, crash: bool) -> None:
        before, self.steps = self.sale, 0
        pending = {one.basket for one in self.shop.counter.checkout.pending()}
        _ = self.shop.crash() if crash else self.shop.restart()
        for answered in self.shop.found:
            self.issued(answered.paid.document)
        if before and before.id not in pending:
            assert self.sale == before
        assert self.shop.adds_up()
        self.shop.sign_in("2001")

    @invariant()
    def what_is_due_is_what_was_not_paid(self) -> None:
        self.steps += 1
        if sale := self.sale:
            assert sale.total == total(line.total for line in sale.lines)
            cash, by_hand = self.on_sale.get(sale.id, (0, 0))
            cards = total(t.amount for t in sale.tenders if t.kind is TenderKind.CARD)
            assert sale.due.cents == max(sale.total.cents - cash - by_hand - cards.cents, 0)

    def teardown(self) -> None:
        if not hasattr(self, "shop"):
            return
        with self.place, self.shop:
            self.look_up_what_is_open()
            assert self.shop.adds_up()
            self.close()
            assert self.shop.adds_up()


@pytest.mark.more  # what a week of them does runs in `make test`
def test_a_shift_adds_up_whatever_happens_in_it(demo_made: tuple[Path, Any]) -> None:
    class Machine(ShiftMachine):
        made = demo_made[0]

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=50,
            stateful_step_count=40,
            suppress_health_check=list(HealthCheck),
            # Forty steps can be read; making them fewer takes five minutes.
            phases=(Phase.reuse, Phase.generate),
        ),
    )
