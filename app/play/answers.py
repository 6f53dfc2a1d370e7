"""What a session of commands answers, as plain JSON values: amounts are strings, euro."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from app.domain.buyer import Buyer
from app.domain.customer import Customer
from app.domain.document import Document
from app.domain.errors import SaleStopped
from app.domain.money import Money
from app.domain.pricing import Step
from app.domain.product import Product
from app.domain.reservation import Eaten
from app.domain.sale import Amount, Discount, Line, Percent, Sale, WeightFrom
from app.domain.shift import Shift, ShiftReport
from app.domain.tax import TaxedLine
from app.domain.tender import Tender, TenderKind
from app.domain.unit_price import unit_price
from app.services.drawer import Closed

Answer = dict[str, Any]


def plain(number: Decimal) -> str:
    """Without exponent and without zeros at the end: "21", "0.436"."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(amount: Money | None) -> str | None:
    return None if amount is None else str(amount)


def line(of: Line) -> Answer:
    return {
        "n": of.number,
        "sku": of.sku,
        "name": of.name,
        "code": of.code,
        "quantity": plain(of.quantity),
        "unit": of.unit.value,
        "price": str(of.price),
        "gross": str(of.gross),
        "discount": discount(of.discount),
        "total": str(of.total),
        "tax": of.tax.value,
        "rate": plain(of.percent),
        "note": of.note,
        "seller": of.seller,
        **({"of": of.of} if of.of else {}),
        **({} if of.weight_from is WeightFrom.HAND else {"weight_from": of.weight_from.value}),
    }


def discount(of: Discount | None) -> str | None:
    if of is None:
        return None
    match of.off:
        case Percent(percent=percent):
            return f"{plain(percent)}%"
        case Amount(amount=amount):
            return str(amount)


def touched(of: Line, sale: Sale) -> Answer:
    return {"line": line(of), **sums(sale)}


def eaten(lost: Sequence[Eaten]) -> Answer:
    """Whose reserved units the line takes; nothing without any."""
    said = [
        {
            "order": one.of.order,
            "promised": one.of.promised_at.isoformat(),
            "quantity": plain(one.quantity),
        }
        for one in lost
    ]
    return {"reserved": said} if said else {}


def sums(sale: Sale) -> Answer:
    found: Answer = {"total": str(sale.total), "due": str(sale.due), "lines": len(sale.lines)}
    if sale.exchange:
        found |= {"exchanged": str(sale.exchange.amount), "owed": str(sale.owed)}
    return found


def stopped(found: list[tuple[Line, SaleStopped]]) -> Answer:
    """The lines that must not be sold, with the words to read aloud; nothing without any."""
    said = [{"n": line.number, **why.facts} for line, why in found]
    return {"stopped": said} if said else {}


def customer(of: Customer) -> Answer:
    """No more of them than may be said at the counter."""
    return {
        "uuid": of.uuid,
        "card": of.card,
        "name": of.first_name,
        "level": of.level,
        "points": of.points,
    }


def known(of: Customer, sale: Sale) -> Answer:
    return {"customer": customer(of), **sums(sale)}


def tender(of: Tender) -> Answer:
    return {
        "kind": of.kind.value,
        "amount": str(of.amount),
        "authorisation": of.authorisation,
        "last_four": of.last_four,
        **({"reference": of.reference} if _typed(of) else {}),
    }


def _typed(of: Tender) -> bool:
    """Whether its reference is one that people have: a terminal's is its own affair."""
    own = of.kind.asks_terminal or of.kind is TenderKind.WEB
    return bool(of.reference) and not own


def taxes(rows: tuple[TaxedLine, ...] | list[TaxedLine]) -> list[Answer]:
    return [
        {
            "rate": plain(row.percent),
            "base": str(row.base),
            "tax": str(row.tax),
            "category": row.category.value,
        }
        for row in rows
    ]


def buyer(of: Buyer | None) -> Answer | None:
    if of is None:
        return None
    return {"id": of.nif, "name": of.name, "kind": of.kind.value, "country": of.country}


def document(of: Document) -> Answer:
    fiscal = of.fiscal
    return {
        "number": of.number,
        "kind": of.kind.value,
        "issued_at": of.issued_at.isoformat(),
        "who": of.who,
        "total": str(of.total),
        "taxes": taxes(of.taxes),
        "lines": [line(one) for one in of.lines],
        "tenders": [tender(one) for one in of.tenders],
        "change": str(of.change),
        "buyer": buyer(of.buyer),
        "corrects": of.corrects and of.corrects.number,
        "replaces": [one.number for one in of.replaces.documents] if of.replaces else None,
        "customer": of.customer or None,
        "points": of.points,
        "fiscal": fiscal and {"hash": fiscal.hash, "previous": fiscal.previous, "qr": fiscal.qr},
    }


def came_back(of: Document) -> Answer:
    """The corrective of an exchange, beside its ticket: store credit has its voucher's code."""
    said = {"number": of.number, "total": str(of.total)}
    return {"came_back": {**said, "tenders": [tender(one) for one in of.tenders]}}


def sale(of: Sale | None) -> Answer | None:
    if of is None:
        return None
    return {
        "lines": [line(one) for one in of.lines],
        "chosen": of.chosen,
        "discount": discount(of.discount),
        "total": str(of.total),
        "paid": str(of.paid),
        "due": str(of.due),
        "taxes": taxes(of.taxes()),
        "tenders": [tender(one) for one in of.tenders],
        "buyer": buyer(of.buyer),
        "customer": of.customer or None,
        "unknown": list(of.unknown),
        "undo": of.removed and of.removed.number,
    }


def shift(of: Shift) -> Answer:
    return {
        "shift": of.id,
        "day": of.day.isoformat(),
        "opened_at": of.opened_at.isoformat(),
        "opened_by": of.opened_by,
        "float": str(of.float),
    }


def report(of: ShiftReport, *, expected: bool) -> Answer:
    """`expected`: whether whoever asks may know what should be in the drawer."""
    return {
        **shift(of.shift),
        "series": [{"first": s.first, "last": s.last, "count": s.count} for s in of.series],
        "sales": of.sales,
        "sales_total": str(of.sales_total),
        "taxes": taxes(of.taxes),
        "returns": of.returns,
        "returns_total": str(of.returns_total),
        "corrective_taxes": taxes(of.corrective_taxes),
        # With the other tenders known, cash would follow by subtraction: the count is blind.
        "without_ticket": of.without_ticket,
        "without_ticket_total": str(of.without_ticket_total),
        "replacing": of.replacing,
        "replacing_total": str(of.replacing_total),
        "tenders": {kind.value: str(amount) for kind, amount in of.tenders.items()}
        if expected
        else None,
        "held": str(of.held) if expected else None,
        "card_by_hand_held": str(of.held_by_hand) if expected else None,
        "cash_in": str(of.cash_in),
        "cash_out": str(of.cash_out),
        "drops": str(of.drops),
        "brought": str(of.brought),
        "carried_off": str(of.carried_off),
        "left": str(of.left),
        "bags": {bag.number: str(bag.amount) for bag in of.bags},
        "vouchers": {
            "issued": of.vouchers.issued,
            "issued_total": str(of.vouchers.issued_total),
            "redeemed": of.vouchers.redeemed,
            "redeemed_total": str(of.vouchers.redeemed_total),
        },
        "discounts": str(of.discounts),
        "overrides": of.overrides,
        "removed_lines": of.removed_lines,
        "abandoned": of.abandoned,
        "reprints": of.reprints,
        **({"retendered": of.retendered} if of.retendered else {}),
        "openings": of.openings,
        "people": [
            {"code": p.code, "documents": p.documents, "total": str(p.total)} for p in of.people
        ],
        "expected": money(of.expected) if expected else None,
        "card_by_hand_expected": money(of.expected_by_hand) if expected else None,
    }


def _differences(of: ShiftReport) -> Answer:
    """Of other kinds that were counted, where there is any."""
    found = {kind.value: str(amount) for kind, amount in of.differences.items()}
    return {"differences": found} if found else {}


def counted_of(of: ShiftReport) -> Answer:
    return {
        "counted": money(of.count.cash if of.count else None),
        "difference": money(of.difference),
        "card_by_hand_difference": money(of.by_hand_difference),
        **_differences(of),
    }


def closed(of: Closed) -> Answer:
    counted = of.report.count is not None or of.seen
    return {
        **report(of.report, expected=counted),
        **counted_of(of.report),
        "accepted_by": of.accepted_by,
        "stays": str(of.rest.stays),
        "to_safe": str(of.rest.to_safe) if counted else None,
        "bag": of.rest.bag or None,
        "passed": asdict(of.passed),
    }


def product(of: Product) -> Answer:
    return {
        "sku": of.sku,
        "name": of.name,
        "price": str(of.price),
        "unit": of.unit.value,
        "family": of.family,
        "brand": of.brand,
        "stock": None if of.stock is None else plain(of.stock),
        **_contents(of),
    }


def _contents(of: Product) -> Answer:
    """What a pack holds, and what one unit of measure costs; nothing where nobody said."""
    costs = unit_price(of, of.price)
    if costs is None:
        return {}
    held = {} if of.content is None else {"content": str(of.content)}
    return held | {"unit_price": f"{costs.price}/{costs.of.value}"}


def step(of: Step) -> Answer:
    return {
        "because": of.because.value,
        "amount": str(of.amount),
        "source": of.source,
        "detail": of.detail,
        "who": of.who,
        "allowed_by": of.allowed_by,
    }
