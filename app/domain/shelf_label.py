"""A label for a shelf: name, price, price of a measured unit, barcode, day (RD 3423/2000)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money
from app.domain.paper import Block, Code128, Heading, QrCode, Row, Rule, Text
from app.domain.product import Product

_LINK = 12
"""Millimetres of the QR code for a customer's telephone."""


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
    if (link := _digital_link(product)) is not None:
        blocks.append(QrCode(link, millimetres=_LINK))
    return [*blocks, Row(product.sku, at.strftime(words.date_form)), Rule()]


def _digital_link(product: Product) -> str | None:
    """Of the first code that is a product's all over the world (GS1 Digital Link 1.2, 5.1); the
    shop's own codes, 20-29 and 02, name something else elsewhere."""
    for key in product.codes:
        if len(key) == 14 and key.isdigit() and key[1] != "2" and key[1:3] != "02":
            return f"https://id.gs1.org/01/{key}"
    return None
