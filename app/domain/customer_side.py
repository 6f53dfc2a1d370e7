"""What the customer sees of a sale: on a screen of their own, or in two lines of twenty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from app.domain.document import Document
from app.domain.money import ZERO, Money
from app.domain.paper import NBSP, figure
from app.domain.product import Unit
from app.domain.sale import Line, Sale

COLUMNS = 20


@dataclass(frozen=True, slots=True)
class CustomerWords:
    """In the shop's language, whoever is at the till."""

    welcome: str
    total: str
    change: str
    returned: str
    """Money that goes back."""
    thanks: str
    join: str
    typed_weight: str
    units: Mapping[Unit, str]
    decimal_mark: str
    currency: str


class Stage(StrEnum):
    WELCOME = "welcome"
    SALE = "sale"
    PAID = "paid"


@dataclass(frozen=True, slots=True)
class CustomerLine:
    name: str
    detail: str
    """How many at what; "" for one piece."""
    amount: str


@dataclass(frozen=True, slots=True)
class CustomerView:
    stage: Stage
    upper: str
    """The first of the two lines; of a sale the product touched last."""
    lower: str
    lines: tuple[CustomerLine, ...] = ()
    total: str = ""
    """With its currency."""
    words: tuple[str, str] = ("", "")
    """What a screen says large, and below it: thanks and the change, a welcome and the shop."""
    join: str = ""
    sku: str = ""
    """Of the product touched last: a screen shows its picture."""


def welcome(shop: str, words: CustomerWords) -> CustomerView:
    return CustomerView(
        Stage.WELCOME,
        _centred(words.welcome),
        _centred(shop),
        words=(words.welcome, shop),
        join=words.join,
    )


def of_sale(sale: Sale, words: CustomerWords) -> CustomerView:
    """A sale with lines; what still waits for its weight costs nothing yet."""
    lines = tuple(_line(line, words) for line in sale.lines)
    touched = next((line for line in sale.lines if line.number == sale.chosen), sale.lines[-1])
    shown = _line(touched, words)
    total = _euro(sale.total, words)
    return CustomerView(
        Stage.SALE,
        fitted(shown.name, shown.amount),
        fitted(words.total, total),
        lines,
        total,
        (words.total, ""),
        sku=touched.sku,
    )


def of_document(document: Document, words: CustomerWords) -> CustomerView:
    """It is paid, or money went back."""
    said, amount = words.total, document.total
    if document.total < ZERO:
        said, amount = words.returned, -document.total
    elif document.change > ZERO:
        said, amount = words.change, document.change
    euro = _euro(amount, words)
    return CustomerView(
        Stage.PAID,
        fitted(said, euro),
        _centred(words.thanks),
        words=(words.thanks, f"{said} {euro}"),
        join=words.join,
    )


def _centred(words: str) -> str:
    return words[:COLUMNS].center(COLUMNS).rstrip()


def fitted(left: str, right: str) -> str:
    """Both in twenty columns: the amount whole, the words as far as there is room."""
    right = right.replace(NBSP, " ")[-COLUMNS:]
    room = COLUMNS - len(right) - 1
    return f"{left[:room].rstrip():<{room}} {right}" if room > 0 else right


def _line(line: Line, words: CustomerWords) -> CustomerLine:
    detail = ""
    if line.unit.measured and line.quantity:
        unit = words.units[line.unit]
        much = figure(line.quantity, words.decimal_mark)
        detail = f"{much}{NBSP}{unit} × {_euro(line.price, words)}/{unit}"
        if line.typed_weight and line.unit is Unit.KG:
            detail += f" · {words.typed_weight}"
    elif line.quantity not in (Decimal(0), Decimal(1)):
        detail = f"{line.quantity:f} × {_euro(line.price, words)}"
    return CustomerLine(line.name, detail, "" if line.needs_weight else _euro(line.total, words))


def _euro(amount: Money, words: CustomerWords) -> str:
    return f"{figure(amount, words.decimal_mark)}{NBSP}{words.currency}"
