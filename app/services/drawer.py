"""The shift of the drawer: float, cash in and out, drop, blind count, X and Z."""

from __future__ import annotations

from dataclasses import dataclass

from app.changes import Topic
from app.domain import shelf_check
from app.domain.cash import ROUTES, MoveKind, bag_number
from app.domain.errors import (
    BadAmount,
    BadCount,
    NoOpenShift,
    NotAllowed,
    NotEnoughCash,
    NothingToAccept,
    ReasonMissing,
    ShiftOpen,
)
from app.domain.facts import FactType
from app.domain.free_words import tidy
from app.domain.money import ZERO, Money
from app.domain.sale import SaleStatus
from app.domain.shift import Count, Shift, ShiftReport
from app.domain.staff import Permission
from app.domain.z import Passed, Rest, cents, count_body, held_body, z_body
from app.services import shift_reports
from app.services.cash import Cash, held
from app.services.folded import FoldedOrders
from app.services.shift_papers import queue_z
from app.services.till import Act, Till
from app.services.timekeeper import Timekeeper
from app.storage import attempts, baskets, journal, prints, shifts


@dataclass(frozen=True, slots=True)
class Closed:
    """A Z. `accepted_by`: who accepted the difference; None when nobody has yet."""

    report: ShiftReport
    passed: Passed
    rest: Rest
    accepted_by: str | None
    seen: bool
    """Whether whoever closed it may see the expected cash without having counted."""


class Drawer:
    def __init__(
        self, till: Till, timekeeper: Timekeeper, money: Cash, folded: FoldedOrders
    ) -> None:
        self._till, self._timekeeper = till, timekeeper
        self._cash, self._folded = money, folded

    def current(self) -> Shift | None:
        with self._till.db.read() as connection:
            return shifts.open_one(connection)

    def left(self) -> Money:
        """What the last shift left in the drawer as the next one's float."""
        with self._till.db.read() as connection:
            closed = shifts.last_closed(connection)
            body = journal.one(connection, *closed).body if closed else {}
        return Money(body.get("stays", 0))

    def open(self, amount: Money, pieces: Count | None = None) -> Shift:
        """Begin a shift with `amount` as float; `pieces`: what it was counted to be, when it was.

        Above what the last shift left it is brought from the safe; below, the rest is missing,
        and a manager will have to accept that. Raises ShiftOpen, BadAmount, BadCount, NotAllowed,
        ClockBlocked.
        """
        self._till.session.need(Permission.SELL)
        person = self._till.session.who()
        if amount < ZERO:
            raise BadAmount(text=str(amount))
        if pieces is not None and pieces.cash != amount:
            raise BadCount(text=str(pieces.cash))
        if self.current():
            raise ShiftOpen()
        self._timekeeper.check()
        left = self.left()
        with self._till.act() as act:
            number = shifts.next_id(act.tx)
            taken, by_hand, others = held(self._till)
            body = {
                "shift": number,
                "float": amount.cents,
                "left": left.cents,
                "held": taken.cents,
                "held_by_hand": by_hand.cents,
                **held_body(others),
                **({"pieces": count_body(pieces)["pieces"]} if pieces else {}),
            }
            fact = act.state(FactType.SHIFT_OPENED, body)
            shift = Shift(
                number,
                act.at.date(),
                act.at,
                person.code,
                amount,
                (fact.installation, fact.seq),
                taken,
            )
            shifts.add(act.tx, shift)
            act.tx.changed(Topic.DRAWER)
        return shift

    def move(self, kind: MoveKind, amount: Money, why: str = "", bag: str = "") -> Money:
        """Put cash in, take it out, or drop it to the safe. Raises as `Cash.move`."""
        return self._cash.move(*ROUTES[kind], amount, why, bag)

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
            act.state(FactType.CASH_COUNTED, {"shift": shift.id, "count": count_body(count)})
            shifts.save_count(act.tx, shift, count)
        return shift

    def report(self) -> ShiftReport:
        """The X: the shift so far; for whoever sells, and for the fiscal inspector. Raises
        NotAllowed, NoOpenShift."""
        self._till.session.need_to_read()
        shift = self.current()
        if shift is None:
            raise NoOpenShift()
        return shift_reports.so_far(self._till, shift)

    def past(self, shift_id: int | None = None) -> ShiftReport:
        """The Z of a closed shift, of the last one when none is named; for whom `report` is.
        Raises NotAllowed, UnknownShift, DocumentArchived."""
        self._till.session.need_to_read()
        found = shift_reports.closed(self._till, shift_id)
        return shift_reports.of_closed(self._till, *found)

    def sees_expected(self) -> bool:
        """Whether whoever is there may know what should be in the drawer."""
        session = self._till.session
        people = (session.person, session.authoriser)
        return any(who and who.may(Permission.EXPECTED_CASH) for who in people)

    def close(self, stays: Money | None = None, bag: str = "") -> Closed:
        """Close the shift, whatever is unfinished; a difference waits for a manager. Its Z is
        queued.

        `stays`: what is left in the drawer as the next float; the rest goes to the safe in the
        bag of that number, or of one of the till's own. None: all of it goes there, in no bag.
        Raises NoOpenShift, NotAllowed, BadAmount, NotEnoughCash, BadBag, BagTaken.
        """
        shift = self._till.open_shift()
        report = shift_reports.so_far(self._till, shift)
        rest = self._rest(report, stays, bag)
        accepted = self._judge()
        passed = self.unfinished()
        with self._till.act() as act:
            fact = act.state(FactType.SHIFT_CLOSED, z_body(report, passed, rest))
            if report.differs and accepted:
                self._accept(act, report, accepted)
            difference = shifts.NO_DIFFERENCE
            if report.differs:
                difference = shifts.ACCEPTED if accepted else shifts.UNACCEPTED
            shifts.close(act.tx, shift, fact, difference)
            queue_z(act, shift.id)
            self._timekeeper.shift_over(act)
        by = accepted if report.differs else ""
        return Closed(report, passed, rest, by, self.sees_expected())

    def _judge(self) -> str | None:
        """Who accepts a difference there and then; None: it waits for somebody who may."""
        session = self._till.session
        try:
            return session.need(Permission.ACCEPT_DIFFERENCE) or session.who().code
        except NotAllowed:
            return None

    def _rest(self, report: ShiftReport, stays: Money | None, bag: str) -> Rest:
        there = report.expected if report.count is None else report.count.cash
        if stays is None:
            return Rest(ZERO, there, "")
        if stays < ZERO:
            raise BadAmount(text=str(stays))
        if stays > max(there, ZERO):
            raise NotEnoughCash()
        to_safe = there - stays
        if to_safe <= ZERO:
            return Rest(stays, ZERO, "")
        config = self._till.config
        own = f"{config.shop}-{config.till}{config.generation}-{report.shift.id}"
        return Rest(stays, to_safe, self._cash.new_bag(bag_number(bag or own)))

    def unfinished(self) -> Passed:
        with self._till.db.read() as connection:
            basket = baskets.with_status(connection, SaleStatus.OPEN)
            return Passed(
                any(not sale.empty for sale in basket),
                len(baskets.with_status(connection, SaleStatus.PARKED)),
                len(attempts.open_ones(connection)),
                len(baskets.with_status(connection, SaleStatus.RETURNING)),
                len(prints.unfinished(connection)),
                self._ready(),
            )

    def _ready(self) -> int:
        """Orders whose parcels wait on the pickup shelves."""
        there = shelf_check.expected(self._folded.waiting(), self._till.now())
        return len({parcel.order for parcel in there})

    def unaccepted(self) -> list[ShiftReport]:
        """Closed shifts whose difference no manager has accepted."""
        with self._till.db.read() as connection:
            found = shifts.unaccepted(connection)
        return [shift_reports.of_closed(self._till, shift, closed) for shift, closed in found]

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
            "difference": cents(report.difference),
            "by_hand": cents(report.by_hand_difference),
            "float_missing": report.float_missing.cents,
            "accepted_by": who,
        }
        act.state(FactType.DIFFERENCE_ACCEPTED, body)
