"""Returns: what of a document may still come back, what it is worth, how it is paid back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.document import Document
from app.domain.errors import MoreThanSold, NoSuchLine, NothingToReturn, PaidOtherwise
from app.domain.money import ZERO, Money, total
from app.domain.sale import Line
from app.domain.sums import summed
from app.domain.tax import TaxCategory, TaxedLine, base_of
from app.domain.tender import Tender, TenderKind


@dataclass(frozen=True, slots=True)
class Back:
    """What came back of one line so far: quantity and amount, both positive."""

    quantity: Decimal = Decimal(0)
    amount: Money = ZERO


NOTHING = Back()
CENTRAL, PAPER = "central", "paper"
"""What may prove a document of another shop (retail-rules 5)."""


def remaining(line: Line, back: Mapping[int, Back]) -> Decimal:
    """How much of `line` was sold and has not come back."""
    return line.quantity - back.get(line.number, NOTHING).quantity


def worth(line: Line, back: Back, quantity: Decimal) -> Money:
    """What `quantity` more of `line` is worth, after `back` came back already.

    The difference of two roundings of the running sum, so that however a line is returned in
    parts, the parts sum to what was paid for it.
    """
    after = line.total.times((back.quantity + quantity) / line.quantity)
    return after - back.amount


def returned_lines(
    document: Document, back: Mapping[int, Back], parts: Sequence[tuple[int, Decimal]]
) -> tuple[Line, ...]:
    """The corrective's lines, negative, for `parts` = (line number, quantity) of `document`, and
    for what is attached to them.

    Raises NoSuchLine, MoreThanSold, NothingToReturn.
    """
    by_number = {line.number: line for line in document.lines}
    asked: dict[int, Decimal] = {}
    for number, quantity in parts:
        if number not in by_number:
            raise NoSuchLine(line=number)
        asked[number] = asked.get(number, Decimal(0)) + quantity
    if not asked:
        raise NothingToReturn(number=document.number)
    _bring_along(document, back, asked)
    lines: list[Line] = []
    for number, quantity in asked.items():
        line = by_number[number]
        left = remaining(line, back)
        if not 0 < quantity <= left or (not line.unit.measured and quantity % 1):
            raise MoreThanSold(line=number, left=left)
        amount = -worth(line, back.get(number, NOTHING), quantity)
        lines.append(
            replace(
                line,
                number=len(lines) + 1,
                of=number,
                quantity=-quantity,
                gross=amount,
                reduced=amount,
                share=ZERO,
                discount=None,
            )
        )
    return tuple(lines)


def _bring_along(document: Document, back: Mapping[int, Back], asked: dict[int, Decimal]) -> None:
    """What is attached comes back with its product: so much of it that no more is left than of
    that. One may come back by itself: the empty bottle of a deposit."""
    by_number = {line.number: line for line in document.lines}
    for line in document.lines:
        to = line.attached
        if to is None or to.to not in asked or to.to not in by_number:
            continue
        other = by_number[to.to]
        stays = remaining(other, back) - asked[to.to]
        kept = to.each * stays if not other.unit.measured else line.quantity if stays > 0 else 0
        along = remaining(line, back) - kept
        if along > asked.get(line.number, 0):
            asked[line.number] = along


def not_taken_back(lines: Iterable[Line]) -> Line | None:
    """The first of a corrective's lines that was sold without return; None when there is none."""
    return next((line for line in lines if line.terms.not_returnable), None)


def brought(document: Document, back: Mapping[int, Back], corrective: Document) -> dict[int, Back]:
    """What came back of `document` with `corrective` too. Who had only the paper to go by did not
    know its lines: then it is the line of that product of which enough is left."""
    result = dict(back)
    on_paper = corrective.corrects is not None and corrective.corrects.proof == PAPER
    for line in corrective.lines:
        of = _line_of(document, result, line) if on_paper else line.of
        if of is not None:
            before = result.get(of, NOTHING)
            after = Back(before.quantity - line.quantity, before.amount - line.total)
            result[of] = after
    return result


def _line_of(document: Document, back: Mapping[int, Back], came: Line) -> int | None:
    same = [line for line in document.lines if line.sku == came.sku]
    enough = [line for line in same if remaining(line, back) >= -came.quantity]
    return next((line.number for line in (*enough, *same)), None)


def everything(document: Document, back: Mapping[int, Back]) -> list[tuple[int, Decimal]]:
    """The parts that return all that is left. Raises NothingToReturn."""
    parts = [(line.number, remaining(line, back)) for line in document.lines]
    parts = [(number, left) for number, left in parts if left > 0]
    if not parts:
        raise NothingToReturn(number=document.number)
    return parts


def asked_again(lines: Iterable[Line], parts: Iterable[tuple[int, Decimal]]) -> bool:
    """Whether `parts` ask for just what the corrective's `lines` give back, what is attached to
    them or not."""
    asked = summed(parts)
    given = {line.of: -line.quantity for line in lines if line.of in asked or not line.attached}
    return given == asked


def taxes(
    document: Document, back: Mapping[int, Back], lines: Iterable[Line]
) -> tuple[TaxedLine, ...]:
    """The corrective's breakdown; see `corrective_taxes`."""
    sold = {line.number: line for line in document.lines}
    earlier = (
        (sold[number].tax, sold[number].percent, came.amount) for number, came in back.items()
    )
    return corrective_taxes(earlier, lines)


def corrective_taxes(
    earlier: Iterable[tuple[TaxCategory, Decimal, Money]], lines: Iterable[Line]
) -> tuple[TaxedLine, ...]:
    """The breakdown of a corrective of `lines`, of what `earlier` amounts (category, percent,
    gross) came back of already. Bases telescope as amounts do, so that when all has come back base
    and tax of every rate sum to those of the document that is corrected."""
    before = summed(((category, percent), amount) for category, percent, amount in earlier)
    now = summed(((line.tax, line.percent), -line.total) for line in lines)
    rows = []
    for (category, percent), amount in now.items():
        came = before.get((category, percent), ZERO)
        base = base_of(came + amount, percent) - base_of(came, percent)
        rows.append(TaxedLine(category, percent, -base, base - amount))
    order = list(TaxCategory)
    return tuple(sorted(rows, key=lambda row: (-row.percent, order.index(row.category))))


def paid_back(
    document: Document, given_back: Iterable[Tender], amount: Money, means: str = ""
) -> tuple[Tender, ...]:
    """How `amount` (positive) is paid back: each card up to what it took, then cash, and never
    more in cash than the cash that came in (retail-rules 3). Amounts are negative.

    `given_back`: the tenders of what came back before.
    `means`: "" as it was paid; "cash" or "card": only that way. Raises PaidOtherwise.
    """
    left = _came_in(document)
    for tender in given_back:
        left[_way(tender)] = left.get(_way(tender), ZERO) + tender.amount
    plan: list[Tender] = []
    for way in sorted(left, key=lambda way: way[0] is TenderKind.CASH):
        kind, reference = way
        if means and (kind is TenderKind.CASH) != (means == TenderKind.CASH.value):
            continue
        part = min(left[way], amount - total(-tender.amount for tender in plan))
        if part > ZERO:
            plan.append(Tender(kind, -part, reference))
    if total(-tender.amount for tender in plan) != amount:
        raise PaidOtherwise(
            means=means, most=total(-tender.amount for tender in plan), amount=amount
        )
    return tuple(plan)


def _way(tender: Tender) -> tuple[TenderKind, str]:
    """Each card payment is its own way; cash is one, and so is the bank's own terminal."""
    return tender.kind, tender.reference if tender.kind.asks_terminal else ""


def _came_in(document: Document) -> dict[tuple[TenderKind, str], Money]:
    came = summed((_way(tender), tender.amount) for tender in document.tenders)
    if document.change:
        came[TenderKind.CASH, ""] -= document.change
    return came
