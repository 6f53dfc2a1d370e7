"""A label for a shelf: name, price, price of a measured unit, barcode, day (RD 3423/2000)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money
from app.domain.paper import Block, Code128, Heading, Row, Rule, Text
from app.domain.product import Product


@dataclass(frozen=True, slots=True)
class LabelWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    price: str
    """`{amount}`, as the language writes euro: `{whole}`, `{cents}`."""
    per_unit: str
    """`{price}`, `{unit}`."""
    date_form: str


def label(product: Product, price: Money, at: datetime, words: LabelWords) -> list[Block]:
    whole, cents = divmod(price.cents, 100)
    written = words.price.format(whole=whole, cents=f"{cents:02d}")
    if product.unit.measured:
        written = words.per_unit.format(price=written, unit=product.unit.value)
    blocks: list[Block] = [Text(product.name, bold=True), Heading(written)]
    code = product.codes[0].lstrip("0") if product.codes else product.sku
    blocks.append(Code128(code))
    return [*blocks, Row(product.sku, at.strftime(words.date_form)), Rule()]
