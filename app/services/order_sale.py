"""Paying an order when it is collected: a sale at its prices, that also hands it over.

The promised price is a ceiling: of it and today's the lower, line by line (retail-rules 11). More
can be added; what is taken out of the sale stays in the shop.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.domain import collecting, order_in_sale
from app.domain.collecting import Collector, Refused
from app.domain.errors import NoPrice, OrderPaid, OtherOrder, ShopError
from app.domain.fulfilment import Fulfilment, content_of
from app.domain.money import Money
from app.domain.order import ceiling
from app.domain.product import Product
from app.domain.sale import OF_ORDER, Collected, Line, Listed, Sale
from app.domain.sale_lines import with_line
from app.services.handing import limit_of
from app.services.orders import Orders
from app.services.prices import check_stop, listed
from app.services.register import Register
from app.services.till import Act, Till

NOT_WANTED = "not_wanted"


class OrderSales:
    def __init__(self, till: Till, desk: Orders, register: Register) -> None:
        self._till, self._orders, self._register = till, desk, register

    def open(self, number: str, who: Collector) -> Sale:
        """Put what is scanned out of the order into the sale in hand. Raises OrderPaid, OtherOrder,
        NoOpenShift, SaleStopped, and what `collecting.hand_over` refuses."""
        self._till.open_shift()
        f = self._orders.of(number)
        if f.order.paid:
            raise OrderPaid(number=f.order.number)
        sale = self._register.sale
        if sale is not None and sale.collected is not None:
            raise OtherOrder(number=sale.collected.order)
        _check(self._till, f, who, _above(f))
        with self._register.change(begin=True) as change:
            lines = []
            for of, line in self._lines(f, who):
                change.sale = with_line(change.sale, line)
                lines.append((change.sale.last_number, of))
            collected = Collected(f.order.number, who, tuple(lines))
            change.sale = replace(change.sale, collected=collected)
        return self._register.the_sale()

    def _lines(self, f: Fulfilment, who: Collector) -> Iterator[tuple[int, Line]]:
        """(line of the order, line of the sale) of what the parcels hold."""
        for number, quantity in content_of(order_in_sale.out(f)):
            line = f.order.line(number)
            if line is None or (line.minimum_age and who.of_age is False):
                continue
            left = quantity
            for other in f.line(number).substitutes:
                taken = min(other.quantity, left)
                left -= taken
                product = Product(other.sku, other.name, other.unit, other.tax, other.price)
                yield number, self._line(f, product, taken)
            if left:
                # Never above the estimate, whatever it weighs.
                product = Product(line.sku, line.name, line.unit, line.tax, line.price)
                yield number, self._line(f, product, min(left, line.quantity))

    def _line(self, f: Fulfilment, product: Product, quantity: Decimal) -> Line:
        """`product` at its promised price."""
        check_stop(self._till, product.sku, product.name)
        price = Listed(ceiling(product.price, self._today(product)), OF_ORDER, f.order.number)
        return Line(0, product.sku, product.name, product.unit, product.tax, price, quantity)

    def _today(self, product: Product) -> Money:
        """What it costs anybody; of what is not sold any more, what was promised."""
        known = self._till.catalog.by_sku(product.sku)
        if known is None:
            return product.price
        try:
            return listed(self._till, known).price
        except NoPrice:
            return product.price


def check(till: Till, sale: Sale) -> None:
    """Before money is asked: its order can be handed over. Raises NotInParcels, and what
    `collecting.hand_over` refuses."""
    if (paid := _paying(sale)) is not None:
        f = Orders(till).of(paid.order)
        _check(till, f, paid.who, _refused(f, sale, paid))
        order_in_sale.check(f, sale, paid)


def stands(till: Till, sale: Sale) -> bool:
    """Whether `check` refuses nothing: asked when the money has moved already."""
    try:
        check(till, sale)
    except ShopError:
        return False
    return True


def hand_over(till: Till, act: Act, sale: Sale, document: str) -> None:
    """State, in the transaction that issues the document of a sale, that its order is handed over
    too; an order of which nothing is sold stays as it is."""
    if (paid := _paying(sale)) is None:
        return
    desk = Orders(till)
    f = desk.of(paid.order)
    refused = _refused(f, sale, paid)
    said = collecting.hand_over(f, paid.who, till.shop.code, limit_of(till), refused, document)
    desk.state(act, f, said)


def _paying(sale: Sale) -> Collected | None:
    """The order that the sale pays something of."""
    paid = sale.collected
    if paid is None:
        return None
    of = dict(paid.lines)
    return paid if any(line.number in of for line in sale.lines) else None


def _check(till: Till, f: Fulfilment, who: Collector, refused: Refused | None = None) -> None:
    collecting.hand_over(f, who, till.shop.code, limit_of(till), refused, document="-")


def _above(f: Fulfilment) -> Refused:
    """What is in the parcels and not ordered any more; it does not come into the sale."""
    there = dict(content_of(order_in_sale.out(f)))
    over = {
        line.number: there.get(line.number, Decimal(0)) - line.quantity
        for line in f.order.lines
        if not line.unit.measured
    }
    return {number: (much, NOT_WANTED) for number, much in over.items() if much > 0}


def _refused(f: Fulfilment, sale: Sale, paid: Collected) -> Refused:
    """What is in the parcels and not in the sale: taken out of it, it stays in the shop."""
    of, sold = dict(paid.lines), order_in_sale.sold(sale, paid)
    refused = {}
    for number, quantity in content_of(order_in_sale.out(f)):
        line_of = f.order.line(number)
        weighed = line_of is not None and line_of.unit.measured and number in sold
        if line_of is None or weighed or number not in of.values():
            continue
        left = quantity - sold.get(number, Decimal(0))
        if left > 0:
            refused[number] = (left, NOT_WANTED)
    return refused
