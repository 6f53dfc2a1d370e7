"""What comes back in exchange with the ticket in hand: taken out, or its difference given back."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.document import Document
from app.domain.refund import CREDIT
from app.services.checkout import Paid
from app.services.exchanges import Exchanges
from app.ui.desks.cards import Cards


class ExchangeDesk:
    """`paid` is told of the ticket that it completed."""

    def __init__(
        self, exchanges: Exchanges, cards: Cards, paid: Callable[[Document], object]
    ) -> None:
        self._exchanges, self._cards, self._paid = exchanges, cards, paid

    def acts(self) -> dict[str, Callable[[], object]]:
        """What the buttons of its strip do."""
        return {
            "no-exchange": self._exchanges.give_up,
            "give-back": self._give_back,
            "give-credit": lambda: self._settled(self._exchanges.pay_back(CREDIT)),
        }

    def _give_back(self) -> None:
        """The difference of an exchange for less: to the card first, then what needs none."""
        if self._cards.busy:
            return
        attempt = self._exchanges.next_card()
        if attempt is None:
            self._settled(self._exchanges.pay_back())
        else:
            self._cards.ask(attempt, lambda answered: self._settled(answered.paid))

    def _settled(self, paid: Paid) -> None:
        if paid.document is not None:
            self._paid(paid.document)
