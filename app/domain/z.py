"""What a Z says as a fact: the figures of a shift, once, for whoever keeps the books."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from app.domain.facts import Body
from app.domain.money import Money
from app.domain.shift import Count, ShiftReport
from app.domain.tax import TaxedLine
from app.domain.tender import TenderKind


@dataclass(frozen=True, slots=True)
class Passed:
    """What was not finished when a shift closed: listed on its Z, and passed on."""

    open_basket: bool
    parked: int
    pending_cards: int
    pending_returns: int
    unprinted: int
    ready_orders: int = 0
    """Orders whose parcels wait on the pickup shelves."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Where the cash of a closed shift is."""

    stays: Money
    """In the drawer, as the next float."""
    to_safe: Money
    bag: str
    """The number of the bag that it went in; "" for none."""


def z_body(report: ShiftReport, passed: Passed, rest: Rest) -> Body:
    count = report.count
    bagged = {"bag": rest.bag, "bagged": rest.to_safe.cents} if rest.bag else {}
    return {
        "shift": report.shift.id,
        "float": report.shift.float.cents,
        **figures(report),
        "held": report.held.cents,
        "held_by_hand": report.held_by_hand.cents,
        **held_body(report.held_others),
        "count": count and count_body(count),
        "stays": rest.stays.cents,
        **bagged,
        "passed": asdict(passed),
    }


def figures(report: ShiftReport) -> Body:
    """What must follow from the shift's facts, to the cent."""
    vouchers = report.vouchers
    return {
        "left": report.left.cents,
        "series": [[one.first, one.last, one.count] for one in report.series],
        "sales": report.sales,
        "sales_total": report.sales_total.cents,
        "taxes": _taxes(report.taxes),
        "returns": report.returns,
        "returns_total": report.returns_total.cents,
        "corrective_taxes": _taxes(report.corrective_taxes),
        "without_ticket": report.without_ticket,
        "without_ticket_total": report.without_ticket_total.cents,
        "replacing": report.replacing,
        "replacing_total": report.replacing_total.cents,
        "tenders": {kind.value: amount.cents for kind, amount in report.tenders.items()},
        "cash_in": report.cash_in.cents,
        "cash_out": report.cash_out.cents,
        "drops": report.drops.cents,
        "brought": report.brought.cents,
        "carried_off": report.carried_off.cents,
        "bags": [[bag.number, bag.amount.cents] for bag in report.bags],
        "vouchers": {
            "issued": [vouchers.issued, vouchers.issued_total.cents],
            "redeemed": [vouchers.redeemed, vouchers.redeemed_total.cents],
        },
        "discounts": report.discounts.cents,
        "overrides": report.overrides,
        "removed_lines": report.removed_lines,
        "abandoned": report.abandoned,
        "reprints": report.reprints,
        "openings": report.openings,
        "people": [[one.code, one.documents, one.total.cents] for one in report.people],
        "expected": report.expected.cents,
        "difference": cents(report.difference),
        "by_hand_difference": cents(report.by_hand_difference),
        **({"differences": _by_kind(report.differences)} if report.differences else {}),
        **({"retendered": report.retendered} if report.retendered else {}),
    }


def held_body(others: Mapping[TenderKind, Money]) -> Body:
    """What was held of other kinds that are counted, where there is any."""
    return {"held_others": _by_kind(others)} if others else {}


def _by_kind(amounts: Mapping[TenderKind, Money]) -> Body:
    return {kind.value: amount.cents for kind, amount in amounts.items()}


def _taxes(rows: list[TaxedLine]) -> list[Body]:
    return [
        {
            "category": row.category.value,
            "percent": _percent(row.percent),
            "base": row.base.cents,
            "tax": row.tax.cents,
        }
        for row in rows
    ]


def _percent(percent: Decimal) -> str:
    return f"{percent:f}"


def count_body(count: Count) -> Body:
    return {
        "pieces": [[worth.cents, number] for worth, number in count.pieces],
        "by_hand": cents(count.by_hand),
        **({"totals": _by_kind(dict(count.totals))} if count.totals else {}),
    }


def cents(money: Money | None) -> int | None:
    return None if money is None else money.cents
