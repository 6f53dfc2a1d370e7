"""Sizes stand as people look for them."""

from __future__ import annotations

from app.domain.product import Variant
from app.domain.sizes import order


def test_numbers_are_numbers_letters_go_from_small_to_large_and_colours_stay_together() -> None:
    wanted = ["8", "38", "38,5", "104", "XXS", "S", "m", "L", "XL", "2XL", "4XL", "única"]
    shuffled = wanted[::-1]
    assert sorted(shuffled, key=lambda size: order(Variant("C", size))) == wanted
    shirts = [Variant("C", size, colour) for colour in ("azul", "rojo") for size in ("S", "M")]
    turned = shirts[::-1]
    assert sorted(turned, key=order) == shirts
