"""How far shops are from each other, as the crow flies; places are whole microdegrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_MICRO = 1_000_000
_EARTH = 6_371_009
"""Its mean radius in metres (IUGG)."""
_STEP = 100
"""Metres that a distance is rounded to: nobody walks a straight line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Latitude and longitude in millionths of a degree (WGS 84): of the order of 10 cm."""

    latitude: int
    longitude: int


def place(latitude: str, longitude: str) -> Place | None:
    """Of decimal degrees as people write them; None for what is nowhere."""
    north, east = _degrees(latitude, 90), _degrees(longitude, 180)
    return None if north is None or east is None else Place(north, east)


def degrees(micro: int) -> str:
    """As they are written: `41.648823`."""
    return f"{Decimal(micro) / _MICRO:f}"


def metres(one: Place, other: Place) -> int:
    """To the nearest 100 m, by the great circle."""
    north, south = (math.radians(of.latitude / _MICRO) for of in (one, other))
    east = math.radians((other.longitude - one.longitude) / _MICRO)
    half = math.sin((south - north) / 2) ** 2
    half += math.cos(north) * math.cos(south) * math.sin(east / 2) ** 2
    far = 2 * _EARTH * math.asin(min(1, math.sqrt(half)))
    return round(far / _STEP) * _STEP


def _degrees(text: str, most: int) -> int | None:
    try:
        value = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) > most:
        return None
    return int((value * _MICRO).to_integral_value())
