"""VAT: categories, the dated table of rates, and how a gross amount splits into base and tax."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import NoTaxRate
from app.domain.money import Money, half_up


class TaxCategory(StrEnum):
    """What the law calls a product (LIVA 90 and 91, 20, 7); the rate follows from the date."""

    GENERAL = "general"
    REDUCIDO = "reducido"
    SUPERREDUCIDO = "superreducido"
    CERO = "cero"
    EXENTO = "exento"
    NO_SUJETO = "no_sujeto"

    @property
    def charged(self) -> bool:
        """Whether the operation is subject and not exempt (S1 in VERI*FACTU's list L9)."""
        return self not in (TaxCategory.EXENTO, TaxCategory.NO_SUJETO)


@dataclass(frozen=True, slots=True)
class Rate:
    """A row of the table: `percent` holds from `since` (inclusive) to `until` (exclusive)."""

    territory: str
    category: TaxCategory
    percent: Decimal
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class TaxTable:
    """The rates of every territory; data, read from resources/tax_rates.toml."""

    rates: tuple[Rate, ...]

    def percent(self, territory: str, category: TaxCategory, on: date) -> Decimal:
        """The percentage of `category` in `territory` on that local day. Raises NoTaxRate."""
        for rate in self.rates:
            if (
                (rate.territory, rate.category) == (territory, category)
                and rate.since <= on
                and (rate.until is None or on < rate.until)
            ):
                return rate.percent
        raise NoTaxRate(category=category.value, date=on.isoformat())

    def category(self, territory: str, percent: Decimal, on: date) -> TaxCategory:
        """The charged category with that percentage on that day. Raises NoTaxRate."""
        for category in TaxCategory:
            if category.charged and any(
                rate.percent == percent
                for rate in self.rates
                if (rate.territory, rate.category) == (territory, category)
                and rate.since <= on
                and (rate.until is None or on < rate.until)
            ):
                return category
        raise NoTaxRate(category=f"{percent} %", date=on.isoformat())


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """One row of a document's tax breakdown; `gross = base + tax`, exactly."""

    category: TaxCategory
    percent: Decimal
    base: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.base + self.tax


def base_of(gross: Money, percent: Decimal) -> Money:
    """The base inside a VAT-included amount: half_up(G / (1 + t)), once per rate and document."""
    return Money(half_up(Decimal(gross.cents) * 100 / (100 + percent)))


def breakdown(amounts: Iterable[tuple[TaxCategory, Decimal, Money]]) -> tuple[TaxedLine, ...]:
    """Group VAT-included amounts by category and rate, the highest rate first.

    Per ticket and rate, never per line (TEAC 26-11-2024 RG 2233/2022): base = half_up(G/(1+t)),
    tax = G - base, so the total is exactly the sum of the lines.
    """
    sums: dict[tuple[TaxCategory, Decimal], int] = {}
    for category, percent, amount in amounts:
        key = (category, percent)
        sums[key] = sums.get(key, 0) + amount.cents
    order = list(TaxCategory)
    rows = []
    for (category, percent), cents in sorted(
        sums.items(), key=lambda item: (-item[0][1], order.index(item[0][0]))
    ):
        base = base_of(Money(cents), percent)
        rows.append(TaxedLine(category, percent, base, Money(cents) - base))
    return tuple(rows)


def parse_rates(text: str) -> TaxTable:
    """Read tax_rates.toml. Raises KeyError, ValueError: the file is ours."""
    return TaxTable(
        tuple(
            Rate(
                row["territory"],
                TaxCategory(row["category"]),
                Decimal(row["percent"]),
                row["since"],
                row.get("until"),
            )
            for row in tomllib.loads(text)["rate"]
        )
    )
