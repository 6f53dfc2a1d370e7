"""How a document was paid, and how that is changed: the document itself stays as it is.

A person took cash for a card, or a card for cash. Money, drawer and terminal are put right; what
was issued is not touched (retail-rules 4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from app.domain.bodies import tender_body, tender_from
from app.domain.document import Document
from app.domain.facts import Body
from app.domain.money import ZERO, Money, total
from app.domain.tender import Tender, TenderKind

STAYS = frozenset({TenderKind.CREDIT, TenderKind.WEB})
"""What is not changed: a voucher's code, or another channel, took it."""


@dataclass(frozen=True, slots=True)
class Payment:
    tenders: tuple[Tender, ...]
    change: Money = ZERO

    @property
    def total(self) -> Money:
        return total(tender.amount for tender in self.tenders) - self.change

    def of(self, kind: TenderKind) -> Money:
        """What came in that way; of cash without its change."""
        came = total(tender.amount for tender in self.tenders if tender.kind is kind)
        return came - self.change if kind is TenderKind.CASH else came


def payment_of(document: Document) -> Payment:
    """As it was issued."""
    return Payment(document.tenders, document.change)


def otherwise(payment: Payment, to: TenderKind) -> tuple[Tender, ...]:
    """What gives way when it is to be paid in `to`; nothing when it was."""
    return tuple(t for t in _netted(payment) if t.kind is not to and t.kind not in STAYS)


def swapped(payment: Payment, out: Collection[Tender], into: Tender) -> Payment:
    """`into` takes the place of as much of `out` (of `otherwise`) as it is worth. Raises ValueError
    when it is worth more."""
    left, kept = into.amount, []
    for tender in _netted(payment):
        part = min(tender.amount, left) if tender in out else ZERO
        left -= part
        if tender.amount != part:
            kept.append(replace(tender, amount=tender.amount - part))
    if left:
        raise ValueError(f"{into.kind} {into.amount} is {left} more than what gives way")
    return Payment((*kept, into))


def _netted(payment: Payment) -> Iterator[Tender]:
    """The tenders without the cash that went back as change."""
    change = payment.change
    for tender in payment.tenders:
        if change and tender.kind is TenderKind.CASH:
            back = min(change, tender.amount)
            change -= back
            tender = replace(tender, amount=tender.amount - back)
        if tender.amount:
            yield tender


def changed_body(document: Document, before: Payment, after: Payment, allowed_by: str) -> Body:
    return {
        "number": document.number,
        "shift": document.shift,
        "before": payment_body(before),
        "after": payment_body(after),
        "allowed_by": allowed_by,
    }


def payment_body(payment: Payment) -> Body:
    return {
        "tenders": [tender_body(tender) for tender in payment.tenders],
        "change": payment.change.cents,
    }


def payment_from(body: Body) -> Payment:
    """Raises KeyError, TypeError, ValueError when it is none."""
    return Payment(
        tuple(tender_from(tender) for tender in body["tenders"]), Money(int(body["change"]))
    )
