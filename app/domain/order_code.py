"""The customer's QR: the order itself, signed by central, for a till that never heard of it.

`MO1` and base 32 of the content and its Ed25519 signature (64 bytes). Twelve lines come to some
220 bytes: a QR of version 11, level M (retail-rules 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from stdnum import ean

from app.domain.compact import Reader, Writer
from app.domain.errors import BadOrderCode
from app.domain.money import Money
from app.domain.order import Concluded, Delivery, Invoicing, Order, OrderLine

PREFIX = "MO1"
_PAID, _BY_TILL, _IN_SHOP, _AGED, _HOME = 1, 2, 4, 8, 16
MOST_LINES = 200
LONGEST = 1800
"""Bytes of content that a scanner's text and a QR of level M have room for, beside the signature
(ISO/IEC 18004 table 7: 3,391 characters of 40-M)."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line as the code says it; `item` is a barcode's key of 14 digits, or a SKU."""

    item: str
    quantity: Decimal
    price: Money
    minimum_age: int = 0
    """Years; asked of who collects, also where nobody heard of the order."""


@dataclass(frozen=True, slots=True)
class OrderCode:
    """What the QR of an order says."""

    number: str
    version: int
    shop: str
    paid: bool
    invoicing: Invoicing
    concluded: Concluded
    invoice: str
    """The number of the channel's invoice; "" for none."""
    collectors: tuple[str, ...]
    lines: tuple[CodeLine, ...]
    delivery: Delivery = Delivery.COLLECT
    """A code from before there were others says nothing of it, and is for collecting."""


def code_of(order: Order) -> OrderCode:
    return OrderCode(
        order.number,
        order.version,
        order.shop,
        order.paid,
        order.invoicing,
        order.concluded,
        order.invoice.number if order.invoice else "",
        order.collectors,
        tuple(map(code_line, order.lines)),
        order.delivery,
    )


def code_line(line: OrderLine) -> CodeLine:
    return CodeLine(line.code or line.sku, line.quantity, line.price, line.minimum_age)


def content(code: OrderCode) -> bytes:
    """What is signed. Raises ValueError for what no code can say."""
    aged = any(line.minimum_age for line in code.lines)
    flags = (
        (_PAID if code.paid else 0)
        | (_BY_TILL if code.invoicing is Invoicing.TILL else 0)
        | (_IN_SHOP if code.concluded is Concluded.SHOP else 0)
        | (_AGED if aged else 0)
        | (_HOME if code.delivery is Delivery.HOME else 0)
    )
    to = Writer().text(code.number).whole(code.version).text(code.shop).whole(flags)
    to.text(code.invoice).whole(len(code.collectors))
    for name in code.collectors:
        to.text(name)
    to.whole(len(code.lines))
    for line in code.lines:
        _write_item(to, line.item)
        to.quantity(line.quantity).whole(line.price.cents)
        if aged:
            to.whole(line.minimum_age)
    return to.bytes


def read(signed: bytes) -> OrderCode:
    """Of content whose signature was found good. Raises BadOrderCode."""
    of = Reader(signed)
    number, version, shop, flags, invoice = of.text(), of.whole(), of.text(), of.whole(), of.text()
    collectors = tuple(of.text() for _ in range(_few(of.whole())))
    lines = tuple(_read_line(of, aged=bool(flags & _AGED)) for _ in range(_few(of.whole())))
    of.end()
    return OrderCode(
        number,
        version,
        shop,
        bool(flags & _PAID),
        Invoicing.TILL if flags & _BY_TILL else Invoicing.CHANNEL,
        Concluded.SHOP if flags & _IN_SHOP else Concluded.WEB,
        invoice,
        collectors,
        lines,
        Delivery.HOME if flags & _HOME else Delivery.COLLECT,
    )


def _read_line(of: Reader, *, aged: bool) -> CodeLine:
    item, quantity, price = _read_item(of), of.quantity(), Money(of.whole())
    return CodeLine(item, quantity, price, of.whole() if aged else 0)


def _write_item(to: Writer, item: str) -> None:
    """A barcode without its check digit in six or seven bytes; else 0 and the SKU."""
    if _is_key(item):
        to.whole(int(item[:-1]))
    else:
        to.whole(0).text(item)


def _read_item(of: Reader) -> str:
    number = of.whole()
    if number == 0:
        return of.text()
    digits = str(number).zfill(13)
    return digits + ean.calc_check_digit(digits)


def _is_key(item: str) -> bool:
    return len(item) == 14 and item[:-1] != "0" * 13 and ean.is_valid(item)


def _few(count: int) -> int:
    if count > MOST_LINES:
        raise BadOrderCode()
    return count
