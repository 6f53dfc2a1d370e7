"""Paying: cash, card and card by hand; when nothing is left due the document is issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.changes import Topic
from app.domain import placing
from app.domain.attempt import NEXT, Attempt, AttemptKind, AttemptState
from app.domain.document import SIMPLIFIED_LIMIT, Document
from app.domain.errors import (
    BadAmount,
    CardPending,
    DiskFull,
    EmptySale,
    InvoiceRequired,
    NothingDue,
    NothingTaken,
    NotPending,
    OwedBack,
    ReasonMissing,
    TooMuch,
    WeightMissing,
)
from app.domain.facts import Body, FactType
from app.domain.money import ZERO, Money
from app.domain.non_resident import declared
from app.domain.paper_kind import PaperKind
from app.domain.plain import plain
from app.domain.sale import Sale
from app.domain.shift import Shift
from app.domain.staff import Permission, check_not_for
from app.domain.tender import Tender, TenderKind
from app.services import card_answers, cash_law, order_sale, payment, slips, terms
from app.services.issuing import check_exchange, issue
from app.services.placing import ages_of
from app.services.prices import check_stops
from app.services.register import Register
from app.services.till import Act, Till
from app.services.timekeeper import Timekeeper
from app.storage import attempts, baskets, prints, reserve, shifts
from hardware.devices import PaymentTerminal
from hardware.results import (
    Approved,
    Cancelled,
    LookUp,
    NotFound,
    Outcome,
    Unreachable,
)


@dataclass(frozen=True, slots=True)
class Paid:
    """A tender was recorded; `document` when it was the last one, else `due` is left."""

    due: Money
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a card payment came to; declined, cancelled and unknown are answers too."""

    attempt: Attempt
    paid: Paid


class Checkout:
    def __init__(
        self, till: Till, register: Register, timekeeper: Timekeeper, terminal: str = ""
    ) -> None:
        """`terminal`: the `id` of the one at hand."""
        self._till, self._terminal = till, terminal
        self._register = register
        self._timekeeper = timekeeper

    # cash and by hand
    def pay_cash(self, amount: Money | None = None) -> Paid:
        """Take cash; above what is due it gives change. None: all that is due.

        Raises CashOverLimit and what `ready` raises.
        """
        sale, shift = self.ready()
        cash_law.check(self._till, sale, cash=True)
        handed = sale.due if amount is None else _positive(amount, sale.due)
        return self.take(sale, shift, Tender(TenderKind.CASH, handed))

    def declare(self, document: str, country: str) -> Sale:
        """Whoever pays declares not to reside here; the kind of document seen and its country are
        kept. Raises NotAllowed, BadDeclaration, NotPrivate, EmptySale."""
        self._till.open_shift()
        sale = self._register.the_sale()
        allowed_by = self._till.session.need(Permission.NON_RESIDENT)
        who = declared(document, country, sale.buyer, allowed_by)
        with self._register.change() as change:
            change.sale = replace(change.sale, non_resident=who)
            change.act.state(FactType.NON_RESIDENT_DECLARED, {"sale": sale.id, **plain(who)})
        return self._register.the_sale()

    def pay_by_hand(
        self, amount: Money | None = None, authorisation: str = "", last_four: str = ""
    ) -> Paid:
        """Record what a person charged on the bank's own terminal. Raises TooMuch."""
        sale, shift = self.ready()
        amount = sale.due if amount is None else _positive(amount, sale.due)
        if amount > sale.due:
            raise TooMuch(due=sale.due)
        tender = Tender(
            TenderKind.CARD_BY_HAND,
            amount,
            authorisation=card_answers.printable(authorisation, 20),
            last_four=card_answers.four(last_four),
        )
        return self.take(sale, shift, tender)

    def take(self, sale: Sale, shift: Shift, tender: Tender) -> Paid:
        """Put a tender on a sale that is `ready`; issue its document when nothing is left due."""
        if sale.owed:
            raise OwedBack(amount=sale.owed)
        tenders = (*sale.tenders, tender) if tender.amount else sale.tenders
        with self._till.act() as act:
            paid = self._save(act, sale, replace(sale, tenders=tenders), shift)
            if self._till.tenders.of(tender.kind).opens_drawer:
                act.tx.changed(Topic.DRAWER)
            act.tx.then(self._register.reload)
        return paid

    def give(self, sale: Sale, tenders: Sequence[Tender]) -> Paid:
        """Pay back, without the terminal, what a sale that is `ready` still owes; issue it."""
        shift = self._till.open_shift()
        with self._till.act() as act:
            paid = self._save(act, sale, replace(sale, tenders=(*sale.tenders, *tenders)), shift)
            if any(self._till.tenders.of(tender.kind).opens_drawer for tender in tenders):
                act.tx.changed(Topic.DRAWER)
            act.tx.then(self._register.reload)
        return paid

    def _save(self, act: Act, before: Sale, sale: Sale, shift: Shift, who: str = "") -> Paid:
        """Put a sale with a new tender on disk; complete it when nothing is due."""
        if sale.due or sale.owed:
            baskets.save(act.tx, sale, before)
            return Paid(sale.due)
        who = who or self._till.session.who().code
        return Paid(ZERO, issue(self._till, act, sale, shift, who))

    def ready(self) -> tuple[Sale, Shift]:
        """The basket, fit to be paid: what would go wrong is said before money is taken.

        Raises EmptySale, WeightMissing, InvoiceRequired, CardPending, SaleStopped, OutsideHours,
        AgeNotAsked, Invoiced, MoreThanSold, ClockBlocked, DiskFull, DiskReadOnly; of a sale that
        pays an order, what `collecting.hand_over` refuses.
        """
        shift = self._till.open_shift()
        sale = self._register.sale
        if sale is None or sale.empty:
            raise NothingTaken() if sale and sale.exchange else EmptySale()
        check_not_for(sale.staff, self._till.session.who().code)
        for line in sale.lines:
            if line.needs_weight:
                raise WeightMissing(line=line.number, name=line.name)
        if sale.total > SIMPLIFIED_LIMIT and sale.buyer is None:
            raise InvoiceRequired(limit=SIMPLIFIED_LIMIT)
        if self.pending(sale.id):
            raise CardPending()
        check_stops(self._till, sale.lines)
        terms.check(self._till, sale)
        order_sale.check(self._till, sale)
        check_exchange(self._till, sale)
        if sale.ordering is not None:
            placing.check(sale, sale.ordering, ages_of(self._till, sale))
        if not sale.tenders:  # what is paid in part is finished, whatever the clock says
            self._timekeeper.check()
        reserve.check(self._till.folder)
        return sale, shift

    def pending(self, sale_id: str | None = None) -> list[Attempt]:
        """Card payments whose end nobody knows, of one sale or of all."""
        with self._till.db.read() as connection:
            found = attempts.open_ones(connection)
        return [attempt for attempt in found if sale_id in (None, attempt.basket)]

    # card
    def begin_card(self, amount: Money | None = None) -> Attempt:
        """Put the attempt on disk; only then may the terminal be asked. Raises TooMuch."""
        sale, _ = self.ready()
        amount = sale.due if amount is None else _positive(amount, sale.due)
        if amount > sale.due:
            raise TooMuch(due=sale.due)
        if not amount:
            raise NothingDue()
        return self.begin(sale, AttemptKind.SALE, amount)

    def begin_reversal(self) -> Attempt | None:
        """The attempt that gives back the basket's last payment on the terminal; None when
        there is none left."""
        self._till.open_shift()
        sale = self._register.the_sale()
        if self.pending(sale.id):
            raise CardPending()
        for tender in reversed(sale.tenders):
            if tender.kind.asks_terminal and tender.amount > ZERO:
                return self.begin(sale, AttemptKind.REVERSAL, tender.amount, tender.reference)
        return None

    def begin(self, sale: Sale, kind: AttemptKind, amount: Money, original: str = "") -> Attempt:
        """Commit a STARTED attempt for `sale` (a basket or a return)."""
        who = self._till.session.who().code
        with self._till.act() as act:
            fact = act.state(
                FactType.CARD_ASKED,
                {
                    "sale": sale.id,
                    "kind": kind.value,
                    "amount": amount.cents,
                    "original": original,
                },
            )
            # Whole, so that the terminal knows it after a restore too.
            name = self._till.config.installation_number
            reference = f"{name}/{fact.installation}-{fact.seq}"
            shift = shifts.open_one(act.tx)
            attempt = Attempt(
                reference,
                sale.id,
                kind,
                amount,
                original,
                AttemptState.STARTED,
                who,
                act.at,
                shift.id if shift else 0,
                attempts.named(act.tx, original),
                terminal=self._terminal,
            )
            attempts.start(act.tx, attempt)
        return attempt

    def ask(self, terminal: PaymentTerminal, attempt: Attempt) -> Outcome:
        """Ask the terminal; needs no database, so a device's thread may call it."""
        return terminal.ask(card_answers.request_of(attempt))

    def answer(self, attempt: Attempt, outcome: Outcome, said: Body | None = None) -> Answered:
        """Record what the terminal said, or who `said` so instead; an approval adds (or takes
        away) its tender and, when nothing is left due, issues the document in the same
        transaction."""
        try:
            return self._answer(attempt, outcome, said or {})
        except DiskFull:
            # The bank has moved the money: what it said must be written down.
            if not reserve.release(self._till.folder):
                raise
            return self._answer(attempt, outcome, said or {})

    def _answer(self, attempt: Attempt, outcome: Outcome, said: Body) -> Answered:
        state, authorisation, last_four = card_answers.read(outcome)
        if state not in NEXT[attempt.state]:
            raise ValueError(f"{attempt.reference}: {attempt.state} to {state}")
        settled = card_answers.settled(attempt, state, outcome)
        body: Body = {
            "reference": attempt.reference,
            "sale": attempt.basket,
            "state": state.value,
            "authorisation": authorisation,
            **said,
        }
        if settled.taken and settled.taken != attempt.amount:
            body["taken"] = settled.taken.cents
        with self._till.act() as act:
            act.state(FactType.CARD_ANSWERED, body, attempt.who)
            attempts.settle(act.tx, settled)
            paid = self._apply(act, settled, authorisation, last_four)
            act.tx.then(self._register.reload)
        return Answered(settled, paid)

    def _apply(self, act: Act, attempt: Attempt, authorisation: str, last_four: str) -> Paid:
        sale = baskets.one(act.tx, attempt.basket)
        if sale is None:
            raise ValueError(f"{attempt.reference}: its sale is gone")
        if attempt.slip and not card_answers.on_a_ticket(attempt, sale):
            name = slips.card_job(attempt.reference)
            prints.queue(act.tx, PaperKind.CARD, name, copy=True, at=act.at)
        if sale.retendering is not None:
            payment.answered(self._till, act, sale, attempt, authorisation, last_four)
            return Paid(ZERO)
        if attempt.state is not AttemptState.APPROVED:
            return Paid(sale.due)
        if attempt.kind is AttemptKind.REVERSAL:
            left = tuple(t for t in sale.tenders if t.reference != attempt.original)
            after = replace(sale, tenders=left)
            baskets.save(act.tx, after, sale)
            return Paid(after.due)
        refunds = attempt.kind is AttemptKind.REFUND
        tender = Tender(
            TenderKind.CARD,
            -attempt.taken if refunds else attempt.taken,
            # A refund names the payment that it gives back: so much less is left of it.
            attempt.original if refunds else attempt.reference,
            authorisation,
            last_four,
        )
        shift = shifts.open_one(act.tx)
        after = replace(sale, tenders=(*sale.tenders, tender))
        if shift is None or not order_sale.stands(self._till, after):
            # Closed since, or its order was cancelled or collected: what the bank moved is written
            # down, and a person completes the sale or gives it back.
            baskets.save(act.tx, after, sale)
            return Paid(after.due)
        return self._save(act, sale, after, shift, attempt.who)

    def look_up(self, terminal: PaymentTerminal, attempt: Attempt) -> LookUp:
        """Ask what became of an attempt; needs no database."""
        return terminal.look_up(card_answers.request_of(attempt))

    def found(self, attempt: Attempt, answer: LookUp) -> Answered | None:
        """Record what a look-up said. None: still nobody knows, and nothing was guessed; or it is
        known already: two may have asked."""
        if not self._is_pending(attempt):
            return None
        match answer:
            case Unreachable():
                return None
            case NotFound():
                # The terminal is sure that it never charged it: as good as cancelled.
                return self.answer(attempt, Cancelled())
            case outcome:
                return self.answer(attempt, outcome)

    def say(self, attempt: Attempt, why: str, *, charged: bool) -> Answered:
        """A manager says what became of a payment whose terminal says nothing any more, and `why`:
        the number on its slip, or that there is none. The terminal's totals tell when that was
        wrong.

        Raises NotAllowed, ReasonMissing, NotPending.
        """
        allowed_by = self._till.session.need(Permission.ACCEPT_DIFFERENCE)
        if not why.strip():
            raise ReasonMissing()
        if not self._is_pending(attempt):
            raise NotPending()
        said = {"why": why.strip(), "said_by": allowed_by or self._till.session.who().code}
        return self.answer(attempt, Approved("") if charged else Cancelled(), said)

    def _is_pending(self, attempt: Attempt) -> bool:
        return any(one.reference == attempt.reference for one in self.pending())

    def settle(self, terminal: PaymentTerminal) -> list[Answered]:
        """Look up every open attempt, oldest first: at start, and before paying again."""
        answered = [
            self.found(attempt, self.look_up(terminal, attempt)) for attempt in self.pending()
        ]
        return [answer for answer in answered if answer]


def charge(checkout: Checkout, terminal: PaymentTerminal, begin: Callable[[], Attempt]) -> Answered:
    """Begin, ask and answer in one thread, for whoever has no window to keep alive."""
    attempt = begin()
    return checkout.answer(attempt, checkout.ask(terminal, attempt))


def _positive(amount: Money, due: Money) -> Money:
    if amount <= ZERO and not (amount == ZERO == due):
        raise BadAmount(text=str(amount))
    return amount
