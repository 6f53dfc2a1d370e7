"""Amounts, quantities and ages as people of the shop read them, in the language in use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from app.ui.words import ENGLISH, SPANISH, fill, tr

if TYPE_CHECKING:  # the sign-in screen is painted without the domain
    from app.domain.money import Money
    from app.domain.product import Unit

MINUS = "−"
_NBSP = " "
_tax = ["IVA"]
_COUNTRY = {
    SPANISH: QLocale(QLocale.Language.Spanish, QLocale.Country.Spain),
    ENGLISH: QLocale(QLocale.Language.English, QLocale.Country.Ireland),
}


def language() -> str:
    """Another word for each language that things may be written in."""
    return QLocale().name()


def use(language: str) -> None:
    """Write numbers as `language` does from now on (English: as Ireland, which has the euro)."""
    QLocale.setDefault(_COUNTRY[language])


def use_tax(territory: str) -> None:
    """Call the tax as the shop's territory does from now on."""
    _tax[0] = territory


def tax() -> str:
    return tr("IVA") if _tax[0] == "IVA" else _tax[0]


def money(amount: Money) -> str:
    """`12.345,60 €` or `€12,345.60`; never through a float."""
    here = QLocale()
    euros, cents = divmod(abs(amount.cents), 100)
    digits = f"{_grouped(euros, here)}{here.decimalPoint()}{cents:02d}"
    sign = MINUS if amount.cents < 0 else ""
    if here.language() == QLocale.Language.English:
        return f"{sign}€{digits}"
    return f"{sign}{digits}{_NBSP}€"


def typed_amount(amount: Money) -> str:
    """As a person types it: the number alone, with the language's sign of decimals."""
    return str(amount).replace(".", QLocale().decimalPoint())


def _grouped(number: int, here: QLocale) -> str:
    return f"{number:,}".replace(",", here.groupSeparator())


def number(value: Decimal) -> str:
    """A decimal with the mark of the language, trailing zeros kept."""
    return f"{value:f}".replace(".", QLocale().decimalPoint()).replace("-", MINUS)


def whole(count: int) -> str:
    """`12.345`, or `12,345`."""
    return _grouped(count, QLocale()).replace("-", MINUS)


def percent(value: Decimal) -> str:
    """`20 %` (Spanish) or `20%`."""
    trimmed = value.normalize() if value % 1 else value.quantize(Decimal(1))
    gap = "" if QLocale().language() == QLocale.Language.English else _NBSP
    return f"{number(trimmed)}{gap}%"


def quantity(value: Decimal, unit: Unit) -> str:
    """`2`, or `0,436 kg` for what is measured."""
    if not unit.measured:
        return number(value.quantize(Decimal(1)))
    return f"{number(value.quantize(Decimal('0.001')))}{_NBSP}{unit.value}"


def unit_price(price: Money, unit: Unit) -> str:
    return f"{money(price)}/{unit.value}" if unit.measured else money(price)


def units(count: int) -> str:
    return tr("1 ud") if count == 1 else fill(tr("%1 uds"), count)


def units_and_lines(count: int, lines: int) -> str:
    """`6 uds · 5 líneas`."""
    return f"{units(count)} · {lines_of(lines)}"


def lines_of(count: int) -> str:
    return tr("1 línea") if count == 1 else fill(tr("%1 líneas"), count)


def goods(parts: Iterable[tuple[Decimal, Unit]]) -> str:
    """`6 uds + 0,500 kg`: what is counted, and what is measured."""
    sums: dict[Unit, Decimal] = {}
    for much, unit in parts:
        sums[unit] = sums.get(unit, Decimal(0)) + much
    counted = [units(int(much)) for unit, much in sums.items() if not unit.measured]
    measured = [quantity(much, unit) for unit, much in sums.items() if unit.measured]
    return " + ".join(counted + measured)


def age(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit: `hace 12 min`."""
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 1:
        return tr("ahora")
    if minutes < 60:
        return fill(tr("hace %1 min"), minutes)
    if minutes < 24 * 60:
        return fill(tr("hace %1 h"), minutes // 60)
    days = minutes // (24 * 60)
    return tr("hace 1 día") if days == 1 else fill(tr("hace %1 días"), days)


def clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def day(moment: date) -> str:
    """`21/11/2026`, in both languages."""
    return f"{moment:%d/%m/%Y}"


def long_day(moment: datetime) -> str:
    """`sábado, 21 de noviembre de 2026`."""
    return QLocale().toString(
        QDate(moment.year, moment.month, moment.day), QLocale.FormatType.LongFormat
    )


def denomination(worth: Money) -> str:
    """A note or coin by its short name: `50 €` and `20 cts`, or `€50` and `20c`."""
    euros, cents = divmod(worth.cents, 100)
    if QLocale().language() == QLocale.Language.English:
        return f"{cents}c" if cents else f"€{euros}"
    return f"{cents}{_NBSP}{'ct' if cents == 1 else 'cts'}" if cents else f"{euros}{_NBSP}€"
