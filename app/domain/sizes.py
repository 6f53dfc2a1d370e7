"""The sizes of a model in the order in which people look for them."""

from __future__ import annotations

from app.domain.number import read_decimal
from app.domain.product import Variant

_LETTERS = ("XXXS", "XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "4XL", "5XL")
_SAME = {"2XS": "XXS", "3XS": "XXXS", "2XL": "XXL", "3XL": "XXXL", "XXXXL": "4XL"}


def order(variant: Variant) -> tuple[str, int, int, str]:
    """By colour, then numbers as numbers, then letters from small to large, then the rest."""
    size = variant.size.upper()
    letters = _SAME.get(size, size)
    number = read_decimal(size, 2)
    if number is not None:
        return variant.colour, 0, int(number * 100), size
    if letters in _LETTERS:
        return variant.colour, 1, _LETTERS.index(letters), size
    return variant.colour, 2, 0, size
