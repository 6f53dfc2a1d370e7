"""The payment screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.document import Document
from app.domain.money import Money, parse_money
from app.domain.tender import TenderKind
from app.services.checkout import Answered, Paid
from app.services.counter import Counter
from app.ui.desks.cards import Cards
from app.ui.leave import Leave
from app.ui.screens.pay_view import PayView, pay_view
from hardware.devices import PaymentTerminal
from hardware.health import Health, Row, State


class PayDesk:
    """Serves `PayActions`; `paid` is told of the document, `back` goes to selling.

    `known` says whether a code is a customer's card, whose the sale is then.
    """

    def __init__(
        self,
        counter: Counter,
        cards: Cards,
        leave: Leave,
        paid: Callable[[Document], object],
        back: Callable[[], object],
        known: Callable[[str], bool],
        terminal: Callable[[], Health | None],
    ) -> None:
        self._counter, self._cards = counter, cards
        self._register, self._checkout = counter.register, counter.checkout
        self._leave, self._paid, self._back = leave, paid, back
        self.identify, self._terminal = known, terminal

    def view(self) -> PayView | None:
        """None when there is nothing to pay."""
        sale = self._register.sale
        if sale is None or sale.empty:
            return None
        health = self._terminal()
        away = health is not None and health.state is not State.ENABLED and health.code is not None
        ways, tenders = self._counter.other_ways, self._counter.till.tenders
        credit = (TenderKind.CREDIT,) if tenders.of(TenderKind.CREDIT).on else ()
        return pay_view(
            sale,
            self._cards.view,
            terminal=tenders.of(TenderKind.CARD).on,
            away=away,
            others=(*credit, *ways.offered()),
            direct=[kind for kind in ways.offered() if not tenders.of(kind).reference],
            names=ways.names(),
        )

    def cash(self, amount: str) -> None:
        if not self._cards.busy:
            self._pay(lambda: self._checkout.pay_cash(_handed(amount)))

    def by_hand(self, amount: str, authorisation: str, last_four: str) -> None:
        handed = _handed(amount)
        self._pay(lambda: self._checkout.pay_by_hand(handed, authorisation, last_four))

    def other(self, code: str, amount: str, reference: str) -> None:
        handed, counter = _handed(amount), self._counter
        if code == TenderKind.CREDIT:
            self._leave(lambda: self._take(counter.credit.pay(reference, handed)))
        else:
            self._pay(lambda: counter.other_ways.pay(code, handed, reference))

    def declare(self, document: str, country: str) -> None:
        self._leave(lambda: self._checkout.declare(document, country))

    def card(self, amount: str = "") -> None:
        def ask() -> None:
            attempt = self._checkout.begin_card(_handed(amount))
            self._cards.ask(attempt, self._answered)

        if not self._cards.busy:
            self._leave.despite_clock(ask)

    def _pay(self, pay: Callable[[], Paid]) -> None:
        self._leave.despite_clock(lambda: self._take(pay()))

    def _answered(self, answered: Answered) -> None:
        self._take(answered.paid)

    def _take(self, paid: Paid) -> None:
        if paid.document is not None:
            self._paid(paid.document)

    def act(self, does: str) -> None:
        """`dismiss` what was read, `look` up what nobody knows."""
        if does == "look":
            self._cards.look_up()
        elif does == "abort":
            self._cards.abort()
        elif does == "dismiss":
            unknown = bool(self._checkout.pending())
            self._cards.dismiss()
            if unknown:
                self._back()


def health_of(terminal: PaymentTerminal) -> Health | None:
    """How a terminal is; None of one that is no device of its own."""
    row = getattr(terminal, "row", None)
    return row.health if isinstance(row, Row) else None


def simulated(terminal: PaymentTerminal) -> bool:
    """Whether it charges nobody."""
    health = health_of(terminal)
    return health is None or health.address.startswith("sim:")


def _handed(amount: str) -> Money | None:
    return parse_money(amount) if amount else None
