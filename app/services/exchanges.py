"""Something comes back and something else is sold, in one go: one payment of the difference, and
both documents in one transaction (retail-rules 5; ROF art. 15: the corrective stays a document of
its own)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from app.domain import barcode, exchanging, refund
from app.domain.attempt import Attempt, AttemptKind
from app.domain.document import Document
from app.domain.errors import (
    CardPending,
    MoneyTaken,
    NotEnoughCash,
    NothingDue,
    NotReturnable,
    PaidInChannel,
    ReturnPending,
)
from app.domain.money import ZERO, total
from app.domain.role_limits import cents
from app.domain.sale import Exchange, Returning, Sale
from app.domain.staff import Permission, check_not_for
from app.domain.tender import Tender, TenderKind, check_cash_law
from app.domain.why_back import WhyBack
from app.services import payment, placing, return_rules
from app.services.cash import cash_in_drawer
from app.services.checkout import Checkout, Paid
from app.services.originals import operation_of
from app.services.refunds import Refunds, Returnable
from app.services.register import Register
from app.services.till import Till
from app.storage import documents


class Exchanges:
    def __init__(
        self, till: Till, register: Register, checkout: Checkout, refunds: Refunds
    ) -> None:
        self._till, self._register = till, register
        self._checkout, self._refunds = checkout, refunds

    def begin(
        self,
        number: str,
        parts: Sequence[tuple[int, Decimal]],
        why: WhyBack = WhyBack.RESTOCK,
    ) -> Sale:
        """The sale in hand, begun when there is none, has these lines of a ticket come back.

        Raises NotAllowed, TooLate, NotTakenBack, UnknownDocument, NotReturnable, MoreThanSold,
        NothingToReturn, MoneyTaken, ReturnPending, CardPending, PaidInChannel, ShopHasOrder,
        ShopAskedToStop.
        """
        self._till.open_shift()
        self._till.session.need(Permission.REFUND)
        sale = self._register.sale
        if sale is not None and sale.tenders:
            raise MoneyTaken(paid=sale.paid)
        found = self._refunds.find(number)
        document, there = found.document, found.elsewhere
        if there is not None and there.proof == refund.PAPER:
            raise NotReturnable(number=document.number)
        if any(tender.kind is TenderKind.WEB for tender in document.paid):
            raise PaidInChannel(number=document.number)
        if self._refunds.pending() is not None:
            raise ReturnPending(asked=document.number)
        self._refunds.check_exchanges(document.number, sale.id if sale else "")
        payment.check_known(self._till, document.number)
        lines = refund.returned_lines(document, found.back, parts, why)
        back = cents(total(line.total for line in lines))
        allowed_by = self._till.session.need(Permission.REFUND, back)
        check_not_for(document.staff, self._till.session.who().code, allowed_by)
        allowed_by = return_rules.check_terms(self._till, document, lines) or allowed_by
        placing.check_return(self._till, document.number, lines, there)
        said = there.said if there else None
        gift = bool(barcode.gift_of(number))
        means = refund.CREDIT if gift else ""
        exchange = Exchange(Returning(document.number, means, allowed_by, said, gift), lines)
        with self._register.change(begin=True) as change:
            change.sale = replace(change.sale, exchange=exchange)
        return self._register.the_sale()

    def give_up(self) -> Sale:
        """Nothing comes back any more; what is sold stays. Raises MoneyTaken."""
        if self._register.the_sale().tenders:
            raise MoneyTaken(paid=self._register.the_sale().paid)
        with self._register.change() as change:
            change.sale = replace(change.sale, exchange=None)
        return self._register.the_sale()

    def _found(self, exchange: Exchange) -> Returnable:
        return self._refunds.find(exchange.returning.number)

    def corrective(self, issued: Document) -> Document | None:
        """What was issued in one go with that ticket, the last one, for what came back; None when
        it was no exchange."""
        with self._till.db.read() as connection:
            before = documents.newest(connection, 2)[1:]
        return next((one for one in before if one.corrects and one.sale == issued.sale), None)

    # the difference, when the customer gets it
    def next_card(self) -> Attempt | None:
        """Begin giving the difference back on the terminal; None when no card gets any (more).

        Raises NothingDue, CardPending and what `Checkout.ready` raises.
        """
        sale = self._owing()
        for tender in self._left(sale, ""):
            if tender.kind.asks_terminal:
                return self._checkout.begin(
                    sale, AttemptKind.REFUND, -tender.amount, tender.reference
                )
        return None

    def pay_back(self, means: str = "") -> Paid:
        """Give the rest of the difference back without the terminal, as it was paid or as `means`
        says (`refund.paid_back`), and issue both documents.

        Raises NothingDue, CardPending, PaidOtherwise, CashOverLimit, NotEnoughCash.
        """
        sale = self._owing()
        left = self._left(sale, means)
        if any(tender.kind.asks_terminal for tender in left):
            raise CardPending()
        return self._checkout.give(sale, left)

    def _owing(self) -> Sale:
        sale, _ = self._checkout.ready()
        if not sale.owed:
            raise NothingDue()
        return sale

    def _left(self, sale: Sale, means: str) -> tuple[Tender, ...]:
        exchange = sale.exchange
        if exchange is None:
            return ()
        found = self._found(exchange)
        rules = self._till.tenders
        means = exchange.returning.means or means
        if sale.tenders and means:
            wished = Tender(TenderKind.CREDIT, -sale.owed)
            return (wished,) if means == refund.CREDIT else self._left(sale, "")
        plan = exchanging.back(found.document, found.given_back, sale, rules, means)
        left = exchanging.left(plan, sale)
        cash = sum(-one.amount.cents for one in left if one.kind is TenderKind.CASH)
        with self._till.db.read() as connection:
            check_cash_law(
                operation_of(self._till, connection, found.document),
                cash > 0,
                non_resident=found.document.non_resident is not None,
            )
        if cash > max(cash_in_drawer(self._till), ZERO).cents:
            raise NotEnoughCash()
        return left
