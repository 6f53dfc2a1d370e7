"""The age that something on the ticket asks for: asked once, and what was answered is a fact."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import NoAgeToAsk
from app.domain.facts import FactType
from app.domain.sale import Line, Sale
from app.domain.sale_lines import without
from app.services.register import Register


class Ages:
    def __init__(self, register: Register) -> None:
        self._register = register

    def answer(self, *, of_age: bool) -> list[Line]:
        """Whoever is at the till looked, or asked for a document: the customer is old enough for
        all that is on the ticket, or what asks for more years leaves it. Returns what left.

        Raises EmptySale, NoAgeToAsk, MoneyTaken.
        """
        with self._register.change() as change:
            sale = change.sale
            years = sale.age_to_ask
            if not years:
                raise NoAgeToAsk()
            asked = [line for line in sale.lines if line.terms.minimum_age > sale.of_age]
            change.act.state(
                FactType.AGE_ASKED,
                {
                    "sale": sale.id,
                    "years": years,
                    "of_age": of_age,
                    "lines": [
                        {"sku": line.sku, "name": line.name, "quantity": str(line.quantity)}
                        for line in asked
                    ],
                },
            )
            change.sale = replace(sale, of_age=years) if of_age else _less(sale, asked)
        return [] if of_age else asked


def _less(sale: Sale, lines: list[Line]) -> Sale:
    """Nothing of it comes back by `undo`: it is refused."""
    for line in lines:
        if any(line.number == one.number for one in sale.lines):
            sale = without(sale, line.number)
    return replace(sale, removed=None, removed_with=())
