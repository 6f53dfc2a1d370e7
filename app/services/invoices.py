"""Invoices for what was sold before: of tickets (F3), and of an invoice that names the buyer wrong
(R4). They move neither money nor goods (RD 1619/2012 art. 15.6; fiscal spec 1.4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from app.domain import replacing
from app.domain.buyer import buyer
from app.domain.document import Document, DocumentKind, Replaced
from app.domain.errors import (
    Invoiced,
    InvoicedWithOrder,
    NotReplaceable,
    ReturnPending,
    UnknownDocument,
)
from app.domain.refund import CENTRAL
from app.domain.replacing import Part
from app.domain.staff import Permission
from app.services import payment, placing
from app.services.drafts import Draft, put_out
from app.services.issuing import reference
from app.services.originals import original
from app.services.refunds import Refunds, Returnable
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.storage import reserve


class Invoices:
    def __init__(self, till: Till, refunds: Refunds, timekeeper: Timekeeper) -> None:
        self._till, self._refunds, self._timekeeper = till, refunds, timekeeper

    def find(self, number: str) -> Returnable:
        """A document that an invoice may stand for: a ticket, or an invoice to put right.

        Raises UnknownDocument, NotReturnable, Invoiced, NotReplaceable, InvoicedWithOrder,
        ReturnPending, CardPending.
        """
        found = self._refunds.find(number)
        number = self._refunds.known_as(number)
        document, there = found.document, found.elsewhere
        if document.number != number:
            raise Invoiced(number=number, invoice=document.number)
        if there is not None and there.proof != CENTRAL:
            raise NotReplaceable(number=number)
        with self._till.db.read() as connection:
            order = placing.paid_with(self._till, connection, number, there)
        if order is not None or document.of_order:
            raise InvoicedWithOrder(number=number)
        pending = self._refunds.pending()
        if pending and pending.returning and pending.returning.number == number:
            raise ReturnPending(asked=number)
        self._refunds.check_exchanges(number, begun=True)
        payment.check_known(self._till, number)
        return found

    def _now(self, found: Returnable) -> Returnable:
        """As it stands by now: something may have come back, or been invoiced, since it was found.
        Raises Invoiced, UnknownDocument, ReturnPending, CardPending."""
        number = found.document.number
        with self._till.db.read() as connection:
            known = original(self._till, connection, number, found.elsewhere)
        if known is None:
            raise UnknownDocument(number=number)
        if known.document.number != number:
            raise Invoiced(number=number, invoice=known.document.number)
        self._refunds.check_exchanges(number, begun=True)
        payment.check_known(self._till, number)
        return Returnable(known.document, known.back, known.given_back, known.elsewhere)

    def issue(self, found: Sequence[Returnable], tax_id: str, name: str, address: str) -> Document:
        """The one invoice that stands for these from now on, each of them `find` found.

        Raises BadTaxId, BuyerIncomplete, NotReplaceable, NothingToReturn, OtherCustomer, Invoiced,
        ReturnPending, CardPending, NotAllowed, NoOpenShift, ClockBlocked.
        """
        shift = self._till.open_shift()
        self._timekeeper.check()
        whom = buyer(tax_id, name, address)
        found = [self._now(one) for one in _once(found)]
        parts = [Part(one.document, one.back, one.given_back) for one in found]
        kind = replacing.kind_for(parts)
        allowed_by = ""
        if kind is DocumentKind.R4:
            allowed_by = self._till.session.need(Permission.REFUND)
        reserve.check(self._till.folder)
        names = Replaced(tuple(reference(one) for one in found), (), ())
        whole = replacing.whole(parts, names)
        with self._till.act() as act:
            draft = Draft(
                kind,
                shift.id,
                self._till.session.who().code,
                self._till.new_sale_id(act.tx),
                whole.lines,
                whole.taxes,
                whole.total,
                (),
                discount=parts[0].document.discount if len(parts) == 1 else None,
                buyer=whom,
                replaces=whole.replaced,
                allowed_by=allowed_by,
                customer=whole.customer,
                operation_on=replacing.operation_of(parts, act.at.date()),
            )
            return put_out(self._till, act, draft)


def _once(found: Iterable[Returnable]) -> list[Returnable]:
    """A ticket scanned twice is one."""
    return list({one.document.number: one for one in found}.values())
