"""Preparing orders: accepting, picking by scan, what is missing, what goes into which parcel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.domain import picking
from app.domain.fulfilment import Fulfilment
from app.domain.order_event import Content, Picked, Settled, Started
from app.services.orders import Orders
from app.services.prices import check_stop, listed
from app.services.till import Till


class Preparing:
    """Each step is on disk before it shows, and works with the line down."""

    def __init__(self, till: Till, desk: Orders) -> None:
        self._till, self._orders = till, desk

    def accept(self, number: str) -> Fulfilment:
        return self._orders.say(number, picking.accept)

    def reject(self, number: str, line: int, reason: str) -> Fulfilment:
        return self._orders.say(number, lambda f: picking.reject(f, line, reason))

    def start(self, number: str, *, take_over: bool = False) -> Fulfilment:
        """Raises PickedElsewhere unless it is taken over."""
        device = self._orders.device

        def begun(f: Fulfilment) -> Started | None:
            assigned = self._orders.assigned(f)
            return picking.start(f, device, take_over=take_over, assigned=assigned)

        return self._orders.say(number, begun)

    def pick(
        self,
        number: str,
        code: str,
        quantity: Decimal | None = None,
        place: str = "",
        *,
        by_hand: bool = False,
        sure: bool = False,
    ) -> Fulfilment:
        """One more of what was scanned; of what is measured, so much. `by_hand`: chosen on the
        screen, no barcode of it was read. Raises SaleStopped, and WeightDoubted unless `sure`."""
        item, device = self._orders.item(code), self._orders.device

        def picked(f: Fulfilment) -> Picked:
            said = picking.pick(f, device, item, quantity, place, sure=sure)
            if line := f.order.line(said.line):
                check_stop(self._till, line.sku, line.name)
            return replace(said, code="" if by_hand else code.strip())

        return self._orders.say(number, picked)

    def put_down(self, number: str, line: int, quantity: Decimal) -> Fulfilment:
        return self._orders.say(number, lambda f: picking.put_down(f, line, quantity))

    def short(
        self, number: str, line: int, quantity: Decimal, settled: Settled = Settled.OPEN
    ) -> Fulfilment:
        device = self._orders.device
        return self._orders.say(number, lambda f: picking.short(f, device, line, quantity, settled))

    def settle(self, number: str, line: int, settled: Settled) -> Fulfilment:
        return self._orders.say(number, lambda f: picking.settle(f, line, settled))

    def substitute(self, number: str, line: int, code: str, quantity: Decimal) -> Fulfilment:
        """At today's price, or the promised one when that is lower. Raises UnknownItem,
        NoPrice, SaleStopped."""
        product, device = self._orders.product(code), self._orders.device
        check_stop(self._till, product.sku, product.name)
        price = listed(self._till, product).price
        return self._orders.say(
            number, lambda f: picking.substitute(f, device, line, product, price, quantity)
        )

    def pack(self, number: str, parcels: Sequence[Content] = ()) -> Fulfilment:
        device = self._orders.device
        return self._orders.say(number, lambda f: picking.pack(f, device, parcels))
