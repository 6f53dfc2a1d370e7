"""The customer of the sale in hand: known by a card on any screen, or made here."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.barcode import app_card
from app.domain.customer import Customer
from app.domain.errors import ShopError, UnknownCard
from app.services.counter import Counter
from app.services.whose import Found, Outcome
from app.ui.desks.cards import Post
from app.ui.screens.customer_view import Known, customer_chip, customer_facts
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView

YES = "yes"


class CustomerDesk:
    """`tell` says a sentence on whatever screen is open, `say` is the sentence of a refusal."""

    def __init__(
        self,
        counter: Counter,
        tell: Callable[[str], object],
        post: Post,
        say: Callable[[ShopError], str],
    ) -> None:
        self._counter, self._tell, self._post, self._say = counter, tell, post, say

    def _known(self, customer: Customer) -> Known:
        customers, now = self._counter.customers, self._counter.till.now()
        return Known(customer, now, customers.heard, customers.alone)

    def chip(self) -> ChipView | None:
        """None when nobody is known."""
        customer = self._counter.customers.current()
        return customer_chip(self._known(customer)) if customer else None

    def facts(self) -> tuple[str, tuple[FactView, ...]] | None:
        """The first name and what there is to say; None when nobody is known any more."""
        customer = self._counter.customers.current()
        if customer is None:
            return None
        return customer.first_name, customer_facts(self._known(customer))

    def scan(self, code: str) -> bool:
        """On a screen that sells nothing: whose card it is; False when it is nobody's."""
        customer = self._counter.customers.find(code)
        if customer is None:
            return app_card(code) is not None and self.ask(code)
        self._counter.register.identify(customer)
        self._greet(customer)
        return True

    def identify(self, code: str) -> None:
        """By a typed number. Raises UnknownCard."""
        try:
            self._counter.customers.identify(code)
        except UnknownCard:
            if not self.ask(code):
                raise

    def ask(self, code: str, *, or_card: bool = True) -> bool:
        """Ask central whose it is, without waiting; False when there is nobody to ask, or need.

        `or_card`: when central cannot be asked, the points go to the card; else nothing happens.
        """
        card = self._counter.customers.whose.needed(code)
        if card is None:
            return False
        sale = self._counter.register.sale
        asked = (sale.id if sale else "", self._counter.till.session.person)

        def heard(found: Found) -> None:
            self._post(lambda: self._heard(code, card, asked, found, or_card=or_card))

        self._counter.customers.whose.ask(card, heard)
        return True

    def _heard(
        self, code: str, card: str, asked: tuple[str, object], found: Found, *, or_card: bool
    ) -> None:
        sale = self._counter.register.sale
        if asked != (sale.id if sale else "", self._counter.till.session.person):
            return  # the sale that it was for is over, or who asked has gone
        if found.outcome is not Outcome.FOUND and not or_card:
            return
        try:
            customer = self._counter.customers.settle(card, found)
            if sale is not None and code in sale.unknown:
                self._counter.register.forget_unknown(code)
        except ShopError as refusal:
            self._tell(self._say(refusal))
        else:
            self._greet(customer)

    def _greet(self, customer: Customer) -> None:
        self._tell(customer_chip(self._known(customer)).words)

    def nobody(self) -> None:
        self._counter.register.nobody()

    def make(self, values: dict[str, str]) -> None:
        """Somebody new, who is at the counter now."""
        fields = {name: values[name] for name in ("name", "phone", "email", "document")}
        customers = self._counter.customers
        made = customers.make(values["card"], fields, marketing=values["marketing"] == YES)
        self._counter.register.identify(made)
