"""What everything costs: `priced` is the only place where a price is worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from app.domain.errors import BadDiscount, DiscountTooDeep
from app.domain.money import ZERO, Money, half_up, total
from app.domain.sale import Amount, Discount, Line, Listed, Percent, Sale
from app.domain.tax import TaxTable

HUNDRED = Decimal(100)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PriceRules:
    """What holds today in this shop."""

    taxes: TaxTable
    territory: str
    today: date


def priced(sale: Sale, rules: PriceRules) -> Sale:
    """Work out every amount of `sale` anew from quantities, prices and discounts.

    Lines that come out unchanged stay the same objects, so that a caller can tell what to
    save. A corrective's amounts follow from its document (`refund`), so they are left alone.
    Raises BadDiscount when a discount exceeds what it is taken from, DiscountTooDeep when a line's
    own exceeds what its product's terms let, NoTaxRate. Of a ticket's discount such a line takes
    what it may, and no more.
    """
    if sale.returning:
        return sale
    lines = [_priced_line(line, rules) for line in sale.lines]
    shares = _shares(lines, sale.discount)
    return replace(
        sale,
        lines=tuple(
            line if line.share == share else replace(line, share=share)
            for line, share in zip(lines, shares, strict=True)
        ),
    )


def _priced_line(line: Line, rules: PriceRules) -> Line:
    percent = rules.taxes.percent(rules.territory, line.tax, rules.today)
    cents = line.quantity * line.price.cents
    if (label := line.label_amount) is not None:
        cents = Decimal(label.cents)
    gross = Money(half_up(cents))
    reduced = gross
    match line.discount:
        case Discount(off=Percent(percent=off)):
            # A percentage is never rounded by itself: the line is, once (TEAC RG 2233/2022).
            reduced = Money(half_up(cents * (HUNDRED - off) / HUNDRED))
        case Discount(off=Amount(amount=amount)):
            if amount > gross:
                raise BadDiscount(most=gross)
            reduced = gross - amount
        case _:
            pass
    if line.terms.most_off is not None and reduced < _least(line, gross):
        raise DiscountTooDeep(name=line.name, most=line.terms.most_off)
    if (line.percent, line.gross, line.reduced) == (percent, gross, reduced):
        return line
    return replace(line, percent=percent, gross=gross, reduced=reduced)


def _least(line: Line, gross: Money) -> Money:
    """What a line costs at least, whoever takes off what; ZERO where nothing limits it."""
    if line.terms.most_off is None:
        return ZERO
    listed = line.listed.price.times(line.quantity) if line.override else gross
    return listed.times((HUNDRED - line.terms.most_off) / HUNDRED)


def _shares(lines: Sequence[Line], discount: Discount | None) -> list[Money]:
    """Of the ticket's discount, each line's part: by what it costs, and no more than its product's
    terms let; what one may not take of an amount, the others do. Raises BadDiscount."""
    if all(line.terms.most_off is None for line in lines):
        off = _taken_off(total(line.reduced for line in lines), discount)
        return off.allocate([line.reduced.cents for line in lines])
    room = [max(line.reduced - _least(line, line.gross), ZERO) for line in lines]
    full: dict[int, Money] = {}
    while True:
        left = [place for place in range(len(lines)) if place not in full]
        off = _off_these([lines[place] for place in left], discount, total(full.values()))
        if (
            discount
            and isinstance(discount.off, Amount)
            and off > total(room[place] for place in left)
        ):
            raise BadDiscount(most=total(room))
        parts = dict(zip(left, off.allocate([lines[p].reduced.cents for p in left]), strict=True))
        over = {place: room[place] for place, part in parts.items() if part > room[place]}
        if not over:
            return [full.get(place, parts.get(place, ZERO)) for place in range(len(lines))]
        full |= over


def _off_these(lines: Sequence[Line], discount: Discount | None, given: Money) -> Money:
    """What is to be taken off `lines`, when others took all they may, `given`."""
    if discount is not None and isinstance(discount.off, Amount):
        return discount.off.amount - given
    return _taken_off(total(line.reduced for line in lines), discount)


def _taken_off(subtotal: Money, discount: Discount | None) -> Money:
    match discount:
        case Discount(off=Percent(percent=percent)):
            return subtotal - subtotal.times((HUNDRED - percent) / HUNDRED)
        case Discount(off=Amount(amount=amount)):
            if amount > subtotal:
                raise BadDiscount(most=subtotal)
            return amount
        case _:
            return ZERO


def discount_given(sale: Sale) -> Decimal:
    """The most that discounts take off any line, in per cent, line and ticket together.

    Percentages count as they were given: rounding a line's cents must not push 20 % over 20 %.
    """
    ticket = _ticket_per_cent(sale)
    left = [(HUNDRED - _line_per_cent(line)) * (HUNDRED - ticket) / HUNDRED for line in sale.lines]
    return HUNDRED - min(left, default=HUNDRED)


def deepest_raise(before: Sale, after: Sale) -> Decimal:
    """The most that is taken off a line on which a discount grew, line and ticket together.

    In per cent; 0 when none grew. A discount of an amount grows too when its line gets
    cheaper, or when other lines leave the ticket that it was given on.
    """
    ticket = _ticket_per_cent(after)
    grew = ticket > _ticket_per_cent(before)
    removed = (before.removed,) if before.removed else ()
    known = {line.number: _line_per_cent(line) for line in (*removed, *before.lines)}
    deepest = Decimal(0)
    for line in after.lines:
        own = _line_per_cent(line)
        if grew or own > known.get(line.number, Decimal(0)):
            deepest = max(deepest, HUNDRED - (HUNDRED - own) * (HUNDRED - ticket) / HUNDRED)
    return deepest


def _line_per_cent(line: Line) -> Decimal:
    return _per_cent(line.discount, line.gross)


def _ticket_per_cent(sale: Sale) -> Decimal:
    return _per_cent(sale.discount, total(line.reduced for line in sale.lines))


def _per_cent(discount: Discount | None, of: Money) -> Decimal:
    match discount:
        case Discount(off=Percent(percent=percent)):
            return percent
        case Discount(off=Amount(amount=amount)) if of:
            return amount.cents * HUNDRED / of.cents
        case _:
            return Decimal(0)


def per_cent_between(listed: Money, price: Money) -> Decimal:
    """How far a price set by hand is from the listed one, up or down."""
    if not listed:
        return HUNDRED if price else Decimal(0)
    return abs(listed.cents - price.cents) * HUNDRED / listed.cents


class Because(StrEnum):
    """The kinds of step by which a line got its price."""

    LISTED = "listed"
    LEVEL = "level"
    OVERRIDE = "override"
    QUANTITY = "quantity"
    LINE_DISCOUNT = "line_discount"
    TICKET_DISCOUNT = "ticket_discount"
    TAX = "tax"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a price: what it made the amount, how, and where that comes from."""

    because: Because
    amount: Money
    """After this step; of LISTED, LEVEL and OVERRIDE the unit price, of TAX the tax included."""
    source: str
    """The list and its version, or the reason that was given."""
    detail: str = ""
    who: str = ""
    allowed_by: str = ""


def explained(line: Line, sale: Sale) -> tuple[Step, ...]:
    """Why `line` costs what it costs, from the list to the tax inside."""
    steps = [_listed_step(Because.LISTED, line.otherwise or line.listed)]
    if line.otherwise:
        steps.append(_listed_step(Because.LEVEL, line.listed))
    if line.override:
        by = line.override
        steps.append(Step(Because.OVERRIDE, by.price, by.why, "", by.who, by.allowed_by))
    steps.append(Step(Because.QUANTITY, line.gross, "", f"{line.quantity} {line.unit}"))
    if line.discount:
        steps.append(_discount_step(Because.LINE_DISCOUNT, line.discount, line.reduced))
    if sale.discount:
        steps.append(_discount_step(Because.TICKET_DISCOUNT, sale.discount, line.total))
    inside = line.total - Money(half_up(line.total.cents * HUNDRED / (HUNDRED + line.percent)))
    steps.append(Step(Because.TAX, inside, line.tax.value, f"{line.percent} %"))
    return tuple(steps)


def _listed_step(because: Because, listed: Listed) -> Step:
    source = f"{listed.price_list} {listed.version}".strip()
    return Step(because, listed.price, source, _validity(listed))


def _validity(listed: Listed) -> str:
    """`2027-01-07/2027-02-28`, the days with it, an open end left empty; "" for always."""
    first = listed.starts.date().isoformat() if listed.starts else ""
    last = (listed.ends - _INSTANT).date().isoformat() if listed.ends else ""
    return f"{first}/{last}" if first or last else ""


def _discount_step(because: Because, discount: Discount, after: Money) -> Step:
    match discount.off:
        case Percent(percent=percent):
            detail = f"-{percent} %"
        case Amount(amount=amount):
            detail = f"-{amount}"
    return Step(because, after, discount.why, detail, discount.who, discount.allowed_by)
