"""Labels with a price: of a shelf, and to be stuck on a product.

A shelf's has the price of a unit of measure beside the price (Real Decreto 3423/2000, art. 4), and
for telephones a GS1 Digital Link.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.money import Money
from app.domain.paper import Block, Code128, Ean13, Heading, QrCode, Row, Rule, Text
from app.domain.product import Product, Unit
from app.domain.unit_price import unit_price

_LINK = 12
"""Millimetres of the QR code for a customer's telephone."""


@dataclass(frozen=True, slots=True)
class LabelWords:
    """In the language of the shop's papers. What stands in braces is filled in."""

    price: str
    """`{amount}`, as the language writes euro: `{whole}`, `{cents}`."""
    per_unit: str
    """`{price}`, `{unit}`."""
    each: str
    """The unit of what is counted."""
    date_form: str

    def money(self, amount: Money) -> str:
        whole, cents = divmod(amount.cents, 100)
        return self.price.format(whole=whole, cents=f"{cents:02d}")

    def of_unit(self, price: Money, unit: Unit) -> str:
        name = self.each if unit is Unit.EACH else unit.value
        return self.per_unit.format(price=self.money(price), unit=name)


def shelf_label(product: Product, price: Money, at: datetime, words: LabelWords) -> list[Block]:
    blocks: list[Block] = [Text(product.name, bold=True), Heading(_price(product, price, words))]
    costs = unit_price(product, price)
    if costs is not None and not product.unit.measured:
        blocks.append(Text(words.of_unit(costs.price, costs.of), bold=True, centred=True))
    blocks.append(_code(product))
    if (link := _digital_link(product)) is not None:
        blocks.append(QrCode(link, millimetres=_LINK))
    return [*blocks, Row(product.sku, at.strftime(words.date_form)), Rule()]


def product_label(product: Product, price: Money, at: datetime, words: LabelWords) -> list[Block]:
    """What a till scans: of a product without a barcode its SKU."""
    blocks: list[Block] = [Text(product.name, bold=True), Heading(_price(product, price, words))]
    blocks.append(_code(product))
    if product.codes:
        blocks.append(Text(product.sku, centred=True))
    return [*blocks, Rule()]


def _price(product: Product, price: Money, words: LabelWords) -> str:
    if product.unit.measured:
        return words.of_unit(price, product.unit)
    return words.money(price)


def _code(product: Product) -> Block:
    """The symbol that tills read: EAN-13 of a GTIN of 12 or 13 digits, Code 128 of any other."""
    code = product.codes[0] if product.codes else product.sku
    if len(code) == 14 and code.isdigit() and code[0] == "0" and code[1:6] != "00000":
        return Ean13(code[1:])
    return Code128(code.lstrip("0") if code.isdigit() and len(code) == 14 else code)


def _digital_link(product: Product) -> str | None:
    """Of the first code that is a product's all over the world (GS1 Digital Link 1.2, 5.1); the
    shop's own codes, 20-29 and 02, name something else elsewhere."""
    for key in product.codes:
        if len(key) == 14 and key.isdigit() and key[1] != "2" and key[1:3] != "02":
            return f"https://id.gs1.org/01/{key}"
    return None
