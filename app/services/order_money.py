"""Settling the money of orders that were paid before: what is lost is corrected and ordered back.

It happens in the transaction of whatever caused it, with the line down and without an open shift:
no cash moves, the money goes back through the channel. What cannot be settled now (the channel's
invoice is not known here yet, the clock is wrong) stays owed and is settled later.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from app.domain import order_document, order_given, order_money, refund
from app.domain.document import SIMPLIFIED_LIMIT, Corrected
from app.domain.errors import InvoiceRequired, NotReturnable
from app.domain.fulfilment import Fulfilment
from app.domain.installation import DeviceKind
from app.domain.money import total
from app.domain.order import Invoicing
from app.domain.order_money import Plan
from app.domain.staff import Permission
from app.domain.tax import TaxCategory
from app.services.drafts import Draft, put_out
from app.services.orders import Orders
from app.services.originals import original
from app.services.till import Act, Till
from app.services.timekeeper import Timekeeper
from app.storage import shifts


class OrderMoney:
    def __init__(self, till: Till, timekeeper: Timekeeper) -> None:
        self._till, self._timekeeper = till, timekeeper
        self._orders = Orders(till)

    def settle(self, act: Act, f: Fulfilment) -> Fulfilment:
        """Correct and order back what is lost now, and have taken what is only held when nothing
        more will be handed over; the order after it."""
        if not self.issues or not order_money.owes(f):
            return f
        if plan := order_money.plan(f):
            document, unissued = self._corrective(act, f, plan)
            said = plan.order(act.at.date(), document, unissued)
            f = self._orders.state(act, f, said)
        capture = order_money.capture(f)
        return self._orders.state(act, f, capture) if capture else f

    @property
    def issues(self) -> bool:
        """Whether documents may be issued here now: a tablet has no series, and a wrong clock
        would be on them."""
        if self._till.config.kind is not DeviceKind.TILL:
            return False
        return self._timekeeper.wrong() is None or self._timekeeper.allowed

    def settle_later(self, number: str) -> Fulfilment:
        """What could not be settled when it happened, by whoever is asked about it. Raises
        UnknownOrder, ClockBlocked, NotAllowed, NotOnTablet."""
        self._till.session.need(Permission.PICKUPS)
        self._till.session.need_till()
        self._timekeeper.check()
        with self._till.act() as act:
            return self.settle(act, self._orders.of(number))

    def invoice(self, act: Act, f: Fulfilment) -> str:
        """The number of the till's own invoice of what the newest hand-over of `f` brought; "" of
        nothing, or when the channel invoiced. Raises InvoiceRequired, ClockBlocked."""
        order = f.order
        if order.invoicing is not Invoicing.TILL or not order.paid:
            return ""
        paid_on = min(order.paid_on, act.at.date())
        lines = order_document.invoice_lines(f, self._rate(paid_on))
        if not lines:
            return ""
        self._timekeeper.check()
        amount = total(line.total for line in lines)
        if order.buyer is None and amount > SIMPLIFIED_LIMIT:
            raise InvoiceRequired(limit=SIMPLIFIED_LIMIT)
        before = order_given.kept(f, f.hand_overs[:-1])
        draft = Draft(
            order_document.invoice_kind(order.buyer),
            self._shift(act),
            self._who(),
            self._till.new_sale_id(act.tx),
            lines,
            order_document.taxes(lines),
            amount,
            order_document.tenders(order_money.from_start(order, before, amount)),
            buyer=order.buyer,
            operation_on=None if paid_on == act.at.date() else paid_on,
            order=order.number,
        )
        return put_out(self._till, act, draft).number

    def _corrective(self, act: Act, f: Fulfilment, plan: Plan) -> tuple[str, str]:
        """(its number, why there is none). Raises NotReturnable."""
        if any(f.line(one.line.number).returned for one in plan.losses) and (
            f.order.invoicing is Invoicing.TILL
        ):
            return self._own_corrective(act, f, plan), ""
        invoice = f.order.invoice
        may, why = order_document.correctable(f.order, self._till.shop.nif)
        if invoice is None or not may:
            return "", why
        rate = self._rate(invoice.issued_on)
        lines = order_document.corrective_lines(f.order, plan.losses, rate)
        draft = Draft(
            order_document.corrective_kind(invoice.kind),
            self._shift(act),
            self._who(),
            self._till.new_sale_id(act.tx),
            lines,
            order_document.corrective_taxes(f, lines, rate),
            -plan.amount,
            order_document.tenders(plan.parts, back=True),
            buyer=order_document.named(invoice),
            corrects=Corrected(invoice.number, invoice.issued_on, invoice.kind),
            order=f.order.number,
        )
        return put_out(self._till, act, draft).number, ""

    def _own_corrective(self, act: Act, f: Fulfilment, plan: Plan) -> str:
        """Of what a till of this shop invoiced when it was handed over. Raises NotReturnable of
        what was handed over in parts, with several invoices, or is not known here."""
        numbers = sorted({one.said.document for one in f.hand_overs if one.said.document})
        found = original(self._till, act.tx, numbers[0]) if len(numbers) == 1 else None
        if found is None:
            raise NotReturnable(number=", ".join(numbers) or f.order.number)
        parts = []
        for loss in plan.losses:
            same = (
                line.number
                for line in found.document.lines
                if line.sku == loss.line.sku and refund.remaining(line, found.back) >= loss.quantity
            )
            if (number := next(same, None)) is None:
                raise NotReturnable(number=found.document.number)
            parts.append((number, loss.quantity))
        lines = refund.returned_lines(found.document, found.back, parts)
        document = found.document
        if total(line.total for line in lines) != -plan.amount:
            raise NotReturnable(number=document.number)
        draft = Draft(
            order_document.corrective_kind(document.kind),
            self._shift(act),
            self._who(),
            self._till.new_sale_id(act.tx),
            lines,
            refund.taxes(document, found.back, lines),
            -plan.amount,
            order_document.tenders(plan.parts, back=True),
            buyer=document.buyer,
            corrects=Corrected(document.number, document.issued_at.date(), document.kind),
            order=f.order.number,
        )
        return put_out(self._till, act, draft).number

    def _rate(self, on: date) -> Callable[[TaxCategory], Decimal]:
        till = self._till
        return lambda category: till.taxes.percent(till.shop.territory, category, on)

    def _shift(self, act: Act) -> int:
        """The open shift's, or else the next one's: its Z counts what was issued before it."""
        shift = shifts.open_one(act.tx)
        return shift.id if shift else shifts.next_id(act.tx)

    def _who(self) -> str:
        person = self._till.session.person
        return person.code if person else ""
