"""What single cells of a product file mean: codes, tax, unit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from app.domain import barcode, pack
from app.domain.content import ContentUnit
from app.domain.errors import BadCode, NoTaxRate
from app.domain.product import Unit
from app.domain.tax import TaxCategory, TaxTable
from app.importing.numbers import number
from app.importing.report import LeftOut, Reason
from app.mirror.words import fold

_UNITS = {
    Unit.EACH: ("", "each", "u", "ud", "uds", "un", "unidad", "unidades", "pz", "pieza", "piezas"),
    Unit.KG: ("kg", "kgs", "kilo", "kilos", "kilogramo"),
    Unit.L: ("l", "lt", "ltr", "litro", "litros"),
    Unit.M: ("m", "mt", "metro", "metros"),
}
_UNIT = {name: unit for unit, names in _UNITS.items() for name in names}
_CONTENT_UNITS = {
    ContentUnit.G: ("g", "gr", "grs", "gramo", "gramos"),
    ContentUnit.KG: _UNITS[Unit.KG],
    ContentUnit.ML: ("ml", "mililitro", "mililitros"),
    ContentUnit.CL: ("cl", "centilitro", "centilitros"),
    ContentUnit.L: _UNITS[Unit.L],
    ContentUnit.CM: ("cm", "centimetro", "centimetros"),
    ContentUnit.M: _UNITS[Unit.M],
    ContentUnit.UNIT: ("unit", "units", *_UNITS[Unit.EACH][1:]),
}
_CONTENT_UNIT = {name: unit for unit, names in _CONTENT_UNITS.items() for name in names}
# What Excel and pandas make of long numbers: the first has lost digits, the second has not.
_ROUNDED = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
_FLOATED = re.compile(r"([0-9]{8,14})[.,]0+")
_OWN_CODE = re.compile(r"[!-{}~]{1,48}")  # printable ASCII but the separator


def unit_of(text: str) -> Unit | None:
    """`kg`, `Uds.`, `litros`; each for an empty text, None for what is no unit."""
    return _UNIT.get(fold(text).strip().rstrip("."))


def content_unit_of(text: str) -> ContentUnit | None:
    """`g`, `ml`, `Litros`, `uds.`; None for what is none, and for nothing."""
    return _CONTENT_UNIT.get(fold(text).strip().rstrip("."))


def codes_of(written: list[str]) -> tuple[str, ...]:
    """Keys of what is a GTIN, capitals of what is a code of the shop's own; of a pack with how many
    it stands for, `CODE*6`. Raises LeftOut, also when one code stands for two numbers of them."""
    if not written:
        return ()
    codes = tuple(dict.fromkeys(map(_code, written)))
    if len({pack.split(code)[0] for code in codes}) < len(codes):
        raise LeftOut(Reason.DUPLICATE_BARCODE, "|".join(written))
    # What papers show of a product is its first code: the one of a single piece.
    return tuple(sorted(codes, key=lambda code: pack.split(code)[1] > 1))


def _code(text: str) -> str:
    code, units = pack.split(text)
    return pack.joined(_plain_code(code), units) if units > 1 else _plain_code(text)


def _plain_code(text: str) -> str:
    try:
        return barcode.key(text)
    except BadCode as error:
        reason = error.facts["reason"]
    if reason == "check_digit":
        raise LeftOut(Reason.BAD_CHECK_DIGIT, text)
    if match := _FLOATED.fullmatch(text):
        return _plain_code(match[1])
    # Up to seven digits are a shop's own article number; more are a barcode that lost some.
    digits = text.isdecimal() and len(text) > 7
    if digits or _ROUNDED.fullmatch(text) or not _OWN_CODE.fullmatch(text):
        raise LeftOut(Reason.BAD_CODE, text)
    return text.upper()


def tax_reader(taxes: TaxTable, territory: str, today: date) -> Callable[[str], TaxCategory | None]:
    """Reads `reducido`, `10`, `10 %`, `10,00`; None for what is no category nor rate of today."""
    known: dict[str, TaxCategory | None] = {}

    def read(text: str) -> TaxCategory | None:
        if text not in known:
            known[text] = _tax(text, taxes, territory, today)
        return known[text]

    return read


def _tax(text: str, taxes: TaxTable, territory: str, today: date) -> TaxCategory | None:
    name = fold(text).replace(" ", "_").replace("-", "_")
    if name in set(TaxCategory):
        return TaxCategory(name)
    percent = number(text, ",")
    if percent is None:
        return None
    try:
        return taxes.category(territory, percent, today)
    except NoTaxRate:
        return None
