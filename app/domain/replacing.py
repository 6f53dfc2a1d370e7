"""A document that stands for others: an invoice for tickets (F3), an invoice put right (R4).

It says again what had not come back of them, with their bases and their tax to the cent
(fiscal spec 3.2), so that whoever adds up either side comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain import refund
from app.domain.document import Document, DocumentKind, Replaced
from app.domain.errors import NothingToReturn, NotReplaceable, OtherCustomer
from app.domain.loyalty import came_of_points, kept, of_points
from app.domain.money import ZERO, Money, total
from app.domain.refund import Back
from app.domain.sale import Line
from app.domain.sums import summed
from app.domain.tax import Row, TaxedLine, row_of
from app.domain.tender import Tender, TenderKind

FULL = frozenset({DocumentKind.F1, DocumentKind.F3, DocumentKind.R4})
"""The kinds that name a buyer, and that an R4 puts right."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document to be replaced, and what was given back of it so far."""

    document: Document
    back: Mapping[int, Back]
    given_back: tuple[Tender, ...] = ()
    """Negative."""


@dataclass(frozen=True, slots=True)
class Whole:
    """What the document that replaces others says."""

    lines: tuple[Line, ...]
    taxes: tuple[TaxedLine, ...]
    replaced: Replaced
    customer: str = ""

    @property
    def total(self) -> Money:
        return total(self.replaced.amounts)


def kind_for(parts: Sequence[Part]) -> DocumentKind:
    """F3 of tickets, R4 of one full invoice. Raises NotReplaceable."""
    kinds = [part.document.kind for part in parts]
    if kinds and all(kind is DocumentKind.F2 for kind in kinds):
        return DocumentKind.F3
    if len(kinds) == 1 and kinds[0] in FULL:
        return DocumentKind.R4
    raise NotReplaceable(number=", ".join(part.document.number for part in parts))


def whole(parts: Sequence[Part], replaced: Replaced) -> Whole:
    """What is left of `parts`; `replaced` says which they are, this adds what they came to.

    Raises NothingToReturn when no goods or no money is left of one of them, OtherCustomer when they
    gave their points to several.
    """
    lines: list[Line] = []
    for part in parts:
        left = _left(part)
        if not left or not refund.taxes_left(part.document, part.back):
            raise NothingToReturn(number=part.document.number)
        lines += _numbered(left, len(lines) + 1)
    customers = {part.document.customer for part in parts} - {""}
    if len(customers) > 1:
        raise OtherCustomer(number=parts[-1].document.number)
    return Whole(
        tuple(lines),
        _taxes(parts),
        replace(
            replaced,
            amounts=tuple(part.document.total - _came(part) for part in parts),
            tenders=_tenders(parts),
            points=sum(_points(part) for part in parts),
        ),
        next(iter(customers), ""),
    )


def operation_of(parts: Sequence[Part], today: date) -> date | None:
    """The day of what was sold, when it is one and not `today` (RD 1619/2012 art. 6.1.i)."""
    documents = [part.document for part in parts]
    days = {one.operation_on or one.issued_at.date() for one in documents}
    return days.pop() if len(days) == 1 and days != {today} else None


def _came(part: Part) -> Money:
    return total(back.amount for back in part.back.values())


def _left(part: Part) -> list[Line]:
    found = []
    for line in part.document.lines:
        back = part.back.get(line.number, refund.NOTHING)
        if not (much := refund.remaining(line, part.back)):
            continue
        if back == refund.NOTHING:
            found.append(line)
            continue
        amount = line.total - back.amount
        rest = replace(line, quantity=much, gross=amount, reduced=amount, share=ZERO)
        found.append(replace(rest, discount=None))
    return found


def _numbered(lines: Sequence[Line], first: int) -> list[Line]:
    """From `first` on; what is attached goes on being so to the same line."""
    now = {line.number: place for place, line in enumerate(lines, first)}
    return [
        replace(
            line,
            number=now[line.number],
            attached=line.attached
            and (
                replace(line.attached, to=now[line.attached.to])
                if line.attached.to in now
                else None
            ),
        )
        for line in lines
    ]


def _taxes(parts: Iterable[Part]) -> tuple[TaxedLine, ...]:
    base: dict[Row, TaxedLine] = {}
    for part in parts:
        for row in refund.taxes_left(part.document, part.back):
            key = row_of(row.category, row.percent)
            so_far = base.get(key, TaxedLine(row.category, row.percent, ZERO, ZERO))
            both = replace(so_far, base=so_far.base + row.base, tax=so_far.tax + row.tax)
            base[key] = both
    return refund.in_order(base.values())


def _tenders(parts: Iterable[Part]) -> tuple[Tender, ...]:
    """Each payment that something is left of, and what was given back in another way, negative."""
    moved: list[Tender] = []
    for part in parts:
        moved += part.document.paid
        if part.document.change:
            moved.append(Tender(TenderKind.CASH, -part.document.change))
        moved += part.given_back
    left = summed(((tender.kind, tender.reference), tender.amount) for tender in moved)
    first = {(one.kind, one.reference): one for one in reversed(moved)}
    return tuple(replace(first[way], amount=amount) for way, amount in left.items() if amount)


def _points(part: Part) -> int:
    lines = part.document.lines
    return kept(part.document.gave, of_points(lines), came_of_points(lines, part.back))
