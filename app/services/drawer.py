"""The shift of the drawer: float, cash in and out, drop, blind count, X and Z."""

from __future__ import annotations

from dataclasses import dataclass

from app.changes import Topic
from app.domain.errors import (
    BadAmount,
    NotEnoughCash,
    NothingToAccept,
    ReasonMissing,
    ShiftOpen,
)
from app.domain.facts import Body, FactType
from app.domain.free_words import tidy
from app.domain.money import ZERO, Money, total
from app.domain.sale import SaleStatus
from app.domain.shift import Count, MoveKind, Shift, ShiftReport, held_by_hand_of, shift_report
from app.domain.staff import Permission
from app.domain.tender import TenderKind
from app.services.till import Act, Till
from app.services.timekeeper import Timekeeper
from app.storage import attempts, baskets, documents, journal, prints, shifts


@dataclass(frozen=True, slots=True)
class Passed:
    """What was not finished when a shift closed: listed on its Z, and passed on."""

    open_basket: bool
    parked: int
    pending_cards: int
    pending_returns: int
    unprinted: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A Z. `accepted_by`: who accepted the difference; None when nobody has yet."""

    report: ShiftReport
    passed: Passed
    accepted_by: str | None
    seen: bool
    """Whether whoever closed it may see the expected cash without having counted."""


class Drawer:
    def __init__(self, till: Till, timekeeper: Timekeeper) -> None:
        self._till, self._timekeeper = till, timekeeper

    def current(self) -> Shift | None:
        with self._till.db.read() as connection:
            return shifts.open_one(connection)

    def open(self, amount: Money) -> Shift:
        """Begin a shift with `amount` as float.

        Raises ShiftOpen, BadAmount, NotAllowed, ClockBlocked.
        """
        self._till.session.need(Permission.SELL)
        person = self._till.session.who()
        if amount < ZERO:
            raise BadAmount(text=str(amount))
        if self.current():
            raise ShiftOpen()
        self._timekeeper.check()
        with self._till.act() as act:
            number = shifts.next_id(act.tx)
            held, by_hand = _held(self._till)
            fact = act.state(
                FactType.SHIFT_OPENED,
                {
                    "shift": number,
                    "float": amount.cents,
                    "held": held.cents,
                    "held_by_hand": by_hand.cents,
                },
            )
            shift = Shift(
                number,
                act.at.date(),
                act.at,
                person.code,
                amount,
                (fact.installation, fact.seq),
                held,
            )
            shifts.add(act.tx, shift)
            act.tx.changed(Topic.DRAWER)
        return shift

    def move(self, kind: MoveKind, amount: Money, why: str = "") -> Money:
        """Put cash in, take it out, or drop it to the safe; a drop needs no reason.

        Raises ReasonMissing, BadAmount, NotEnoughCash.
        """
        shift = self._till.open_shift()
        if amount <= ZERO:
            raise BadAmount(text=str(amount))
        if kind is not MoveKind.DROP and not why.strip():
            raise ReasonMissing()
        if kind is not MoveKind.IN and amount > cash_expected(self._till, shift):
            raise NotEnoughCash()
        with self._till.act() as act:
            body = {
                "shift": shift.id,
                "kind": kind.value,
                "amount": amount.cents,
                "why": why.strip(),
                "from": "outside" if kind is MoveKind.IN else "drawer",
                "to": _PLACES[kind],
            }
            act.state(FactType.CASH_MOVED, body)
            act.tx.changed(Topic.SHIFT)
            act.tx.changed(Topic.DRAWER)
        return amount

    def kick(self, why: str) -> None:
        """Open the drawer without a sale. Raises ReasonMissing, NotAllowed, NoOpenShift."""
        shift = self._till.open_shift()
        if not (why := tidy(why, 120)):
            raise ReasonMissing()
        allowed_by = self._till.session.need(Permission.DRAWER)
        with self._till.act() as act:
            body = {"shift": shift.id, "why": why, "allowed_by": allowed_by}
            act.state(FactType.DRAWER_OPENED, body)
            act.tx.changed(Topic.SHIFT)
            act.tx.changed(Topic.DRAWER)

    def count(self, count: Count) -> Shift:
        """Put down what was counted; it may be counted again until the shift closes."""
        shift = self._till.open_shift()
        with self._till.act() as act:
            act.state(FactType.CASH_COUNTED, {"shift": shift.id, "count": shifts.count_body(count)})
            shifts.save_count(act.tx, shift, count)
        return shift

    def report(self) -> ShiftReport:
        """The X: the shift so far. Raises NoOpenShift."""
        shift = self._till.open_shift()
        return _report(self._till, shift)

    def sees_expected(self) -> bool:
        """Whether whoever is there may know what should be in the drawer."""
        session = self._till.session
        people = (session.person, session.authoriser)
        return any(who and who.may(Permission.EXPECTED_CASH) for who in people)

    def close(self) -> Closed:
        """Close the shift, whatever is unfinished; a difference waits for a manager.

        Raises NoOpenShift, NotAllowed.
        """
        shift = self._till.open_shift()
        session = self._till.session
        report = _report(self._till, shift)
        judges = (session.person, session.authoriser)
        accepted = next(
            (who.code for who in judges if who and who.may(Permission.ACCEPT_DIFFERENCE)), None
        )
        passed = self.unfinished()
        with self._till.act() as act:
            fact = act.state(FactType.SHIFT_CLOSED, _z_body(report, passed))
            if report.differs and accepted:
                self._accept(act, report, accepted)
            difference = shifts.NO_DIFFERENCE
            if report.differs:
                difference = shifts.ACCEPTED if accepted else shifts.UNACCEPTED
            shifts.close(act.tx, shift, fact, difference)
            self._timekeeper.shift_over(act)
        return Closed(report, passed, accepted if report.differs else "", self.sees_expected())

    def unfinished(self) -> Passed:
        with self._till.db.read() as connection:
            basket = baskets.with_status(connection, SaleStatus.OPEN)
            return Passed(
                any(not sale.empty for sale in basket),
                len(baskets.with_status(connection, SaleStatus.PARKED)),
                len(attempts.open_ones(connection)),
                len(baskets.with_status(connection, SaleStatus.RETURNING)),
                len(prints.unfinished(connection)),
            )

    def unaccepted(self) -> list[ShiftReport]:
        """Closed shifts whose difference no manager has accepted."""
        with self._till.db.read() as connection:
            found = shifts.unaccepted(connection)
        return [_closed_report(self._till, shift, closed) for shift, closed in found]

    def accept(self, shift_id: int) -> None:
        """A manager accepts a closed shift's difference. Raises NotAllowed, NothingToAccept."""
        allowed_by = self._till.session.need(Permission.ACCEPT_DIFFERENCE)
        for report in self.unaccepted():
            if report.shift.id == shift_id:
                with self._till.act() as act:
                    self._accept(act, report, allowed_by or self._till.session.who().code)
                    shifts.accept(act.tx, shift_id)
                return
        raise NothingToAccept(shift=shift_id)

    def _accept(self, act: Act, report: ShiftReport, who: str) -> None:
        body = {
            "shift": report.shift.id,
            "difference": _cents(report.difference),
            "by_hand": _cents(report.by_hand_difference),
            "accepted_by": who,
        }
        act.state(FactType.DIFFERENCE_ACCEPTED, body)


_PLACES = {MoveKind.IN: "drawer", MoveKind.OUT: "outside", MoveKind.DROP: "safe"}


def cash_expected(till: Till, shift: Shift) -> Money:
    """What should be in the drawer now."""
    return _report(till, shift).expected


def _held(till: Till) -> tuple[Money, Money]:
    """Taken on tickets that are not complete, in cash and by hand: it lies in the drawer, or is
    counted by the bank's own terminal, all the same."""
    with till.db.read() as connection:
        tenders = [tender for sale in baskets.everything(connection) for tender in sale.tenders]

    def taken(kind: TenderKind) -> Money:
        return total(tender.amount for tender in tenders if tender.kind is kind)

    return taken(TenderKind.CASH), taken(TenderKind.CARD_BY_HAND)


def _report(till: Till, shift: Shift) -> ShiftReport:
    """The open shift so far."""
    with till.db.read() as connection:
        facts = [*documents.before(connection, shift), *journal.since(connection, shift.first)]
        return shift_report(shift, facts, *_held(till))


def _closed_report(till: Till, shift: Shift, closed: tuple[int, int]) -> ShiftReport:
    with till.db.read() as connection:
        z = journal.one(connection, *closed).body
        since = journal.since(connection, shift.first, closed)
        facts = [*documents.before(connection, shift), *since]
        return shift_report(shift, facts, Money(z["held"]), held_by_hand_of(z))


def _cents(money: Money | None) -> int | None:
    return None if money is None else money.cents


def _z_body(report: ShiftReport, passed: Passed) -> Body:
    return {
        "shift": report.shift.id,
        "float": report.shift.float.cents,
        "sales": report.sales,
        "sales_total": report.sales_total.cents,
        "returns": report.returns,
        "returns_total": report.returns_total.cents,
        "tenders": {kind.value: amount.cents for kind, amount in report.tenders.items()},
        "cash_in": report.cash_in.cents,
        "cash_out": report.cash_out.cents,
        "drops": report.drops.cents,
        "held": report.held.cents,
        "held_by_hand": report.held_by_hand.cents,
        "expected": report.expected.cents,
        "count": report.count and shifts.count_body(report.count),
        "difference": _cents(report.difference),
        "by_hand_difference": _cents(report.by_hand_difference),
        "passed": {
            "open_basket": passed.open_basket,
            "parked": passed.parked,
            "pending_cards": passed.pending_cards,
            "pending_returns": passed.pending_returns,
            "unprinted": passed.unprinted,
        },
    }
