"""VAT, IGIC and IPSI: categories, the dated table of rates, and how a gross amount splits into
base and tax."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import NoTaxRate
from app.domain.money import Money, half_up

MOST = 100
"""Per cent."""


class TaxCategory(StrEnum):
    """What the law calls a product (LIVA 90 and 91, 20, 7; of the Canary Islands, Ley 4/2012); the
    rate follows from the territory and the date."""

    GENERAL = "general"
    REDUCIDO = "reducido"
    SUPERREDUCIDO = "superreducido"
    CERO = "cero"
    EXENTO = "exento"
    NO_SUJETO = "no_sujeto"
    INCREMENTADO = "incrementado"
    """With ESPECIAL, of the Canary Islands alone; elsewhere as GENERAL."""
    ESPECIAL = "especial"

    @property
    def charged(self) -> bool:
        """Whether the operation is subject and not exempt (S1 in VERI*FACTU's list L9)."""
        return self not in (TaxCategory.EXENTO, TaxCategory.NO_SUJETO)


_ORDER = list(TaxCategory)


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
    """The rates of every territory; data, read from resources/tax_rates.toml, and before them those
    that a chain or a till has of its own: a city's IPSI is in its ordinance."""

    rates: tuple[Rate, ...]

    def after(self, own: Iterable[Rate]) -> TaxTable:
        """With `own` before its own."""
        return TaxTable((*own, *self.rates))

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
    """Group VAT-included amounts by rate, the highest first; what is not charged, by category.

    Per ticket and rate, never per line (TEAC 26-11-2024 RG 2233/2022): base = half_up(G/(1+t)),
    tax = G - base, so the total is exactly the sum of the lines.
    """
    rows = []
    for (category, percent), amount in by_rate(amounts).items():
        base = base_of(amount, percent)
        rows.append(TaxedLine(category, percent, base, amount - base))
    return tuple(rows)


Row = tuple[TaxCategory | None, Decimal]


def row_of(category: TaxCategory, percent: Decimal) -> Row:
    """What tells the rows of a breakdown apart: the rate, and why nothing is charged."""
    return None if category.charged else category, percent


def by_rate(
    amounts: Iterable[tuple[TaxCategory, Decimal, Money]],
) -> dict[tuple[TaxCategory, Decimal], Money]:
    """The sums of each rate, the highest first: two charged categories of one rate are one row of
    an invoice, called by the first of them."""
    named: dict[Row, TaxCategory] = {}
    sums: dict[Row, int] = {}
    for category, percent, amount in amounts:
        key = row_of(category, percent)
        sums[key] = sums.get(key, 0) + amount.cents
        named[key] = min(named.get(key, category), category, key=_ORDER.index)
    found = {(named[key], key[1]): Money(cents) for key, cents in sums.items()}
    return dict(sorted(found.items(), key=lambda row: (-row[0][1], _ORDER.index(row[0][0]))))


def rate_of(row: Mapping[str, object]) -> Rate:
    """A rate as a setting or till.toml says it: `territory`, `category`, `percent` as a text,
    `since` and `until` as days. Raises ValueError."""
    try:
        percent = Decimal(str(row["percent"]))
        since, until = str(row.get("since") or date.min), row.get("until")
        if not percent.is_finite() or not 0 <= percent <= MOST:
            raise ValueError(row)
        return Rate(
            str(row["territory"]),
            TaxCategory(str(row["category"])),
            percent,
            date.fromisoformat(since),
            date.fromisoformat(str(until)) if until else None,
        )
    except (KeyError, ArithmeticError) as error:
        raise ValueError(row) from error


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
