"""A scanned code as something to sell: its product, and what else the code says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from app.domain import barcode, weighed_code
from app.domain.carried import NOTHING, Carried, weight_for
from app.domain.errors import BadCode, BadLayout, BadQuantity, ExpiredLot, NoLayout, UnknownItem
from app.domain.product import Product, Unit
from app.domain.sale import Line, WeightFrom
from app.domain.weighed_code import Layout
from app.services.till import Till


def layouts(till: Till) -> Iterator[Layout]:
    """The shop's table of scale codes (till.toml, `weighed`). A row that is none reads nothing:
    its codes are refused, and the rest goes on."""
    for row in till.config.weighed:
        try:
            yield Layout(str(row.get("pattern", "")), int(row.get("decimals", -1)))
        except (BadLayout, ValueError):
            continue


def plain(till: Till, code: str) -> Product | None:
    """The product with exactly that code."""
    try:
        return till.catalog.product(code)
    except BadCode:
        return None


def find(till: Till, code: str) -> tuple[Product, Carried] | None:
    """The product of a code, and what the code carries. One that the catalogue lists as it is
    needs no table, also when it begins as a scale's do. Raises BadCode for a GS1 code that is
    broken, BadQuantity for a scale's code of what is not sold by the kilo."""
    if product := plain(till, code):
        carried = barcode.carried_by(code)
        if product.packs:
            carried = replace(carried, units=product.units(barcode.looked_up(code)))
        return product, carried
    digits = barcode.bare(code)
    said = weighed_code.read(layouts(till), digits)
    if said is None:
        return None
    catalogue = till.catalog
    product = (
        plain(till, said.zeroed)
        or catalogue.by_key(said.item)
        or catalogue.by_sku(said.item)
        or catalogue.by_sku(said.item.lstrip("0") or "0")
    )
    if product is None:
        return None
    if said.carried.weight is not None and product.unit is not Unit.KG:
        raise BadQuantity(text=f"{said.carried.weight} kg")
    return product, said.carried


def of_goods(till: Till, code: str) -> tuple[Product, Decimal | None]:
    """A code, or a SKU, scanned where goods are counted, received or sent; and how much of its
    product one scan is: what a pack holds, the weight on a scale's label. None: it is measured, and
    the code says no weight.

    Raises UnknownItem; BadCode and BadQuantity as `find`.
    """
    found = find(till, code)
    if found is None:
        if (product := till.catalog.by_sku(code)) is None:
            raise UnknownItem(code=code)
        found = product, NOTHING
    product, carried = found
    return product, carried.weight if product.unit.measured else Decimal(carried.units)


def all_of(product: Product, each: Decimal | None, times: Decimal | None) -> Decimal | None:
    """How much `times` scans are; None: nobody said. Of what is measured, `times` is the measure
    itself."""
    if times is None or product.unit.measured or each is None:
        return each if times is None else times
    return each * times


def check_layout(till: Till, code: str) -> None:
    """Raises NoLayout for a scale's code that no row reads: it is no unknown product."""
    digits = barcode.bare(code)
    if weighed_code.is_variable(digits) and weighed_code.read(layouts(till), digits) is None:
        raise NoLayout(code=digits, prefix=digits[:2])


def check_day(till: Till, product: Product, carried: Carried) -> None:
    """Raises ExpiredLot after its last day."""
    if carried.expires is not None and carried.expires < till.now().date():
        raise ExpiredLot(name=product.name, expired=carried.expires)


def joins(line: Line, carried: Carried) -> bool:
    """Whether one more that carries this is another one of the same."""
    return carried.price is None and (line.batch, line.expires) == (carried.batch, carried.expires)


def with_carried(line: Line, carried: Carried) -> Line:
    """The line with what its code says. A price on a label is for so much of a kilo."""
    if carried == NOTHING:
        return line
    line = replace(line, batch=carried.batch, expires=carried.expires, labelled=carried.price)
    if line.unit is not Unit.KG:
        return line if line.quantity == 1 else replace(line, labelled=None)
    weight: Decimal | None = carried.weight
    if weight is None and carried.price is not None:
        weight = weight_for(line.listed.price, carried.price)
    if weight is None:
        return replace(line, labelled=None)
    return replace(line, quantity=weight, weight_from=WeightFrom.LABEL)
