"""Which column of a file is which field: said by the user, or read from the header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.errors import NoUsableHeader, UnknownColumn, UnknownField
from app.importing.table import fold_name


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a kind of table.

    `aliases`: other names of a header, folded. `several`: fields that may have many columns.
    `needed`: of each group one must be known.
    """

    aliases: Mapping[str, tuple[str, ...]]
    several: frozenset[str] = frozenset()
    needed: tuple[tuple[str, ...], ...] = ()

    @property
    def known(self) -> frozenset[str]:
        """Every folded header name that means something."""
        return frozenset(self.aliases) | {name for names in self.aliases.values() for name in names}

    def check(self, names: Sequence[str]) -> None:
        """Raises UnknownField for a name that is no field."""
        for name in names:
            if name not in self.aliases:
                raise UnknownField(field=name, fields=", ".join(self.aliases))


@dataclass(frozen=True, slots=True)
class Columns:
    """The places of each field in a row, and the header names that nothing was made of."""

    places: Mapping[str, tuple[int, ...]]
    unmapped: tuple[str, ...]


def columns(
    header: Sequence[str], fields: Fields, mapping: Mapping[str, str], given: Sequence[str]
) -> Columns:
    """Read `header`. `mapping`: column -> field, as the user says; `given`: fields with a default.

    A header's name is compared without case, accents and punctuation. Where the user says nothing,
    the field's own name goes before its aliases, and two columns of one rank are nobody's: guessing
    which of two prices is meant would sell at the wrong one.
    Raises UnknownField, UnknownColumn, NoUsableHeader.
    """
    fields.check(list(mapping.values()))
    folded = [fold_name(name) for name in header]
    places: dict[str, list[int]] = {}
    for column, field in mapping.items():
        places.setdefault(field, []).append(_place(column, header, folded))
    taken = {place for found in places.values() for place in found}
    for field, aliases in fields.aliases.items():
        if field in places:
            continue
        for names in ((field,), aliases):
            found = [i for i, name in enumerate(folded) if name in names and i not in taken]
            if len(found) == 1 or (found and field in fields.several):
                places[field] = found
                taken.update(found)
            if found:
                break
    for group in fields.needed:
        if not any(field in places or field in given for field in group):
            raise NoUsableHeader(missing="|".join(group), columns=", ".join(header[:30])[:300])
    unmapped = tuple(name for i, name in enumerate(header) if i not in taken and name)
    return Columns({field: tuple(found) for field, found in places.items()}, unmapped)


def _place(column: str, header: Sequence[str], folded: Sequence[str]) -> int:
    if column in header:
        return list(header).index(column)
    if (name := fold_name(column)) in folded:
        return list(folded).index(name)
    raise UnknownColumn(column=column, columns=", ".join(header[:30])[:300])
