"""One row of a product file, read as a product or refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from app.domain import pack, sale_terms
from app.domain.content import Content, content
from app.domain.money import Money, half_up
from app.domain.product import Product, Unit, Variant
from app.domain.sale_terms import FREE, SaleTerms
from app.domain.tax import TaxCategory
from app.importing.cells import codes_of, content_unit_of, unit_of
from app.importing.numbers import number
from app.importing.report import LeftOut, Reason

LONGEST_NAME = 200
_LONGEST_SKU = 64
# What a Windows text leaves when somebody before us read it as Latin-1: "C\x9curs" was "Cœurs".
_WINDOWS = {i: bytes([i]).decode("cp1252", errors="ignore") for i in range(0x80, 0xA0)}
_CONTENT = re.compile(r"([0-9.,' ]*[0-9])\s*([^\W\d_]*\.?)")
_LETTER = re.compile(r"[^\W_]")
_DEAR = 10_000_00
_IMPOSSIBLE = 10_000_000_00
"""Cents; above it a price is a barcode in the wrong column."""


class Read(NamedTuple):
    """A row that can go in: `warnings` are about it, `sold` is 0 when the file does not say."""

    product: Product
    sold: int
    warnings: list[tuple[Reason, str]]


class ProductRows:
    """Turns rows of one file into products.

    `kept(sku)`: the product that a merge would change; its values stay where the file says none.
    """

    def __init__(
        self,
        places: Mapping[str, tuple[int, ...]],
        defaults: Mapping[str, str],
        mark: str,
        tax_of: Callable[[str], TaxCategory | None],
        kept: Callable[[str], Product | None],
    ) -> None:
        self._places = places
        self._defaults = defaults
        self._mark = mark
        self._tax_of = tax_of
        self._kept = kept

    def identity(self, cells: list[str]) -> tuple[str, str, str]:
        """SKU, barcodes and name as they stand in the file, for the report."""
        return self._cell(cells, "sku"), "|".join(self._list(cells, "barcodes")), self._name(cells)

    def read(self, cells: list[str], width: int) -> Read:
        """Raises LeftOut. `width`: the header's; a longer row has slipped out of its columns."""
        if len(cells) > width and any(map(str.strip, cells[width:])):
            raise LeftOut(Reason.UNREADABLE, f"{len(cells)} > {width}")
        warnings: list[tuple[Reason, str]] = []
        written = self._list(cells, "barcodes")
        split = [pack.split(code) for code in codes_of(written)]
        codes = tuple(code for code, _ in split)
        packs = tuple((code, units) for code, units in split if units > 1)
        sku = self._sku(cells, written)
        old = self._kept(sku)
        if not self._says("barcodes") and old:
            codes, packs = old.codes, old.packs
        name = self._name(cells) or (old.name if old else "")
        if not _LETTER.search(name):
            raise LeftOut(Reason.NO_NAME)
        if len(name) > LONGEST_NAME:
            warnings.append((Reason.LONG_NAME, str(len(name))))
            name = name[:LONGEST_NAME].rstrip()
        price = self._price(cells, old, warnings)
        product = Product(
            sku,
            name,
            self._unit(cells, old, warnings),
            self._tax(cells, old),
            price,
            self._web_price(cells, old, price, warnings),
            self._text(cells, "family", old.family if old else ""),
            self._text(cells, "brand", old.brand if old else ""),
            codes,
            self._related(cells, old),
            self._stock(cells, old, warnings),
            self._text(cells, "image", old.image if old else ""),
            packs,
            self._terms(cells, old),
            self._variant(cells, old),
            self._content(cells, old, warnings),
        )
        return Read(product, self._sold(cells), warnings)

    def reads(self, field: str) -> bool:
        """Whether the default of a field of numbers is one."""
        return number(self._defaults[field], self._mark) is not None

    def _says(self, field: str) -> bool:
        return field in self._places or field in self._defaults

    def _cell(self, cells: list[str], field: str) -> str:
        for place in self._places.get(field, ()):
            if place < len(cells) and (cell := cells[place].strip()):
                return cell
        return self._defaults.get(field, "")

    def _list(self, cells: list[str], field: str, marks: str = "[|]") -> list[str]:
        places = self._places.get(field, ())
        text = "|".join([cells[i] for i in places if i < len(cells)]).strip("| ")
        text = text or self._defaults.get(field, "")
        if "|" not in text and "," not in text:
            return [text] if text else []
        return [part for part in map(str.strip, re.split(marks, text)) if part]

    def _text(self, cells: list[str], field: str, otherwise: str) -> str:
        if not self._says(field):
            return otherwise
        return _clean(self._cell(cells, field))[:LONGEST_NAME]

    def _name(self, cells: list[str]) -> str:
        return _clean(self._cell(cells, "name"))

    def _sku(self, cells: list[str], written: list[str]) -> str:
        sku = self._cell(cells, "sku") or (pack.split(written[0])[0] if written else "")
        if not sku:
            raise LeftOut(Reason.NO_SKU)
        if len(sku) > _LONGEST_SKU or not sku.isprintable() or "|" in sku:
            raise LeftOut(Reason.BAD_SKU, sku)
        return sku

    def _price(
        self, cells: list[str], old: Product | None, warnings: list[tuple[Reason, str]]
    ) -> Money:
        """0.00 goes in with a warning: shops have things that are free, and may not be refused."""
        text = self._cell(cells, "price_store")
        if not text and old:
            return old.price
        cents, exact = self._cents(text)
        if cents is None:
            raise LeftOut(Reason.NO_PRICE, text)
        if not exact:
            warnings.append((Reason.ROUNDED_PRICE, text))
        if cents == 0 or cents > _DEAR:
            warnings.append((Reason.ODD_PRICE, text))
        return Money(cents)

    def _web_price(
        self,
        cells: list[str],
        old: Product | None,
        price: Money,
        warnings: list[tuple[Reason, str]],
    ) -> Money | None:
        if not self._says("price_web"):
            return old.web_price if old else None
        text = self._cell(cells, "price_web")
        if not text:
            return None
        cents, exact = self._cents(text)
        if cents is None:
            warnings.append((Reason.BAD_WEB_PRICE, text))
            return None
        if not exact:
            warnings.append((Reason.ROUNDED_PRICE, text))
        if cents > 2 * price.cents:
            warnings.append((Reason.ODD_PRICE, text))
        return Money(cents)

    def _cents(self, text: str) -> tuple[int | None, bool]:
        value = number(text, self._mark) if text else None
        if value is None or value < 0 or value > _IMPOSSIBLE // 100:
            return None, True
        hundredfold = value.scaleb(2)
        cents = int(hundredfold)
        return (cents, True) if hundredfold == cents else (half_up(hundredfold), False)

    def _tax(self, cells: list[str], old: Product | None) -> TaxCategory:
        text = self._cell(cells, "tax") or self._cell(cells, "vat")
        if not text and old:
            return old.tax
        category = self._tax_of(text)
        if category is None:
            raise LeftOut(Reason.NO_TAX, text)
        return category

    def _unit(
        self, cells: list[str], old: Product | None, warnings: list[tuple[Reason, str]]
    ) -> Unit:
        if not self._says("unit"):
            return old.unit if old else Unit.EACH
        text = self._cell(cells, "unit")
        unit = unit_of(text)
        if unit is None:
            warnings.append((Reason.UNKNOWN_UNIT, text))
        return unit or Unit.EACH

    def _content(
        self, cells: list[str], old: Product | None, warnings: list[tuple[Reason, str]]
    ) -> Content | None:
        """`750` and `ml`; `1,5 l` in the one column says both."""
        if not self._says("content"):
            return old.content if old else None
        text = self._cell(cells, "content")
        if not text:
            return None
        match = _CONTENT.fullmatch(text)
        figure, name = match.groups() if match else ("", "")
        unit = content_unit_of(name or self._cell(cells, "content_unit"))
        value = number(figure, self._mark)
        found = content(value, unit) if value is not None and unit is not None else None
        if found is None:
            said = f"{text} {self._cell(cells, 'content_unit')}".strip()
            warnings.append((Reason.BAD_CONTENT, said))
        return found

    def _related(self, cells: list[str], old: Product | None) -> tuple[str, ...]:
        if not self._says("related"):
            return old.related if old else ()
        return tuple(dict.fromkeys(self._list(cells, "related", "[|,]")))

    def _terms(self, cells: list[str], old: Product | None) -> SaleTerms:
        """An empty cell of a column takes away. What cannot be read leaves the row out: to sell
        without its age would be worse than not to sell."""
        terms = old.terms if old else FREE
        for field, (name, *_) in sale_terms.NAMES.items():
            if not self._says(name):
                continue
            text = self._cell(cells, name)
            try:
                value = sale_terms.read(field, text) if text else getattr(FREE, field)
            except ValueError:
                raise LeftOut(Reason.BAD_VALUE, f"{name}: {text}") from None
            terms = replace(terms, **{field: value})
        return terms

    def _variant(self, cells: list[str], old: Product | None) -> Variant | None:
        was = (old.variant if old else None) or Variant("")
        found = Variant(
            self._text(cells, "parent", was.parent),
            self._text(cells, "size", was.size),
            self._text(cells, "colour", was.colour),
        )
        return found if found.parent else None

    def _stock(
        self, cells: list[str], old: Product | None, warnings: list[tuple[Reason, str]]
    ) -> Decimal | None:
        if not self._says("stock"):
            return old.stock if old else None
        text = self._cell(cells, "stock")
        value = number(text, self._mark) if text else None
        if text and (value is None or abs(value) > _IMPOSSIBLE):
            warnings.append((Reason.BAD_STOCK, text))
            return None
        return None if value is None else Decimal(half_up(value * 1000)).scaleb(-3)

    def _sold(self, cells: list[str]) -> int:
        text = self._cell(cells, "sold")
        value = number(text, self._mark) if text else None
        return max(0, int(value)) if value is not None and value < _IMPOSSIBLE else 0


def _clean(text: str) -> str:
    """One line without what cannot be seen."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return "".join(filter(str.isprintable, text.translate(_WINDOWS)))
