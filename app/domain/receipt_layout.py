"""The paper of a document from its head to its foot: what comes where.

RD 1619/2012 art. 6.1 (full invoice), 7.1 (ticket), 15 (corrective); the QR at the start,
art. 6.5 and 7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.domain.buyer import Buyer
from app.domain.document import DocumentKind
from app.domain.money import ZERO, Money
from app.domain.paper import (
    NBSP,
    Block,
    Code128,
    Heading,
    QrCode,
    Row,
    Rule,
    Table,
    Text,
    figure,
)
from app.domain.receipt import ReceiptDiscount, ReceiptDocument, ReceiptLine, ReceiptWords
from app.domain.tax import TaxCategory

_SIMPLIFIED = frozenset({DocumentKind.F2, DocumentKind.R5})
_CARD_NUMBER = re.compile(r"\d(?:[ -]?\d){12,18}")
_FOUR_DECIMALS = Decimal("0.0001")


def receipt(document: ReceiptDocument, words: ReceiptWords) -> list[Block]:
    """The paper of `document`, from its head to the barcode at its foot."""
    return list(_Paper(document, words).blocks())


@dataclass(frozen=True, slots=True)
class _Paper:
    of: ReceiptDocument
    words: ReceiptWords

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield Rule()
        yield from self._identity()
        yield Rule()
        for line in self.of.lines:
            yield from self._line(line)
        if self.of.discount:
            yield self._off(self.words.ticket_discount, self.of.discount, 0)
        yield Rule()
        yield Row(self.words.total, self._euro(self.of.total), bold=True)
        if self.of.saved > ZERO:
            yield Row(self.words.saved, self._euro(self.of.saved))
        yield from self._taxes()
        yield Rule()
        yield from self._payment()
        yield from self._points()
        yield from (Text(line, centred=True) for line in self.of.footer)
        yield Code128(self.of.number)

    def _head(self) -> Iterator[Block]:
        issuer, qr = self.of.issuer, self.of.qr
        if self.of.demo:
            yield Heading(self.words.demo)
        if qr:  # before any content (AEAT, QR document v0.4.7)
            yield QrCode(qr.url, qr.above, qr.below)
        yield Heading(issuer.shop or issuer.name)
        if issuer.shop:
            yield Text(issuer.name, centred=True)
        yield Text(f"{self.words.nif}{NBSP}{issuer.nif}", centred=True)
        yield Text(issuer.address, centred=True)

    def _identity(self) -> Iterator[Block]:
        of, words = self.of, self.words
        yield Text(words.titles[of.kind], bold=True, centred=True)
        if of.copy:
            yield Heading(words.copy)
        yield Row(words.number, of.number)
        yield Row(words.date, f"{self._date(of.issued_at)} {of.issued_at:{words.time_form}}")
        if of.operation_on and of.operation_on != of.issued_at.date():
            yield Row(words.operation, self._date(of.operation_on))
        yield Row(words.cashier, of.cashier)
        if of.order:
            yield Row(words.order, of.order)
        if of.corrects:
            on = self._date(of.corrects.issued_on)
            yield Text(words.corrects.format(number=of.corrects.number, date=on), bold=True)
        words_of = words.corrects_whole if of.kind.corrective else words.replaces
        for one in of.replaces.documents if of.replaces else ():
            on = self._date(one.issued_on)
            yield Text(words_of.format(number=one.number, date=on), bold=True)
        if of.buyer:
            yield Text(f"{words.buyer}: {of.buyer.name}")
            yield Text(self._identity_of(of.buyer), indent=2)
            yield Text(of.buyer.address, indent=2)

    def _identity_of(self, buyer: Buyer) -> str:
        words = (self.words.identities[buyer.kind], buyer.country, buyer.nif)
        return NBSP.join(filter(None, words))

    def _line(self, line: ReceiptLine) -> Iterator[Block]:
        amount = self._figure(line.amount)
        if line.why:
            yield Text(line.name)
            yield Row(line.why, amount, indent=2)
            return
        if line.quantity == 1 and not line.unit.measured:
            yield Row(line.name, amount)
        else:
            unit = self.words.units[line.unit]
            price = self._euro(line.price)
            if line.unit.measured:
                times = f"{self._figure(line.quantity)}{NBSP}{unit} × {price}/{unit}"
            else:
                times = f"{self._figure(line.quantity)} × {price}"
            yield Text(line.name)
            yield Row(times, amount, indent=2)
        if line.typed_weight:
            yield Text(self.words.typed_weight, indent=2)
        if self.of.kind not in _SIMPLIFIED:
            yield Text(self._without_tax(line), indent=2)
        if line.discount:
            yield self._off(self.words.discount, line.discount, 2)
        if line.note:
            yield Text(line.note, indent=2)

    def _without_tax(self, line: ReceiptLine) -> str:
        """A full invoice tells the unit price before tax (RD 1619/2012 art. 6.1.f)."""
        net = Decimal(line.price.cents) / (100 + line.percent)
        price = f"{self._figure(net.quantize(_FOUR_DECIMALS))}{NBSP}{self.words.currency}"
        rate = self._rate(line.category, line.percent)
        return self.words.without_tax.format(price=price, tax=rate)

    def _off(self, word: str, discount: ReceiptDiscount, indent: int) -> Row:
        why = f"{word}: {discount.why}" if discount.why else word
        return Row(why, self._figure(-discount.amount), indent=indent)

    def _taxes(self) -> Iterator[Block]:
        words = self.words
        yield Text(words.tax_included)
        yield Table(
            (words.tax, words.base, words.quota, words.gross),
            tuple(
                (
                    self._rate(row.category, row.percent),
                    self._figure(row.base),
                    self._figure(row.tax),
                    self._figure(row.gross),
                )
                for row in self.of.taxes
            ),
        )

    def _payment(self) -> Iterator[Block]:
        for tender in self.of.tenders:
            yield Row(tender.name, self._figure(tender.amount))
            details = []
            if tender.last_four:
                details.append(f"****{NBSP}{tender.last_four[-4:]}")
            if tender.authorisation:
                authorisation = _CARD_NUMBER.sub(_masked, tender.authorisation)
                details.append(f"{self.words.authorisation}{NBSP}{authorisation}")
            if details:
                yield Text(" · ".join(details), indent=2)
        if self.of.change:
            yield Row(self.words.change, self._figure(self.of.change), bold=True)
        for tender in self.of.tenders:
            if tender.slip:
                yield Rule()
            for line in filter(str.strip, tender.slip):
                yield Text(_CARD_NUMBER.sub(_masked, line))

    def _points(self) -> Iterator[Block]:
        points, words = self.of.points, self.words
        if points is None:
            return
        yield Rule()
        if points.given:
            word = words.points if points.given > 0 else words.points_back
            yield Row(word, f"{points.given:+d}")
        if points.balance is not None:
            word = words.balance_unheard
            if points.at is not None:
                at = f"{self._date(points.at)}{NBSP}{points.at:{words.time_form}}"
                word = words.balance.format(at=at)
            yield Row(word, str(points.balance))

    def _rate(self, category: TaxCategory, percent: Decimal) -> str:
        match category:
            case TaxCategory.EXENTO:
                return self.words.exempt
            case TaxCategory.NO_SUJETO:
                return self.words.not_subject
            case _:
                return f"{self._figure(percent)}{NBSP}%"

    def _figure(self, number: Decimal | Money) -> str:
        return figure(number, self.words.decimal_mark)

    def _euro(self, amount: Money) -> str:
        return f"{self._figure(amount)}{NBSP}{self.words.currency}"

    def _date(self, day: date) -> str:
        return f"{day:{self.words.date_form}}"


def _masked(found: re.Match[str]) -> str:
    # Whatever a terminal or a person put there, no card number reaches paper (PCI DSS 3.4.1).
    return f"****{found[0][-4:]}"
