"""The paper of a document: what the shop prints, previews and keeps as a file."""

from __future__ import annotations

from app.domain.document import Document
from app.domain.money import total
from app.domain.paper import Block, figure
from app.domain.receipt import (
    ReceiptDiscount,
    ReceiptDocument,
    ReceiptIssuer,
    ReceiptLine,
    ReceiptPoints,
    ReceiptQr,
    ReceiptTender,
    ReceiptWords,
)
from app.domain.receipt_layout import receipt
from app.domain.sale import Discount, Line, Percent
from app.domain.tender import TenderKind
from app.services.line import Line as ToCentral
from app.services.loyalty import STREAM, known
from app.services.shift_papers import ShiftPapers
from app.services.slips import Slips
from app.services.till import Till
from app.storage import attempts, store


class Papers:
    """`words`: the documents' language. `tenders`: the kinds' names in it. `line`: what tells how
    old points are."""

    def __init__(
        self,
        till: Till,
        words: ReceiptWords,
        tenders: dict[TenderKind, str],
        line: ToCentral | None = None,
    ) -> None:
        self._to_central = line or ToCentral()
        self._till = till
        self._words = words
        self.slips = Slips(till, words)
        self.shifts = ShiftPapers(till, words, tenders)
        self._tenders = tenders

    def of(self, document: Document, *, copy: bool) -> list[Block]:
        """The blocks of a document's paper; `copy`: marked DUPLICADO (RD 1619/2012 art. 14)."""
        till, fiscal = self._till, document.fiscal
        slips = self._slips(document)
        english = till.shop.language == "en"
        names = {**self._tenders, **till.tenders.names(english=english)}
        data = ReceiptDocument(
            kind=document.kind,
            number=document.number,
            issued_at=document.issued_at,
            issuer=ReceiptIssuer(
                till.shop.company, till.shop.nif, till.shop.address, till.shop.name
            ),
            cashier=self._name(document.who),
            lines=tuple(self._line(line) for line in document.lines),
            taxes=document.taxes,
            total=document.total,
            tenders=tuple(
                ReceiptTender(
                    names.get(tender.kind, tender.kind),
                    tender.amount,
                    tender.last_four,
                    tender.authorisation,
                    tuple(slips.get(tender.reference, "").splitlines()),
                )
                for tender in document.paid
            ),
            change=document.change,
            discount=self._ticket_discount(document),
            buyer=document.buyer,
            corrects=document.corrects,
            replaces=document.replaces,
            operation_on=document.operation_on,
            order=document.of_order,
            qr=ReceiptQr(fiscal.qr, fiscal.above, fiscal.below) if fiscal else None,
            points=self._points(document),
            copy=copy,
            demo=till.config.demo,
        )
        return receipt(data, self._words)

    def _slips(self, document: Document) -> dict[str, str]:
        """By the payment's reference; a corrective's names the payment that it gives back."""
        references = [tender.reference for tender in document.tenders if tender.reference]
        if not references:
            return {}
        with self._till.db.read() as connection:
            if document.corrects:
                return attempts.slips_back(connection, document.sale)
            return attempts.slips(connection, references)

    def _points(self, document: Document) -> ReceiptPoints | None:
        """The balance is today's, with the hour of what is known of it: a paper grows old."""
        if not document.customer:
            return None
        customer = known(self._till, document.customer)
        balance = customer.points if customer else None
        if not document.points and not balance:
            return None
        alone = self._to_central.alone
        at = self._till.now() if alone else self._to_central.heard(STREAM)
        if customer and not customer.confirmed:
            at = None
        return ReceiptPoints(
            document.points, balance, at.astimezone(self._till.shop.zone) if at else None
        )

    def _name(self, code: str) -> str:
        with self._till.store.read() as connection:
            return store.name_of(connection, code)

    def _line(self, line: Line) -> ReceiptLine:
        off = line.gross - line.reduced
        return ReceiptLine(
            name=line.name,
            quantity=line.quantity,
            unit=line.unit,
            price=line.price,
            amount=line.gross,
            category=line.tax,
            percent=line.percent,
            discount=ReceiptDiscount(_why(line.discount, self._words.decimal_mark), off)
            if off
            else None,
            typed_weight=line.typed_weight,
            note=line.note,
            why="" if line.why_back.goods else self._words.why_back[line.why_back],
        )

    def _ticket_discount(self, document: Document) -> ReceiptDiscount | None:
        taken = total(line.share for line in document.lines)
        return (
            ReceiptDiscount(_why(document.discount, self._words.decimal_mark), taken)
            if taken
            else None
        )


def _why(discount: Discount | None, mark: str) -> str:
    match discount:
        case Discount(off=Percent(percent=percent), why=why):
            return f"{why} -{figure(percent, mark)} %".strip()
        case Discount(why=why):
            return why
        case None:
            return ""
