"""The figures of a shift from its facts: the open one so far, and a closed one again."""

from __future__ import annotations

from app.domain.errors import DocumentArchived, UnknownShift
from app.domain.money import Money
from app.domain.shift import Shift, ShiftReport, held_by_hand_of, held_others_of, shift_report
from app.services.cash import held
from app.services.till import Till
from app.storage import documents, journal, pruned, shifts


def so_far(till: Till, shift: Shift) -> ShiftReport:
    """Of the open shift."""
    with till.db.read() as connection:
        facts = [*documents.before(connection, shift), *journal.since(connection, shift.first)]
        return shift_report(shift, facts, *held(till))


def closed(till: Till, shift_id: int | None) -> tuple[Shift, tuple[int, int]]:
    """A closed shift, the last when none is named, with the fact that closed it. Raises
    UnknownShift; DocumentArchived of one whose facts left the journal."""
    with till.db.read() as connection:
        found = shifts.closed_one(connection, shift_id)
        if found is None:
            raise UnknownShift(shift=shift_id or 0)
        left = pruned.holding(connection, found[1])
    if left is not None:
        raise DocumentArchived(number=f"Z{found[0].id}", file=left.said.file)
    return found


def of_closed(till: Till, shift: Shift, closed: tuple[int, int]) -> ShiftReport:
    """`closed`: the fact that closed it."""
    with till.db.read() as connection:
        z = journal.one(connection, *closed).body
        since = journal.since(connection, shift.first, closed)
        facts = [*documents.before(connection, shift), *since]
        held_then = (Money(z["held"]), held_by_hand_of(z), held_others_of(z))
        return shift_report(shift, facts, *held_then)
