"""Preparing several orders in one walk; each step is an order's own, on disk before it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from app.domain import picking, wave
from app.domain.errors import NotInWave
from app.domain.fulfilment import Fulfilment, OrderState
from app.domain.wave import Stop
from app.services import products
from app.services.orders import Orders
from app.services.pickups import Pickups
from app.services.preparing import Preparing
from app.services.till import Till

_GOING = (OrderState.PICKING, OrderState.PICKED)


@dataclass(frozen=True, slots=True)
class Dealt:
    """Which order a scan went to, and the order after it."""

    order: Fulfilment
    line: int


class Waves:
    def __init__(self, till: Till, desk: Orders, preparing: Preparing, pickups: Pickups) -> None:
        self._till, self._orders, self._preparing = till, desk, preparing
        self._pickups = pickups

    def orders(self) -> list[Fulfilment]:
        """What this device prepares, the first promised first."""
        device = self._orders.device
        queue = (one.order for one in self._pickups.queue())
        return wave.in_turn(
            f for f in queue if f.holder == device and f.state in _GOING and not f.set
        )

    def path(self) -> list[Stop]:
        """What is to be fetched, in the order of the shop."""
        return wave.path(self.orders(), partial(products.family, self._till))

    def start(self, numbers: Sequence[str], *, take_over: bool = False) -> list[Fulfilment]:
        """Prepare these together with what this device has already. None is begun when one is
        another's. Raises PickedElsewhere unless it is taken over, UnknownOrder, OrderOver."""
        device = self._orders.device
        for number in numbers:
            f = self._orders.of(number)
            assigned = self._orders.assigned(f)
            with self._orders.naming():
                picking.start(f, device, take_over=take_over, assigned=assigned)
        for number in numbers:
            self._preparing.start(number, take_over=take_over)
        return self.orders()

    def pick(
        self,
        code: str,
        quantity: Decimal | None = None,
        *,
        by_hand: bool = False,
        sure: bool = False,
    ) -> Dealt:
        """One more of what was scanned, or so much of what is measured, for the order that needs
        it first; `by_hand`, `sure` as of `Preparing.pick`. Raises NotInWave, AllPicked,
        WeightNeeded, WeightDoubted, SaleStopped, BadCode."""
        item, device = self._orders.item(code), self._orders.device
        try:
            number, said = wave.deal(self.orders(), device, item, quantity, sure=sure)
        except NotInWave:
            raise NotInWave(code=self._name(code)) from None
        f = self._preparing.pick(number, code, quantity, by_hand=by_hand, sure=sure)
        return Dealt(f, said.line)

    def wants(self, code: str) -> str | None:
        """The order prepared here that wants one more of it, the first promised; None: none does.
        Raises BadCode."""
        item = self._orders.item(code)
        for f in self.orders():
            for line in f.order.lines:
                if item in (line.code, line.sku) and f.wanted(line.number) > 0:
                    return f.order.number
        return None

    def need(self, code: str) -> str:
        """The same. Raises NotInWave."""
        number = self.wants(code)
        if number is None:
            raise NotInWave(code=self._name(code))
        return number

    def short(self, sku: str, quantity: Decimal) -> list[Fulfilment]:
        """So many are not to be found: the last promised go short first. Raises NotInWave."""
        stop = next((one for one in self.path() if one.sku == sku), None)
        if stop is None:
            raise NotInWave(code=sku)
        return [
            self._preparing.short(one.order, one.line, one.quantity)
            for one in wave.missing(stop.shares, quantity)
        ]

    def _name(self, code: str) -> str:
        product = self._till.catalog.product(code)
        return product.name if product else code.strip()[:40]
