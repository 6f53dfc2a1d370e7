"""Returns: what of a document may still come back, what it is worth, how it is paid back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain.document import Document
from app.domain.errors import MoreThanPaid, MoreThanSold, NoSuchLine, NothingToReturn, PaidOtherwise
from app.domain.money import ZERO, Money, total
from app.domain.sale import Line
from app.domain.sums import summed
from app.domain.tax import TaxCategory, TaxedLine, base_of, by_rate, row_of
from app.domain.tender import RefundAs, Tender, TenderKind, Tenders
from app.domain.why_back import WhyBack


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

    Its part of what is left of what was paid, less what was given back without goods: however a
    line is returned in parts, the last takes the rest, and they sum to what was paid for it.
    """
    return (line.total - back.amount).times(quantity / (line.quantity - back.quantity))


def returned_lines(
    document: Document,
    back: Mapping[int, Back],
    parts: Sequence[tuple[int, Decimal]],
    why: WhyBack = WhyBack.RESTOCK,
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
        lines.append(_back_line(line, len(lines) + 1, -quantity, amount, why))
    return tuple(lines)


def lowered_lines(
    document: Document,
    back: Mapping[int, Back],
    amounts: Sequence[tuple[int, Money]],
    why: WhyBack,
) -> tuple[Line, ...]:
    """The corrective's lines when no goods come back: `amounts` = (line number, what goes back of
    its price, positive). Raises NoSuchLine, MoreThanPaid, NothingToReturn."""
    by_number = {line.number: line for line in document.lines}
    if not amounts:
        raise NothingToReturn(number=document.number)
    lines: list[Line] = []
    for number, amount in summed(amounts).items():
        if number not in by_number:
            raise NoSuchLine(line=number)
        line = by_number[number]
        left = line.total - back.get(number, NOTHING).amount
        if not ZERO < amount <= left:
            raise MoreThanPaid(line=number, left=left)
        lines.append(_back_line(line, len(lines) + 1, Decimal(0), -amount, why))
    return tuple(lines)


def _back_line(line: Line, number: int, quantity: Decimal, amount: Money, why: WhyBack) -> Line:
    return replace(
        line,
        number=number,
        of=line.number,
        quantity=quantity,
        gross=amount,
        reduced=amount,
        share=ZERO,
        discount=None,
        why_back=why,
    )


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


def asked_again(lines: Sequence[Line], parts: Iterable[tuple[int, Decimal]]) -> bool:
    """Whether `parts` ask for just what the corrective's `lines` give back, what is attached to
    them or not."""
    if any(not line.why_back.goods for line in lines):
        return False
    asked = summed(parts)
    given = {line.of: -line.quantity for line in lines if line.of in asked or not line.attached}
    return given == asked


def lowered_again(lines: Iterable[Line], amounts: Iterable[tuple[int, Money]]) -> bool:
    """The same of a return without goods."""
    given = {line.of: -line.total for line in lines if not line.why_back.goods}
    return given == summed(amounts)


def taxes(
    document: Document, back: Mapping[int, Back], lines: Iterable[Line]
) -> tuple[TaxedLine, ...]:
    """The corrective's breakdown; see `corrective_taxes`. When all of a rate has come back its
    base is the document's, which of an invoice for several tickets is the sum of theirs."""
    return corrective_taxes(_earlier(document, back), lines, document.taxes)


def taxes_left(document: Document, back: Mapping[int, Back]) -> tuple[TaxedLine, ...]:
    """What is left of the document's breakdown: its rows less those of all its correctives."""
    came = summed(
        ((category, percent), amount) for category, percent, amount in _earlier(document, back)
    )
    rows = []
    for row in document.taxes:
        amount = came.get((row.category, row.percent), ZERO)
        base = row.base - _base(amount, row.percent, row)
        left = TaxedLine(row.category, row.percent, base, row.gross - amount - base)
        if left.gross or row.gross == ZERO:
            rows.append(left)
    return tuple(rows)


def _earlier(
    document: Document, back: Mapping[int, Back]
) -> list[tuple[TaxCategory, Decimal, Money]]:
    sold = {line.number: line for line in document.lines}
    return [(sold[number].tax, sold[number].percent, came.amount) for number, came in back.items()]


def _base(amount: Money, percent: Decimal, row: TaxedLine | None) -> Money:
    """The base of so much of a rate; of all of it, the one that the document states."""
    return row.base if row and amount == row.gross else base_of(amount, percent)


def corrective_taxes(
    earlier: Iterable[tuple[TaxCategory, Decimal, Money]],
    lines: Iterable[Line],
    stated: Iterable[TaxedLine] = (),
) -> tuple[TaxedLine, ...]:
    """The breakdown of a corrective of `lines`, of what `earlier` amounts (category, percent,
    gross) came back of already. Bases telescope as amounts do, so that when all has come back base
    and tax of every rate sum to those of the document that is corrected (`stated`)."""
    whole = {row_of(row.category, row.percent): row for row in stated}
    before = {row_of(*rate): amount for rate, amount in by_rate(earlier).items()}
    now = by_rate((line.tax, line.percent, -line.total) for line in lines)
    rows = []
    for (category, percent), amount in now.items():
        came = before.get(row_of(category, percent), ZERO)
        row = whole.get(row_of(category, percent))
        base = _base(came + amount, percent, row) - _base(came, percent, row)
        rows.append(TaxedLine(category, percent, -base, base - amount))
    return in_order(rows)


def in_order(rows: Iterable[TaxedLine]) -> tuple[TaxedLine, ...]:
    """As a breakdown stands on paper: the highest rate first."""
    order = list(TaxCategory)
    return tuple(sorted(rows, key=lambda row: (-row.percent, order.index(row.category))))


CASH, CARD, CREDIT = TenderKind.CASH.value, TenderKind.CARD.value, TenderKind.CREDIT.value
"""What somebody may wish: only cash, everything but cash, all of it as store credit."""
CASH_INSTEAD = "cash-instead"
"""Cash for what no drawer took: the card is gone, and somebody allowed it."""


def by_reference(means: str) -> tuple[TenderKind, str] | None:
    """The kind and what was typed of it, of a wish to be paid back so: `transfer:TR-118`."""
    code, colon, reference = means.partition(":")
    return (TenderKind(code), reference) if colon else None


def instead(means: str) -> bool:
    """Whether it may take the place of a way that refused: it asks nobody."""
    return means in (CREDIT, CASH_INSTEAD) or ":" in means


def paid_back(
    document: Document,
    given_back: Iterable[Tender],
    amount: Money,
    means: str = "",
    rules: Tenders = Tenders(),  # noqa: B008 (a value)
) -> tuple[Tender, ...]:
    """How `amount` (positive) is paid back: each card and each payment up to what it took, then
    what goes back as store credit, then cash, and never more in cash than the cash that came in
    (retail-rules 3). Amounts are negative; store credit has no code yet.

    `given_back`: the tenders of what came back before.
    `means`: "" as it was paid; "cash" or "card": only that way; `instead` says which take the place
    of any. Raises PaidOtherwise.
    """
    if instead(means):
        kind, reference = by_reference(means) or (
            TenderKind.CASH if means == CASH_INSTEAD else TenderKind.CREDIT,
            "",
        )
        return (Tender(kind, -amount, reference),) if amount else ()
    left = _left(document, given_back, rules)
    plan: list[Tender] = []
    for way in sorted(left, key=_turn):
        kind, reference = way
        if means and (kind is TenderKind.CASH) != (means == CASH):
            continue
        part = min(left[way], amount - total(-tender.amount for tender in plan))
        if part > ZERO:
            plan.append(Tender(kind, -part, reference))
    if total(-tender.amount for tender in plan) != amount:
        raise PaidOtherwise(
            means=means, most=total(-tender.amount for tender in plan), amount=amount
        )
    return tuple(plan)


def cash_beyond(
    document: Document, given_back: Iterable[Tender], cash: Money, rules: Tenders
) -> Money:
    """How much of `cash` (positive), paid back now, no drawer took for this document."""
    return max(ZERO, cash - _left(document, given_back, rules).get((TenderKind.CASH, ""), ZERO))


_Way = tuple[TenderKind, str]


def _left(document: Document, given_back: Iterable[Tender], rules: Tenders) -> dict[_Way, Money]:
    """What came in each way and has not gone back; below zero what went back beyond it."""
    left = _came_in(document, rules)
    for tender in given_back:
        way = _way(tender, rules)
        left[way] = left.get(way, ZERO) + tender.amount
    return left


def _way(tender: Tender, rules: Tenders) -> _Way:
    """Each payment with a reference is its own way; cash is one, and so is the bank's own
    terminal, and all that goes back as store credit."""
    if rules.of(tender.kind).refund is RefundAs.CREDIT:
        return TenderKind.CREDIT, ""
    return tender.kind, tender.reference


def _turn(way: _Way) -> int:
    """Which ways go first: what the terminal gives back, and last what needs least trust."""
    kind, _ = way
    if kind.asks_terminal:
        return 0
    return {TenderKind.CREDIT: 2, TenderKind.CASH: 3}.get(kind, 1)


def _came_in(document: Document, rules: Tenders) -> dict[_Way, Money]:
    came = summed((_way(tender, rules), tender.amount) for tender in document.paid)
    if document.change:
        came[TenderKind.CASH, ""] -= document.change
    return came
