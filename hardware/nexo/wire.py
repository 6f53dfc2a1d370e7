"""JSON as nexo writes it: amounts are decimal numbers there, integer minor units here.

Whatever comes from outside is read through these functions; what is not as it should be raises
`Garbled`, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NoReturn

import msgspec

MOST = 1_000_000
"""Bytes of a message; a terminal's longest is a tenth of that."""
MOST_CENTS = 10**11
_ENCODER = msgspec.json.Encoder(decimal_format="number")

Body = Mapping[str, Any]


class Garbled(Exception):
    """What came is no message, or not the one that was waited for: nothing of it is believed."""


def encode(message: Body) -> bytes:
    return _ENCODER.encode(message)


def decode(data: bytes) -> Body:
    """A JSON object, its fractions as Decimal. Raises Garbled."""
    if len(data) > MOST:
        raise Garbled("too long")
    try:
        found = json.loads(data, parse_float=Decimal, parse_constant=_none, object_pairs_hook=_once)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Garbled(f"no JSON: {type(error).__name__}") from None
    if not isinstance(found, dict):
        raise Garbled("no object")
    return found


def _none(_text: str) -> NoReturn:
    raise ValueError("no number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name said twice could be read two ways."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name twice")
    return made


def part(of: Body, *names: str) -> Body:
    """The object at that path. Raises Garbled."""
    for name in names:
        found = of.get(name)
        if not isinstance(found, Mapping):
            raise Garbled(f"no {name}")
        of = found
    return of


def maybe(of: Body, *names: str) -> Body:
    """The object at that path; an empty one where there is none."""
    for name in names:
        found = of.get(name)
        of = found if isinstance(found, Mapping) else {}
    return of


def rows(of: Body, name: str) -> list[Body]:
    """The objects of a list; what else is in it is left out."""
    found = of.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def text(of: Body, name: str, most: int = 200) -> str:
    """The printable text there; "" for none."""
    found = of.get(name)
    if not isinstance(found, str):
        return ""
    return "".join(letter for letter in found if letter.isprintable())[:most]


def amount(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def cents(of: Body, name: str) -> int:
    """The amount there in minor units. Raises Garbled for none, a negative one and fractions of a
    cent."""
    found = of.get(name)
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise Garbled(f"{name} is no amount")
    much = Decimal(found)
    if not much.is_finite() or not 0 <= much <= MOST_CENTS:
        raise Garbled(f"{name} is no amount of money")
    minor = much.scaleb(2)
    if minor != int(minor):
        raise Garbled(f"{name} has fractions of a cent")
    return int(minor)
