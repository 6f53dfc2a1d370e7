"""The customer of the sale in hand: known by a card on any screen, or made here."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.customer import Customer
from app.services.counter import Counter
from app.ui.screens.customer_view import Known, customer_chip, customer_facts
from app.ui.widgets.chip import ChipView
from app.ui.widgets.facts_table import FactView

YES = "yes"


class CustomerDesk:
    """`tell` says a sentence on whatever screen is open."""

    def __init__(self, counter: Counter, tell: Callable[[str], object]) -> None:
        self._counter, self._tell = counter, tell

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
            return False
        self._counter.register.identify(customer)
        self._tell(customer_chip(self._known(customer)).words)
        return True

    def identify(self, code: str) -> None:
        """By a typed number. Raises UnknownCard."""
        self._counter.customers.identify(code)

    def nobody(self) -> None:
        self._counter.register.nobody()

    def make(self, values: dict[str, str]) -> None:
        """Somebody new, who is at the counter now."""
        fields = {name: values[name] for name in ("name", "phone", "email", "document")}
        customers = self._counter.customers
        made = customers.make(values["card"], fields, marketing=values["marketing"] == YES)
        self._counter.register.identify(made)
