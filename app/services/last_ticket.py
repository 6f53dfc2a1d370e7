"""The last ticket: take all of it back, or put right how it was paid (retail-rules 4)."""

from __future__ import annotations

from app.domain.attempt import Attempt, AttemptKind
from app.domain.document import Document, DocumentKind
from app.domain.errors import (
    CardPending,
    NoLastTicket,
    NotRetendered,
    PaidSo,
    ReferenceMissing,
    ReturnPending,
    TenderOff,
    TenderOverLimit,
)
from app.domain.money import total
from app.domain.payment import Payment, otherwise, swapped
from app.domain.sale import Retendering, Sale, SaleStatus
from app.domain.shift import Shift
from app.domain.staff import Permission, check_not_for
from app.domain.tender import TenderKind, check_cash_law, reference_of
from app.services import payment
from app.services.checkout import Checkout
from app.services.refunds import Refunds
from app.services.till import Act, Till
from app.storage import baskets, documents, payments, reserve, shifts


class LastTicket:
    def __init__(self, till: Till, checkout: Checkout, refunds: Refunds) -> None:
        self._till, self._checkout, self._refunds = till, checkout, refunds

    def document(self) -> Document:
        """What was issued last, as it is paid now. Raises NoLastTicket."""
        with self._till.db.read() as connection:
            newest = documents.newest(connection)
            if not newest:
                raise NoLastTicket()
            return payments.paid(connection, newest[0])

    def as_paid(self, document: Document) -> Document:
        """A document with the tenders that it is paid with now."""
        with self._till.db.read() as connection:
            return payments.paid(connection, document)

    def is_fresh(self, document: Document) -> bool:
        """Whether it was the last, in the shift in progress."""
        with self._till.db.read() as connection:
            newest, shift = documents.newest(connection), shifts.open_one(connection)
        last = bool(newest) and newest[0].number == document.number
        return last and shift is not None and shift.id == document.shift

    def void(self, means: str = "") -> Sale | Document:
        """Give all of it back, as `Refunds.begin` does: a return of everything, never an annulment
        of what was delivered. Raises NoLastTicket and what that raises."""
        return self._refunds.begin(self._of_this_shift().number, None, means)

    def _of_this_shift(self) -> Document:
        """A sale of the shift in progress. Raises NoLastTicket, NoOpenShift."""
        shift, document = self._till.open_shift(), self.document()
        if document.kind.corrective or document.shift != shift.id:
            raise NoLastTicket()
        return document

    # how it was paid
    def retender(
        self, to: str, reference: str = "", authorisation: str = "", last_four: str = ""
    ) -> Sale | Document:
        """It was paid in `to`: the document as it is paid now; or, when the terminal has to charge
        or give back, the change in progress, whose payments `next_card` names.

        Raises NoLastTicket, NotAllowed, ForThemselves, NotRetendered, PaidSo, TenderOff,
        ReferenceMissing, TenderOverLimit, CashOverLimit, ReturnPending, CardPending.
        """
        document = self._of_this_shift()
        kind = self._kind(to)
        allowed_by = self._till.session.need(Permission.RETENDER)
        check_not_for(document.staff, self._till.session.who().code, allowed_by)
        self._check(document)
        now = Payment(document.tenders, document.change)
        out = otherwise(now, kind)
        if not out:
            raise PaidSo(number=document.number)
        check_cash_law(
            document.total, kind is TenderKind.CASH, non_resident=document.non_resident is not None
        )
        rules = self._till.tenders.of(kind)
        if rules.limit and now.of(kind) + total(tender.amount for tender in out) > rules.limit:
            raise TenderOverLimit(limit=rules.limit)
        reference = reference_of(reference)
        if rules.reference and not reference:
            raise ReferenceMissing()
        reserve.check(self._till.folder)
        wish = Retendering(document.number, kind, allowed_by, reference, authorisation, last_four)
        if kind.asks_terminal or any(tender.kind.asks_terminal for tender in out):
            return self._begin(wish)
        with self._till.act() as act:
            self._change(act, document, wish)
        return self.document()

    def _kind(self, to: str) -> TenderKind:
        """Raises TenderOff."""
        offered = (TenderKind.CASH, TenderKind.CARD, TenderKind.CARD_BY_HAND)
        tenders = self._till.tenders
        if to not in (*offered, *tenders.by_reference()) or not tenders.of(TenderKind(to)).on:
            raise TenderOff(kind=to[:40])
        return TenderKind(to)

    def _check(self, document: Document) -> None:
        """Raises NotRetendered, ReturnPending, CardPending."""
        with self._till.db.read() as connection:
            came_back = documents.correctives(connection, document.number)
        web = any(tender.kind is TenderKind.WEB for tender in document.tenders)
        if came_back or web or document.kind is DocumentKind.F3:
            raise NotRetendered(number=document.number)
        back = self._refunds.pending()
        if back and back.returning and back.returning.number == document.number:
            raise ReturnPending(asked=document.number)
        self._refunds.check_exchanges(document.number)
        pending = self.pending()
        if pending is not None and self._checkout.pending(pending.id):
            raise CardPending()

    def _begin(self, wish: Retendering) -> Sale:
        self.tidy()
        with self._till.act() as act:
            sale = Sale(self._till.new_sale_id(act.tx), SaleStatus.RETENDERING, retendering=wish)
            baskets.save(act.tx, sale, None)
        return sale

    def pending(self) -> Sale | None:
        """The change of a payment that waits for a terminal; there is never more than one."""
        with self._till.db.read() as connection:
            found = baskets.with_status(connection, SaleStatus.RETENDERING)
        return found[0] if found else None

    def next_card(self, sale: Sale) -> Attempt:
        """Put the attempt on disk by which the terminal charges what is paid otherwise, or gives
        back what it took. Raises CardPending."""
        shift = self._till.open_shift()
        wish = sale.retendering
        if wish is None or self._checkout.pending(sale.id):
            raise CardPending()
        document = self._named(wish.number, shift)
        out = otherwise(Payment(document.tenders, document.change), wish.to)
        if wish.to.asks_terminal:
            worth = total(tender.amount for tender in out)
            return self._checkout.begin(sale, AttemptKind.SALE, worth)
        card = next(tender for tender in out if tender.kind.asks_terminal)
        return self._checkout.begin(sale, AttemptKind.REVERSAL, card.amount, card.reference)

    def go_on(self, sale: Sale) -> Sale | Document:
        """After the terminal said yes: the document as it is paid now, or the change that still
        has something to ask for. What needs no terminal is done with the last of it."""
        wish = sale.retendering
        if wish is None:
            raise ValueError(f"{sale.id} changes no payment")
        # Its own ticket, whatever was sold while nobody knew what the terminal did.
        document = self._named(wish.number, self._till.open_shift())
        now = Payment(document.tenders, document.change)
        out = otherwise(now, wish.to)
        if any(tender.kind.asks_terminal for tender in out):
            return self._begin(wish)
        if out and not wish.to.asks_terminal:
            with self._till.act() as act:
                self._change(act, document, wish)
        return self.as_paid(document)

    def _change(self, act: Act, document: Document, wish: Retendering) -> None:
        now = Payment(document.tenders, document.change)
        out = otherwise(now, wish.to)
        worth = total(tender.amount for tender in out)
        after = swapped(now, out, payment.into(wish, worth))
        payment.change(self._till, act, document, after, wish.allowed_by)

    def _named(self, number: str, shift: Shift) -> Document:
        """One of that shift, as it is paid now. Raises NoLastTicket."""
        with self._till.db.read() as connection:
            document = documents.one(connection, number)
            if document is None or document.shift != shift.id:
                raise NoLastTicket()
            return payments.paid(connection, document)

    def tidy(self) -> None:
        """Forget a change that was begun and of which no terminal was asked."""
        sale = self.pending()
        if sale is not None and not self._checkout.pending(sale.id):
            with self._till.act() as act:
                baskets.delete_sale(act.tx, sale)
