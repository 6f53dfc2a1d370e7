"""A product as a card, as a result of the search, as a tile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from app.domain.money import Money, half_up
from app.domain.product import Product, Unit, Variant
from app.domain.sale import Line
from app.domain.unit_price import unit_price
from app.ui import format as written
from app.ui.widgets.product_card import ProductView
from app.ui.widgets.rows import RowView
from app.ui.widgets.tiles import TileView
from app.ui.words import fill, tr

NOTHING: Mapping[str, Decimal] = {}
_UNIT = re.compile(r"(\d) (\w{1,4}\b)")


def product_view(
    product: Product,
    line: Line | None,
    related: tuple[Product, ...],
    there: Mapping[str, Decimal] = NOTHING,
    variants: tuple[Product, ...] = (),
    before: Money | None = None,
    picture: Path | None = None,
) -> ProductView:
    """What was just scanned, at what the line sells it for. `there`: what the shop has, by SKU,
    where that is known; else the catalogue's figure is said to be that. `variants`: its sizes.
    `before`: the price to strike through beside today's."""
    on_hand = there.get(product.sku)
    price = written.unit_price(product.price, product.unit)
    was = written.unit_price(before, product.unit) if before else ""
    if line is not None:
        now = line.price
        if line.quantity and line.total.cents != line.quantity * now.cents:
            now = Money(half_up(line.total.cents / line.quantity))
        was = price if now != product.price else was
        price = written.unit_price(now, product.unit)
    facts = []
    if costs := unit_price_of(product, line.price if line is not None else product.price):
        facts.append(costs)
    if on_hand is not None:
        facts.append(fill(tr("Quedan %1 en la tienda"), _left(product, on_hand)))
    elif product.stock is not None:
        facts.append(fill(tr("Quedan %1 según el catálogo"), _left(product, product.stock)))
    where = " / ".join(part for part in product.family.split("/") if part)
    code = product.codes[0].lstrip("0") if product.codes else product.sku
    facts.append(" · ".join(part for part in (where, product.brand, code) if part))
    return ProductView(
        product.name,
        price,
        was,
        family_icon(product.family),
        tuple(facts),
        tuple((one.sku, _beside(one, there)) for one in related if _there_is(one, there)),
        tuple((one.sku, _size(one, variants, there)) for one in variants),
        picture,
    )


def _there_is(product: Product, there: Mapping[str, Decimal]) -> bool:
    """Whether it may be had: of what nobody counted, it may."""
    known = there.get(product.sku, product.stock)
    return known is None or known > 0


def _beside(product: Product, there: Mapping[str, Decimal]) -> str:
    """`Sal en escamas · 12 uds`; of what nobody counts, its name alone."""
    much = there.get(product.sku, product.stock)
    return product.name if much is None else f"{product.name} · {_left(product, much)}"


def _size(product: Product, among: tuple[Product, ...], there: Mapping[str, Decimal]) -> str:
    """`M · 9`, `M azul · 0`: its colour where the model has several."""
    of = product.variant or Variant("")
    colours = {one.variant.colour for one in among if one.variant}
    name = " ".join(part for part in (of.size, of.colour if len(colours) > 1 else "") if part)
    much = there.get(product.sku, product.stock)
    left = "" if much is None else written.quantity(much, product.unit)
    return " · ".join(part for part in (name or product.sku, left) if part)


def unit_price_of(product: Product, price: Money) -> str:
    """What a litre, a kilogram... of a pack costs; "" where that is the price, or not known."""
    costs = unit_price(product, price)
    if costs is None or product.unit.measured:
        return ""
    if costs.of is Unit.EACH:
        return fill(tr("%1 la unidad"), written.money(costs.price))
    return written.unit_price(costs.price, costs.of)


def _left(product: Product, much: Decimal) -> str:
    stock = written.quantity(much, product.unit)
    if product.unit.measured:
        return stock
    return written.units(int(much)) if much >= 0 else fill(tr("%1 uds"), stock)


def row_view(product: Product, on_hand: Decimal | None = None) -> RowView:
    """A product that the search found; `on_hand`: what the shop has, where that is known."""
    where = " / ".join(part for part in product.family.split("/") if part)
    detail = " · ".join(part for part in (where, product.brand) if part) or product.sku
    much = product.stock if on_hand is None else on_hand
    stock = "" if much is None else _left(product, much)
    return RowView(
        product.sku, product.name, detail, written.unit_price(product.price, product.unit), stock
    )


def tile_view(product: Product) -> TileView:
    """A figure and its unit stay on one line of the tile."""
    name = _UNIT.sub("\\1\u00a0\\2", product.name)
    return TileView(product.sku, name, family_icon(product.family))


_ICONS = (
    ("moda ropa camis blus panta calz textil complement", "t-shirt"),
    ("frut verd huert flor plant jardín", "leaf"),
    ("pan pana boll gallet dulce repost", "cookie"),
    ("pesc marisc", "fish"),
    ("café infus té desayun", "coffee"),
    ("bebida vino cerveza licor refresco agua", "wine"),
    ("aceite lácteo leche salsa yogur higiene baño cuidado", "drop"),
    ("bolsa", "handbag"),
    ("luz pila bombilla", "lightbulb"),
    ("hogar casa mueble cocina limpieza útil", "house"),
    ("papel libro escri prensa oficina cuadern", "pencil"),
    ("regal juguete juego", "gift"),
)


@cache
def family_icon(family: str) -> str:
    """An icon for a family, by the words of its deepest branch that says anything."""
    for branch in reversed(family.lower().split("/")):
        words = branch.split()
        for starts, icon in _ICONS:
            if any(word.startswith(start) for start in starts.split() for word in words):
                return icon
    return "tag"
