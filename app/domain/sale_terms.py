"""What limits the sale of a product (retail-rules 2): age, hours, how many, how much off, and what
goes with it. A product's attributes say it, or its family's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from decimal import Decimal
from typing import Any

from app.domain import pack
from app.domain.number import read_decimal

_HOURS = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)\s*-\s*(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)")
_HUNDRED = Decimal(100)
_OLDEST = 99
_LONGEST = 200
_BETWEEN = "|"


@dataclass(frozen=True, slots=True)
class SaleTerms:
    """At their defaults nothing limits it."""

    minimum_age: int = 0
    """Years; asked once a ticket."""
    hours: str = ""
    """`08:00-22:00`, several joined by `|`: the local times at which it may be sold."""
    most: Decimal | None = None
    """How many, or how much, of it one ticket may have."""
    most_off: Decimal | None = None
    """Per cent of its listed price that may be taken off, by line, ticket and hand together: of
    books 5 (Ley 10/2007 art. 11)."""
    not_returnable: str = ""
    """The sentence that is read aloud to who wants to bring it back."""
    attached: tuple[tuple[str, Decimal], ...] = ()
    """(SKU, how many for each) of what is sold with it: a deposit, a bag, an eco fee."""


FREE = SaleTerms()

NAMES: dict[str, tuple[str, ...]] = {
    "minimum_age": ("minimum_age", "edad_minima"),
    "hours": ("sale_hours", "horario_venta"),
    "most": ("maximum_quantity", "cantidad_maxima"),
    "most_off": ("maximum_discount", "descuento_maximo"),
    "not_returnable": ("not_returnable", "no_devolucion"),
    "attached": ("attached", "lineas_unidas"),
}
"""By field, what the attribute is called: first as files and centrals should write it."""


def read(field: str, text: str) -> Any:
    """The value of a field of SaleTerms as a file or an attribute writes it. Raises ValueError."""
    return _READ[field](text.strip())


def of_attributes(values: Mapping[str, object]) -> SaleTerms:
    """What a product's attributes say; of what cannot be read, nothing: it is central's to put
    right, and no reason not to sell."""
    found: dict[str, Any] = {}
    for field, names in NAMES.items():
        for name in names:
            text = values.get(name)
            if isinstance(text, str) and text and field not in found:
                try:
                    found[field] = read(field, text)
                except ValueError:
                    continue
    return SaleTerms(**found) if found else FREE


def written(terms: SaleTerms) -> dict[str, str]:
    """`of_attributes` undone, each under its first name."""
    texts = {
        "minimum_age": str(terms.minimum_age) if terms.minimum_age else "",
        "hours": terms.hours,
        "most": "" if terms.most is None else f"{terms.most.normalize():f}",
        "most_off": "" if terms.most_off is None else f"{terms.most_off.normalize():f}",
        "not_returnable": terms.not_returnable,
        "attached": _BETWEEN.join(
            sku if each == 1 else f"{sku}{pack.MARK}{each.normalize():f}"
            for sku, each in terms.attached
        ),
    }
    return {NAMES[field][0]: text for field, text in texts.items() if text}


def of_families(setting: object) -> dict[str, SaleTerms]:
    """The chain's setting `families`: by path, what its products' attributes would say."""
    found: dict[str, SaleTerms] = {}
    for path, said in setting.items() if isinstance(setting, Mapping) else ():
        if isinstance(path, str) and isinstance(said, Mapping):
            texts = {name: str(value) for name, value in said.items()}
            if (terms := of_attributes(texts)) != FREE:
                found[path] = terms
    return found


def around(family: str) -> Iterator[str]:
    """The path of a family and of those that it is in, the nearest first."""
    while family:
        yield family
        family = family.rpartition("/")[0]


def within(own: SaleTerms, families: Iterable[SaleTerms]) -> SaleTerms:
    """A product's terms where it has some, else those of its nearest family that has."""
    for family in families:
        missing = {
            one.name: getattr(family, one.name)
            for one in fields(SaleTerms)
            if getattr(own, one.name) == one.default
        }
        own = replace(own, **missing)
    return own


def open_at(hours: str, at: time) -> bool:
    """Whether it may be sold at that local time."""
    return not hours or any(_in(one, at) for one in hours.split(_BETWEEN))


def _in(hours: str, at: time) -> bool:
    """Past midnight, when it ends before it begins."""
    first, last = hours.split("-")
    begins = time.fromisoformat(first)
    if last == "24:00":
        return begins <= at
    ends = time.fromisoformat(last)
    return begins <= at < ends if begins < ends else at >= begins or at < ends


def _age(text: str) -> int:
    years = read_decimal(text, 6)
    if years is None or years % 1 or not 0 <= years <= _OLDEST:
        raise ValueError(text)
    return int(years)


def _hours(text: str) -> str:
    found = []
    for one in text.split(_BETWEEN):
        match = _HOURS.fullmatch(one.strip())
        if match is None:
            raise ValueError(text)
        ends = f"{int(match[3]):02d}:{match[4]}" if match[3] else "24:00"
        found.append(f"{int(match[1]):02d}:{match[2]}-{ends}")
    return _BETWEEN.join(found)


def _most(text: str) -> Decimal:
    most = read_decimal(text, 3)
    if not most:
        raise ValueError(text)
    return most


def _percent(text: str) -> Decimal:
    percent = read_decimal(text.removesuffix("%").strip(), 2)
    if percent is None or percent > _HUNDRED:
        raise ValueError(text)
    return percent


def _sentence(text: str) -> str:
    if not text.isprintable() or len(text) > _LONGEST:
        raise ValueError(text)
    return text


def _attached(text: str) -> tuple[tuple[str, Decimal], ...]:
    found: dict[str, Decimal] = {}
    for one in text.split(_BETWEEN):
        sku, mark, each = (part.strip() for part in one.rpartition(pack.MARK))
        if not mark:
            sku, each = one.strip(), "1"
        much = read_decimal(each, 3)
        if not sku or not much:
            raise ValueError(text)
        found[sku] = much
    return tuple(found.items())


_READ: dict[str, Callable[[str], Any]] = {
    "minimum_age": _age,
    "hours": _hours,
    "most": _most,
    "most_off": _percent,
    "not_returnable": _sentence,
    "attached": _attached,
}
