"""Tickets put aside, taken up again or given up."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from app.domain.bodies import tender_body
from app.domain.errors import (
    BasketNotEmpty,
    EmptySale,
    MoneyTaken,
    SaleStopped,
    ShopError,
    UnknownParked,
)
from app.domain.facts import FactType
from app.domain.sale import Sale, SaleStatus
from app.services import order_sale, prices
from app.services.register import Register
from app.services.till import Till
from app.storage import baskets

_TICK = timedelta(microseconds=1)


class Tickets:
    def __init__(self, till: Till, register: Register) -> None:
        self._till = till
        self._register = register

    def park(self) -> Sale:
        """Put the ticket aside. Raises EmptySale, MoneyTaken, CardPending."""
        sale = self._movable()
        with self._till.act() as act:
            # Two parked in one moment (a demo's clock stands) keep their order.
            after = [baskets.parked_at(other) + _TICK for other in self.parked()]
            at = max([act.at, *after]).astimezone(act.at.tzinfo)
            parked = replace(sale, status=SaleStatus.PARKED, parked_at=at.isoformat())
            baskets.save(act.tx, parked, sale)
            act.state(FactType.TICKET_PARKED, {"sale": sale.id, "total": sale.total.cents})
            act.tx.then(self._register.reload)
        return parked

    def parked(self) -> list[Sale]:
        """In the order they were parked: `recall` counts from 1."""
        with self._till.db.read() as connection:
            return baskets.with_status(connection, SaleStatus.PARKED)

    def stopped(self) -> list[tuple[Sale, int, SaleStopped]]:
        """Parked tickets with what must not be sold any more: the place that `recall` takes,
        and the first line's words to read aloud."""
        if not self._till.rulings.every_stop():
            return []
        parked = enumerate(self.parked(), 1)
        found = [(sale, place, prices.stopped(self._till, sale.lines)) for place, sale in parked]
        return [(sale, place, lines[0][1]) for sale, place, lines in found if lines]

    def recall(self, place: int) -> Sale:
        """Take a parked ticket up again, at the prices it had; who was known meanwhile stays so.

        Raises UnknownParked, BasketNotEmpty.
        """
        self._till.open_shift()
        parked = self.parked()
        if not 0 < place <= len(parked):
            raise UnknownParked(place=place)
        current = self._register.sale
        if current and not current.empty:
            raise BasketNotEmpty()
        chosen = parked[place - 1]
        with self._till.act() as act:
            if current:
                baskets.delete_sale(act.tx, current)
            baskets.save(act.tx, replace(chosen, status=SaleStatus.OPEN, parked_at=""), chosen)
            act.state(FactType.TICKET_RECALLED, {"sale": chosen.id, "total": chosen.total.cents})
            act.tx.then(self._register.reload)
        if current and current.customer and not chosen.customer:
            self._register.belongs_to(current.customer, current.level)
        return self._register.the_sale()

    def order_refused(self) -> ShopError | None:
        """Why the order in the ticket in hand cannot be handed over by it any more; None when it
        can, or there is none."""
        sale = self._register.sale
        if sale is None:
            return None
        try:
            order_sale.check(self._till, sale)
        except ShopError as error:
            return error
        return None

    def abandon(self) -> Sale:
        """Give the ticket up; the money on it is back in the customer's hands.

        Cash and payments by hand are given back by the person; payments on the terminal must
        have been reversed (`checkout.begin_reversal`). Raises EmptySale, MoneyTaken,
        CardPending.
        """
        sale = self._movable(cash=True)
        with self._till.act() as act:
            baskets.delete_sale(act.tx, sale)
            act.state(
                FactType.TICKET_ABANDONED,
                {
                    "sale": sale.id,
                    "total": sale.total.cents,
                    "lines": len(sale.lines),
                    "given_back": [tender_body(tender) for tender in sale.tenders],
                },
            )
            act.tx.then(self._register.reload)
        return sale

    def _movable(self, *, cash: bool = False) -> Sale:
        self._till.open_shift()
        sale = self._register.the_sale()
        if sale.empty and not cash:
            raise EmptySale()
        self._register.check_no_pending(sale)
        if any(not cash or tender.kind.asks_terminal for tender in sale.tenders):
            raise MoneyTaken(paid=sale.paid)
        return sale
