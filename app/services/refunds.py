"""Returns: a corrective of what the shop sold, paid back the way it was paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.domain import barcode, elsewhere, refund
from app.domain.attempt import Attempt, AttemptKind
from app.domain.document import Document
from app.domain.elsewhere import Elsewhere
from app.domain.errors import (
    AnotherTaxpayer,
    CardPending,
    NotEnoughCash,
    NotReturnable,
    PaidInChannel,
    ReturnPending,
)
from app.domain.money import ZERO, Money, total
from app.domain.refund import Back
from app.domain.role_limits import cents
from app.domain.sale import Line, Returning, Sale, SaleStatus
from app.domain.shift import Shift
from app.domain.staff import Permission, check_not_for
from app.domain.tender import Tender, TenderKind, check_cash_law
from app.domain.why_back import WhyBack
from app.services import payment, placing, return_rules
from app.services.archived import not_here
from app.services.cash import cash_in_drawer
from app.services.checkout import Checkout
from app.services.issuing import issue
from app.services.originals import operation_of, original
from app.services.till import Till
from app.services.timekeeper import Timekeeper
from app.storage import baskets, reserve


@dataclass(frozen=True, slots=True)
class Returnable:
    """A document and what of it may still come back."""

    document: Document
    back: dict[int, Back]
    given_back: tuple[Tender, ...] = ()
    """What was paid back for it so far; negative."""
    elsewhere: Elsewhere | None = None
    """Of another shop's ticket: whose it is, and what says so."""

    def left(self, line: Line) -> Decimal:
        return refund.remaining(line, self.back)


class Refunds:
    def __init__(self, till: Till, checkout: Checkout, timekeeper: Timekeeper) -> None:
        self._till = till
        self._checkout = checkout
        self._timekeeper = timekeeper
        self._elsewhere: Elsewhere | None = None
        """The ticket of another shop that was asked for last, and found."""

        self._asked_as = ""
        self.unreachable = ""
        """The number for which nobody could be asked, when that is what came of the last one."""

    def told(self, found: Elsewhere | None, unreachable: str = "", asked_as: str = "") -> None:
        """What came of asking for a ticket; `find` knows it until the next. `asked_as`: the
        ticket's number, when `found` is the invoice that stands for it."""
        self._elsewhere, self.unreachable, self._asked_as = found, unreachable, asked_as

    @staticmethod
    def known_as(number: str) -> str:
        """A number as documents bear it, of what somebody typed or a ticket's code says: its bars,
        its QR, a gift ticket's."""
        seen = elsewhere.printed(number)
        return seen.number if seen else number.strip().upper()

    def here(self, number: str) -> bool:
        """Whether that ticket needs nobody else: this till or the shop has it, or a return of it
        is under way."""
        number = self.known_as(number)
        with self._till.db.read() as connection:
            known = original(self._till, connection, number)
        return known is not None or self._under_way(number) is not None

    def find(self, number: str) -> Returnable:
        """A document of any till of the shop by its number, or the one of another shop that
        central was asked for last.

        Raises UnknownDocument, DocumentArchived, NotReturnable; when `number` is the QR of a paper
        that says another NIF, day or total AnotherTaxpayer, PaperDiffers.
        """
        seen, number = elsewhere.printed(number), self.known_as(number)
        if seen is not None and seen.nif not in ("", self._till.shop.nif):
            raise AnotherTaxpayer(number=number)
        if self._elsewhere and number == self._asked_as:
            number = self._elsewhere.document.number
        with self._till.db.read() as connection:
            found = original(self._till, connection, number)
        if found is None and (there := self._under_way(number) or self._elsewhere):
            with self._till.db.read() as connection:
                found = original(self._till, connection, number, there)
        if found is None:
            with self._till.db.read() as connection:
                raise not_here(connection, number)
        if found.document.corrects is not None:
            raise NotReturnable(number=number)
        if seen is not None:
            elsewhere.check_printed(seen, found.document)
        return Returnable(found.document, found.back, found.given_back, found.elsewhere)

    def _under_way(self, number: str) -> Elsewhere | None:
        """What the return that is half paid back knows of a ticket of another shop."""
        sale = self.pending()
        returning = sale.returning if sale else None
        if returning is None or returning.number != number or returning.elsewhere is None:
            return None
        return elsewhere.read(returning.elsewhere)

    def worth(self, number: str, parts: Sequence[tuple[int, Decimal]]) -> Money:
        """What those lines and quantities would pay back, without doing it."""
        found = self.find(number)
        lines = refund.returned_lines(found.document, found.back, parts)
        return -total(line.total for line in lines)

    def begin(
        self,
        number: str,
        parts: Sequence[tuple[int, Decimal]] | None,
        means: str = "",
        *,
        why: WhyBack = WhyBack.RESTOCK,
        off: Sequence[tuple[int, Money]] = (),
    ) -> Sale | Document:
        """Start paying back `parts` (None: all that is left), by the way it was paid, or by
        `means` (`refund.paid_back`). What may take the place of a way that refused finishes the
        return that is half paid back.

        The document, when no terminal has to be asked; else the return in progress, whose
        payments `next_card` names: the one half paid back, when this asks for the same again.
        What is `why` damaged comes back all the same when it is sold without return, or long ago
        (RDL 1/2007 art. 118, 120). `off`: of what no goods come back of, so much
        of each line's price instead of `parts`.
        Raises ClockBlocked, NotAllowed, TooLate, NotTakenBack, MoreThanSold, MoreThanPaid,
        GiftOnlyCredit, NothingToReturn, PaidOtherwise, NotEnoughCash, ReturnPending, CardPending,
        ShopHasOrder, ShopAskedToStop.
        """
        shift = self._till.open_shift()
        if self.pending() is None:
            self._timekeeper.check()
        allowed_by = self._till.session.need(Permission.REFUND)
        means = return_rules.means_of(self._till, means)
        gift = bool(barcode.gift_of(number))
        if gift:
            means = return_rules.gift_means(means)
        if half_paid := self._half_paid(number, parts, means, off):
            return self._instead(half_paid, shift, means)
        if half_paid := self.again(number, parts, means, off):
            return half_paid
        reserve.check(self._till.folder)
        found = self.find(number)
        self.check_exchanges(found.document.number)
        payment.check_known(self._till, found.document.number)
        on_paper = found.elsewhere is not None and found.elsewhere.proof == refund.PAPER
        if on_paper:
            allowed_by = self._till.session.need(Permission.RETURN_ON_PAPER)
        lines = self._lines(found, parts, why, off)
        if not on_paper:
            back = cents(total(line.total for line in lines))
            allowed_by = self._till.session.need(Permission.REFUND, back)
        check_not_for(found.document.staff, self._till.session.who().code, allowed_by)
        allowed_by = return_rules.check_terms(self._till, found.document, lines) or allowed_by
        placing.check_return(self._till, found.document.number, lines, found.elsewhere)
        plan = self._plan(found, -total(line.total for line in lines), means)
        self._check_drawer(plan)
        with self._till.act() as act:
            sale = Sale(
                self._till.new_sale_id(act.tx),
                SaleStatus.RETURNING,
                lines=lines,
                returning=Returning(
                    found.document.number,
                    means,
                    allowed_by,
                    found.elsewhere.said if found.elsewhere else None,
                    gift,
                ),
            )
            if any(tender.kind.asks_terminal for tender in plan):
                baskets.save(act.tx, sale, None)
                return sale
            sale = replace(sale, tenders=plan)
            if on_paper and found.elsewhere:
                return_rules.state_paper(act, found.elsewhere, -sale.total, allowed_by)
            return_rules.state_cash(self._till, act, sale, means, found.document, found.given_back)
            return issue(self._till, act, sale, shift, self._till.session.who().code)

    def check_exchanges(self, number: str, but: str = "", *, begun: bool = False) -> None:
        """A ticket of which something comes back in exchange, in another sale than `but`, waits for
        that; `begun`: only when money of it has moved. Raises ReturnPending."""
        with self._till.db.read() as connection:
            open_ones = baskets.with_status(connection, SaleStatus.OPEN)
            open_ones += baskets.with_status(connection, SaleStatus.PARKED)
        for sale in open_ones:
            if sale.id == but or sale.exchange is None or (begun and not sale.tenders):
                continue
            if sale.exchange.returning.number == number:
                raise ReturnPending(asked=number)

    @staticmethod
    def _lines(
        found: Returnable,
        parts: Sequence[tuple[int, Decimal]] | None,
        why: WhyBack,
        off: Sequence[tuple[int, Money]],
    ) -> tuple[Line, ...]:
        if not why.goods:
            return refund.lowered_lines(found.document, found.back, off, why)
        if parts is None:
            parts = refund.everything(found.document, found.back)
        return refund.returned_lines(found.document, found.back, parts, why)

    def _half_paid(
        self,
        number: str,
        parts: Sequence[tuple[int, Decimal]] | None,
        means: str,
        off: Sequence[tuple[int, Money]] = (),
    ) -> Sale | None:
        """The return in progress, when this asks to pay the rest of it in another way."""
        sale = self.pending()
        if sale is None or sale.returning is None or not refund.instead(means):
            return None
        wished = sale.returning.means
        same = self.asks_for(sale, number, parts, wished, off)
        return sale if same and wished != means else None

    def _instead(self, sale: Sale, shift: Shift, means: str) -> Document:
        """Pay back the rest of a return whose card refused or is gone, and issue the corrective.
        Raises CardPending while nobody knows what became of the card."""
        if sale.returning is None:
            raise ValueError(f"{sale.id} is no return")
        if self._checkout.pending(sale.id):
            raise CardPending()
        found = self.find(sale.returning.number)
        left = self._plan(found, -(sale.total - sale.paid), means)
        self._check_drawer(left)
        with self._till.act() as act:
            sale = replace(sale, tenders=(*sale.tenders, *left))
            return_rules.state_cash(self._till, act, sale, means, found.document, found.given_back)
            return issue(self._till, act, sale, shift, self._till.session.who().code)

    def _plan(self, of: Returnable, amount: Money, means: str) -> tuple[Tender, ...]:
        if any(tender.kind is TenderKind.WEB for tender in of.document.paid):
            raise PaidInChannel(number=of.document.number)
        rules = self._till.tenders
        plan = refund.paid_back(of.document, of.given_back, amount, means, rules)
        cash = any(tender.kind is TenderKind.CASH for tender in plan)
        with self._till.db.read() as connection:
            check_cash_law(
                operation_of(self._till, connection, of.document),
                cash,
                non_resident=of.document.non_resident is not None,
            )
        return plan

    def _check_drawer(self, plan: Sequence[Tender]) -> None:
        cash = total(-tender.amount for tender in plan if tender.kind is TenderKind.CASH)
        if cash > ZERO and cash > cash_in_drawer(self._till):
            raise NotEnoughCash()

    def pending(self) -> Sale | None:
        """The return that is half paid back; there is never more than one."""
        with self._till.db.read() as connection:
            found = baskets.with_status(connection, SaleStatus.RETURNING)
        return found[0] if found else None

    def again(
        self,
        number: str,
        parts: Sequence[tuple[int, Decimal]] | None,
        means: str = "",
        off: Sequence[tuple[int, Money]] = (),
    ) -> Sale | None:
        """The return that is half paid back, when this asks for the same; None when there is none.

        Raises ReturnPending when it is another, or of other lines, or to be paid otherwise.
        """
        sale = self.pending()
        if sale and not self.asks_for(sale, number, parts, means, off):
            raise ReturnPending(asked=_words(sale))
        return sale

    def asks_for(
        self,
        sale: Sale,
        number: str,
        parts: Sequence[tuple[int, Decimal]] | None,
        means: str = "",
        off: Sequence[tuple[int, Money]] = (),
    ) -> bool:
        """Whether that is what the return in progress pays back. Raises what `find` raises."""
        number, returning = self.known_as(number), sale.returning
        if returning is None or (returning.number, returning.means) != (number, means):
            return False
        if off:
            return refund.lowered_again(sale.lines, off)
        if parts is None:
            found = self.find(number)
            parts = refund.everything(found.document, found.back)
        return refund.asked_again(sale.lines, parts)

    def next_card(self, sale: Sale) -> Attempt | None:
        """Begin the next refund on the terminal; None when only other ways are left.

        Raises CardPending.
        """
        self._till.open_shift()
        if self._checkout.pending(sale.id):
            raise CardPending()
        for tender in self._left_to_pay(sale):
            if tender.kind.asks_terminal:
                return self._checkout.begin(
                    sale, AttemptKind.REFUND, -tender.amount, tender.reference
                )
        return None

    def finish(self, sale: Sale) -> Document:
        """Pay back what is left without the terminal and issue the corrective.

        Raises CardPending while the terminal still has to give something back.
        """
        shift = self._till.open_shift()
        left = self._left_to_pay(sale)
        if any(tender.kind.asks_terminal for tender in left):
            raise CardPending()
        self._check_drawer(left)
        with self._till.act() as act:
            sale = replace(sale, tenders=(*sale.tenders, *left))
            return issue(self._till, act, sale, shift, self._till.session.who().code)

    def _left_to_pay(self, sale: Sale) -> list[Tender]:
        """The plan of the whole return less what has been paid back of it."""
        if sale.returning is None:
            raise ValueError(f"{sale.id} is no return")
        found = self.find(sale.returning.number)
        plan = self._plan(found, -sale.total, sale.returning.means)
        done = {tender.reference: tender.amount for tender in sale.tenders}
        return [tender for tender in plan if tender.reference not in done]

    def tidy(self) -> None:
        """Forget a return that was begun and of which nothing was paid back."""
        sale = self.pending()
        if sale and not sale.tenders and not self._checkout.pending(sale.id):
            self.drop(sale)

    def drop(self, sale: Sale) -> None:
        """Give up a return of which nothing has been paid back. Raises CardPending."""
        if sale.tenders or self._checkout.pending(sale.id):
            raise CardPending()
        with self._till.act() as act:
            baskets.delete_sale(act.tx, sale)


def _words(sale: Sale) -> str:
    """A return in progress as it was asked for: `T042C03AS26-000001 1:2 card`."""
    number, means = (sale.returning.number, sale.returning.means) if sale.returning else ("", "")
    lines = (f"{line.of}:{-line.quantity.normalize():f}" for line in sale.lines)
    return " ".join((number, *lines, means)).strip()
