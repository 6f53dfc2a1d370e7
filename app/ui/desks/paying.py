"""The payment screen's side of the services."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.document import Document
from app.domain.money import parse_money
from app.services.checkout import Answered, Checkout, Paid
from app.services.register import Register
from app.ui.desks.cards import Cards
from app.ui.screens.pay_view import PayView, pay_view


class PayDesk:
    """Serves `PayActions`; `paid` is told of the document, `leave` goes back to selling.

    `known` says whether a code is a customer's card, whose the sale is then.
    """

    def __init__(
        self,
        register: Register,
        checkout: Checkout,
        cards: Cards,
        paid: Callable[[Document], object],
        leave: Callable[[], object],
        known: Callable[[str], bool],
    ) -> None:
        self._register, self._checkout, self._cards = register, checkout, cards
        self._paid, self._leave = paid, leave
        self.identify = known

    def view(self) -> PayView | None:
        """None when there is nothing to pay."""
        sale = self._register.sale
        if sale is None or sale.empty:
            return None
        return pay_view(sale, self._cards.view, terminal=True)

    def cash(self, amount: str) -> None:
        if not self._cards.busy:
            self._take(self._checkout.pay_cash(parse_money(amount) if amount else None))

    def by_hand(self, amount: str, authorisation: str, last_four: str) -> None:
        handed = parse_money(amount) if amount else None
        self._take(self._checkout.pay_by_hand(handed, authorisation, last_four))

    def card(self, amount: str = "") -> None:
        if not self._cards.busy:
            attempt = self._checkout.begin_card(parse_money(amount) if amount else None)
            self._cards.ask(attempt, self._answered)

    def _answered(self, answered: Answered) -> None:
        self._take(answered.paid)

    def _take(self, paid: Paid) -> None:
        if paid.document is not None:
            self._paid(paid.document)

    def act(self, does: str) -> None:
        """`dismiss` what was read, `look` up what nobody knows."""
        if does == "look":
            self._cards.look_up()
        elif does == "dismiss":
            unknown = bool(self._checkout.pending())
            self._cards.dismiss()
            if unknown:
                self._leave()
