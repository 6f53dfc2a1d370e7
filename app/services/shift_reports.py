"""The figures of a shift from its facts: the open one so far, and a closed one again."""

from __future__ import annotations

from app.domain.money import Money
from app.domain.shift import Shift, ShiftReport, held_by_hand_of, held_others_of, shift_report
from app.services.cash import held
from app.services.till import Till
from app.storage import documents, journal


def so_far(till: Till, shift: Shift) -> ShiftReport:
    """Of the open shift."""
    with till.db.read() as connection:
        facts = [*documents.before(connection, shift), *journal.since(connection, shift.first)]
        return shift_report(shift, facts, *held(till))


def of_closed(till: Till, shift: Shift, closed: tuple[int, int]) -> ShiftReport:
    """`closed`: the fact that closed it."""
    with till.db.read() as connection:
        z = journal.one(connection, *closed).body
        since = journal.since(connection, shift.first, closed)
        facts = [*documents.before(connection, shift), *since]
        held_then = (Money(z["held"]), held_by_hand_of(z), held_others_of(z))
        return shift_report(shift, facts, *held_then)
