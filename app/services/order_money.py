"""Settling the money of orders that were paid before: what is lost is corrected and ordered back.

It happens in the transaction of whatever caused it, with the line down and without an open shift:
no cash moves, the money goes back through the channel. What cannot be settled now (the channel's
invoice is not known here yet, the clock is wrong) stays owed and is settled later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.domain import order_document, order_given, order_money, refund
from app.domain.buyer import Buyer
from app.domain.document import SIMPLIFIED_LIMIT, Corrected, corrective_of
from app.domain.errors import InvoiceRequired, NotReturnable
from app.domain.fulfilment import NONE, Fulfilment
from app.domain.installation import DeviceKind
from app.domain.money import ZERO, total
from app.domain.order import Invoicing
from app.domain.order_money import Loss, Plan, Pot
from app.domain.sale import Line
from app.domain.staff import Permission
from app.domain.tax import TaxCategory, TaxedLine
from app.services.drafts import Draft, put_out
from app.services.orders import Orders
from app.services.originals import Original, original
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
        while plan := order_money.plan(f):
            plan, document, unissued = self._corrected(act, f, plan)
            f = self._orders.state(act, f, plan.order(act.at.date(), document, unissued))
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

    def _corrected(self, act: Act, f: Fulfilment, plan: Plan) -> tuple[Plan, str, str]:
        """(What of `plan` is ordered back at once, the number of its corrective, why there is
        none). Raises NotReturnable."""
        if f.order.invoicing is Invoicing.TILL:
            return self._own_corrective(act, f, plan)
        invoice = f.order.invoice
        may, why = order_document.correctable(f.order, self._till.shop.nif)
        if invoice is None or not may:
            return plan, "", why
        rate = self._rate(invoice.issued_on)
        lines = order_document.corrective_lines(f.order, plan.losses, rate)
        taxes = order_document.corrective_taxes(f, lines, rate)
        corrects = Corrected(invoice.number, invoice.issued_on, invoice.kind)
        to = order_document.named(invoice)
        return plan, self._issued(act, f, plan, corrects, lines, taxes, to), ""

    def _own_corrective(self, act: Act, f: Fulfilment, plan: Plan) -> tuple[Plan, str, str]:
        """Of one of the documents that tills of this shop issued when it was handed over, what
        came back of it; then of the next. What is not invoiced needs no corrective. Raises
        NotReturnable when a document that it is on is not known here."""
        came = order_money.uncorrected(f, plan)
        if not came:
            return plan, "", ""
        numbers = [one.said.document for one in f.hand_overs if one.said.document]
        found, losses, lines = self._on_ours(act, f, numbers, came)
        plan = order_money.narrowed(f, losses)
        return plan, self._own_issued(act, f, found, plan, lines), ""

    def correct_second_set(self, act: Act, before: Fulfilment, after: Fulfilment) -> None:
        """Of a set that was handed over beyond what was ordered, what came back is taken off the
        newest of the tills' own invoices that have it; no money goes back for it, as one set was
        paid. Raises NotReturnable when no such invoice is known here."""
        if after.order.invoicing is not Invoicing.TILL or not after.order.paid:
            return
        numbers = [one.said.document for one in reversed(after.hand_overs) if one.said.document]
        came = [
            (Loss(line, much, ZERO, ZERO, (), ""), line.sku, much)
            for line, much in order_given.beyond_brought(before, after)
        ]
        while came:
            found, losses, lines = self._on_ours(act, after, numbers, came)
            there = [Pot(one.reference, False, one.amount) for one in found.document.tenders]
            parts = order_money.from_end(there, total(one.amount for one in losses))
            self._own_issued(act, after, found, Plan(losses, parts), lines)
            done = {one.line.number: one.quantity for one in losses}
            rest = [(one, sku, much - done.get(one.line.number, NONE)) for one, sku, much in came]
            came = [(one, sku, much) for one, sku, much in rest if much > NONE]

    def _on_ours(
        self,
        act: Act,
        f: Fulfilment,
        numbers: Sequence[str],
        came: Iterable[tuple[Loss, str, Decimal]],
    ) -> tuple[Original, tuple[Loss, ...], tuple[Line, ...]]:
        """The first of these documents that has some of what came back; what of it, and how its
        corrective says that. Raises NotReturnable."""
        came = tuple(came)
        for number in numbers:
            found = original(self._till, act.tx, number)
            parts = order_document.on_document(found.document, found.back, came) if found else ()
            if found is None or not parts:
                continue
            asked = [(line, much) for line, much, _ in parts]
            lines = refund.returned_lines(found.document, found.back, asked)
            losses = (
                _came(loss, line, much) for (_, much, loss), line in zip(parts, lines, strict=True)
            )
            return found, tuple(losses), lines
        raise NotReturnable(number=", ".join(dict.fromkeys(numbers)) or f.order.number)

    def _own_issued(
        self, act: Act, f: Fulfilment, of: Original, plan: Plan, lines: tuple[Line, ...]
    ) -> str:
        document = of.document
        taxes = refund.taxes(document, of.back, lines)
        corrects = Corrected(document.number, document.issued_at.date(), document.kind)
        return self._issued(act, f, plan, corrects, lines, taxes, document.buyer)

    def _issued(
        self,
        act: Act,
        f: Fulfilment,
        plan: Plan,
        corrects: Corrected,
        lines: tuple[Line, ...],
        taxes: tuple[TaxedLine, ...],
        to: Buyer | None,
    ) -> str:
        draft = Draft(
            corrective_of(corrects.kind),
            self._shift(act),
            self._who(),
            self._till.new_sale_id(act.tx),
            lines,
            taxes,
            -plan.amount,
            order_document.tenders(plan.parts, back=True),
            buyer=to,
            corrects=corrects,
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


def _came(loss: Loss, line: Line, much: Decimal) -> Loss:
    """Of a loss, what a line of a corrective gives back: its own product, or what was instead."""
    if line.sku == loss.line.sku and loss.quantity:
        return replace(loss, quantity=much, paid=-line.total, instead=ZERO, others=())
    return replace(loss, quantity=Decimal(0), paid=ZERO, instead=line.total)
