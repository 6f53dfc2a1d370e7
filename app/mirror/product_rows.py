"""Products as they travel, into the rows of a catalogue and back."""

from __future__ import annotations

import json
from typing import Any

from app.domain.product import Unit
from app.domain.tax import TaxCategory
from app.mirror.catalog_tables import SEPARATOR
from app.mirror.delta import AT, Row
from app.mirror.details import text_of
from app.mirror.rows import Change, Fields

UNPRICED = -1
"""In `price` while nobody has said one."""

_UNITS = {unit.value for unit in Unit}
_TAXES = {category.value for category in TaxCategory}
_PRICE, _WEB, _STAND_IN = AT["price"], AT["web_price"], AT["stand_in"]


def row_of(change: Change) -> Row:
    """A product without a price. Raises BadRow."""
    value = Fields(change)
    unit, tax = value.text("unit", "each"), value.text("tax", None)
    if unit not in _UNITS:
        raise value.bad("unit")
    if tax not in _TAXES:
        raise value.bad("tax")
    name = value.text("name", None)
    if not change.key or not name:
        raise value.bad("name")
    return (
        change.key,
        name,
        unit,
        tax,
        UNPRICED,
        None,
        value.text("family"),
        value.text("brand"),
        SEPARATOR.join(value.texts("codes")),
        SEPARATOR.join(value.texts("related")),
        None,  # how many there are is the store stream's to say
        value.text("image"),
        value.whole("sold"),
        _details(value),
        0,
    )


def priced(row: Row, price: int, web_price: int | None, stand_in: int) -> Row:
    return (*row[:_PRICE], price, web_price, *row[_WEB + 1 : _STAND_IN], stand_in)


def prices_of(row: Row) -> tuple[int, int | None, int]:
    """(price, web_price, stand_in)."""
    return row[_PRICE], row[_WEB], row[_STAND_IN]


def value_of(row: Row) -> dict[str, Any]:
    """What travels of a product: `row_of` undone."""
    details = json.loads(row[AT["details"]] or "{}")
    return {
        **{name: row[AT[name]] for name in ("name", "unit", "tax", "family", "brand", "image")},
        **{name: _split(row[AT[name]]) for name in ("codes", "related")},
        "sold": row[AT["sold"]],
        **details,
    }


def _split(text: str) -> list[str]:
    return text.split(SEPARATOR) if text else []


def _details(value: Fields) -> str:
    families, attributes = value.mapping("families"), value.mapping("attributes")
    found: dict[str, Any] = {}
    if families:
        found["families"] = families
    if attributes:
        found["attributes"] = attributes
    return text_of(found) if found else ""
