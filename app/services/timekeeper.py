"""Whether the machine's clock is known to be wrong by more than a day, and whether a manager lets
the till take money all the same (sync-and-performance 1.2).

What was begun is finished, and what happened is recorded, whatever the clock says.
"""

from __future__ import annotations

from datetime import timedelta

from app.domain.errors import ClockBlocked, ClockDoubted, ClockRight, ReasonMissing
from app.domain.facts import FactType
from app.domain.skew import Fault, WrongClock, faults, wrong_clock
from app.domain.staff import Permission
from app.services.clock import SetClock
from app.services.line import Line
from app.services.till import Act, Till
from app.storage import clock_leave, shifts


class Timekeeper:
    def __init__(self, till: Till, line: Line) -> None:
        self._till, self._line = till, line
        with till.db.read() as connection:
            kept = clock_leave.find(connection)
        self._leave = kept[0] if kept else None

    def wrong(self) -> WrongClock | None:
        """How the clock is known to be wrong, allowed or not."""
        return wrong_clock(*self._known())

    @property
    def allowed(self) -> bool:
        """Whether a manager lets the till sell with the clock as it is."""
        return self._covers(self.wrong())

    def check(self) -> None:
        """Before new money is asked for. Raises ClockBlocked."""
        self.look()
        wrong = self.wrong()
        if wrong is not None and not self._covers(wrong):
            raise ClockBlocked(by=wrong.by, fault=wrong.fault)

    def check_right(self) -> None:
        """Before something is undone because its time is over: nobody's leave makes a wrong clock
        right. Raises ClockDoubted."""
        if (wrong := self.wrong()) is not None:
            raise ClockDoubted(by=wrong.by, fault=wrong.fault)

    def look(self) -> None:
        """Leave ends when the clock is known to be mended; with the line down it may not be."""
        known = self._known()
        if self._leave is None or faults(*known)[self._leave] is not False:
            return
        if self._covers(wrong_clock(*known)):
            return
        with self._till.act() as act:
            self._end(act)

    def allow(self, why: str) -> WrongClock:
        """Let the till take money until its shift closes, or the next one when none is open, or
        until the clock is mended.

        Raises NotAllowed, ClockRight, ReasonMissing.
        """
        allowed_by = self._till.session.need(Permission.CLOCK)
        wrong = self.wrong()
        if wrong is None:
            raise ClockRight()
        if not why.strip():
            raise ReasonMissing()
        with self._till.act() as act:
            shift = shifts.open_one(act.tx)
            fact = act.state(
                FactType.CLOCK_ALLOWED,
                {
                    "fault": wrong.fault.value,
                    "seconds": wrong.by // timedelta(seconds=1),
                    "shift": shift.id if shift else 0,
                    "why": why.strip(),
                    "allowed_by": allowed_by,
                },
            )
            clock_leave.put(act.tx, wrong.fault, fact)
            act.tx.then(lambda: self._set(wrong.fault))
        return wrong

    def shift_over(self, act: Act) -> None:
        """A shift closes in this transaction, and leave ends with it."""
        if self._leave is not None:
            self._end(act)

    def _known(self) -> tuple[timedelta, timedelta | None]:
        till = self._till
        if till.config.demo and isinstance(till.clock, SetClock):
            return till.behind(), None  # it stands where it was put, whatever central's says
        return till.behind(), self._line.status.ahead(till.clock.now())

    def _covers(self, wrong: WrongClock | None) -> bool:
        return bool(wrong and self._leave and self._leave.behind == wrong.fault.behind)

    def _end(self, act: Act) -> None:
        clock_leave.forget(act.tx)
        act.tx.then(lambda: self._set(None))

    def _set(self, leave: Fault | None) -> None:
        self._leave = leave
