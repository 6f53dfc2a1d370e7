"""The columns of a product file that only some chains have: other trees, typed attributes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.importing.numbers import number
from app.importing.report import Reason
from app.importing.row_cells import Cells, day_of, flag
from sync.central.masters import attributes
from sync.central.masters.products import Attribute, ProductValue

_MOST = 20_000
_NO = Attribute(type="text", value="")
"""What no cell becomes: one that is of another type than its column."""
Remarks = list[tuple[Reason, str]]


class Details:
    """`trees`: field -> name of the tree. `types`: field -> name and type of the attribute."""

    def __init__(
        self, cells: Cells, trees: Mapping[str, str], types: Mapping[str, tuple[str, str]]
    ) -> None:
        self._cells = cells
        self._trees = trees
        self._types = types
        # Colours and sizes come again in every other row.
        self._known: dict[tuple[str, str], Attribute] = {}

    def read(
        self, cells: Sequence[str], old: ProductValue | None, remarks: Remarks
    ) -> tuple[dict[str, str], dict[str, Attribute]]:
        """What the row says over what there was; an empty cell takes away."""
        trees = dict(old.families) if old else {}
        typed = dict(old.attributes) if old else {}
        for field, tree in self._trees.items():
            trees.pop(tree, None)
            if path := " ".join(self._cells.text(cells, field).split()):
                trees[tree] = path
        for field, (name, kind) in self._types.items():
            typed.pop(name, None)
            if text := self._cells.text(cells, field):
                found = self._known.get((field, text))
                if found is None:
                    found = self._known[field, text] = self._attribute(kind, text)
                if found is _NO:
                    remarks.append((Reason.BAD_ATTRIBUTE, f"{name}: {text}"))
                else:
                    typed[name] = found
        return trees, typed

    def _attribute(self, kind: str, text: str) -> Attribute:
        if len(self._known) > _MOST:
            self._known.clear()
        value = self._value(kind, " ".join(text.split()))
        if value is None or not attributes.fits(kind, value):
            return _NO
        return Attribute(type=kind, value=value)  # type: ignore[arg-type]

    def _value(self, kind: str, text: str) -> str | bool | None:
        match kind:
            case "boolean":
                return flag(text)
            case "date":
                return day_of(text)
            case "number":
                found = number(text, self._cells.mark)
                return None if found is None else f"{found:f}"
            case _:
                return text
