"""Returns at the counter of orders that their channel was paid for: a corrective here, and the
money back by the channel. One transaction, with the line down, and without an open shift."""

from __future__ import annotations

from app.domain import bringing_back, order_money
from app.domain.bringing_back import Parts
from app.domain.errors import RefundFirst
from app.domain.fulfilment import Fulfilment
from app.domain.staff import Permission
from app.services.order_money import OrderMoney
from app.services.orders import Orders
from app.services.till import Till
from app.services.timekeeper import Timekeeper


class OrderReturns:
    def __init__(
        self, till: Till, orders: Orders, money: OrderMoney, timekeeper: Timekeeper
    ) -> None:
        """`orders` settles the money of what is stated."""
        self._till, self._orders = till, orders
        self._money, self._timekeeper = money, timekeeper

    def take_back(
        self, number: str, parts: Parts, reason: str, *, damaged: bool = False
    ) -> Fulfilment:
        """Raises UnknownOrder, NotAllowed, NotOnTablet, ClockBlocked, RefundFirst when something
        else of it cannot be ordered back, what `bringing_back.returned` refuses, and NotReturnable
        of a till's invoice that is not here."""
        self._till.session.need(Permission.REFUND)
        self._till.session.need_till()
        self._timekeeper.check()
        with self._till.act() as act:
            before = self._orders.of(number)
            shop = self._till.shop.code
            said = bringing_back.returned(before, parts, reason, shop, damaged=damaged)
            before = self._money.settle(act, before)
            if order_money.owes(before) or not before.order.told:
                raise RefundFirst(number=before.order.number)
            after = self._orders.stated(act, before, said)
            self._money.correct_second_set(act, before, after)
            return after
