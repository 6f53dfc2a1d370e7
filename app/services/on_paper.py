"""Returning a ticket of another shop that cannot be asked, from what its paper proves.

Only while nobody can be asked, only below a limit that the chain sets, only with a manager's leave,
once a ticket and till; and a fact of its own says so (retail-rules 5).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from app.domain import elsewhere
from app.domain.bodies import document_body
from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    BadPaper,
    NotReturnable,
    OverRisk,
    PaperNotNeeded,
    ReasonMissing,
    ReturnedHere,
)
from app.domain.facts import Body
from app.domain.money import ZERO, Money, total
from app.domain.product import Product
from app.domain.refund import PAPER
from app.domain.sale import Line, Listed
from app.domain.tender import Tender, TenderKind
from app.services import products
from app.services.refunds import Refunds
from app.services.till import Till
from app.storage import documents, store

LIMIT = "paper_return_limit"
"""The shop's policy: cents that may be given back of one ticket."""
USUAL_LIMIT = Money(5_000)
_TICKET = DocumentKind.F2.series_letter


@dataclass(frozen=True, slots=True)
class Item:
    """Something on the paper that comes back: by SKU or code, and what was paid for all of it."""

    code: str
    quantity: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class Paper:
    """What the paper says, and why the shop believes it."""

    number: str
    day: date
    total: Money
    cash: bool
    """Whether it was paid in cash; else on a card, and goes back on the bank's terminal."""
    why: str
    items: tuple[Item, ...]


class OnPaper:
    def __init__(self, till: Till, refunds: Refunds) -> None:
        self._till, self._refunds = till, refunds

    def limit(self) -> Money:
        """What may be given back of one ticket."""
        with self._till.store.read() as mirror:
            return store.limit(mirror, LIMIT, USUAL_LIMIT)

    def take(self, paper: Paper) -> None:
        """Believe the paper: `Refunds.find` has it until the next ticket is asked for.

        Raises PaperNotNeeded, NotReturnable, ReturnedHere, ReasonMissing, BadPaper, UnknownItem,
        OverRisk.
        """
        paper = replace(paper, number=paper.number.strip().upper())
        number, limit = paper.number, self.limit()
        self._check(paper)
        lines = self._lines(paper)
        amount = total(line.total for line in lines)
        if amount > paper.total:
            raise BadPaper(field="total")
        if amount > limit:
            raise OverRisk(limit=limit)
        document = self._document(paper, lines)
        said: Body = {
            "shop": elsewhere.shop_of(number),
            "nif": self._till.shop.nif,
            "installation": 0,
            "document": document_body(document),
            "proof": PAPER,
            "why": paper.why.strip(),
            "limit": limit.cents,
        }
        self._refunds.told(elsewhere.read(said), unreachable=number)

    def _check(self, paper: Paper) -> None:
        if not paper.number or self._refunds.unreachable != paper.number:
            raise PaperNotNeeded(number=paper.number)
        if paper.number[8] != _TICKET:  # an invoice names its buyer, and so does its corrective
            raise NotReturnable(number=paper.number)
        with self._till.db.read() as connection:
            if documents.correctives(connection, paper.number):
                raise ReturnedHere(number=paper.number)
        if not paper.why.strip():
            raise ReasonMissing()
        if paper.day > self._till.now().date():
            raise BadPaper(field="day")
        if paper.total <= ZERO or any(item.amount <= ZERO for item in paper.items):
            raise BadPaper(field="amount")

    def _lines(self, paper: Paper) -> tuple[Line, ...]:
        return tuple(
            self._line(place, item, products.product(self._till, item.code), paper.day)
            for place, item in enumerate(paper.items, 1)
        )

    def _line(self, place: int, item: Item, product: Product, day: date) -> Line:
        """As it was sold: for what was paid, at the rate of that day."""
        return Line(
            number=place,
            sku=product.sku,
            name=product.name,
            unit=product.unit,
            tax=product.tax,
            listed=Listed(item.amount.times(1 / item.quantity), PAPER, ""),
            quantity=item.quantity,
            code=item.code,
            percent=self._till.taxes.percent(self._till.shop.territory, product.tax, day),
            gross=item.amount,
            reduced=item.amount,
        )

    def _document(self, paper: Paper, lines: Sequence[Line]) -> Document:
        kind = TenderKind.CASH if paper.cash else TenderKind.CARD_BY_HAND
        return Document(
            number=paper.number,
            kind=DocumentKind.F2,
            issued_at=datetime.combine(paper.day, time(12), self._till.shop.zone),
            shift=0,
            who="",
            sale="",
            lines=tuple(lines),
            taxes=(),
            total=paper.total,
            tenders=(Tender(kind, paper.total),),
            change=ZERO,
        )
