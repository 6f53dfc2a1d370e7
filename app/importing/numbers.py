"""Numbers as people and programs write them: `1.234,50`, `1,234.50 €`, `1 234,5`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

_AROUND = re.compile(r"\s|€|EUR|eur|'|’|%")
_USUAL = re.compile(r"[0-9]{1,9}([.,][0-9]{1,2})?")
_PLAIN = re.compile(r"[+-]?[0-9]{1,12}")
_POINT = re.compile(r"[+-]?[0-9]{0,12}\.[0-9]{1,8}")
_COMMA = re.compile(r"[+-]?[0-9]{0,12},[0-9]{1,8}")
_POINT_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]{1,8})?")
_COMMA_GROUPS = re.compile(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]{1,8})?")


def number(text: str, mark: str) -> Decimal | None:
    """The number in `text`, or None.

    `mark`: the file's decimal mark. It decides only what could be read both ways (`1.234`);
    `1.50` is one and a half in any file.
    """
    if _USUAL.fullmatch(text):  # nearly all of a file, spared the rest
        return Decimal(text.replace(",", "."))
    plain = _AROUND.sub("", text)
    if _PLAIN.fullmatch(plain):
        return Decimal(plain)
    groups, decimals, other, other_groups = (
        (_POINT_GROUPS, _COMMA, _POINT, _COMMA_GROUPS)
        if mark == ","
        else (_COMMA_GROUPS, _POINT, _COMMA, _POINT_GROUPS)
    )
    for form in (decimals, groups, other, other_groups):
        if form.fullmatch(plain):
            comma_decides = form in (_COMMA, _POINT_GROUPS)
            plain = plain.replace(".", "") if comma_decides else plain.replace(",", "")
            return Decimal(plain.replace(",", "."))
    return None


def decimal_mark(cells: Iterable[str], otherwise: str) -> str:
    """The mark that the numbers in `cells` prove (`.` or `,`); without proof, `otherwise`."""
    votes = {".": 0, ",": 0}
    for cell in cells:
        plain = _AROUND.sub("", cell)
        for mark, thousands in ((",", "."), (".", ",")):
            head, found, tail = plain.rpartition(mark)
            # Three digits after the last mark may be a group of thousands, unless another mark
            # stands before it.
            if found and tail.isdecimal() and mark not in head:
                if len(tail) != 3 or thousands in head or head in ("0", "-0", ""):
                    votes[mark] += 1
            elif found and tail.isdecimal() and len(tail) == 3:
                votes[thousands] += 1  # 1.234.567: repeated, so it groups
    if votes["."] == votes[","]:
        return otherwise
    return max(votes, key=lambda mark: votes[mark])
