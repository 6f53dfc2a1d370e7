"""Articles for what has no code: pre-set by family, each with its tax and a price ceiling."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.errors import NoSuchVarios, VariosTooDear
from app.domain.money import Money, parse_money
from app.domain.product import Unit
from app.domain.tax import TaxCategory

LIST = "varios"
"""The price list of lines without a product: nobody keeps stock of them."""


@dataclass(frozen=True, slots=True)
class Varios:
    sku: str
    name: str
    """With `{rate}` where the per cent of its tax goes."""
    family: str
    tax: TaxCategory
    ceiling: Money
    """The dearest unit price it may be sold at."""
    unit: Unit = Unit.EACH
    territory: str = ""
    """The only one where it is sold; "": everywhere."""

    def called(self, percent: Decimal) -> str:
        """Its name where its tax is `percent`: `Varios 7 %`, `Varios 0,5 %`."""
        rate = f"{percent.normalize():f}".replace(".", ",")
        return self.name.replace("{rate}", f"{rate} %")


def varios_for(kinds: Iterable[Varios], tax: TaxCategory, price: Money) -> Varios:
    """The first of that tax whose ceiling allows `price`. Raises NoSuchVarios, VariosTooDear."""
    of_tax = [kind for kind in kinds if kind.tax is tax]
    if not of_tax:
        raise NoSuchVarios(tax=tax.value)
    for kind in of_tax:
        if price <= kind.ceiling:
            return kind
    raise VariosTooDear(most=max(kind.ceiling for kind in of_tax))


def check_ceiling(kinds: Iterable[Varios], sku: str, price: Money) -> None:
    """A pre-set article keeps its ceiling whoever prices it. Raises VariosTooDear."""
    for kind in kinds:
        if kind.sku == sku and price > kind.ceiling:
            raise VariosTooDear(most=kind.ceiling)


def parse_varios(text: str) -> tuple[Varios, ...]:
    """Read varios.toml. Raises KeyError, ValueError: the file is ours."""
    return tuple(
        Varios(
            row["sku"],
            row["name"],
            row["family"],
            TaxCategory(row["tax"]),
            parse_money(row["ceiling"]),
            territory=row.get("territory", ""),
        )
        for row in tomllib.loads(text)["varios"]
    )
